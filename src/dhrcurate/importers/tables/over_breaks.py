"""Tables that go on below a page break, where their headings stand again, in the middle of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.columns.by_headings import recognise, shown
from dhrcurate.importers.columns.wrapped import put_together, wrapped_rows
from dhrcurate.importers.pages.page import Table
from dhrcurate.importers.tables.rows import RULE, repeats

_ABOVE = 40
"""So many rows above a page break tell how the table is written."""


def with_rows_whole(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, rows whole that a page break divides, and two tables as one where nothing else is between them.

    Args:
        tables: The tables of a page, in order.
    """
    whole: list[Table] = []
    for table in map(_without_breaks, tables):
        rows = _rows_over(whole[-1], table) if whole else None
        if rows is None:
            whole.append(table)
        else:
            before = whole[-1]
            whole[-1] = replace(before, rows=rows, cut=table.cut, lists=before.lists | table.lists)
    return tuple(whole)


def _without_breaks(table: Table) -> Table:
    """The table without headings that stand again within it, where a row goes on below them."""
    rows: list[tuple[str, ...]] = []
    left: list[tuple[str, ...]] = []  # headings, and the line below them in Markdown
    for row in table.rows:
        if rows and (repeats(row, table.header) or (left and all(map(RULE.fullmatch, row)))):
            left.append(row)
        elif left and _goes_on(replace(table, rows=tuple(rows[-_ABOVE:])), row):
            rows[-1] = put_together([rows[-1], row])
            left = []
        else:
            rows += [*left, row]
            left = []
    return replace(table, rows=(*rows, *left))


def _rows_over(before: Table, table: Table) -> tuple[tuple[str, ...], ...] | None:
    """The rows of two tables that are one; `None` where no row goes over the break."""
    again = len(before.header) == len(table.header) and all(
        shown(a).casefold() == shown(b).casefold() for a, b in zip(before.header, table.header, strict=True)
    )
    if not again or before.at != table.at or table.above or not before.rows or not table.rows:
        return None
    if not _goes_on(before, table.rows[0]):
        return None
    return (*before.rows[:-1], put_together([before.rows[-1], table.rows[0]]), *table.rows[1:])


def _goes_on(before: Table, row: Sequence[str]) -> bool:
    """True if a row is the rest of the last one of a table: in small letters, with its number or none."""
    columns = recognise(before.header)
    if columns is None:
        return False
    above = before.rows[-_ABOVE:]
    if len(wrapped_rows(before.header, [*above, row])[-1]) > 1:
        return True
    said, goes_on = (each[columns.text].strip() if columns.text < len(each) else "" for each in (above[-1], row))
    numbers = [each[columns.number].strip() for each in (above[-1], row)] if columns.number is not None else ["", ""]
    open_ended = said[:1].isupper() and not said.endswith(ENDS) and goes_on[:1].islower()
    return open_ended and numbers[1] in {"", numbers[0]}
