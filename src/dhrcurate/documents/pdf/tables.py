"""Tables put together from the grids of pages, with rows that run over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhrcurate.documents.marks import MARKER
from dhrcurate.documents.model import Block, Cell
from dhrcurate.documents.pdf.grid import Grid
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.paragraphs import Whole, Written, paragraphs_of

_SENTENCE_END = re.compile(r"[.!?]\W*\Z")
_USUALLY = 0.8
"""A column with a text in so many of a table's rows has one in every row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell.

    Attributes:
        written: Its words.
        rows: How many rows it takes up.
        columns: How many columns it takes up.
    """

    written: Written
    rows: int = 1
    columns: int = 1


Row = dict[int, Entry]
"""Of each column what is in it."""


def rows_of(grid: Grid, page: int, pitch: float, whole: Whole) -> list[Row]:
    """Return the rows of a grid.

    Args:
        grid: The grid.
        page: The page that it is on.
        pitch: The usual distance of two lines.
        whole: Whether a word is known.
    """
    rows: dict[int, Row] = {}
    for frame in sorted(grid.cells, key=lambda frame: (frame.y0, frame.x0)):
        row, column = grid.place(frame)
        spans = grid.spans(frame)
        written = _cell([(page, line) for line in _in_order(grid.cells[frame])], pitch, whole)
        before = rows.setdefault(row, {}).get(column)
        rows[row][column] = Entry(before.written.above(written) if before else written, *spans)
    return [rows[row] for row in sorted(rows)]


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (round(line.base), line.x0))


def _cell(lines: Sequence[tuple[int, Line]], pitch: float, whole: Whole) -> Written:
    written = Written()
    for paragraph in paragraphs_of(lines, pitch, whole):
        written = written.above(paragraph.written)
    return written


class Table:
    """A table that may run over pages.

    Args:
        number: Its number in the document, from 0.
        start: How many blocks stand before it.
        lefts: Where its columns begin.
        page: The page that it ends on so far.
        rows: Its rows so far.
    """

    def __init__(self, number: int, start: int, lefts: Sequence[float], page: int, rows: list[Row]) -> None:
        self.number, self.start, self.end = number, start, start
        self.lefts, self.page, self.rows = list(lefts), page, rows

    @property
    def heading(self) -> dict[int, str]:
        """The texts of its first row, by their columns."""
        return {column: entry.written.text for column, entry in self.rows[0].items()}

    def goes_on(self, grid: Grid, page: int) -> bool:
        """Return whether a grid at the top of a page is the rest of this table."""
        lefts = grid.lefts
        near = sum(any(abs(a - b) < 4 for b in self.lefts) for a in lefts)
        return page == self.page + 1 and near == len(lefts) and len(lefts) >= len(self.lefts) - 1

    def add(self, rows: list[Row], page: int, whole: Whole) -> None:
        """Add the rows of the next page, without the heading if it is repeated; a row that was parted is joined."""
        if rows and _said(rows[0]) == _said(self.rows[0]):
            rows = rows[1:]
        if rows and len(self.rows) > 1 and self._is_rest(rows[0]):
            last = self.rows[-1]
            for column, rest in rows[0].items():
                before = last.get(column, rest)
                last[column] = rest if before is rest else _with_rest(before, rest, whole)
            rows = rows[1:]
        self.rows.extend(rows)
        self.page = page

    def _is_rest(self, row: Row) -> bool:
        """Whether a first row on a page goes on from the last one before it."""
        filled, last = _filled(row), _filled(self.rows[-1])
        body = [_filled(one) for one in self.rows[1:]]
        usual = {
            column for column in range(len(self.lefts)) if sum(column in one for one in body) > _USUALLY * len(body)
        }
        if not filled <= last:
            return False
        if min(usual, default=-1) not in filled:
            return True
        first = row[min(filled)].written.text
        if MARKER.match(first):
            return False
        before = self.rows[-1][min(filled)].written
        in_sentence = first[:1].islower() and not _SENTENCE_END.search(before.text)
        return before.hyphen or 2 * len(filled & usual) <= len(usual) or in_sentence

    def blocks(self, size: float) -> list[Block]:
        """Return its cells as blocks, with the usual size of the report's letters."""
        return [
            Block(
                "cell",
                entry.written.text,
                entry.written.stretches,
                cell=Cell(self.number, at, column, entry.rows, entry.columns),
                size=size,
            )
            for at, row in enumerate(self.rows)
            for column, entry in sorted(row.items())
            if entry.written.text
        ]


def _with_rest(before: Entry, rest: Entry, whole: Whole) -> Entry:
    """A cell with what stands of it on the next page: the rest of a sentence, or further paragraphs."""
    a, b = before.written, rest.written
    if a.hyphen or not _SENTENCE_END.search(a.text):
        return replace(before, written=a.with_rest(b, whole))
    return replace(before, written=a.above(b) if MARKER.match(b.text) else a.with_rest(b, whole))


def _filled(row: Row) -> set[int]:
    return {column for column, entry in row.items() if entry.written.text}


def _said(row: Row) -> str:
    return " ".join(" ".join(entry.written.text.split()).casefold() for _, entry in sorted(row.items()))
