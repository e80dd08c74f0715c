"""The sheets of an XLSX file as rows of texts, for a table that a program wrote and a spreadsheet saved again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dhrcurate.documents.xlsx import opened, shown_sheets


def sheets_of(data: bytes) -> Iterator[list[list[str]]]:
    """The cells of each sheet that is shown, exactly as they are, from its first row on.

    Args:
        data: The file's bytes.

    Raises:
        UnreadError: If it cannot be read.
    """
    with opened(data) as book:
        for name in shown_sheets(book):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """A cell as it is shown: a program wrote texts, and a spreadsheet may have made numbers or dates of some."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
