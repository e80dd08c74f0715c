"""Export as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from dhrcurate.exporters.model import Export
from dhrcurate.exporters.rows import JOIN, columns, rows

_FORMULA = frozenset("=+-@\t\r\n")


def render(export: Export) -> Iterator[str]:
    """The file, a piece at a time: UTF-8, comma-separated, lines ended by CRLF (RFC 4180)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns(export))
    for row in rows(export):
        # The commonest cells are told here: there are millions.
        writer.writerow(
            [
                value
                if type(value) is str and value[:1].isalnum()
                else (neutral(_cell(value)) if value or value == 0 else "")
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

    Spreadsheets look past blanks and take full-width forms of the signs for the signs themselves.
    """
    if cell[:1].isalnum():
        return cell
    inner = cell.lstrip(" \u00a0\u3000\ufeff\u200b")
    if not inner:
        return cell
    first = inner[0] if inner[0].isascii() else unicodedata.normalize("NFKC", inner[0])[:1]
    return "'" + cell if first in _FORMULA else cell


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return JOIN.join(value) if isinstance(value, list) else str(value)
