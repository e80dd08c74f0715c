"""What `import` keeps of an extraction, what leaves the library again, and how it can be taken out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.storage.codec import parse
from dhrcurate.storage.document import Document

Captured = pytest.CaptureFixture[str]

LOG = "The force should log each call and read the log once a week."
STAFF = "The council should train its housing staff in how to ask."
NAME = "Mrs Jane Roe"
TABLE = f"""\
csp,number,recommendation,addressed to,confidence,page,Lead officer,Action for {NAME}
Wold,1,{LOG},Fen Police,0.83,31,Head of Service,by June
Wold,2,{STAFF},Wold Council,0.4,,{NAME},
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test, with a table to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    (tmp_path / "rows.csv").write_text(TABLE, "utf-8")
    return tmp_path


def imported(*more: str) -> dict[str, Any]:
    assert main(["import", "rows.csv", "--into", "made", *more]) == 0
    document = Document.read(Path("made/wold.toml"))
    assert not document.problems
    return parse(document.raw)


def test_a_table_is_kept_with_its_extraction_and_its_columns(here: Path) -> None:
    record = imported("--extraction", "model=big-1", "--extraction", "run=3")
    (extraction,) = record["extractions"]
    digest = hashlib.sha256((here / "rows.csv").read_bytes()).hexdigest()
    assert extraction["source"] == f"sha256:{digest}"
    assert (extraction["model"], extraction["run"]) == ("big-1", "3")
    assert extraction["at"] == record["source"]["imported"]
    assert extraction["page"] == record["source"]["page"]
    assert (here / "made" / extraction["page"]).read_bytes() == (here / "rows.csv").read_bytes()
    first, second = record["recommendations"]
    assert first["extracted"] == {"by": extraction["id"], "confidence": 0.83, "page": 31}
    assert first["extra"] == {"Lead officer": "Head of Service", f"Action for {NAME}": "by June"}
    assert second["extra"] == {"Lead officer": NAME}
    assert main(["audit", "verify", "made"]) == 0
    assert imported() == record  # the same file again changes nothing


def test_without_a_copy_of_the_table_its_digest_stays() -> None:
    (extraction,) = imported("--no-source")["extractions"]
    assert "page" not in extraction
    assert extraction["source"].startswith("sha256:")


def test_no_name_leaves_with_what_is_told_or_printed(capsys: Captured) -> None:
    assert main(["import", "rows.csv", "--dry-run"]) == 0
    imported()
    assert main(["audit", "blame", "wold", "--library", "made"]) == 0
    main(["check", "made"])
    main(["check", "made", "--output-format", "json"])
    told = capsys.readouterr()
    assert NAME not in told.out + told.err
    assert "kept, though a record has no field for them: Lead officer, Action for" in told.err
    assert "Head of Service" in told.out


def test_columns_are_searched_for_personal_data(capsys: Captured) -> None:
    imported()
    main(["check", "made", "--select", "DHR5"])
    assert "the extra column holds a title followed by a name" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md"])
def test_columns_do_not_leave_unless_that_is_asked_for(form: str, capsys: Captured) -> None:
    imported()
    capsys.readouterr()
    assert main(["export", "made", "--status", "all", "--to", "-", "--format", form, "--reveal"]) == 0
    assert "Head of Service" not in capsys.readouterr().out


def test_columns_leave_as_one_cell_without_names_and_come_in_again(here: Path, capsys: Captured) -> None:
    imported()
    capsys.readouterr()
    for more in ([], ["--reveal"]):
        assert main(["export", "made", "--status", "all", "--to", "-", "--format", "csv", "--extra", *more]) == 0
        out = capsys.readouterr().out
        first, second = (json.loads(row["extra"]) for row in csv.DictReader(io.StringIO(out, newline="")))
        assert (NAME in out) is bool(more)
        assert first["Lead officer"] == "Head of Service"
        assert list(second) == ["Lead officer"]
    assert main(["export", "made", "--status", "all", "--to", "out.csv", "--extra", "--reveal"]) == 0
    assert main(["import", "out.csv", "--into", "again"]) == 0
    (again,) = (here / "again").glob("*.toml")
    rows = parse(again.read_bytes())["recommendations"]
    assert [row["extra"] for row in rows] == [
        {"Lead officer": "Head of Service", f"Action for {NAME}": "by June"},
        {"Lead officer": NAME},
    ]
    assert main(["export", "made", "--status", "all", "--to", "out.md", "--extra"]) == 2
    assert "--extra is for csv, xlsx, json and jsonl, not for md" in capsys.readouterr().err


