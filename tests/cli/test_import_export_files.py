"""`dhrcurate import --update EXPORT`: files as spreadsheets and people save them."""

from __future__ import annotations

import csv
import json
import sys
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from dhrcurate.cli import main
from dhrcurate.curation.operations.fields import set_field
from edited_exports import ONE, TEXTS, begin, changed, curate, export, recommendations, update
from exports import bytes_of, rows_in, saved

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begin(tmp_path, monkeypatch)


def test_columns_may_be_moved_left_out_added_or_named_otherwise(capsys: Captured) -> None:
    file = export()
    rows = [{**row, "Text of it": row["text"], "Looked at": "yes"} for row in rows_in(file)]
    rows[0]["Text of it"] = "The council should write to every tenant."
    names = ["Looked at", "trail_head", "Text of it", "key", "status", "record"]
    saved(file, rows, names)
    capsys.readouterr()
    assert update(file) == 1
    assert [line.split("out.csv: ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "has no column for number, title, text, addressed to, agencies, note: these stay as they are",
        "the column “Looked at” is in no export, so nothing of it was read",
        "the column “Text of it” is in no export, so nothing of it was read",
        "an export of 2 records; no recommendation changed",
    ]
    assert update(file, "--map", "text=text of it", "--drop-columns") == 0
    assert recommendations()[0]["text"] == "The council should write to every tenant."
    assert recommendations()[0]["agencies"] == ["Wold Police", "Wold Council"]
    assert update(file, "--map", "published=Text of it") == 2
    assert update(file, "--map", "text=Words") == 2


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_the_line_that_names_one_are_read(separator: str) -> None:
    file = changed(export(), (0, "title", "Visits; tenants"), separator=separator)
    file.write_bytes(b"\xef\xbb\xbfsep=" + separator.encode() + b"\r\n" + file.read_bytes())
    assert update(file) == 0
    assert recommendations()[0]["title"] == "Visits; tenants"


def test_a_file_in_other_characters_is_refused_with_what_to_do_and_others_come_in(capsys: Captured) -> None:
    good = changed(export(to="good.csv"), (0, "title", "Visits"))
    file = changed(export(), (1, "title", "The force’s calls"))
    file.write_bytes(file.read_text("utf-8").replace("█", "?").encode("cp1252"))
    capsys.readouterr()
    assert main(["import", "--update", str(file), str(good), "--into", "lib"]) == 2
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "out.csv" in line]
    assert line.startswith("dhrcurate: out.csv:3: is not UTF-8: a spreadsheet saved it in other characters")
    assert [row.get("title") for row in recommendations()] == ["Visits", None, None]


def test_question_marks_for_characters_that_were_lost_are_no_change(capsys: Captured) -> None:
    file = export()
    rows = [{**row, "text": row["text"].replace("█", "?")} for row in rows_in(file)]
    saved(file, rows)
    curate(lambda data: set_field(data, "r002", "text", "Ask “who”."))
    export("--reveal", to="second.csv")
    rows = [{**row, "text": row["text"].replace("“", "?").replace("”", "?")} for row in rows_in(Path("second.csv"))]
    saved(Path("second.csv"), rows)
    capsys.readouterr()
    assert update("second.csv") == 1
    assert "row 3, r002, text: has question marks for characters that a spreadsheet lost" in capsys.readouterr().err
    assert recommendations()[1]["text"] == "Ask “who”."


def test_a_question_mark_that_a_curator_wrote_comes_in() -> None:
    curate(lambda data: set_field(data, "r002", "text", "The force asks who reads it…"))
    assert update(changed(export("--reveal"), (1, "text", "The force asks who reads it?"))) == 0
    assert recommendations()[1]["text"] == "The force asks who reads it?"


