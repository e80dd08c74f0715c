"""Tables of more than numbers, recommendations and addressees whose cells have become lines, one each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.columns.by_headings import begins_heading, is_heading, is_named, recognise
from dhrcurate.importers.pages.page import Line, Page, Table, joined
from dhrcurate.importers.wording.headings import is_planned, names_bodies
from dhrcurate.importers.wording.numbers import is_number

_FEWEST = 3
_MOST = 10
"""So many columns a table has."""
_MOST_WORDS = 5
"""A heading has no more."""
_FEWEST_OF_TEXT = 3
"""A recommendation has at least so many words."""

_Rows = tuple[list[tuple[str, ...]], int]
"""The cells of rows, and the place after the last of them; no rows where they cannot be told apart."""


def with_cells_put_together(page: Page) -> Page:
    """The page with such tables as tables. One whose rows cannot be told apart is torn, and its lines stay.

    A table with a column of addressees at its end and none of a plan is left to the flat layout, which finds the cells
    in wrapped lines too.
    """
    lines: list[Line] = []
    tables: list[Table] = []
    left = list(page.tables)
    at = 0
    while at < len(page.lines):
        while left and left[0].at <= at:
            tables.append(replace(left.pop(0), at=len(lines)))
        width = _width(page.lines, at)
        rows, end = _rows(page.lines, at, width) if width else ([], at + 1)
        if width:
            header = tuple(line.full.strip("*_ ") for line in page.lines[at : at + width])
            torn = "" if rows else " ".join(header)
            tables.append(Table(header, tuple(rows), at=len(lines), torn=torn))
        if not rows:
            lines += page.lines[at:end]
        at = end
    tables += [replace(table, at=len(lines)) for table in left]
    return replace(page, lines=tuple(lines), tables=tuple(tables))


def _width(lines: Sequence[Line], start: int) -> int:
    """How many lines are the headings of such a table, the first of them that of its numbers; 0 where none are."""
    if not begins_heading(lines[start].full) or not is_named(lines[start].full) or lines[start].full[0].isdigit():
        return 0
    end = start
    while end < min(len(lines), start + _MOST + 1) and not is_number(lines[end].full):
        words = lines[end].full
        if not is_heading(words) or len(words.split()) > _MOST_WORDS:
            return 0
        end += 1
    width = end - start
    if not _FEWEST <= width <= _MOST or end >= len(lines) - 1:
        return 0
    header = [line.full.strip("*_ ") for line in lines[start:end]]
    columns = recognise(header)
    if columns is None or columns.number != 0 or len(set(header)) < width:
        return 0
    known = sum(is_named(cell) or is_planned(cell) or names_bodies(cell) for cell in header)
    flat = columns.addressed_to == width - 1 and len(columns.others) <= 1
    return width if known > width / 2 and not flat else 0


def _rows(lines: Sequence[Line], start: int, width: int) -> _Rows:
    """The rows below headings, each of which begins with its number."""
    columns = recognise([line.full for line in lines[start : start + width]])
    text = columns.text if columns else 1
    rows: list[tuple[str, ...]] = []
    at = start + width
    while at < len(lines) and is_number(lines[at].full):
        end = _end(lines, at, width)
        row = _row([line.full for line in lines[at:end]], width, text)
        if row is None or len(row[text].split()) < _FEWEST_OF_TEXT:
            return [], start + width
        rows.append(row)
        at = end
    return rows, at


def _end(lines: Sequence[Line], at: int, width: int) -> int:
    """The place after a row: where the next number is alone on its line, or else where a block of lines ends."""
    end = at + 1
    while end < len(lines) and not is_number(lines[end].full):
        if end - at >= width and lines[end].gap:
            break
        end += 1
    return end


def _row(lines: Sequence[str], width: int, text: int) -> tuple[str, ...] | None:
    """The cells of a row, of which only that of the recommendation may go over several lines; `None` if unclear."""
    more = len(lines) - width
    if more < 0:
        return None
    if more == 0:
        return tuple(lines)
    words, others = lines[text : text + more + 1], lines[text + more + 1 :]
    plain = words[-1].endswith(ENDS) and not any(line.endswith(ENDS) for line in others)
    return (*lines[:text], joined(words), *others) if plain and text == 1 else None
