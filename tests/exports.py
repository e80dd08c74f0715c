"""Exports of small libraries as files, read and changed as a spreadsheet would."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.exporting import gather, write
from dhrcurate.curation.library import Library
from dhrcurate.curation.returning.returner import Returned, Returner
from dhrcurate.curation.returning.sheet import sheet_in
from dhrcurate.curation.saving.session import Session
from dhrcurate.exporters import FORMATS

FORMS = ("csv", "excel", "xlsx")
"""The ways in which an export leaves and comes back: CSV, CSV for Excel, and a workbook."""
Rows = list[dict[str, str]]


def review(*rows: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The content of a record."""
    return {
        "format": 1,
        "id": "exampleton-2023-06",
        "review": {"title": "Exampleton review", "csp": "Exampleton", "published": "2023-06", "year_of_death": 2019},
        "source": {"publisher": "Home Office DHR Library"},
        "curation": {"state": "open"},
        "recommendations": [
            {"key": f"r{at:03d}", "text": "", "addressed_to": "", "agencies": [], "status": "pending", **row}
            for at, row in enumerate(rows, 1)
        ],
        **more,
    }


@cache
def _names() -> Matcher:
    """The register, which takes longer to load than all else that is done here."""
    return Matcher(load([]))


def opened(root: Path) -> Library:
    """A library as it is now."""
    found = Library.open(root)
    found.__dict__["names"] = _names()
    return found


def library(root: Path, *records: Mapping[str, Any], by: str = "A. Curator") -> Session:
    """A library of some records, each with its trail."""
    root.mkdir(exist_ok=True)
    session = Session(opened(root), by)
    for record in records:
        session.create(str(record["id"]), record)
    return session


def exported(session: Session, folder: Path, form: str, **more: Any) -> Path:
    """The export of a library in one of `FORMS`."""
    suffix = "xlsx" if form == "xlsx" else "csv"
    file = folder / f"export-{form}.{suffix}"
    fresh = opened(session.library.root)
    write(FORMATS[suffix](gather(fresh, for_excel=form == "excel", **more)), file, force=True)
    return file


def rows_in(file: Path) -> Rows:
    """The cells of a file by the names of their columns."""
    if file.suffix == ".xlsx":
        names, *rows = python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()
        return [dict(zip(map(str, names), map(str, row), strict=True)) for row in rows]
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def saved(file: Path, rows: Sequence[Mapping[str, str]], names: Sequence[str] = (), separator: str = ",") -> Path:
    """Writes cells as a file of the same kind."""
    names = names or list(rows[0])
    if file.suffix == ".xlsx":
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("any name")
            for line, row in enumerate([dict(zip(names, names, strict=True)), *rows]):
                for at, name in enumerate(names):
                    sheet.write_string(line, at, row.get(name, ""))
        return file
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, delimiter=separator, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def returned(session: Session, file: Path, **more: Any) -> Returned:
    """What becomes of a file that comes back."""
    sheet = sheet_in(file)
    assert sheet is not None
    return Returner(session, more.pop("reopens", False), **more).take_back(sheet)


def content(session: Session, record_id: str = "exampleton-2023-06") -> dict[str, Any]:
    """What a record says now."""
    return dict(session.library.load(record_id).data)


def bytes_of(root: Path) -> dict[str, bytes]:
    """The records and trails of a library."""
    return {path.name: path.read_bytes() for path in sorted(root.iterdir()) if path.suffix in (".toml", ".jsonl")}
