"""A report's text as a run of words that know their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dhrcurate.documents.model import Block, Box
from dhrcurate.domain.figures import FIGURE, begins_thousands, folded

_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_TERM = re.compile(rf"{FIGURE}|{_WORD.pattern}")
_NO_POINT = re.compile(r"(?<!\d)[.’']|[.’'](?!\d)")
_LETTER_BULLET = re.compile(r"[o§]\s")
"""Bullets that some word processors write as a letter of a symbol font; other bullets are no words anyway."""


@lru_cache(maxsize=1 << 16)
def letters(text: str) -> str:
    """Return the letters and digits of a text alone, ligatures taken apart, in one case."""
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(filter(str.isalnum, text.lower()))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


class Term(NamedTuple):
    """A word of a text, or a figure.

    Attributes:
        said: Its letters and digits, in one case; of a figure its points and its sign as well.
        start: Where it begins in the text.
        end: Where it ends, exclusive.
    """

    said: str
    start: int
    end: int


def terms_of(text: str) -> list[Term]:
    """Return the words and figures of a text as they are compared."""
    return [Term(said, *match.span()) for match in _TERM.finditer(text) if (said := _term(match.group()))]


@lru_cache(maxsize=1 << 14)
def _term(word: str) -> str:
    if word.isalpha() or not any(map(str.isnumeric, word)):
        return letters(word)
    plain = unicodedata.normalize("NFKC", word).replace("\u2044", "/")  # as in ½
    return folded(_NO_POINT.sub("", plain))


def joined(text: str, terms: Sequence[Term]) -> str:
    """Return what words and figures of a text say without the blanks between them; two figures stay two.

    A blank in front of thousands or of a fraction is within one figure: `1 000`, `1 ½`.
    """
    said: list[str] = []
    end = 0
    for term in terms:
        if said and said[-1][-1:].isdigit() and term.said[:1].isdigit() and not _goes_on(text, end, term.start):
            said.append(" ")
        said.append(term.said)
        end = term.end
    return "".join(said)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a figure goes on behind a blank."""
    return text[end:start] == " " and (not text[start].isdecimal() or begins_thousands(text, start))


def said_of(text: str) -> list[str]:
    """Return the words of a text in one case, without their places."""
    return [said for word in _WORD.findall(text) if (said := letters(word))]


class Stream:
    """The text of a report in reading order.

    Attributes:
        blocks: The blocks.
        said: The words of all blocks, letters and digits alone, in one case.
        letters: The letters and digits of all blocks.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.said: list[str] = []
        self._block: list[int] = []
        self._from: list[int] = []
        self._to: list[int] = []
        for at, block in enumerate(blocks):
            skipped = 1 if _LETTER_BULLET.match(block.text) else 0
            matches = list(_WORD.finditer(block.text, skipped))
            self.said += [letters(match.group()) for match in matches]
            self._block += [at] * len(matches)
            self._from += [match.start() for match in matches]
            self._to += [match.end() for match in matches]
        self.letters = "".join(self.said)
        self._starts: list[int] = []
        length = 0
        for said in self.said:
            self._starts.append(length)
            length += len(said)

    def find(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Yield where letters stand in the report, as the first word and the one after the last.

        They must begin and end with words.
        """
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._at(at), self._at(at + len(wanted) - 1)
            if self._starts[first] == at and self._starts[last] + len(self.said[last]) == at + len(wanted):
                yield first, last + 1
            at = self.letters.find(wanted, at + 1)

    def _at(self, letter: int) -> int:
        return bisect_right(self._starts, letter) - 1

    def within(self, block: int, start: int, end: int) -> tuple[int, int]:
        """Return the words of a part of a block, as the first one and the one after the last."""
        low = bisect_left(self._block, block)
        high = bisect_right(self._block, block, lo=low)
        return bisect_left(self._from, start, low, high), bisect_left(self._from, end, low, high)

    def block_of(self, word: int) -> int:
        """Return the block that a word stands in."""
        return self._block[word]

    def begins(self, word: int) -> bool:
        """Whether a word is the first of its block or of a sentence."""
        if word == 0 or word >= len(self.said) or self._block[word - 1] != self._block[word]:
            return True
        between = self.blocks[self._block[word]].text[self._to[word - 1] : self._from[word]]
        return "\n" in between or re.search(r"[.!?:;][”’\"')\]]*\s", between) is not None

    def text(self, first: int, last: int) -> str:
        """Return the text from one word to before another; blocks are parted by line ends."""
        return "\n".join(self.blocks[block].text[start:end] for block, start, end in self.parts(first, last))

    def parts(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Return the blocks that words lie in: the block, where they begin in its text, and where they end."""
        parts: list[tuple[int, int, int]] = []
        at = first
        while at < last:
            block = self._block[at]
            end = min(bisect_right(self._block, block, lo=at), last)
            parts.append((block, self._from[at], self._closed(block, self._to[end - 1], end)))
            at = end
        return parts

    def _closed(self, block: int, end: int, following: int) -> int:
        """The end of a passage with the marks that close its sentence."""
        stop = len(self.blocks[block].text)
        if following < len(self.said) and self._block[following] == block:
            stop = self._from[following]
        return end + len(re.match(r"[^\s\w(\[“‘]*", self.blocks[block].text[end:stop])[0])  # type: ignore[index]

    def boxes(self, first: int, last: int) -> list[Box]:
        """Return the rectangles of the lines that words lie in."""
        return [
            box for block, start, end in self.parts(first, last) for box in boxes_of(self.blocks[block], start, end)
        ]

    def pages(self, first: int, last: int) -> tuple[int, ...]:
        """Return the pages that words lie on."""
        return tuple(sorted({box.page for box in self.boxes(first, last)}))


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
