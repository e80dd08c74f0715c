"""Tables of one recommendation each, whose number is the line above: accordions, and forms under headings."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.pages.page import Page, Table
from dhrcurate.importers.wording.numbers import counted, is_counted

_HEADING = "No"
_AROUND = " *_"


def with_numbers_above(page: Page) -> Page:
    """The page, each number of a recommendation that stands alone right above a table of one row as a cell of it.

    Args:
        page: The page.
    """
    taken = {table.at - 1 for table in page.tables if _lacks_number(table) and _is_number(page, table.at - 1)}
    if not taken:
        return page
    lines = tuple(line for at, line in enumerate(page.lines) if at not in taken)
    tables = (_numbered(page, table) if table.at - 1 in taken else table for table in page.tables)
    before = [0]
    for at in range(len(page.lines)):
        before.append(before[-1] + (at not in taken))
    return replace(page, lines=lines, tables=tuple(replace(table, at=before[table.at]) for table in tables))


def _numbered(page: Page, table: Table) -> Table:
    number = page.lines[table.at - 1].text.strip(_AROUND)
    return replace(table, header=(_HEADING, *table.header), rows=tuple((number, *row) for row in table.rows))


def _lacks_number(table: Table) -> bool:
    columns = recognise(table.header) if len(table.rows) == 1 else None
    return columns is not None and columns.number is None


def _is_number(page: Page, at: int) -> bool:
    """True if a line counts a recommendation as such and says nothing else."""
    if at < 0 or page.lines[at].item or not is_counted(page.lines[at].text):
        return False
    found = counted(page.lines[at].text.strip(_AROUND))
    return found is not None and not found[1].strip(" .:")
