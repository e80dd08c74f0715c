"""An XLSX file read into blocks: the cells of every sheet that is shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

import python_calamine as calamine

from dhrcurate.documents.archive import Archive
from dhrcurate.documents.model import Block, Cell, Report, UnreadError
from dhrcurate.documents.xlsx_looks import Looks, column_number, looks_of

_REFERENCE = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>')
_MOST_CELLS = 4_000_000
"""A sheet with something in cells farther apart is refused: the library makes room for all cells between."""
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")


def read_xlsx(data: bytes) -> Report:
    """Read an XLSX file.

    Args:
        data: Its bytes.

    Raises:
        UnreadError: If it cannot be read.
    """
    with opened(data) as book:
        shown = shown_sheets(book)
        looks = _looks(data)
        partly = any(looks[name].unknown for name in shown if name in looks)
        blocks = []
        for at, name in enumerate(shown):
            look = looks.get(name, Looks())
            for block in _sheet(book.get_sheet_by_name(name), at, look):
                if block.cell is not None and (block.cell.row in look.rows or block.cell.column in look.columns):
                    partly = True  # as a filter hides rows: they may be printed elsewhere
                else:
                    blocks.append(block)
    if not blocks:
        raise UnreadError("no-text")
    return Report(tuple(blocks), partly=partly)


@contextmanager
def opened(data: bytes) -> Iterator[calamine.CalamineWorkbook]:
    """Open an XLSX file.

    Args:
        data: Its bytes.

    Raises:
        UnreadError: If it cannot be read, or what is asked of it cannot.
    """
    _refuse_bombs(Archive(data))
    try:
        yield calamine.load_workbook(BytesIO(data))
    except calamine.PasswordError as error:
        raise UnreadError("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadError("damaged") from error


def shown_sheets(book: calamine.CalamineWorkbook) -> list[str]:
    """Return the names of the sheets of cells that are shown."""
    return [
        one.name
        for one in book.sheets_metadata
        if one.typ == calamine.SheetTypeEnum.WorkSheet and one.visible == calamine.SheetVisibleEnum.Visible
    ]


def _looks(data: bytes) -> Mapping[str, Looks]:
    """How its sheets look; as they are stored where that cannot be made out, as calamine reads more than XML allows."""
    try:
        return looks_of(Archive(data))
    except UnreadError:
        return {}


def _refuse_bombs(archive: Archive) -> None:
    """Unpack its sheets and texts with limits, as the library that reads them has none."""
    for name in list(archive.names()):
        if not name.endswith((".xml", ".rels")):
            continue
        part = archive.read(name) or b""
        if _SHEETS.fullmatch(name) and _extent(part) > _MOST_CELLS:
            raise UnreadError("too-large")


def _extent(sheet: bytes) -> int:
    """How many cells lie between the first and the last ones that hold something."""
    columns, rows = {1}, {1}
    for match in _REFERENCE.finditer(sheet):
        columns.add(column_number(match[1].decode()))
        rows.add(int(match[2]))
    return max(columns) * (max(rows) - min(rows) + 1)


def _letters(column: int) -> str:
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _sheet(sheet: calamine.CalamineSheet, table: int, looks: Looks) -> Iterator[Block]:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    }
    left = (sheet.start or (0, 0))[1]  # rows come from the first one, columns from the first that is used
    for at, row in enumerate(sheet.iter_rows()):
        for column, value in enumerate(row, left):
            look = looks.numbers.get((at, column))
            if text := look.of(value) if look and isinstance(value, float) else said(value):
                cell = Cell(table, at, column, *spans.get((at, column), (1, 1)))
                yield Block("cell", text, cell=cell, place=f"{sheet.name}!{_letters(column)}{at + 1}")


def said(value: object) -> str:
    """Return what a cell says: whole numbers without a point, dates as ISO 8601, lines with single blanks."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case str():
            return "\n".join(line for raw in value.splitlines() if (line := " ".join(raw.split())))
        case _:
            return "" if value is None else str(value)
