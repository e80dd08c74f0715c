"""Export as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.exporters.model import Export
from dhrcurate.exporters.rows import columns, in_cell, rows_by_review

_BOM = "\ufeff"
_FORMULA = frozenset("=+-@\t\r\n")


def render(export: Export) -> Iterator[str]:
    """The file, a piece at a time: UTF-8, comma-separated, lines ended by CRLF (RFC 4180).

    For Excel it begins with a byte order mark: without one that takes UTF-8 for the system's own characters.
    """
    yield head(export)
    yield from render_rows(export)


def head(export: Export) -> str:
    """The first line of the file."""
    return (_BOM if export.for_excel else "") + ",".join(columns(export)) + _END


def render_rows(export: Export) -> Iterator[str]:
    """The other lines of the file, some at a time."""
    lines: list[str] = []
    write = csv.writer(_Lines(lines.append)).writerow
    for own, about in rows_by_review(export):
        write(_cells(about))
        behind = f",{lines.pop()}"  # it is the same in each row
        for row in own:
            write(_cells(row))
            lines[-1] = lines[-1][: -len(_END)] + behind
            if len(lines) >= _PIECE:
                yield "".join(lines)
                lines.clear()
    yield "".join(lines)


_END = "\r\n"

_PIECE = 100
"""Rows that are written at a time."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file for the writer of the standard library that takes each line as one text."""

    write: Callable[[str], object]


def _cells(row: Mapping[str, Any]) -> list[str]:
    # The commonest cells are told here: there are millions.
    return [
        value
        if type(value) is str and value[:1].isalnum()
        else (neutral(in_cell(value)) if value or value == 0 else "")
        for value in row.values()
    ]


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
