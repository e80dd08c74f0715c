"""Cells that hold several recommendations of one body, one in each item of a list or on each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from dhrcurate.importers.columns.by_headings import Columns
from dhrcurate.importers.pages.page import Table
from dhrcurate.importers.wording.asking import asks, begins_with_command
from dhrcurate.importers.wording.numbers import printed_number

_FEWEST = 4
"""A recommendation has at least so many words."""
_ENDS = (".", "!", ".”", ".’", ".)")
_BACK = re.compile(r"\w+ (?:this|these|those|it|them|such)\b")
"""A command that is about what stands above it: "Review this every year."."""


def with_items_apart(table: Table, columns: Columns) -> Table:
    """The table, with a row for each item of a cell that is a list of whole recommendations.

    The other cells of the row are those of each item. A row with a number of its own is one recommendation, whatever
    its words are set as; and so is a cell that says something above its list.

    Args:
        table: The table.
        columns: Its columns.
    """
    rows = tuple(part for row in table.rows for part in _parts(row, table, columns))
    return table if len(rows) == len(table.rows) else replace(table, rows=rows)


def undivided_lists(table: Table, columns: Columns) -> Iterator[str]:
    """The cells that are a list of what may be several recommendations, some of which do not stand alone."""
    for row in table.rows:
        text = row[columns.text].strip() if columns.text < len(row) else ""
        if text in table.lists and not _is_numbered(row, columns):
            lines = text.split("\n")
            asking = sum(map(_stands_alone, lines))
            if 1 < asking < len(lines):
                yield text


def _parts(row: tuple[str, ...], table: Table, columns: Columns) -> Iterator[tuple[str, ...]]:
    at = columns.text
    text = row[at].strip() if at < len(row) else ""
    lines = text.split("\n")
    stands: Callable[[str], bool] = _stands_alone if text in table.lists else _commands_alone
    if len(lines) < 2 or _is_numbered(row, columns) or not all(map(stands, lines)) or any(map(_BACK.match, lines)):
        yield row
        return
    for line in lines:
        yield (*row[:at], line.strip(), *row[at + 1 :])


def _is_numbered(row: tuple[str, ...], columns: Columns) -> bool:
    return columns.number is not None and columns.number < len(row) and bool(row[columns.number].strip())


def _stands_alone(line: str) -> bool:
    """True if an item of a list is an order by itself: as a part of a sentence it would begin with a small letter."""
    said = line.strip()
    return said[:1].isupper() and said[-1:] not in ",:" and len(said.split()) >= _FEWEST and asks(said)


def _commands_alone(line: str) -> bool:
    """True if a line, which may be a paragraph as well, is a whole command, which goes on with nothing above it."""
    said = line.strip()
    whole = said[:1].isupper() and said.endswith(_ENDS) and len(said.split()) >= _FEWEST
    return whole and printed_number(said) is None and begins_with_command(said)
