"""Export as XLSX, every cell of which is text: no spreadsheet makes 10.1 of `10.10`, or a day of a month.

XlsxWriter writes it, as it keeps no sheet in memory and escapes the characters that XML cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.fields import KEY_COLUMNS
from dhrcurate.exporters.model import Export
from dhrcurate.exporters.rows import columns, in_cell, rows

SHEET = "recommendations"
_LONGEST = 32_767
"""Characters that a cell has room for, in the units of UTF-16."""
_MOST_ROWS = 1_048_575
"""Rows of a sheet, but for the headings."""
_WIDTHS = {"text": 80, "title": 40, "addressed_to": 40, "agencies": 40, "note": 40, "summary": 40}
_WIDTH = 14


def render(export: Export) -> Iterator[bytes]:
    """The file, in one piece.

    Raises:
        UnusableError: If what writes it is not installed, or something has no room in such a file.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  # most exports need none
    except ModuleNotFoundError:
        raise UnusableError(
            "writing XLSX needs XlsxWriter, which is not installed: pip install 'dhrcurate[documents]'"
        ) from None
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        made_at = datetime.fromisoformat(export.at).replace(tzinfo=None)
        book.set_properties({"comments": f"Exported {export.at} by {export.tool}", "created": made_at})
        _fill(book.add_worksheet(SHEET), export, book)
    yield made.getvalue()


def _fill(sheet: Any, export: Export, book: Any) -> None:
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"num_format": "@", "bold": True})
    names = columns(export)
    for at, name in enumerate(names):
        # What is typed into an empty cell is text too.
        sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH), text)
        sheet.write_string(0, at, name, heading)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows(export), 1):
        if line > _MOST_ROWS:
            raise UnusableError(f"a sheet of XLSX has room for {_MOST_ROWS:,} rows: export fewer with --filter, or CSV")
        for at, name in enumerate(names):
            if (value := in_cell(row[name])) and sheet.write_string(line, at, value, text):
                where = ", ".join(str(row[column]) for column in KEY_COLUMNS)
                raise UnusableError(
                    f"{where}, {name}: has {len(value):,} characters, and a cell of XLSX has room for {_LONGEST:,}:"
                    " export CSV"
                )
