"""`dhrcurate import --update EXPORT`: an export that a program spoilt is no later extraction, and no new record."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from dhrcurate.cli import main
from dhrcurate.curation.importing import Importer
from dhrcurate.curation.operations import decide
from dhrcurate.curation.operations.fields import set_agencies
from dhrcurate.curation.returning.spoilt import are_of_an_export, masked_words, refuse_spoilt
from dhrcurate.curation.updating.way import Way
from dhrcurate.domain.errors import RefusedError
from edited_exports import begin, changed, curate, export, recommendations, update
from exports import bytes_of, rows_in

Captured = pytest.CaptureFixture[str]
Lines = list[dict[str, object]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begin(tmp_path, monkeypatch)


def refused(file: str, capsys: Captured) -> str:
    """The one line with which a file is refused, after which all is as it was."""
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert bytes_of(Path("lib")) == before
    return line


def _written(above: list[list[str]], separator: str) -> str:
    rows = list(csv.reader(io.StringIO(export().read_bytes().decode(), newline="")))
    with Path("spoilt.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*above, *rows])
    return "spoilt.csv"


@pytest.mark.parametrize(("above", "separator"), [([["My list"]] * 12, ","), ([], "~"), ([["My list"]], "^")])
def test_a_table_with_many_lines_above_or_other_separators_is_refused(
    above: list[list[str]], separator: str, capsys: Captured
) -> None:
    file = _written(above, separator)
    assert "has columns of an export, and not as one was written" in refused(file, capsys)


@pytest.mark.parametrize(("above", "separator"), [([["My list"], []], ","), ([], "|"), ([["On"], ["2 May"]], "|")])
def test_a_table_with_few_lines_above_or_bars_between_is_still_the_export(
    above: list[list[str]], separator: str
) -> None:
    before = bytes_of(Path("lib"))
    assert update(_written(above, separator)) == 0
    assert bytes_of(Path("lib")) == before


def _cut(lines: Lines) -> str:
    return json.dumps([{k: v for k, v in row.items() if k not in {"record", "key", "trail_head"}} for row in lines])


@pytest.mark.parametrize(
    "form",
    [
        json.dumps,
        lambda lines: "".join(json.dumps(row, sort_keys=True) + "\n" for row in lines),
        lambda lines: json.dumps({"rows": lines}, indent=2),
        _cut,
    ],
    ids=["list", "sorted", "nested", "cut"],
)
def test_json_that_a_program_wrote_anew_is_refused(form: Callable[[Lines], str], capsys: Captured) -> None:
    lines = [json.loads(line) for line in export(to="out.jsonl").read_text("utf-8").splitlines()]
    Path("spoilt.json").write_text(form(lines), "utf-8")
    assert "CSV or XLSX" in refused("spoilt.json", capsys)


def test_an_export_to_be_read_is_refused(capsys: Captured) -> None:
    export(to="out.md")
    assert "is an export as Markdown, to be read: export it again as CSV or XLSX" in refused("out.md", capsys)


def _workbook(*sheets: list[list[str]]) -> str:
    with xlsxwriter.Workbook("spoilt.xlsx") as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return "spoilt.xlsx"


def test_a_workbook_with_two_sheets_of_an_export_is_refused(capsys: Captured) -> None:
    file = export()
    rows = [list(row.values()) for row in rows_in(file)]
    names = list(rows_in(file)[0])
    two = _workbook([["Pivot", "3"]], [names, *rows[:1]], [names, *rows[1:]])
    assert "are exports: leave one of them in the file" in refused(two, capsys)
    assert update(_workbook([["Pivot", "3"]], [["My list"], names, *rows])) == 0


def test_masked_words_are_never_taken_for_what_a_later_extraction_says(capsys: Captured) -> None:
    rows = [
        {"csp": "Exampleton", "title": "Exampleton review", "published": "2023-06", "recommendation": one["text"]}
        for one in recommendations()
    ]
    rows[2]["recommendation"] = rows[2]["recommendation"].replace("jo.bloggs@wold.example", "█" * 22)
    with Path("later.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "the file holds masked words (█) in 1 value" in refused("later.csv", capsys)
    assert main(["import", "later.csv", "--into", "another"]) == 0, "a page may print such marks itself"


def test_marks_that_a_page_printed_before_may_come_again() -> None:
    row = {"key": "r001", "text": "The force should tell ████ of it.", "conflicts": [{"theirs": "█"}]}
    review = {"recommendations": [row]}
    assert masked_words(review, {"recommendations": [{**row, "key": "r009"}]}) == ""
    assert masked_words(review, {"recommendations": [{"conflicts": [{"theirs": row["text"]}]}]})
    assert masked_words({"recommendations": [{"text": "Train.", "extra": {"Lead": "██"}}]}, None)


@pytest.mark.parametrize(
    "names",
    [
        ["number", "recommendation", "agency", "status", "key"],
        ["csp", "title", "published", "number", "text", "addressed_to", "status", "confidence", "page", "model"],
        ["csp", "review_title", "source_page", "url", "library_id", "year_of_death", "report_date", "text", "agencies"],
        ["record", "key", "text", "addressed_to", "agencies"],
        ["document_status", "text", "lead"],
        ["key", "status", "note", "action", "decided by", "owner"],
    ],
)
def test_a_table_of_another_program_is_no_export(names: list[str]) -> None:
    assert not are_of_an_export(names)
    refuse_spoilt(",".join(names) + "\n" + ",".join("a b" for _ in names), "table.csv")
    refuse_spoilt(json.dumps([dict.fromkeys(names, "A trail head, and the record digest.")]), "table.json")


def test_without_update_an_export_makes_records_as_it_did(here: Path) -> None:
    export("--reveal", to="out.jsonl")
    (one, *_) = Importer(here / "new", "A. Curator").import_page(here / "out.jsonl")
    assert one.record_id
    with pytest.raises(RefusedError):
        list(Importer(here / "new", "A. Curator", way=Way(updates=True)).import_page(here / "out.jsonl"))


@pytest.mark.parametrize("instead", ["?", "&#9608;", "\\u2588", "", "â–ˆ"])
def test_masked_words_whose_marks_were_lost_are_left_and_told(instead: str, capsys: Captured) -> None:
    file = export()
    file.write_text(file.read_bytes().decode().replace("█", instead), "utf-8", newline="")
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update("out.csv") == 1
    told = capsys.readouterr().err
    assert "row 4, r003, text: lost the marks of its masked words" in told
    assert bytes_of(Path("lib")) == before


def _formulas_without_values(file: Path) -> None:
    """Takes the values of formulas out of a workbook, as programs write one that do not compute."""
    with zipfile.ZipFile(file) as was:
        parts = {name: was.read(name) for name in was.namelist()}
    with zipfile.ZipFile(file, "w") as now:
        for name, part in parts.items():
            now.writestr(name, re.sub(rb' t="str"(><f>[^<]*</f>)<v>lost</v>', rb"\1<v></v>", part))


def test_cells_of_a_workbook_of_which_nothing_is_known_are_left_and_told(capsys: Captured) -> None:
    for key in ("r002", "r003"):
        curate(partial(set_agencies, key=key, agencies=["Wold Police"]))
        curate(partial(decide.query, key=key, note=f"why {key}"))
    rows = rows_in(export("--reveal", to="out.xlsx"))
    names = list(rows[0])
    agencies, note, title = (names.index(one) for one in ("agencies", "note", "title"))
    with xlsxwriter.Workbook("spoilt.xlsx") as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate([names, *(list(row.values()) for row in rows)]):
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell)
        sheet.write_formula(2, note, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, note, '="why"', None, "lost")
        sheet.merge_range(1, agencies, 3, agencies, rows[0]["agencies"], None)
        sheet.write_formula(1, title, '="Vis"&"its"', None, "Visits")
        sheet.write_formula(2, title, '=""', None, "")
    _formulas_without_values(Path("spoilt.xlsx"))
    before = recommendations()
    capsys.readouterr()
    assert update("spoilt.xlsx") == 1
    told = capsys.readouterr().err
    for words in (
        "row 3, r002, note: is an error of the spreadsheet",
        "row 4, r003, note: is a formula whose value the file lacks",
        "row 3, r002, agencies: is merged with another cell",
        "row 4, r003, agencies: is merged",
    ):
        assert words in told
    before[0]["title"] = "Visits"
    assert recommendations() == before


def test_an_error_of_a_spreadsheet_is_no_note(capsys: Captured) -> None:
    capsys.readouterr()
    assert update(changed(export("--reveal"), (0, "note", "#REF!"), (1, "note", "#1 of two"))) == 1
    assert "row 2, r001, note: is an error of the spreadsheet, #REF!" in capsys.readouterr().err
    assert [row.get("note") for row in recommendations()] == [None, "#1 of two", None]
