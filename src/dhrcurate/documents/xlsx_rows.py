"""The sheets of an XLSX file as rows of texts, for a table that a program wrote and a spreadsheet saved again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineSheet

from dhrcurate.documents.xlsx import looks_in, opened, shown_sheets
from dhrcurate.documents.xlsx_looks import Looks


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The cells of a sheet that is shown.

    Attributes:
        name: Its name.
        rows: Its cells, exactly as they are, from its first row on.
        unread: Why some of them cannot be read, for the end of a sentence, by row and column from 0.
    """

    name: str
    rows: list[list[str]]
    unread: Mapping[tuple[int, int], str]


def sheets_of(data: bytes) -> Iterator[SheetRows]:
    """The cells of each sheet that is shown.

    Args:
        data: The file's bytes.

    Raises:
        UnreadError: If it cannot be read.
    """
    with opened(data) as book:
        looks = looks_in(data)
        for name in shown_sheets(book):
            sheet = book.get_sheet_by_name(name)
            rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            look = looks.get(name, Looks())
            unread = dict.fromkeys(_covered(sheet, rows), _COVERED)
            unread |= dict.fromkeys(look.valueless, _NO_VALUE) | dict.fromkeys(look.errors, _AN_ERROR)
            yield SheetRows(name, rows, unread)


_AN_ERROR = "is an error of the spreadsheet"
_NO_VALUE = "is a formula whose value the file lacks: save it with a spreadsheet first"
_COVERED = "is merged with another cell and says nothing of its own"


def _covered(sheet: CalamineSheet, rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The empty cells of merged ranges, without the first one of each."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for at in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[at]))):
                if (at, column) != (top, left) and not rows[at][column]:
                    yield at, column


def _text(cell: Any) -> str:
    """A cell as it is shown: a program wrote texts, and a spreadsheet may have made numbers or dates of some."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
