"""Tables written with `|` in lines of text, of plain pages and of Markdown alike."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.single_column import single_columns
from dhrcurate.importers.columns.by_headings import may_head, place_of_headings, recognise
from dhrcurate.importers.columns.continuing import Above
from dhrcurate.importers.columns.counted import lines_of_list
from dhrcurate.importers.columns.headless import headings_by_content
from dhrcurate.importers.columns.transposed import turned
from dhrcurate.importers.columns.wrapped import without_wraps
from dhrcurate.importers.formats.cards import headings_of_cards
from dhrcurate.importers.formats.grids import drawn_table, numbered_rows, table_of_blanks, table_of_one
from dhrcurate.importers.formats.tabbed import is_item, tabbed_table
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Table, joined
from dhrcurate.importers.wording.numbers import is_number

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+(?:\+-+)*:?")
_MOST_AT_ONCE = 200
"""Of a table whose rows are bare lines so many are looked at together; the others are more of it."""
_BREAK = re.compile(r"(?<!\s)\s*<br\s*/?>\s*", re.IGNORECASE)  # a run of blanks is looked through once


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table and the lines it takes, the end exclusive.

    Attributes:
        start: Its first line.
        end: The line after its last one.
        table: The table.
        listed: The lines of the list that it is, where it is nothing else; it is no table then.
    """

    start: int
    end: int
    table: Table
    listed: tuple[str, ...] = ()


def find_tables(lines: Sequence[str]) -> Iterator[Stretch]:
    """The tables among lines of text, in order.

    Args:
        lines: The text's lines, empty ones included.
    """
    at = 0
    tried = 0  # before which place there are no numbered rows
    above: Above | None = None
    headed, seen = False, 0  # whether a heading of recommendations stands above, and up to where that is known
    columns = single_columns(lines)
    while at < len(lines):
        if column := columns.get(at):
            yield Stretch(at, column.end, table_of_one(column))
            at = column.end
            continue
        item = is_item(lines, at) and not (above and above.goes_on([lines[at].split("\t")]))
        stretch = None if item else _upright(_read(lines, at))
        if stretch is None and at >= tried:
            rows, tried = numbered_rows(lines, at)
            stretch = Stretch(at, tried, rows) if rows else None
        known = stretch is not None and recognise(stretch.table.header) is not None
        if above is not None and not known:
            stretch = _more(lines[at], above, at) if stretch is None else _without_headings(stretch, above)
        headed = headed or any(map(is_recommendations_heading, lines[seen:at]))
        seen = at
        stretch = stretch and _with_headings(stretch, headed=headed)
        if stretch is None:
            at += 1
            continue
        header = stretch.table.header
        if not (may_head(header) and recognise(header)) and (said := lines_of_list(_filled_rows(stretch.table))):
            yield replace(stretch, listed=tuple(said))
            at = stretch.end
            continue
        if known:
            above = Above(stretch.table.header, stretch.table.rows)
        table = stretch.table
        yield replace(stretch, table=replace(table, rows=without_wraps(table.header, table.rows)))
        at = stretch.end


def _read(lines: Sequence[str], at: int) -> Stretch | None:
    """The table that begins at a line, in whichever way it is drawn."""
    if found := drawn_table(lines, at):
        return Stretch(at, found[1], found[0])
    if stretch := _piped(lines, at):
        return stretch
    if found := tabbed_table(lines, at):
        return Stretch(at, found[1], found[0])
    if stretch := _barred(lines, at):
        return stretch
    found = table_of_blanks(lines, at)
    return Stretch(at, found[1], found[0]) if found else None


def _upright(stretch: Stretch | None) -> Stretch | None:
    """The table with its headings in its first row, where they stand in its first column or in another row."""
    if stretch is None:
        return None
    rows = (stretch.table.header, *stretch.table.rows)
    if found := turned(rows):
        return replace(stretch, table=replace(stretch.table, header=found.header, rows=found.rows))
    if at := place_of_headings(rows, first=1):
        header = tuple(cell.strip() for cell in rows[at])
        return replace(stretch, table=replace(stretch.table, header=header, rows=rows[at + 1 :], above=rows[:at]))
    return stretch


def _without_headings(stretch: Stretch, above: Above) -> Stretch:
    """A table whose first row is none of headings, if it is more of the table above; else the table as it is."""
    table = stretch.table
    rows = (table.header, *table.rows)
    return replace(stretch, table=replace(table, header=above.header, rows=rows)) if above.goes_on(rows) else stretch


def _with_headings(stretch: Stretch, *, headed: bool) -> Stretch:
    """A table that has no headings, with those of what stands in its columns; a table with headings as it is."""
    table = stretch.table
    rows = _filled_rows(table)
    said = [[cell.strip() for cell in row] for row in rows]
    header = headings_of_cards(said) or headings_by_content(said, headed=headed)
    return stretch if header is None else replace(stretch, table=replace(table, header=header, rows=tuple(rows)))


def _filled_rows(table: Table) -> list[tuple[str, ...]]:
    """All rows of a table that say something, its first one among them."""
    return [row for row in (table.header, *table.rows) if any(cell.strip() for cell in row)]


def _more(line: str, above: Above, at: int) -> Stretch | None:
    """One row of the table above that stands alone; `None` if the line is none."""
    line = line.strip()
    if not line.startswith("|"):
        return None
    row = _Style(len(above.header), opened=True, closed=line.endswith("|") and len(line) > 1).cells(line)
    return Stretch(at, at + 1, Table(above.header, (row,), pipes=True)) if above.goes_on([row]) else None


