"""Tables within JSON documents, written as lists of cells: of one list, or on the pages of a whole document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.importers.columns.names import row_values
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.headings import folded
from dhrcurate.importers.wording.numbers import is_number

_DEEPEST = 8
"""No table is looked for further in."""
_FEWEST = 2
"""A table has at least so many rows and columns."""

_Rows = list[list[Any]]


def with_names(header: Sequence[Any], rows: Sequence[Any]) -> list[dict[str, Any]] | None:
    """The rows of a table that is written as lists of cells, each cell with the name of its column.

    Args:
        header: A list with the names of the columns, if anything.
        rows: The rows below them.

    Returns:
        The rows; `None` where they are no such table.
    """
    names = header[0] if header else None
    if not isinstance(names, list) or not rows or not all(isinstance(name, str) for name in names):
        return None
    alike = all(isinstance(row, list) and len(row) == len(names) for row in rows)
    if not alike or len(set(names)) < len(names) or "text" not in row_values(names):
        return None
    return [dict(zip(names, row, strict=True)) for row in rows]


def with_tables(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """A document with the rows of the tables on its pages that are of recommendations as its list of them.

    One whose headings stand again, or whose rows go on below it with numbers, is the same table. What else the pages
    say has a value in their place, so that it is told.

    Args:
        value: The document.

    Returns:
        The document; `None` where there is no such table, or another of as many columns might be a part of it.
    """
    pages = [key for key, inner in value.items() if isinstance(inner, list) and any(_tables(inner, 0))]
    if len(pages) != 1:
        return None
    names: list[Any] = []
    found: list[dict[str, Any]] = []
    for table in _tables(value[pages[0]], 0):
        named = with_names(table[:1], table[1:])
        if named is not None and (not names or _folded(table[0]) == _folded(names)):
            names = names or table[0]
            found += named if names == table[0] else with_names([names], table[1:]) or []
        elif names and len(table[0]) == len(names):
            counted = all(len(row) == len(names) and is_number(str(row[0])) for row in table)
            if named is None and not counted and not any(wishes(cell or "") for row in table for cell in row):
                continue
            if named is not None or not counted:
                return None
            found += with_names([names], table) or []
        elif named is not None:
            return None
    return {**value, pages[0]: LEFT, "recommendations": found} if found else None


LEFT = object()
"""What stands for the pages of a document of which only the tables are taken."""


def _tables(value: Any, depth: int) -> Iterator[_Rows]:
    """The lists of rows in a value, in order, each row a list of words."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for inner in value.values():
            yield from _tables(inner, depth + 1)
    elif isinstance(value, list):
        if len(value) >= _FEWEST and all(_is_row(row) for row in value):
            yield value
        else:
            for inner in value:
                yield from _tables(inner, depth + 1)


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and len(row) >= _FEWEST and all(cell is None or isinstance(cell, str) for cell in row)


def _folded(names: Sequence[Any]) -> list[str]:
    return [folded(str(name)) for name in names]
