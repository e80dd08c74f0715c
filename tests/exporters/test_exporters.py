from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.record import AttachedDocument, Record
from dhrcurate.exporters import FORMATS, Export
from dhrcurate.exporters.csv_file import as_it_was, neutral
from dhrcurate.exporters.markdown import literal
from dhrcurate.exporters.model import Decided, Entry, Review

POLICE = Agency("wold-police", "Wold Police", "police", class_="police", codes=(("ons", "E23000000"),))


def record(**more: Any) -> Record:
    recommendation = {
        "key": "r001",
        "number": "1.",
        "text": "Ask, and\nwrite it down.",
        "addressed_to": "Wold Police | Somebody",
        "agencies": ["Wold Police", "Somebody"],
        "status": "accepted",
        **more,
    }
    return Record.model_validate(
        {
            "format": 1,
            "id": "wold-2014",
            "review": {"title": "Wold review", "csp": "Wold", "year_of_death": 2012},
            "source": {"url": "https://e.example/", "sha256": "ab"},
            "curation": {"state": "open"},
            "recommendations": [recommendation],
        }
    )


def export(*, per_agency: bool = False, **more: Any) -> Export:
    about = record(**more)
    known = tuple(POLICE if name == "Wold Police" else None for name in about.recommendations[0].agencies)
    entry = Entry(about.recommendations[0], known, Decided("A. Curator", "2026-11-22T10:05:00.000Z"))
    review = Review(about, "sha256:cd", "ef", (entry,))
    return Export((review,), "dhrcurate 0", "2026-11-22T10:06:00Z", per_agency=per_agency)


def rendered(form: str, what: Export) -> str:
    return "".join(map(str, FORMATS[form](what)))


def table(what: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered("csv", what), newline="")))


def test_a_table_says_where_each_value_comes_from() -> None:
    (row,) = table(export())
    assert row["text"] == "Ask, and\nwrite it down."
    assert (row["agencies"], row["agency_ids"]) == ("Wold Police | Somebody", "wold-police | ")
    assert (row["decided_by"], row["decided_at"]) == ("A. Curator", "2026-11-22T10:05:00.000Z")
    assert (row["record_digest"], row["trail_head"], row["source_sha256"]) == ("sha256:cd", "ef", "ab")


def test_a_table_can_have_a_row_for_each_agency() -> None:
    assert [(row["agencies"], row["agency_kinds"]) for row in table(export(per_agency=True))] == [
        ("Wold Police", "police"),
        ("Somebody", ""),
    ]
    assert [row["agencies"] for row in table(export(per_agency=True, agencies=[]))] == [""]


def test_json_holds_reviews_with_their_recommendations() -> None:
    told = json.loads(rendered("json", export()))
    (review,) = told["reviews"]
    assert review["review"]["csp"] == "Wold"
    assert review["recommendations"][0]["agencies"][0] == {
        "name": "Wold Police",
        "id": "wold-police",
        "kind": "police",
        "class": "police",
        "codes": {"ons": "E23000000"},
    }
    assert json.loads(rendered("json", Export((), "t", "now")))["reviews"] == []


def test_json_holds_the_documents_of_a_review() -> None:
    named = {"kind": "letter", "name": "Letter.pdf", "sha256": "ab" * 32, "added": "2026-11-22T10:05:00Z"}
    about = record().model_copy(update={"documents": (AttachedDocument.model_validate(named),)})
    told = json.loads(rendered("json", Export((Review(about, "sha256:cd", "ef", ()),), "t", "now")))
    assert told["reviews"][0]["documents"] == [named]


def test_lines_of_json_have_the_columns_of_the_table() -> None:
    (line,) = rendered("jsonl", export()).splitlines()
    assert list(json.loads(line)) == list(table(export())[0])


def test_markdown_shows_words_as_they_are() -> None:
    text = rendered("md", export(text="# no heading\n- [x](http://e.example) *b* <b> `c` | d\x1b[2J"))
    assert "\\# no heading\n\\- \\[x\\](http://e.example) \\*b\\* \\<b\\> \\`c\\` \\| d␛" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "＠x", "\u00a0-1", "\n+1"])
def test_what_a_spreadsheet_would_compute_is_made_text(cell: str) -> None:
    assert neutral(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", "’tis", "• To ask", "R1", "3.140(a)"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.text())
def test_no_cell_of_a_table_begins_a_formula(text: str) -> None:
    cell = table(export(text=text.replace("\0", "")))[0]["text"]
    assert cell.lstrip(" \u00a0\u3000\ufeff\u200b")[:1] not in set("=+-@\t\r\n＝＋－＠") - {""}


@given(st.text(alphabet="ab *_[]()<>#-1.\n`|\\"))
def test_markdown_keeps_every_word(text: str) -> None:
    assert literal(text).replace("\\", "") == text.replace("\\", "")


ODD = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n \u00a0\ufeff█|_x0D\ufffe\x01"))


@given(ODD)
def test_what_was_made_text_is_found_again_as_it_was(cell: str) -> None:
    assert as_it_was(neutral(cell)) == cell


def sheet(what: Export) -> list[list[Any]]:
    book = python_calamine.load_workbook(io.BytesIO(b"".join(FORMATS["xlsx"](what))))  # type: ignore[arg-type]
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_every_cell_of_a_workbook_is_text() -> None:
    names, values = sheet(export(number="10.10", text="=1+1", note="2023-06"))
    row = dict(zip(names, values, strict=True))
    assert (row["number"], row["text"], row["note"], row["year_of_death"]) == ("10.10", "=1+1", "2023-06", "2012")
    assert names == list(table(export())[0])
    assert all(isinstance(value, str) for value in values)


def test_a_text_that_no_cell_has_room_for_is_named() -> None:
    with pytest.raises(UnusableError, match="wold-2014, r001, text: has 32,768 characters"):
        sheet(export(text="a" * 32_768))


def test_a_table_for_excel_begins_with_a_byte_order_mark() -> None:
    marked = rendered("csv", replace(export(), for_excel=True))
    assert marked == "\ufeff" + rendered("csv", export())


def test_a_row_per_agency_says_which_of_how_many_it_is() -> None:
    assert [row["agency_of"] for row in table(export(per_agency=True))] == ["1 of 2", "2 of 2"]
    assert [row["agency_of"] for row in table(export(per_agency=True, agencies=[]))] == [""]
    assert "agency_of" not in table(export())[0]
