"""Cells in which several recommendations stand below one another, as all those of one agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dhrcurate.documents.listing.columns import LEAST_LETTERS
from dhrcurate.documents.listing.held import Held
from dhrcurate.documents.listing.labels import BULLET, ITEM, LABEL, tidy
from dhrcurate.documents.listing.wishes import plainly_wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_LINE = re.compile(r"[^\n]+")
_REFERS = re.compile(r"(?:this|these|it|they|such)\b", re.IGNORECASE)
"""How a paragraph begins that goes on with the one above it."""
_LAST_FIGURE = re.compile(r"(?P<before>.*?)(?P<figure>\d+)\D*")


class Entry(NamedTuple):
    """One of several recommendations in a cell.

    Attributes:
        number: Its number; `None` behind a bullet.
        start: Where its text begins in the cell's.
        end: Where it ends, exclusive.
    """

    number: str | None
    start: int
    end: int


def divided(blocks: Sequence[Block], cells: Iterable[int], held: Held) -> dict[int, list[Entry]]:
    """Return those cells of a column that have several recommendations, with each of these.

    They begin with numbers that go up one by one, or each with a bullet. What numbers that begin again in each cell, or
    bullets, set apart may be parts of one recommendation: then the record tells, and where it does not, whether each
    number is in front of a wish. Paragraphs without any mark are several only where the record says so. A cell whose
    numbers are those of its parts comes with one entry, which has none.

    Args:
        blocks: The report.
        cells: The cells of the column, in order; none of which the number stands in another one.
        held: What the record holds.
    """
    column = list(dict.fromkeys(cells))
    found = {at: entries for at in column if len(entries := list(_entries(blocks[at]))) > 1}
    if found and _is_series(blocks, column, found):
        return found
    lines = {at: lines for at in column if at not in found and len(lines := list(_lines(blocks[at]))) > 1}
    told = {at: lines for at, lines in lines.items() if _tells(blocks, lines, at, held)}
    whole = sum(held.has(blocks[at].text) for at in found)
    parts = sum(_tells(blocks, found[at], at, held) for at in found)
    if whole or parts:
        apart = found if parts >= whole else {}
    else:
        apart = {at: entries for at, entries in found.items() if all(_is_one(blocks[at], one) for one in entries)}
    together = {at: [Entry(None, 0, len(blocks[at].text))] for at in found if at not in apart}
    return {**together, **apart, **told}


def _tells(blocks: Sequence[Block], entries: Iterable[Entry], at: int, held: Held) -> bool:
    """Whether the record has a part of a cell as a recommendation of its own."""
    return any(held.has(blocks[at].text[one.start : one.end]) for one in entries)


def _lines(block: Block) -> Iterator[Entry]:
    """The paragraphs of a cell, if each of them plainly wishes something; nothing marks where one ends."""
    lines = [Entry(None, *line.span()) for line in _LINE.finditer(block.text)]
    if all(
        plainly_wishes(block.text[one.start : one.end]) and not _REFERS.match(block.text, one.start) for one in lines
    ):
        yield from lines


def _entries(block: Block) -> Iterator[Entry]:
    """What stands in a cell behind the numbers or bullets of its lines, if the first line has one and all count on."""
    marks: list[tuple[str | None, int, int]] = []
    for line in _LINE.finditer(block.text):
        mark = _mark(block, *line.span())
        if mark is None and not marks:
            return
        if mark is not None:
            number, end = mark
            if marks and not _goes_on(marks[-1][0], number):
                if (number is None) is not (marks[-1][0] is None):
                    continue  # items within an item
                return
            marks.append((number, line.start(), end))
    stops = [start for _, start, _ in marks[1:]] + [len(block.text)]
    for (number, _, start), stop in zip(marks, stops, strict=True):
        end = start + len(block.text[start:stop].rstrip())
        if len(letters(block.text[start:end])) >= LEAST_LETTERS:
            yield Entry(number, start, end)


def _mark(block: Block, start: int, end: int) -> tuple[str | None, int] | None:
    """The number in front of a line, and where its text begins; the number of the first one may be kept apart."""
    if start == 0 and block.number.strip():
        number = ITEM.match(f"{block.number.strip()} x")
        return (tidy(number["number"]) if number else None), 0
    if mark := LABEL.match(block.text, start, end) or ITEM.match(block.text, start, end):
        return tidy(mark["number"]), mark.end()
    bullet = BULLET.match(block.text, start, end)
    return (None, bullet.end()) if bullet else None


def _goes_on(number: str | None, later: str | None) -> bool:
    """Whether a mark is that of the next item: a bullet behind a bullet, `4` behind `3`, `1.4` behind `1.3`."""
    if number is None or later is None:
        return number is later
    a, b = _LAST_FIGURE.fullmatch(number), _LAST_FIGURE.fullmatch(later)
    return bool(a and b) and a["before"] == b["before"] and int(b["figure"]) == int(a["figure"]) + 1  # type: ignore[index]


def _is_series(blocks: Sequence[Block], column: Sequence[int], found: Mapping[int, Sequence[Entry]]) -> bool:
    """Whether the numbers of all cells go on from one cell to the next."""
    numbers: list[str | None] = []
    for at in column:
        if at in found:
            numbers += [one.number for one in found[at]]
        elif mark := _mark(blocks[at], 0, len(blocks[at].text)):
            numbers.append(mark[0])
    apart = len(found) > 1 or len(numbers) > len(found[next(iter(found))])
    return apart and all(one is not None and _goes_on(one, other) for one, other in pairwise(numbers))


def _is_one(block: Block, entry: Entry) -> bool:
    """Whether what stands behind a number is plainly a recommendation."""
    return entry.number is not None and plainly_wishes(block.text[entry.start : entry.end])
