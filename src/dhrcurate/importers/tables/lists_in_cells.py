"""Cells that hold several recommendations of one body, one in each item of a list or on each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dhrcurate.importers.columns.by_headings import Columns
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Table, grouped, listed
from dhrcurate.importers.wording.asking import asks, begins_with_command
from dhrcurate.importers.wording.numbers import printed_number

UNDIVIDED = "kept as one recommendation a list that may be of several"
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
        lines = bulleted(text) or text.split("\n")
        if (text in table.lists or bulleted(text)) and not _is_numbered(row, columns):
            asking = sum(map(_stands_alone, lines))
            if 1 < asking < len(lines):
                yield text


def _parts(row: tuple[str, ...], table: Table, columns: Columns) -> Iterator[tuple[str, ...]]:
    at = columns.text
    text = row[at].strip() if at < len(row) else ""
    marked = bulleted(text)
    lines = marked or text.split("\n")
    stands: Callable[[str], bool] = _stands_alone if marked or text in table.lists else _commands_alone
    if len(marked) == 1 and not _is_numbered(row, columns):
        yield (*row[:at], marked[0], *row[at + 1 :])
        return
    if len(lines) < 2 or _is_numbered(row, columns) or not all(map(stands, lines)) or any(map(_BACK.match, lines)):
        yield row
        return
    for line in lines:
        yield (*row[:at], line.strip(), *row[at + 1 :])


def with_bullets_apart(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows, with one for each item of a text whose lines have bullets, and the texts that may be several so.

    Args:
        rows: Rows of a table in which none has a number.
    """
    found: list[Row] = []
    doubtful: list[str] = []
    for row in rows:
        items = bulleted(row.text)
        asking = sum(map(_stands_alone, items))
        if len(items) > 1 and asking == len(items):
            found += (replace(row, text=item, incomplete=row.incomplete and item is items[-1]) for item in items)
            continue
        doubtful += [row.text] if asking > 1 else []
        found.append(row)
    return found, doubtful


def bulleted(text: str) -> list[str]:
    """The items of a cell whose lines have bullets, without those; empty for any other cell, or one with a lead-in."""
    lines = [listed(line, gap=False) for line in text.split("\n") if line.strip()]
    if not lines or not lines[0].item:
        return []
    return ["\n".join(line.text for line in group) for group in grouped(lines, lambda line: line.item)]


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