def test_an_export_as_json_says_where_a_text_was_extracted(capsys: Captured) -> None:
    (extraction,) = imported()["extractions"]
    capsys.readouterr()
    assert main(["export", "made", "--status", "all", "--to", "-", "--format", "json"]) == 0
    (review,) = json.loads(capsys.readouterr().out)["reviews"]
    assert review["extractions"][0]["id"] == extraction["id"]
    assert review["recommendations"][0]["extracted"] == {"by": extraction["id"], "confidence": 0.83, "page": 31}
    assert "extra" not in review["recommendations"][0]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [("confidence:..0.5", ["r002"]), ('extra:"Lead officer=head"', ["r001"]), ("model:big", ["r001", "r002"])],
)
def test_what_an_extraction_says_can_be_asked_for(wanted: str, keys: list[str], capsys: Captured) -> None:
    imported("--extraction", "model=Big")
    capsys.readouterr()
    assert main(["export", "made", "--status", "all", "--to", "-", "--format", "jsonl", "--filter", wanted]) == 0
    assert [json.loads(line)["key"] for line in capsys.readouterr().out.splitlines()] == keys


def test_columns_can_be_dropped(capsys: Captured) -> None:
    record = imported("--drop-columns")
    assert all("extra" not in row for row in record["recommendations"])
    assert "left out the columns that a record has no place for: Lead officer" in capsys.readouterr().err


def test_what_cannot_be_kept_is_told_by_name_and_strictly_nothing_is_written(here: Path, capsys: Captured) -> None:
    value = {"csp": "Wold", "full_report": "word " * 300, "rows": [{"text": LOG}]}
    (here / "long.json").write_text(json.dumps(value), "utf-8")
    assert main(["import", "rows.csv", "long.json", "--into", "made", "--strict"]) == 1
    told = capsys.readouterr().err
    assert "long.json: “full_report” is too long" in told
    assert "nothing was written, as --strict is given" in told
    assert not (here / "made").exists()
    assert main(["import", "long.json", "--into", "made"]) == 1
    assert (here / "made/wold.toml").is_file()
    assert main(["import", "rows.csv", "--into", "other", "--strict"]) == 0


@pytest.mark.parametrize(("file", "code"), [("none.csv", 2), ("about.txt", 1)])
def test_strictly_nothing_is_written_where_a_file_is_refused(file: str, code: int, here: Path) -> None:
    (here / "about.txt").write_text("A review is held when somebody has died.\n", "utf-8")
    assert main(["import", "rows.csv", file, "--into", "made", "--strict"]) == code
    assert not (here / "made").exists()


def test_a_wrong_word_about_an_extraction_is_refused_in_one_line(capsys: Captured) -> None:
    assert main(["import", "rows.csv", "--into", "made", "--extraction", "modell=x"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_in_a_column_can_be_taken_out_for_good(here: Path, capsys: Captured) -> None:
    imported()
    record = here / "made/wold.toml"
    (here / "text").write_text("Jane Roe\n", "utf-8")
    redact = ["audit", "redact", "wold", "--library", "made", "--text-from", "text", "--reason", "a person was named"]
    assert main(redact) == 1  # the record and the kept table still hold it
    page = here / "made/sources/wold.csv"
    page.write_text(page.read_text("utf-8").replace(NAME, "nobody"), "utf-8")
    old, new = (hashlib.sha256(raw).hexdigest() for raw in (TABLE.encode(), page.read_bytes()))
    text = record.read_text("utf-8").replace(NAME, "nobody")
    record.write_text(text.replace(f'sha256 = "{old}"', f'sha256 = "{new}"'), "utf-8")
    assert main(["audit", "adopt", "wold", "--library", "made", "--reason", "without a name"]) == 0
    capsys.readouterr()
    assert main(redact) == 1
    assert "/extractions/" in capsys.readouterr().err  # it names the table that held it
    record.write_text(record.read_text("utf-8").replace(old, new))
    assert main(["audit", "adopt", "wold", "--library", "made", "--reason", "its digest"]) == 0
    assert main([*redact, "--copies-known"]) == 0
    for path in (here / "made").rglob("*"):
        if path.is_file():
            assert "Jane Roe" not in path.read_text("utf-8")
            assert old not in path.read_text("utf-8")
    assert main(["audit", "verify", "made"]) == 0
