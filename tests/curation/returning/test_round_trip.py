"""An export that nobody changed changes nothing; a changed cell comes in exactly, and nothing else does."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.returning.cells import damage, same
from dhrcurate.curation.returning.rewriting import rewritten
from dhrcurate.domain.canonical import to_json
from dhrcurate.exporters.csv_file import neutral
from exports import FORMS, bytes_of, content, exported, library, returned, review, rows_in, saved

ORDINARY = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "'=+-@|;,\"\t\r\n \u00a0\u2028\ufeff█_x0\ufffe\x01"
)
PHRASES = (
    "10.10",
    "1.",
    "007",
    "1/2",
    "2023-06",
    "=1+1",
    "'=1",
    "＝x",
    "_x000D_",
    "TRUE",
    "1e5",
    " a ",
    "a | b",
    "é",
    "“x”",
)
PERSONAL = ("Write to jo.bloggs@wold.example.", "Ms Jo Bloggs,\r\naged 34, of 12 High Street, saw Dr Smith.")
TEXTS = st.text(LETTERS, max_size=12) | st.sampled_from((*PHRASES, *PERSONAL))
MAYBE = st.none() | TEXTS
ROWS = st.fixed_dictionaries(
    {
        "text": TEXTS,
        "addressed_to": TEXTS,
        "agencies": st.lists(TEXTS, max_size=3),
        "status": st.sampled_from(["pending", "accepted", "queried", "rejected"]),
    },
    optional={
        "number": TEXTS,
        "title": TEXTS,
        "note": TEXTS,
        "extra": st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=2),
    },
)
ODD = {
    "number": "10.10",
    "title": "'=",
    "text": ' =1+1\r\n"x"\rJo Bloggs, aged 34, wrote to jo.bloggs@wold.example\u00a0',
    "addressed_to": "\ufffe",
    "agencies": ["A | B", "C  D", "", "A"],
    "status": "queried",
    "note": "\t",
    "extra": {"Lead": "Jo Bloggs"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("reveal", [False, True])
@given(rows=st.lists(ROWS, min_size=1, max_size=5))
@example(rows=[ODD])
@ORDINARY
def test_an_export_that_nobody_changed_changes_nothing(form: str, reveal: bool, rows: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = library(Path(folder) / "lib", review(*rows))
        before = bytes_of(session.library.root)
        file = exported(session, Path(folder), form, reveal=reveal, extra=True)
        outcome = returned(session, file)
        assert (outcome.changed, outcome.warnings, outcome.settled) == (0, (), True)
        assert bytes_of(session.library.root) == before


@pytest.mark.parametrize("form", FORMS)
@given(rows=st.lists(ROWS, min_size=2, max_size=3), text=st.text(LETTERS, min_size=1, max_size=9))
@example(rows=[ODD, ODD], text="x")
@ORDINARY
def test_what_went_on_in_the_record_since_stays(form: str, rows: list[dict[str, Any]], text: str) -> None:
    assume(text.strip())
    with tempfile.TemporaryDirectory() as folder:
        session = library(Path(folder) / "lib", review(*rows))
        file = exported(session, Path(folder), form)
        session.apply("exampleton-2023-06", set_field(content(session), "r001", "text", text))
        before = bytes_of(session.library.root)
        outcome = returned(session, file)
        assert (outcome.changed, outcome.lost, outcome.settled) == (0, (), True)
        assert bytes_of(session.library.root) == before


NEW = st.text(LETTERS, max_size=12) | st.sampled_from((*PHRASES, *PERSONAL))
NAMES = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=9), max_size=3, unique=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("line_end", "other"), [("\r\n", "\n"), ("\n", "\r\n"), ("\n", "\r")])
def test_other_line_ends_are_no_change(form: str, line_end: str, other: str, tmp_path: Path) -> None:
    session = library(tmp_path / "lib", review({"text": f"One.{line_end}Two.", "note": f"=1{line_end}"}))
    file = exported(session, tmp_path, form)
    rows = [{name: cell.replace(line_end, other) for name, cell in row.items()} for row in rows_in(file)]
    outcome = returned(session, saved(file, rows))
    assert (outcome.changed, outcome.warnings) == (0, ())


def _expected(name: str, value: Any, was: str) -> Any:
    """What a record is to say for a cell that was changed to a value; blanks around it are a spreadsheet's."""
    if not isinstance(value, str) or name == "status":
        return value
    value = re.sub(r"\r\n?", "\n", value)
    value = value.strip() if name == "number" or was == was.strip() else value
    return value if value.strip() or name == "addressed_to" else None