def test_numbers_that_a_spreadsheet_wrote_anew_are_left_out_and_told_once(capsys: Captured) -> None:
    file = changed(export(), *((at, "number", f"10.{at + 1}") for at in range(3)), (0, "title", "Visits"))
    capsys.readouterr()
    assert update(file) == 1
    line, _ = capsys.readouterr().err.splitlines()
    assert "number: 3 cells were left out, as a spreadsheet wrote them anew: “10.1” for “10.10”" in line
    assert [row["number"] for row in recommendations()] == ["10.10", "10.20", "10.30"]
    assert recommendations()[0]["title"] == "Visits"


@pytest.mark.parametrize(
    ("numbers", "anew"),
    [(["1", "2", ""], ["1.0", "2.0", ""]), (["1E5", "2E3", "a"], ["1.00E+05", "2.00E+03", "a"]), (["5%"], ["0.05"])],
)
def test_numbers_that_a_program_wrote_anew_are_left_out(numbers: list[str], anew: list[str], capsys: Captured) -> None:
    for at, number in enumerate(numbers, 1):
        curate(partial(set_field, key=f"r00{at}", field="number", value=number))
    file = changed(export("--reveal"), *((at, "number", cell) for at, cell in enumerate(anew)), (0, "title", "Visits"))
    before = recommendations()
    capsys.readouterr()
    assert update(file) == 1
    assert f"left out, as a spreadsheet wrote them anew: “{anew[0]}” for “{numbers[0]}”" in capsys.readouterr().err
    assert recommendations() == [before[0] | {"title": "Visits"}, *before[1:]]
    assert update(changed(export("--reveal"), (0, "number", anew[0] + "a"))) == 0


def test_a_number_that_a_curator_shortened_comes_in(capsys: Captured) -> None:
    assert update(changed(export(), (0, "number", "10.1"))) == 0
    assert [row["number"] for row in recommendations()] == ["10.1", "10.20", "10.30"]


@pytest.mark.parametrize(
    ("numbers", "anew"),
    [
        (("1", "2", "3"), ("1.0", "2.0", "3.0")),
        (("1E5", "2E3", "3E1"), ("1.00E+05", "2.00E+03", "3.00E+01")),
        (("5%", "6%", "7%"), ("0.05", "0.06", "0.07")),
        (("1:30", "2:30", "3:30"), ("01:30:00", "02:30:00", "03:30:00")),
        (("MAR1", "MAR2", "MAR3"), ("01-Mar", "02-Mar", "03-Mar")),
        (("12345678901234567890", "2", "3"), ("1.23457E+19", "2", "3")),
    ],
)
def test_whatever_a_program_takes_for_a_number_is_left_as_it_was(
    numbers: tuple[str, ...], anew: tuple[str, ...], capsys: Captured
) -> None:
    for at, number in enumerate(numbers, 1):
        curate(lambda data, at=at, number=number: set_field(data, f"r00{at}", "number", number))
    assert update(changed(export(), *((at, "number", cell) for at, cell in enumerate(anew)))) == 1
    assert [one["number"] for one in recommendations()] == list(numbers)
    assert "wrote them anew" in capsys.readouterr().err


def test_a_number_that_got_a_point_while_others_did_not_is_a_curators() -> None:
    for at in (1, 2, 3):
        curate(lambda data, at=at: set_field(data, f"r00{at}", "number", str(at)))
    assert update(changed(export(), (0, "number", "1.0"))) == 0
    assert [one["number"] for one in recommendations()] == ["1.0", "2", "3"]


def test_dates_that_a_spreadsheet_wrote_anew_in_other_columns_say_nothing() -> None:
    for date in ("Jun-23", "01/06/2023", "2023-06-01 00:00:00"):
        assert update(changed(export(), (0, "published", date), (0, "year_of_death", "2019.0"))) == 0


