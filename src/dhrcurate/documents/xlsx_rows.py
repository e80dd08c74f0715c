"""The sheets of an XLSX file as rows of texts, for a table that a program wrote and a spreadsheet saved again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from dhrcurate.documents.archive import Archive
from dhrcurate.documents.xlsx import opened, shown_sheets
from dhrcurate.documents.xlsx_looks import column_number, sheet_parts

ERROR = "is an error of the spreadsheet"
FORMULA = "is a formula whose value the file lacks: save it with a spreadsheet first"
MERGED = "is merged with another cell and says nothing of its own"
_TAG = re.compile(rb"<(?:\w+:)?(?P<kind>row|c)(?=[\s/>])(?P<said>[^<>]*)>")
_SAID = re.compile(rb"\b(r|t)=[\"']([^\"']*)[\"']")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_COMPUTED = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)(?=[\s/>])[^<>]*>(?P<some>[^<]|<(?!/))?")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The cells of a sheet that is shown.

    Attributes:
        name: Its name.
        rows: Its cells, exactly as they are, from its first row and column on.
        unread: Why some of them cannot be read, for the end of a sentence, by row and column from 0.
    """

    name: str
    rows: Sequence[Sequence[str]]
    unread: Mapping[tuple[int, int], str]


def sheets_of(data: bytes) -> Iterator[SheetRows]:
    """The cells of each sheet that is shown.

    Args:
        data: The file's bytes.

    Raises:
        UnreadError: If it cannot be read.
    """
    with opened(data) as book:
        parts = dict(sheet_parts(Archive(data)))
        for name in shown_sheets(book):
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            unread = dict(_without_value(parts.get(name, b"")))
            for top, bottom in sheet.merged_cell_ranges or ():
                # A range may reach to the end of the sheet: only cells that are there count.
                last = min(bottom[0], len(rows) - 1), min(bottom[1], len(rows[0]) - 1 if rows else 0)
                places = product(range(top[0], last[0] + 1), range(top[1], last[1] + 1))
                unread.update((place, MERGED) for place in places if place != top)
            yield SheetRows(name, [[_text(cell) for cell in row] for row in rows], unread)


def _without_value(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells of a sheet that show an error, or would show what the program that wrote them did not compute."""
    row = column = -1
    tags = list(_TAG.finditer(sheet))
    ends = [tag.start() for tag in tags[1:]] + [len(sheet)]
    for tag, end in zip(tags, ends, strict=True):
        said = dict(_SAID.findall(tag["said"]))
        if tag["kind"] == b"row":
            number = said.get(b"r", b"")
            row, column = (int(number) - 1 if number.isdigit() else row + 1), -1
            continue
        column += 1
        if place := _PLACE.fullmatch(said.get(b"r", b"")):
            row, column = int(place[2]) - 1, column_number(place[1].decode()) - 1
        if said.get(b"t") == b"e":
            yield (row, column), ERROR
        elif not tag["said"].endswith(b"/") and _COMPUTED.search(sheet, tag.end(), end):
            value = _VALUE.search(sheet, tag.end(), end)
            if value is None or not (value["some"] or said.get(b"t") == b"str"):
                yield (row, column), FORMULA


def _text(cell: Any) -> str:
    """A cell as it is shown: a program wrote texts, and a spreadsheet may have made numbers or dates of some."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
