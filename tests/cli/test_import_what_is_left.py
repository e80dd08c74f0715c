"""What a table or page has and the library has not is told, with exit code 1, however often it is imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dhrcurate.cli import main

Captured = pytest.CaptureFixture[str]

ROWS = "csp,text,due\nWold,a,May\nFen,,May\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    return tmp_path


def test_what_did_not_come_in_is_told_each_time(here: Path, capsys: Captured) -> None:
    (here / "rows.csv").write_text(ROWS, "utf-8")
    assert main(["import", "rows.csv", "--into", "made"]) == 1
    records = {path.name: path.read_bytes() for path in (here / "made").glob("*.toml")}
    capsys.readouterr()
    assert main(["import", "rows.csv", "--into", "made"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "dhrcurate: rows.csv: row 3 has no recommendation and was left out: “Fen”",
        "dhrcurate: rows.csv: already in the library, as wold; nothing was written",
    ]
    assert {path.name: path.read_bytes() for path in (here / "made").glob("*.toml")} == records


def test_words_that_another_reading_of_a_known_file_finds_are_told(here: Path, capsys: Captured) -> None:
    (here / "rows.csv").write_text("A,B\nAsk at home.,Train all staff.\nLog calls.,Write it down.\n", "utf-8")
    assert main(["import", "rows.csv", "--into", "made", "--map", "text=A", "--csp", "Wold"]) == 0
    capsys.readouterr()
    assert main(["import", "rows.csv", "--into", "made", "--map", "text=B", "--csp", "Wold"]) == 1
    told = capsys.readouterr().err
    assert "2 recommendations of the file are not in wold: “Train all staff.”, “Write it down.”" in told
    assert main(["import", "rows.csv", "--into", "made", "--map", "text=A", "--csp", "Wold"]) == 0


def test_a_known_page_whose_titles_are_read_otherwise_lacks_nothing(here: Path) -> None:
    (here / "rows.csv").write_text("A,B\nCalls,Log calls.\n", "utf-8")
    assert main(["import", "rows.csv", "--into", "made", "--map", "text=A", "--map", "text=B"]) == 0
    assert main(["import", "rows.csv", "--into", "made", "--map", "title=A", "--map", "text=B"]) == 0


FLAGGED = {
    "in the text": (
        "a.csv", 'csp,no,agency,text\nWold,1,Kent Police,Ask.\nWold,2,Kent Police,"Ask each', {"incomplete-row"}
    ),
    "in the cell": ("a.csv", 'csp,no,text,agency\nWold,1,Ask.,Kent Police\nWold,2,Ask.,"Kent Cou', {"incomplete-row"}),
    "at a full stop": (
        "a.jsonl", '{"csp":"Wold","text":"a"}\n{"csp":"Wold","text":"Ask each month.', {"incomplete-row"}
    ),
    "a page's table": (
        "a.md", "# DHR Wold\n\n| No | Recommendation | Agency |\n|---|---|---|\n| 1 | Ask. | X |\n| 2 | Ask each",
        {"incomplete-row", "missing-addressee"},
    ),
    "no text": ("a.csv", "csp,no,text,agency\nWold,1,Ask.,Kent Police\nWold,2,,Kent Police\n", {"empty-text"}),
    "no addressee": (
        "a.csv", "csp,no,text,agency\nWold,1,Ask.,Kent Police\nWold,2,Ask it.,\n", {"missing-addressee"}
    ),
    "a number only": (
        "a.csv", "csp,no,text,agency\nWold,1,Ask.,Kent Police\nWold,2,,\n", {"empty-text", "missing-addressee"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FLAGGED)
def test_a_row_of_which_something_is_lacking_is_kept_and_has_a_finding(kind: str, here: Path, capsys: Captured) -> None:
    name, text, rules = FLAGGED[kind]
    (here / name).write_text(text, "utf-8")
    assert main(["import", name, "--into", "made"]) == 0
    capsys.readouterr()
    main(["check", "made", "--output-format", "json"])
    found = {each["name"] for each in json.loads(capsys.readouterr().out) if each["key"] == "r002"}
    assert rules <= found