@dataclass(frozen=True, slots=True)
class _Style:
    """How a table is written: its number of columns and whether rows open and close with a `|`."""

    columns: int
    opened: bool
    closed: bool

    def whole(self, row: str) -> bool:
        return self.ended(len(_PIPE.findall(row)), row)

    def ended(self, pipes: int, last: str) -> bool:
        """True if a row of so many pipes is whole, given its last line."""
        wanted = self.columns - 1 + self.opened + self.closed
        return pipes >= wanted and (not self.closed or last.rstrip().endswith("|"))

    def cells(self, row: str) -> tuple[str, ...]:
        row = row.strip()
        if self.opened:
            row = row.removeprefix("|")
        if self.closed and row.endswith("|") and not row.endswith("\\|"):
            row = row[:-1]
        return tuple(_BREAK.sub("\n", cell.replace("\\|", "|")) for cell in _PIPE.split(row))

    def opens_row(self, line: str) -> bool:
        if self.opened:
            return line.lstrip().startswith("|")
        return len(_PIPE.findall(line)) >= self.columns - 1


def _piped(lines: Sequence[str], start: int) -> Stretch | None:
    header = lines[start].strip()
    if "|" not in header:
        return None
    style = _Style(0, header.startswith("|"), header.endswith("|") and len(header) > 1)
    cells = tuple(cell.strip() for cell in style.cells(header))
    below = _next_filled(lines, start + 1)
    delimited = below < len(lines) and "|" in lines[below] and _is_delimiter(lines[below])
    opened = style.opened and below < len(lines) and lines[below].lstrip()[:1] == "|"
    if not (delimited or (opened and len(cells) > 1)) or (len(cells) == 1 and recognise(cells) is None):
        return None
    style = _Style(len(cells), style.opened, style.closed)
    rows, end = _rows(lines, below + 1 if delimited else below, style, cells)
    rest = _next_filled(lines, end)
    hanging = lines[end - 1] != lines[end - 1].rstrip() and lines[start] == lines[start].rstrip()
    cut = rest == len(lines) and bool(rows) and (hanging or not style.whole(rows[-1]))
    return Stretch(start, end, Table(cells, tuple(style.cells(row) for row in rows), cut=cut, pipes=True))


def _is_delimiter(line: str) -> bool:
    """True if a line is the one below the headings, of dashes and bars only."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return all(_RULE.fullmatch(cell.strip()) for cell in cells)


def _rows(lines: Sequence[str], start: int, style: _Style, header: Sequence[str]) -> tuple[list[str], int]:
    rows: list[list[str]] = []
    above = Above(header)
    looked_at = 0  # how many of the rows it knows
    pipes = 0  # of the last row so far
    end = at = start
    while at < len(lines):
        line = lines[at].strip()
        if not line:
            at += 1
            continue
        whole = bool(rows) and style.ended(pipes, rows[-1][-1])
        adjacent = at == end
        if rows and whole and _begins_another(lines, at, style, adjacent=adjacent):
            break
        if rows and whole and not adjacent:
            for row in rows[looked_at:]:
                above.add(style.cells(joined(row)))
            looked_at = len(rows)
            if above.is_another(_group(lines, at, style)):
                break
        if style.opens_row(line) and (not rows or whole or style.whole(line) or not adjacent):
            rows.append([line])
            pipes = 0
        elif rows and adjacent and (not whole or _closes_later(lines, at, style)):
            rows[-1].append(line)
        else:
            break
        pipes += len(_PIPE.findall(line))
        at += 1
        end = at
    return [joined(row) for row in rows], end


def _begins_another(lines: Sequence[str], at: int, style: _Style, *, adjacent: bool) -> bool:
    """True if a line is the headings of another table: a rule is below it, and a gap above or other columns in it."""
    below = at + 1
    if below >= len(lines) or "|" not in lines[below] or not _is_delimiter(lines[below]):
        return False
    return not adjacent or len(style.cells(lines[at])) != style.columns


def _group(lines: Sequence[str], at: int, style: _Style) -> list[tuple[str, ...]]:
    """The rows from a line to the next gap."""
    below = (lines[i] for i in range(at, len(lines)))
    return [style.cells(line) for line in itertools.takewhile(style.opens_row, below)]


def _closes_later(lines: Sequence[str], at: int, style: _Style) -> bool:
    """True if lines that follow a whole row belong to its last cell, which holds a `|` where the line was wrapped."""
    if not style.closed:
        return False
    for line in lines[at : at + 3]:
        if not line.strip() or (style.opens_row(line) and line is not lines[at]):
            return False
        if line.rstrip().endswith("|"):
            return True
    return False


def _barred(lines: Sequence[str], start: int) -> Stretch | None:
    """A table whose rows are a line each, with a bar between their cells and none around them."""
    rows = list(_bars(lines[start : start + _MOST_AT_ONCE]))
    if len(rows) < 2:
        return None
    numbered = is_number(rows[0][0])
    counted = numbered and (headings_of_cards(rows) or lines_of_list(rows)) is not None
    if not counted and recognise(rows[0]) is None:
        return None  # as a bar may be one between bodies
    return Stretch(start, start + len(rows), Table(rows[0], tuple(rows[1:])))


def _bars(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The cells of the first lines, as long as they have bars between as many cells and none around them."""
    count = 0
    for line in map(str.strip, lines):
        if " | " not in line or "|" in {line[0], line[-1]}:
            return
        row = tuple(cell.strip() for cell in _PIPE.split(line))
        count = count or len(row)
        if len(row) != count:
            return
        yield row


def _next_filled(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at
