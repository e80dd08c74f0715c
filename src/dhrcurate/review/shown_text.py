"""A published text as it is laid out for reading: its items a line each, and where it has the words that are sought."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dhrcurate.domain.finding import Span
from dhrcurate.domain.item_marks import BULLETS, OF_LINES, marks_in_line
from dhrcurate.domain.patterns import rare

_BULLET = rare(rf"[{BULLETS}]+\s*")
_AT_START = rare(rf"[^\S\n]*(?:[{OF_LINES}]+|o)\s+|[^\S\n]*[{BULLETS}]+\s*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A stretch of a text that begins on a line of its own.

    Attributes:
        start: Where its words begin, in code points.
        end: Where they end, without the blanks and the line end behind them.
        mark: Where the mark of the item before them begins; `start` where there is none.
    """

    start: int
    end: int
    mark: int


def lines_of(text: str) -> Iterator[TextLine]:
    """Yield the lines of a text, and each item of a list that was run together as a line of its own."""
    starts = {0} | {at + 1 for at, char in enumerate(text) if char == "\n"}
    signs = set(marks_in_line(text))
    cuts = sorted(starts | signs | {m.start() for m in _BULLET.finditer(text) if m.start()})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        stop = start + len(text[start:end].rstrip())
        if start in signs:
            words = min(stop, start + 1 + len(text[start + 1 : stop]) - len(text[start + 1 : stop].lstrip()))
        else:
            item = _AT_START.match(text, start, stop)
            words = item.end() if item else start
        yield TextLine(words, max(stop, words), start)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first), re.IGNORECASE)


def places_of(text: str, words: Sequence[str]) -> list[Span]:
    """Return where a text has some words, whatever their case and the blanks in them."""
    words = tuple(word for word in words if word.strip())
    return [Span(*found.span()) for found in _pattern(words).finditer(text)] if words else []
