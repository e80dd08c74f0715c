"""Stage 1, normalisation: case, accents, apostrophes, `&`, punctuation, abbreviations, plurals.

In: a name. Out: its folded spelling, its comparable words, or its acronyms.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dhrcurate.agencies.lexicon import ABBREVIATIONS, FILLERS, SUFFIX_ONLY, SYNONYMS

CACHED = 1 << 14
"""The most texts whose folded spelling and words are cached: words and names come again in every cell."""

LONGEST_CACHED = 100
"""The most characters of a text that is cached."""

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_RAW_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ][^\W_]+)*|&")
_POSSESSIVE = re.compile("['’‘`´ʼ]s?$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,6}\Z|[A-Z]{2,9}s?\Z")


def fold(name: str) -> str:
    """Return the name in lower case without accents, apostrophes or punctuation, and with `&` as `and`.

    Nothing is expanded or left out: names with equal results have the same words in the same order.
    """
    return _fold_short(name) if len(name) <= LONGEST_CACHED else _fold(name)


def _fold(name: str) -> str:
    text = name.lower() if name.isascii() else _without_accents(name)
    text = _APOSTROPHES.sub("", text).replace("&", " and ")
    return _NOT_WORDS.sub(" ", text).strip()


_fold_short = lru_cache(CACHED)(_fold)


def slug(name: str) -> str:
    """Return an id made of a name: its folded words joined by hyphens."""
    return fold(name).replace(" ", "-") or "unnamed"


def words(name: str) -> list[str]:
    """Return the words of a name that are compared: folded, expanded, in the singular, without fillers."""
    return [*(_words_of_short(name) if len(name) <= LONGEST_CACHED else _words(name))]


def _words(name: str) -> tuple[str, ...]:
    found: list[str] = []
    text = _undotted(name)
    folded = fold(text).split()
    for word in folded:
        if word in FILLERS:
            continue
        if word in ABBREVIATIONS and (len(folded) > 1 or word not in SUFFIX_ONLY):
            found.extend(ABBREVIATIONS[word])
        else:
            found.append(singular(word))
    return tuple(_without_title(found))


_words_of_short = lru_cache(CACHED)(_words)


def acronyms(name: str) -> set[str]:
    """Return the words of a name that are written as acronyms (`KCC`, `MoJ`, `LTHTr`), in lower case.

    In a longer name written in capitals throughout, only a bracketed word counts.
    """
    text = _undotted(name)
    raw = [_POSSESSIVE.sub("", word) for word in _RAW_WORD.findall(text)]
    if len(raw) > 1 and text.isupper() and (len(raw) > 3 or max(map(len, raw)) > 6):
        return {word.lower() for word in re.findall(r"\(([A-Z]{2,9})\)", text)}
    found = {word.lower() for word in raw if _ACRONYM.match(word)}
    if len(raw) == 1 and 2 <= len(raw[0]) <= 9 and raw[0].isalpha() and raw[0].isupper():
        found.add(raw[0].lower())
    return found


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """Return the word without a plural or possessive s, or the one that is used for its synonyms."""
    word = SYNONYMS.get(word, word)
    if len(word) > 4 and word[-1] == "s" and word[-2] not in "siu":
        word = word[:-1]
    return SYNONYMS.get(word, word)


def _undotted(name: str) -> str:
    if "." not in name:
        return name
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), name)


def _without_title(found: list[str]) -> list[str]:
    # "His Majesty's" and "Her Majesty's" are "HM" in full, and HM is a filler.
    if "majesty" not in found:
        return found
    return [word for word in found if word not in {"his", "her", "majesty"}]


def _without_accents(name: str) -> str:
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
