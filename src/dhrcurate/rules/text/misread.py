"""Words of which letters were read as others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dhrcurate.rules.free_text import occurrences
from dhrcurate.rules.vocabulary import is_plain_word

_CONFUSED = (("rn", "m"), ("m", "rn"), ("nn", "rm"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("li", "h"), ("h", "li"),
    ("ii", "u"), ("ri", "n"), ("in", "m"), ("fi", "h"), ("tl", "d"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"),
    ("|", "l"), ("l", "i"), ("i", "l"), ("t", "f"), ("f", "t"), ("j", "i"), ("i", "j"))  # fmt: skip
"""Letters that are misread for others; each pair as read, as printed."""
_ALIKE = (("a", "o"), ("o", "a"), ("e", "c"), ("c", "e"), ("e", "o"), ("o", "e"), ("n", "u"), ("u", "n"), ("h", "b"),
    ("b", "h"), ("n", "h"), ("v", "y"), ("y", "v"), ("g", "q"))  # fmt: skip
"""Letters that are misread more seldom; the word as printed must be elsewhere in the record."""


def read_right(word: str, joined: str) -> str | None:
    """Return the word that another one, in small letters, probably is, `None` if it is not like one.

    Args:
        word: The word.
        joined: The published wording of its record, in which a word that is less alike must be.
    """
    sure, perhaps = _words_read_right(word)
    if sure:
        return sure
    return next((p for p in perhaps if re.search(rf"(?<!\w){p}(?!\w)", joined)), None)


@lru_cache(maxsize=8192)
def _words_read_right(word: str) -> tuple[str | None, tuple[str, ...]]:
    """The word that another one probably is, and those that it may be if they are elsewhere in the record."""
    for read, printed in _CONFUSED:
        for better in replaced(word, read, printed):
            if len(better) > 3 and better.isalpha() and is_plain_word(better):
                return better, ()
    perhaps = [b for read, printed in _ALIKE for b in replaced(word, read, printed) if len(b) > 4 and is_plain_word(b)]
    return None, tuple(perhaps)


def replaced(word: str, read: str, printed: str) -> Iterator[str]:
    """Yield a word with each occurrence of some letters, one at a time, replaced by others."""
    for at in occurrences(word, read):
        yield word[:at] + printed + word[at + len(read) :]
