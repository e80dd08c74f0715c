"""The language of a text: what is known of English words says nothing of Welsh, which reviews in Wales hold."""

from __future__ import annotations

import re
from functools import lru_cache

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.vocabulary import is_word

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_CLITIC = re.compile(r"[^\W\d_]+[’'](?:r|n|i|u|w|ch)")
"""A word with an article or a pronoun run on: "i'r", "dylai'r", "a'u"."""
_WELSH = word_set(
    "y yr yn ar ac bod fod ei eu ein eich gan gyda wrth rhwng neu nad nid fel sydd mewn hyn hwn hon pob bob bydd dylai"
    " dylid dylent mae oedd ond dros drwy trwy heb dan cyn wedi rhaid er os nhw hefyd"
)
_ENGLISH = word_set(
    "the of and to in for is are be should must will that with by their its on at as this all or from an"
)
_LEAST = 2
_MOST_KNOWN = 0.25
"""The share of English words up to which a text without small words is none of English."""


@lru_cache(maxsize=4096)
def is_english(text: str) -> bool:
    """False if a text has small words of Welsh, and more of them than of English, or hardly any English word at all."""
    words = [w for w in _WORD.findall(text) if not w.isupper()]
    small = [w.casefold() for w in words]
    welsh = sum(w in _WELSH or _CLITIC.fullmatch(w) is not None for w in small)
    english = sum(w in _ENGLISH for w in small)
    if welsh >= _LEAST:
        return welsh <= english
    return len(small) <= _LEAST or english > 0 or sum(map(is_word, small)) > _MOST_KNOWN * len(small)
