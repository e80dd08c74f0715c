"""Common words of English, by which a rule tells a damaged word from a whole one.

`data/words.txt` holds base forms and irregular ones; regular endings and prefixes are worked out.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

_PREFIXES = (
    "un",
    "re",
    "non",
    "inter",
    "multi",
    "pre",
    "co",
    "over",
    "under",
    "mis",
    "dis",
    "out",
    "sub",
    "in",
    "self",
    "anti",
)
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""),
    ("ally", ""), ("ily", "y"), ("er", ""), ("ers", ""), ("r", ""), ("rs", ""), ("or", "e"), ("ors", "e"),
    ("est", ""), ("ier", "y"), ("iest", "y"), ("ness", ""),
    ("iness", "y"), ("ful", ""), ("less", ""), ("able", ""), ("able", "e"), ("ability", "able"), ("ment", ""),
    ("ments", ""),
    ("wide", ""), ("led", ""), ("based", ""), ("y", "e"), ("ity", ""), ("ship", ""), ("al", ""), ("ation", "e"),
    ("ations", "e"), ("ion", "e"), ("ions", "e"), ("ion", ""), ("ions", ""),
)  # fmt: skip
_AFTER_E = frozenset({"d", "r", "rs"})
"""Endings that only a final e takes: "decided", "carers", and not "bodyr"."""
_LEAST = 3
"""The fewest letters of a word that an ending or a prefix may be added to."""


@cache
def _sorted_words() -> list[str]:
    return (Path(__file__).parent / "data" / "words.txt").read_text("utf-8").split()


@cache
def _words() -> frozenset[str]:
    return frozenset(_sorted_words())


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """True if a word in small letters is one of English, inflected or with a prefix."""
    if _is_form(word):
        return True
    return any(word.startswith(p) and len(word) >= len(p) + 4 and _is_form(word[len(p) :]) for p in _PREFIXES)


def _is_form(word: str) -> bool:
    words = _words()
    if word in words:
        return True
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            if len(stem) + len(instead) < _LEAST or (ending in _AFTER_E and not stem.endswith("e")):
                continue
            if stem + instead in words:
                return True
            # stopped, stopping
            doubled = len(stem) > _LEAST and stem[-1] == stem[-2] and ending in {"ed", "ing", "er", "ers"}
            if doubled and stem[:-1] in words:
                return True
    return False


def is_plain_word(word: str) -> bool:
    """True if a word in small letters is one of English, as it is or with a common ending after four letters."""
    words = _words()
    return word in words or any(
        word.endswith(ending) and _is_stem(word[: len(word) - len(ending)], ending, more)
        for ending, more in _COMMON_ENDINGS
    )


def _is_stem(stem: str, ending: str, more: str) -> bool:
    words = _words()
    if len(stem) > _LEAST and stem + more in words:
        return True
    # referred, transferring
    return ending in {"ed", "ing"} and len(stem) > _LEAST + 1 and stem[-1] == stem[-2] and stem[:-1] in words


_COMMON_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)


@lru_cache(maxsize=8192)
def is_compound(word: str) -> bool:
    """True if a word in small letters is made of two of at least four letters each: `caseworker`."""
    return any(is_word(word[:at]) and is_word(word[at:]) for at in range(4, len(word) - 3))


@lru_cache(maxsize=8192)
def begins_a_word(beginning: str) -> bool:
    """True if some word is longer and begins so."""
    words = _sorted_words()
    at = bisect_left(words, beginning)
    return at < len(words) and words[at].startswith(beginning)
