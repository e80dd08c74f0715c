"""Export as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator

from dhrcurate.exporters.model import Export
from dhrcurate.exporters.rows import columns, in_cell, rows

_BOM = "\ufeff"
_FORMULA = frozenset("=+-@\t\r\n")


def render(export: Export) -> Iterator[str]:
    """The file, a piece at a time: UTF-8, comma-separated, lines ended by CRLF (RFC 4180).

    For Excel it begins with a byte order mark: without one that takes UTF-8 for the system's own characters.
    """
    buffer = io.StringIO()
    buffer.write(_BOM if export.for_excel else "")
    writer = csv.writer(buffer)
    writer.writerow(columns(export))
    for row in rows(export):
        # The commonest cells are told here: there are millions.
        writer.writerow(
            [
                value
                if type(value) is str and value[:1].isalnum()
                else (neutral(in_cell(value)) if value or value == 0 else "")
                for value in row.values()
            ]
        )
        if buffer.tell() >= _PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


_PIECE = 1 << 16
"""Characters that are written at a time."""


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front.

    Spreadsheets look past blanks and take full-width forms of the signs for the signs themselves. One that begins like
    a cell that was given an apostrophe gets one too, so that `as_it_was` finds what each was.
    """
    if cell[:1].isalnum():
        return cell
    inner = cell.lstrip("'").lstrip(" \u00a0\u3000\ufeff\u200b")
    if not inner:
        return cell
    first = inner[0] if inner[0].isascii() else unicodedata.normalize("NFKC", inner[0])[:1]
    return "'" + cell if first in _FORMULA else cell


def as_it_was(cell: str) -> str:
    """The cell of which `neutral` made this one."""
    return cell[1:] if cell[:1] == "'" and neutral(cell[1:]) == cell else cell
