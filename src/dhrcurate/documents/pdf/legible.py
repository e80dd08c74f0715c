"""Whether the words of a page are words: of a font without a table of its letters they are others, or none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_COMMON = frozenset(
    ["the", "of", "and", "to", "in", "for", "is", "be", "by", "on", "with", "as", "at", "yn", "yr", "ac", "ar", "gan"]
)
"""The commonest words of reports, in English and in Welsh."""
_PER = 100
"""Among so many words there is at least one of them."""
_LOOKED_AT = 400
"""So many words of a page tell for all of them."""
_FEWEST = 10
_MANY = 40
"""A page of fewer words need not have any."""
_CONTROLS = "".join(map(chr, [*range(32), *range(127, 160)]))
_NO_LETTERS = {"Cc", "Cn", "Co", "Cs"}
_MOST_ODD = 0.03
_FEWEST_LETTERS = 0.35
_CLEAN = re.compile(
    r"[(\[“‘'\"]*(?:[^\W\d_]+(?:[-–’'/.@&][^\W\d_]+)*|[£$€]?\d[\d.,:/–-]*\w{0,2}%?|\W+|\w{1,2})[’'\"”.,:;!?)\]…]*"
)
"""A word with its punctuation, a number or a sign."""
_FEWEST_CLEAN = 0.5
_LEADERS = "._…-–—·"


def is_legible(words: Sequence[str]) -> bool:
    """Return whether the words of a page are words; no words are."""
    words = [_without_controls(word) for word in words[:_LOOKED_AT]]
    signs = Counter("".join(word for word in words if len(word) > 1))
    for sign in _LEADERS:
        del signs[sign]
    if signs.total() < _FEWEST:
        return True
    odd = sum(count for sign, count in signs.items() if sign == "\ufffd" or unicodedata.category(sign) in _NO_LETTERS)
    letters = sum(count for sign, count in signs.items() if sign.isalnum())
    if odd > _MOST_ODD * signs.total() or letters < _FEWEST_LETTERS * signs.total():
        return False
    if sum(_CLEAN.fullmatch(word) is not None for word in words) < _FEWEST_CLEAN * len(words):
        return False
    terms = [word.casefold() for word in words if word.isalpha()]
    if len(terms) < _MANY or 2 * len(terms) < len(words):
        return True
    return sum(term in _COMMON for term in terms) * _PER >= len(terms)


def _without_controls(word: str) -> str:
    """A word without the control characters at its ends, as of a terminal, if it is one: others are lost letters."""
    plain = word.strip(_CONTROLS)
    return plain if 2 * sum(map(str.isalpha, plain)) >= len(word) else word