@pytest.mark.parametrize("form", FORMS)
@given(
    rows=st.lists(ROWS, min_size=1, max_size=3),
    at=st.integers(0, 2),
    edit=st.tuples(st.sampled_from(["number", "title", "text", "addressed_to", "note"]), NEW)
    | st.tuples(st.just("status"), st.sampled_from(["pending", "accepted", "queried", "rejected"]))
    | st.tuples(st.just("agencies"), NAMES),
)
@example(rows=[ODD], at=0, edit=("agencies", ["A | B", "C  D", "E"]))
@example(rows=[ODD], at=0, edit=("note", "=1+1"))
@example(rows=[ODD], at=0, edit=("note", "one\r\ntwo\rthree"))
@example(rows=[ODD], at=0, edit=("title", ""))
@example(rows=[ODD], at=0, edit=("addressed_to", "\n"))
@ORDINARY
def test_a_changed_cell_comes_in_exactly_and_nothing_else_does(
    form: str, rows: list[dict[str, Any]], at: int, edit: tuple[str, Any]
) -> None:
    (name, value), at = edit, at % len(rows)
    cell = " | ".join(value) if isinstance(value, list) else value
    with tempfile.TemporaryDirectory() as folder:
        session = library(Path(folder) / "lib", review(*rows))
        before = content(session)
        file = exported(session, Path(folder), form, reveal=True)
        cells = rows_in(file)
        was = _text(before["recommendations"][at].get(name))
        assume(not (same(cell, was, str) or same(neutral(cell), was, str)))
        assume(
            not (
                damage(cell, was)
                or rewritten(cell, was)
                or cell.startswith("'")
                or (name == "text" and not cell.strip())
            )
        )
        cells[at][name] = cell if form == "xlsx" else neutral(cell)
        outcome = returned(session, saved(file, cells))
        assert (outcome.lost, outcome.settled) == ((), True)
        row = {**before["recommendations"][at], name: _expected(name, value, was)}
        row = {field: value for field, value in row.items() if value is not None}
        others = [*before["recommendations"][:at], row, *before["recommendations"][at + 1 :]]
        assert to_json(content(session)) == to_json({**before, "recommendations": others})


@pytest.mark.parametrize("form", FORMS)
def test_blanks_that_a_spreadsheet_added_are_no_change_and_do_not_come_in_with_one(form: str, tmp_path: Path) -> None:
    row = {"text": "The council should write.", "note": " as it was ", "number": "1"}
    session = library(tmp_path / "lib", review(row, row))
    cells = rows_in(exported(session, tmp_path, form))
    cells[0]["text"], cells[0]["title"] = "\u00a0The council should write. ", "\u00a0"
    cells[1]["text"], cells[1]["note"] = "The council should phone.\u00a0", "as it was"
    outcome = returned(session, saved(tmp_path / f"export-{form}.{'xlsx' if form == 'xlsx' else 'csv'}", cells))
    assert outcome.settled
    first, second = content(session)["recommendations"]
    assert (first["text"], first["note"], "title" in first) == (row["text"], row["note"], False)
    assert (second["text"], second["note"]) == ("The council should phone.", "as it was")


def _text(value: Any) -> str:
    return " | ".join(value) if isinstance(value, list) else value or ""