@pytest.mark.parametrize("last", ["key", "text", "note"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_file_that_breaks_off_changes_nothing_in_its_last_row(last: str, quoted: bool, capsys: Captured) -> None:
    if quoted:
        curate(lambda data: set_field(data, "r003", "text", "The team should tell the lead, at once, of every visit."))
    file = export("--reveal")
    rows = rows_in(file)[:3]
    rows[0]["title"] = "Visits"
    names = ["record", "trail_head", *(name for name in ("title", "note", "text", "key") if name != last), last]
    whole = saved(file, rows, names).read_bytes()
    file.write_bytes(whole[: -3 - 2 * quoted])
    before = recommendations()
    capsys.readouterr()
    assert update(file) == 1
    assert capsys.readouterr().err.count("row 4") == 1
    assert recommendations() == [{**before[0], "title": "Visits"}, *before[1:]]


def test_rows_with_too_many_cells_are_left_out_and_those_with_too_few_lack_nothing(capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    rows[0]["title"] = "Visits"
    lines = saved(file, rows, ["record", "key", "trail_head", "title", "text", "note"]).read_text("utf-8").splitlines()
    lines[1] = lines[1].rstrip(",")
    lines[2] += "x,more"
    file.write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")
    capsys.readouterr()
    assert update(file) == 1
    told = capsys.readouterr().err.splitlines()
    assert "row 3 has 7 cells under 6 headings and was left out: check the quotes there" in told[1]
    assert recommendations()[0]["title"] == "Visits"
    assert "note" not in recommendations()[1]


def test_rows_that_stand_twice_and_say_the_same_are_one(capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    rows[0]["title"] = "Visits"
    saved(file, [*rows, rows[0]])
    assert update(file) == 0
    assert "rows 2, 6 of exampleton-2023-06, r001 say the same" in capsys.readouterr().err
    assert recommendations()[0]["title"] == "Visits"


@pytest.mark.parametrize("marked", [True, False])
def test_an_export_with_a_row_per_agency_does_not_come_back(marked: bool, capsys: Captured) -> None:
    file = export("--per", "agency")
    rows = rows_in(file)
    saved(file, rows, [name for name in rows[0] if marked or name != "agency_of"])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file) == 1
    assert "out.csv: this export has a row per agency" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_exports_as_json_do_not_come_back_and_say_so(capsys: Captured) -> None:
    before = bytes_of(Path("lib"))
    for form in ("json", "jsonl"):
        capsys.readouterr()
        assert update(export(to=f"out.{form}")) == 1
        assert f"out.{form}: an export comes back as CSV or XLSX" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


@pytest.mark.parametrize("lacking", ["record", "key", "trail_head"])
def test_an_export_without_what_names_its_rows_is_no_extraction(lacking: str, capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    saved(file, rows, [name for name in rows[0] if name not in (lacking, "record_digest")])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file) == 1
    assert f"out.csv: is an export without {lacking}, so nothing tells what was changed" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_a_workbook_that_is_no_export_or_damaged_is_told_and_changes_nothing(here: Path, capsys: Captured) -> None:
    file = export(to="out.xlsx")
    (here / "cut.xlsx").write_bytes(file.read_bytes()[:900])
    saved(here / "other.xlsx", [{"Recommendation": TEXTS[0]}])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update("cut.xlsx") == 2
    assert "cut.xlsx: is damaged or cut off" in capsys.readouterr().err
    assert update("other.xlsx") == 1
    assert "a report does not update a record" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_without_what_reads_workbooks_the_way_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    file = export(to="out.xlsx")
    for name in ("xlsx", "xlsx_rows"):
        monkeypatch.delitem(sys.modules, f"dhrcurate.documents.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    capsys.readouterr()
    assert update(file) == 2
    assert "pip install 'dhrcurate[documents]'" in capsys.readouterr().err


MASKED = 2
"""The row whose text holds personal data."""


def test_an_export_below_a_title_or_between_other_marks_is_known() -> None:
    file = changed(export(), (0, "note", "Seen."))
    names, *rows = csv.reader(file.read_text("utf-8").splitlines())
    titled = [["For the panel of 3 May"], [], names, *rows]
    with Path("titled.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(titled)
    with Path("barred.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, delimiter="|").writerows([names, *rows[1:]])
    assert update("titled.csv") == 0
    assert recommendations()[0]["note"] == "Seen."
    assert recommendations()[MASKED]["text"] == TEXTS[MASKED]
    assert update("barred.csv") == 0
    assert recommendations()[MASKED]["text"] == TEXTS[MASKED]


def test_masked_words_never_come_in_as_a_later_extraction(capsys: Captured) -> None:
    rows = [{"number": row["number"], "text": row["text"]} for row in rows_in(export())[:3]]
    assert "█" in rows[MASKED]["text"]
    Path("later.json").write_text(json.dumps(rows), "utf-8")
    before = recommendations()
    capsys.readouterr()
    assert main(["import", "--update", "later.json", "--into", "lib", "--record", ONE]) == 1
    assert "the file holds masked words" in capsys.readouterr().err
    assert recommendations() == before
    export("--format", "jsonl", to="out.jsonl")
    objects = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    Path("list.json").write_text(json.dumps([dict(sorted(one.items())) for one in objects]), "utf-8")
    assert update("list.json") == 1
    assert "an export comes back as CSV or XLSX" in capsys.readouterr().err


@pytest.mark.parametrize("lost", ["ascii:replace", "ascii:xmlcharrefreplace", "ascii:backslashreplace", "ascii:ignore"])
def test_marks_that_a_program_wrote_in_other_characters_are_no_words(lost: str, capsys: Captured) -> None:
    file = export()
    encoding, errors = lost.split(":")
    file.write_bytes(file.read_text("utf-8").encode(encoding, errors))
    assert update(file) == 1
    assert recommendations()[MASKED]["text"] == TEXTS[MASKED]
    assert "lost the marks of its masked words" in capsys.readouterr().err


def test_a_name_that_is_corrected_in_a_revealed_export_comes_in() -> None:
    text = TEXTS[MASKED].replace("jo.bloggs@", "j.bloggs@")
    assert update(changed(export("--reveal"), (MASKED, "text", text))) == 0
    assert recommendations()[MASKED]["text"] == text


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#WERT!"])
def test_an_error_of_a_spreadsheet_is_no_value(error: str, capsys: Captured) -> None:
    file = changed(export(), (0, "addressed_to", error), (1, "note", f" {error}"), (2, "note", "see #1!"))
    assert update(file) == 1
    assert [one["addressed_to"] for one in recommendations()] == ["Wold Police"] * 3
    assert ["note" in one for one in recommendations()] == [False, False, True]
    assert f"row 2, r001, addressed to: is an error of the spreadsheet, {error}" in capsys.readouterr().err


def test_cells_of_a_workbook_that_cannot_be_read_are_told_and_not_empty(capsys: Captured) -> None:
    curate(lambda data: set_field(data, "r002", "note", "Seen."))
    table = rows_in(export())
    names = list(table[0])
    agencies, cell, note = (names.index(name) for name in ("agencies", "addressed_to", "note"))
    with xlsxwriter.Workbook("edited.xlsx") as book:
        sheet = book.add_worksheet()
        for at, one in enumerate([dict(zip(names, names, strict=True)), *table]):
            for column, text in enumerate(one.values()):
                sheet.write_string(at, column, text)
        sheet.write_formula(1, agencies, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, note, '=VLOOKUP("x",A1:B2,2,0)', None, "#N/A")
        sheet.merge_range(1, cell, 2, cell, "Wold Police", book.add_format())
    before = recommendations()
    assert update("edited.xlsx") == 1
    assert recommendations() == before
    told = capsys.readouterr().err
    assert "row 2, r001, agencies: is an error of the spreadsheet" in told
    assert "row 3, r002, addressed to: is merged with another cell" in told


def test_two_sheets_with_exports_are_refused_by_name(capsys: Captured) -> None:
    table = rows_in(export())
    with xlsxwriter.Workbook("two.xlsx") as book:
        for name in ("mine", "theirs"):
            sheet = book.add_worksheet(name)
            for at, one in enumerate([dict(zip(table[0], table[0], strict=True)), *table]):
                for column, text in enumerate(one.values()):
                    sheet.write_string(at, column, text)
    assert update("two.xlsx") == 1
    assert "the sheets “mine” and “theirs” are exports" in capsys.readouterr().err
