"""A report's text as strings that know their places: letters and digits alone, and the words as they are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhrcurate.documents.model import Block, Box

_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")


class Place(tuple[int, int]):
    """A block, and an offset in its text, in code points."""

    __slots__ = ()


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, ligatures taken apart, in one case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a report.

    Attributes:
        said: Its letters and digits, in one case.
        block: The block that it stands in.
        start: Where it begins in the block's text.
        end: Where it ends, exclusive.
    """

    said: str
    block: int
    start: int
    end: int


class Stream:
    """The text of a report in reading order.

    Attributes:
        blocks: The blocks.
        letters: The letters and digits of all blocks.
        terms: The words of all blocks.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.terms = [term for at, block in enumerate(blocks) for term in terms_of(block.text, at)]
        self.letters = "".join(term.said for term in self.terms)
        self._starts: list[int] = []
        length = 0
        for term in self.terms:
            self._starts.append(length)
            length += len(term.said)

    def find(self, wanted: str) -> Iterable[tuple[int, int]]:
        """Yield where letters stand in the report, as the first word and the one after the last.

        They must begin and end with words.
        """
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._term(at), self._term(at + len(wanted) - 1)
            ends = self._starts[last] + len(self.terms[last].said)
            if self._starts[first] == at and ends == at + len(wanted):
                yield first, last + 1
            at = self.letters.find(wanted, at + 1)

    def _term(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def text(self, first: int, last: int) -> str:
        """Return the text from one word to before another; blocks are parted by line ends."""
        parts = []
        for block, start, end in self.parts(first, last):
            parts.append(self.blocks[block].text[start:end])
        return "\n".join(parts)

    def parts(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Return the blocks that words lie in: the block, where they begin in its text, and where they end."""
        parts: list[tuple[int, int, int]] = []
        for term in self.terms[first:last]:
            if parts and parts[-1][0] == term.block:
                parts[-1] = (term.block, parts[-1][1], term.end)
            else:
                parts.append((term.block, term.start, term.end))
        return parts

    def boxes(self, first: int, last: int) -> list[Box]:
        """Return the rectangles of the lines that words lie in."""
        return [
            box for block, start, end in self.parts(first, last) for box in boxes_of(self.blocks[block], start, end)
        ]


def boxes_of(block: Block, start: int, end: int) -> list[Box]:
    """Return the rectangles of a part of a block's text, a line each."""
    found = []
    for at, stretch in enumerate(block.stretches):
        stop = block.stretches[at + 1].start if at + 1 < len(block.stretches) else len(block.text)
        if stretch.start >= end or stop <= start:
            continue
        box = stretch.box
        inside = [x for offset, x in stretch.words if offset <= start]
        left = inside[-1] if stretch.start < start and inside else box.x0
        after = [x for offset, x in stretch.words if offset >= end]
        right = after[0] if after else box.x1
        found.append(box._replace(x0=left, x1=max(right, left)))
    return found


def terms_of(text: str, block: int = 0) -> list[Term]:
    """Return the words of a text as they are compared."""
    return [
        Term(said, block, match.start(), match.end())
        for match in _WORD.finditer(text)
        if (said := letters(match.group()))
    ]
