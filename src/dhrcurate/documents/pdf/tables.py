"""Tables put together from the grids of pages, with rows that run over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhrcurate.documents.marks import MARKER, OPEN_END
from dhrcurate.documents.model import Block, Box, Cell
from dhrcurate.documents.pdf.grid import Grid
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.paragraphs import Whole, Written, paragraphs_of

_SENTENCE_END = re.compile(r"[.!?]\W*\Z")
_HEADING_ROWS = 3
"""So many rows at the top of a table may be its heading, repeated on each page."""
_FEW_WORDS = 4
_LEVEL = 3.0
"""Cells whose first lines differ by no more, in points, begin at the top of their row."""
_NAME_WORDS = 8
_ONE_LINE = 0.8
_ROOM = 2.2
"""Room for so many lines is more than what is left where two lines of a paragraph are kept together."""
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
        heading = [_said(row) for row in self.rows[:_HEADING_ROWS]]
        while rows and _said(rows[0]) in heading:
            rows = rows[1:]
        if rows and self._is_rest(rows[0]):
            rows = [*self._joined(rows[0], whole), *rows[1:]]
        self.rows.extend(rows)
        self.page = page

    def _joined(self, row: Row, whole: Whole) -> list[Row]:
        """Add the rest of the last row to it; return what is a row of its own, beside cells that take up both."""
        last, own = self.rows[-1], self._own(row)
        for column, rest in row.items():
            if column not in own:
                before = last.get(column, rest)
                last[column] = rest if before is rest else _with_rest(before, rest, whole)
        if not own:
            return []
        for column in last.keys() - own:
            last[column] = replace(last[column], rows=last[column].rows + 1)
        return [{column: row[column] for column in own}]

    def _own(self, row: Row) -> set[int]:
        """The columns of a first row on a page that begin anew, where others go on: cells that take up several rows.

        In several columns there was room left for another line, or in one for more than is ever left; and what begins
        there follows a name or the end of a sentence.
        """
        places = {column: entry.written.stretches for column, entry in self.rows[-1].items() if entry.written.stretches}
        tops = [stretches[0].box.y0 for stretches in places.values()]
        if not places or max(tops) - min(tops) > _LEVEL:
            return set()
        lowest = max(stretches[-1].box.y1 for stretches in places.values())
        room = {column: _lines_left(stretches[-1].box, lowest) for column, stretches in places.items()}
        anew = {column for column in row.keys() & places if self._begins_anew(column, row[column].written.text)}
        roomy = [room[column] for column in anew if room[column] > _ONE_LINE]
        return anew if len(roomy) > 1 or max(roomy, default=0.0) > _ROOM else set()

    def _begins_anew(self, column: int, text: str) -> bool:
        before = self.rows[-1][column].written.text
        ended = _SENTENCE_END.search(before) is not None or len(before.split()) <= _NAME_WORDS
        return bool(text) and not text[0].islower() and ended

    def _is_rest(self, row: Row) -> bool:
        """Whether a first row on a page goes on from the last one before it."""
        filled, last = _filled(row), _filled(self.rows[-1])
        if len(self.rows) == 1:
            return filled <= last and self._in_sentence(row)
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
        hyphen = self.rows[-1][min(filled)].written.hyphen
        if hyphen or 2 * len(filled & usual) <= len(usual) or self._in_sentence(row):
            return True
        return not usual <= filled and self._all_go_on(row)

    def _all_go_on(self, row: Row) -> bool:
        """Whether each cell of a row may go on from the one above, and some do so in the middle of a sentence."""
        last = self.rows[-1]
        ends = [(last[column].written.text, row[column].written.text) for column in _filled(row)]
        open_ends = all(text[0].islower() or not _SENTENCE_END.search(before) for before, text in ends)
        return open_ends and any(
            (text[0].islower() or OPEN_END.search(before)) and len(before.split()) > _FEW_WORDS for before, text in ends
        )

    def _in_sentence(self, row: Row) -> bool:
        """Whether the first text of a row goes on in a sentence of several words."""
        filled = _filled(row)
        first, before = row[min(filled)].written.text, self.rows[-1][min(filled)].written.text
        is_sentence = len(self.rows) > 1 or len(before.split()) > _FEW_WORDS
        goes_on = first[:1].islower() or OPEN_END.search(before) is not None
        return goes_on and is_sentence and not _SENTENCE_END.search(before)

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


def _lines_left(box: Box, lowest: float) -> float:
    """The room below a line, in lines of its height."""
    return (lowest - box.y1) / max(box.y1 - box.y0, 1.0)


def _filled(row: Row) -> set[int]:
    return {column for column, entry in row.items() if entry.written.text}


def _said(row: Row) -> str:
    return " ".join(" ".join(entry.written.text.split()).casefold() for _, entry in sorted(row.items()))
