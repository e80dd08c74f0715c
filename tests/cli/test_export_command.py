from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.sample import copy_sample
from dhrcurate.curation.saving.session import Session
from reports_beside import library_beside

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test, with a library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    personal = "The team reads jo.bloggs@wold.example each morning and answers within a day."
    libraries.write(tmp_path / "records", "wold-2014", libraries.recommendation(1, text=personal))
    libraries.write(tmp_path / "records", "brackley-2015")
    return tmp_path


def rows(capsys: Captured, *arguments: str) -> list[dict[str, str]]:
    assert main(["export", "--to", "-", "--format", "csv", "--status", "all", *arguments]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))


def test_a_file_is_written_whole_and_never_over_another(here: Path, capsys: Captured) -> None:
    assert main(["export", "--to", "out.csv", "--status", "all"]) == 0
    first = (here / "out.csv").read_bytes()
    assert b"wold-2014" in first
    assert main(["export", "--status", "all", "--to", "out.csv"]) == 2
    assert "out.csv: already exists; --force replaces it" in capsys.readouterr().err
    assert main(["export", "--status", "all", "--to", "out.csv", "--force", "--filter", "record:brackley"]) == 0
    assert (here / "out.csv").read_bytes() != first
    assert sorted(path.name for path in here.iterdir() if "out" in path.name) == ["out.csv"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl", "md"])
def test_the_sample_library_is_exported_in_every_format(form: str, here: Path, capsys: Captured) -> None:
    copy_sample(here / "sample")
    assert main(["export", "sample", "--status", "all", "--to", f"sample.{form}"]) == 0, capsys.readouterr().err
    assert "of 5 reviews written" in capsys.readouterr().err


def test_personal_data_is_masked_unless_it_is_asked_for(capsys: Captured) -> None:
    (masked,) = rows(capsys, "--filter", "record:wold")
    (revealed,) = rows(capsys, "--filter", "record:wold", "--reveal")
    assert "jo.bloggs" not in masked["text"]
    assert "█" in masked["text"]
    assert "jo.bloggs@wold.example" in revealed["text"]


def test_who_decided_comes_from_the_trail(here: Path, capsys: Captured) -> None:
    library = Library.open(here / "records")
    session = Session(library, "A. Curator")
    session.apply("wold-2014", decide.accept(library.load("wold-2014").data, "r001"))
    wold = next(row for row in rows(capsys) if row["record"] == "wold-2014")
    brackley = next(row for row in rows(capsys) if row["record"] == "brackley-2015")
    assert (wold["status"], wold["decided_by"]) == ("accepted", "A. Curator")
    assert len(wold["trail_head"]) == 64
    assert (brackley["decided_by"], brackley["trail_head"]) == ("", "")


def test_a_trail_that_cannot_be_read_is_told(capsys: Captured) -> None:
    Path("records/wold-2014.trail.jsonl").write_text("no trail\n")
    assert main(["export", "--status", "all", "--to", "-", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert [review["trail_head"] for review in json.loads(said.out)["reviews"]] == [None, None]
    (line,) = [line for line in said.err.splitlines() if "trail" in line]
    assert "wold-2014.trail.jsonl: cannot be read, so who decided" in line


def test_a_filter_may_ask_about_findings(capsys: Captured) -> None:
    assert [row["record"] for row in rows(capsys, "--filter", "rule:DHR501")] == ["wold-2014"]
    assert rows(capsys, "--filter", "rule:DHR999") == []


def test_a_filter_may_ask_for_cells_that_are_decided_in_part(here: Path, capsys: Captured) -> None:
    in_part = libraries.recommendation(2, cell="West Midlands Police | Cleveland Police")
    libraries.write(here / "records", "dudley-2023-06", libraries.recommendation(1), in_part)
    assert [row["key"] for row in rows(capsys, "records", "--filter", "agency:open")] == ["r002"]


def test_agencies_are_resolved_by_the_register(capsys: Captured) -> None:
    assert {row["agency_kinds"] for row in rows(capsys)} == {"police"}


def test_a_record_that_cannot_be_read_is_told_and_the_others_are_there(here: Path, capsys: Captured) -> None:
    (here / "records/broken-2016.toml").write_text("format = 1\nid = \n", "utf-8")
    assert main(["export", "--status", "all", "--to", "out.json"]) == 1
    assert "broken-2016.toml: skipped: " in capsys.readouterr().err
    assert len(json.loads((here / "out.json").read_text("utf-8"))["reviews"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "out.ods"], "--to out.ods: end the file name with one of .csv, .xlsx, .json, .jsonl, .md"),
        (["--to", "none/out.csv"], "none/out.csv: its folder does not exist"),
        (["nowhere", "--to", "out.csv"], "nowhere"),
        (["--to", "out.md", "--per", "agency"], "--per agency is for tables (csv, xlsx, jsonl), not for md"),
        (["--to", "out.csv", "--filter", '"open'], "filter, column 1"),
        (["--to", "out.csv", "--status", "accept"], "--status accept: 'accept' is none of pending, accepted"),
        (["--to", "out.json", "--excel"], "--excel is for csv, not for json"),
        (["--to", "-", "--format", "xlsx"], "xlsx cannot be written to standard output"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_and_writes_nothing(
    here: Path, arguments: list[str], words: str, capsys: Captured
) -> None:
    assert main(["export", *arguments]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert not list(here.glob("out.*"))


def decided(here: Path) -> None:
    """Decides about one of two recommendations."""
    library = Library.open(here / "records")
    Session(library, "A. Curator").apply("wold-2014", decide.accept(library.load("wold-2014").data, "r001"))


def test_what_nobody_accepted_stays_unless_it_is_asked_for(here: Path, capsys: Captured) -> None:
    decided(here)
    for options, records, told in (
        ([], ["wold-2014"], "(1 accepted); 1 pending stayed (--status all writes them too)"),
        (["--status", "Pending, rejected"], ["brackley-2015"], "(1 pending); 1 accepted stayed"),
        (["--status", "all"], ["brackley-2015", "wold-2014"], "(1 pending, 1 accepted); personal"),
        (["--filter=-status:accepted"], ["brackley-2015"], "(1 pending); personal"),
        (["--filter", 'record:* OR "status: words in quotes"'], ["wold-2014"], "1 pending stayed"),
    ):
        assert main(["export", "--to", "-", "--format", "csv", *options]) == 0
        said = capsys.readouterr()
        assert [row["record"] for row in csv.DictReader(io.StringIO(said.out, newline=""))] == records
        assert told in said.err.splitlines()[-1]


def test_without_what_writes_workbooks_nothing_is_written_and_the_way_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["export", "--to", "out.xlsx"]) == 2
    assert "pip install 'dhrcurate[documents]'" in capsys.readouterr().err
    assert not (here / "out.xlsx").exists()


def test_a_link_that_is_named_stands_for_its_file(here: Path) -> None:
    (here / "target.csv").write_text("kept", "utf-8")
    (here / "link.csv").symlink_to(here / "target.csv")
    assert main(["export", "--status", "all", "--to", "link.csv"]) == 2
    assert (here / "target.csv").read_text("utf-8") == "kept"
    assert main(["export", "--status", "all", "--to", "link.csv", "--force"]) == 0
    assert (here / "target.csv").read_text("utf-8") != "kept"
    assert (here / "link.csv").is_symlink()


def test_what_was_exported_comes_in_again_as_the_table_that_it_is(here: Path, capsys: Captured) -> None:
    copy_sample(here / "sample")
    assert main(["export", "sample", "--to", "out.csv", "--status", "all"]) == 0
    assert main(["import", "out.csv", "--into", "again", "--as", "A. Curator"]) == 0
    capsys.readouterr()
    main(["check", "again", "--select", "DHR008"])
    assert "DHR008" not in capsys.readouterr().out


def test_the_words_of_a_pinned_passage_are_masked_too(here: Path, capsys: Captured) -> None:
    passage = (
        f'\n[recommendations.passage]\ndocument = "sha256:{"ab" * 32}"\npages = [3]\n'
        'quote = "The team reads jo.bloggs@wold.example each morning."\n'
    )
    path = here / "records" / "wold-2014.toml"
    path.write_text(path.read_text("utf-8") + passage, encoding="utf-8")
    for more, shown in (((), False), (("--reveal",), True)):
        assert (
            main(["export", "--status", "all", "--to", "-", "--format", "json", "--filter", "record:wold", *more]) == 0
        )
        told = json.loads(capsys.readouterr().out)["reviews"][0]["recommendations"][0]["passage"]
        assert ("jo.bloggs" in told["quote"]) is shown
        assert told["pages"] == [3]


def test_they_are_masked_where_nothing_else_of_the_record_is(here: Path, capsys: Captured) -> None:
    quote = 'quote = "The team reads jo.bloggs@wold.example each morning."'
    passage = f'\n[recommendations.passage]\ndocument = "sha256:{"ab" * 32}"\npages = [3]\n{quote}\n'
    path = here / "records" / "brackley-2015.toml"
    path.write_text(path.read_text("utf-8") + passage, encoding="utf-8")
    assert main(["export", "--status", "all", "--to", "-", "--format", "json", "--filter", "record:brackley"]) == 0
    assert "jo.bloggs" not in capsys.readouterr().out


def test_the_pages_of_a_report_that_was_read_are_exported(tmp_path: Path, capsys: Captured) -> None:
    library_beside(tmp_path / "read")
    assert [(row["page"], row["document_status"]) for row in rows(capsys, "read")] == [
        ("2", "exact"),
        ("2", "differs"),
        ("3", "same-words"),
        ("", "absent"),
    ]
    (tmp_path / "read" / "documents" / "report.pdf").unlink()
    assert {(row["page"], row["document_status"]) for row in rows(capsys, "read")} == {("", "")}


def test_a_filter_of_an_export_asks_what_reports_say_and_says_where_that_is_not_known(
    tmp_path: Path, capsys: Captured
) -> None:
    library_beside(tmp_path / "read")
    assert [row["key"] for row in rows(capsys, "read", "--filter", "document:differs OR page:3")] == ["r002", "r003"]
    assert main(["export", "--status", "all", "--to", "-", "--format", "csv", "--filter=-document:exact"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert said.err.count("nothing matches the filter, as no document of it was read") == 2
