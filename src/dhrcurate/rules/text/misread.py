"""Words of which letters were read as others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import occurrences
from dhrcurate.rules.vocabulary import is_plain_word, is_word

_CONFUSED = (("rn", "m"), ("m", "rn"), ("nn", "rm"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("li", "h"), ("h", "li"),
    ("ii", "u"), ("ri", "n"), ("in", "m"), ("fi", "h"), ("tl", "d"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"),
    ("|", "l"), ("l", "i"), ("i", "l"), ("t", "f"), ("f", "t"), ("j", "i"), ("i", "j"),
    ("n", "rr"))  # fmt: skip
"""Letters that are misread for others; each pair as read, as printed."""
_SUREST = (
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("li", "h"),
    ("ii", "u"),
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("5", "s"),
)
"""Those that hardly any other word holds."""
_ALIKE = (("a", "o"), ("o", "a"), ("e", "c"), ("c", "e"), ("e", "o"), ("o", "e"), ("n", "u"), ("u", "n"), ("h", "b"),
    ("b", "h"), ("m", "in"), ("n", "ri"), ("n", "h"), ("v", "y"), ("y", "v"), ("g", "q"))  # fmt: skip
"""Letters that are misread more seldom; the word as printed must be elsewhere in the record."""


_SHORT = word_set("the and that this with from have been they them their then than when will must risk what which who")
"""Words short and common enough that what is one letter from one of them, and no word, is a misreading of it."""
_LEAST = 4
"""The fewest letters of another word, which would be like too many."""


def read_right(word: str, joined: str) -> str | None:
    """Return the word that another one, in small letters, probably is, `None` if it is not like one, or like several.

    Args:
        word: The word.
        joined: The published wording of its record. A word that stands in it goes before one that does not, and one
            that is less alike must stand in it.
    """
    sure, perhaps = _words_read_right(word)
    standing = [each for each in {*sure, *perhaps} if re.search(rf"(?<!\w){each}(?!\w)", joined)]
    if standing:
        return standing[0] if len(standing) == 1 else None
    return sure[0] if len(sure) == 1 else None


@lru_cache(maxsize=8192)
def _words_read_right(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that another one probably is, and those that it may be if they are elsewhere in the record."""
    sure, perhaps = (dict.fromkeys(_all_replaced(word, pairs)) for pairs in (_CONFUSED, _ALIKE))
    long = len(word) >= _LEAST
    return (
        tuple(b for b in sure if (len(b) >= _LEAST and long and b.isalpha() and is_plain_word(b)) or b in _SHORT)
        or tuple(b for b in dict.fromkeys(_all_replaced(word, _SUREST)) if _is_derived(b)),
        tuple(b for b in perhaps if (len(b) > _LEAST and long and is_word(b)) or b in _SHORT),
    )


def may_be_read_as(printed: str, word: str) -> bool:
    """Return whether a printed word may be read as another one, both in small letters: one or two slips of letters."""
    once = set(_all_replaced(word, _CONFUSED + _ALIKE))
    return printed in once or any(printed in _all_replaced(each, _CONFUSED + _ALIKE) for each in once)


def _is_derived(word: str) -> bool:
    """True for a word with one of the endings that make a person or a noun: "drinkers"."""
    return len(word) > _LONG and word.isalpha() and word.endswith(_ENDINGS) and is_word(word)


_LONG = 5
_ENDINGS = ("er", "ers", "ment", "ments", "ness", "ful", "less")


def _all_replaced(word: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (better for read, printed in pairs for better in replaced(word, read, printed))


def replaced(word: str, read: str, printed: str) -> Iterator[str]:
    """Yield a word with each occurrence of some letters, one at a time, replaced by others."""
    for at in occurrences(word, read):
        yield word[:at] + printed + word[at + len(read) :]
