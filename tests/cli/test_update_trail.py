"""The trail of an update: what is redacted from it, branches that it was made in, and what is told of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.event import ROWS
from dhrcurate.trail.log import read_events
from dhrcurate.trail.rows import carried

Captured = pytest.CaptureFixture[str]

HEAD = "number,text,csp,published,Lead officer\n"
OFFICER = "Ms Jane Placeholder"
FIRST = f"""{HEAD}1,The council should write to every tenant who missed a visit.,Exampleton,2023-06,{OFFICER}
2,The force should review how its call handlers record threats.,Exampleton,2023-06,Inspector
"""
SECOND = FIRST.replace("should review", "must review")
THIRD = SECOND.replace("missed a visit", "missed two visits")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    for name, text in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    assert main(["import", "first.csv", "--into", "lib", "--no-source"]) == 0
    assert main(["import", "--update", "second.csv", "--into", "lib", "--no-source"]) == 0
    return tmp_path


RECORD = Path("lib/exampleton-2023-06.toml")


def edit(key: str, field: str, value: object) -> None:
    library = Library.open(Path("lib"))
    data = library.load(RECORD.stem).data
    Session(library, "A. Curator").apply(RECORD.stem, set_field(data, key, field, value))


def forget_pages() -> None:
    """Takes out the digests of the files that held a text, as a redaction asks for."""
    library = Library.open(Path("lib"))
    data = library.load(RECORD.stem).data
    edits = [Edit(f"/extractions/{one['id']}", one, None) for one in data["extractions"]]
    edits += [Edit("/source/sha256", data["source"]["sha256"], None)]
    Session(library, "A. Curator").apply(RECORD.stem, Proposal("edit", tuple(edits)))


def test_what_an_event_carries_beside_the_record_can_be_redacted(capsys: Captured) -> None:
    assert any(ROWS in change.path for change in read_events(trail_beside(RECORD).read_bytes()).events[-1].changes)
    text = "The council should write to every tenant who missed a visit."
    edit("r001", "text", "The council should write to each tenant.")
    forget_pages()
    Path("secret.txt").write_text(text, "utf-8")
    assert main(["audit", "redact", str(RECORD), "--text-from", "secret.txt", "--reason", "a name"]) == 0
    assert text.encode() not in trail_beside(RECORD).read_bytes()
    assert main(["audit", "verify", "lib"]) == 0
    assert main(["import", "--update", "third.csv", "--into", "lib", "--no-source"]) == 1
    rows = parse(RECORD.read_bytes(), "record")["recommendations"]
    assert rows[0]["text"] == "The council should write to each tenant."
    assert [one["field"] for one in rows[0]["conflicts"]] == ["text"]
    assert main(["audit", "verify", "lib"]) == 0


def test_an_update_whose_rows_were_redacted_can_still_be_undone() -> None:
    edit("r002", "text", "The force should look at its call handlers.")
    Session(Library.open(Path("lib")), "A. Curator").undo(RECORD.stem)
    Session(Library.open(Path("lib")), "A. Curator").undo(RECORD.stem)
    rows = parse(RECORD.read_bytes(), "record")["recommendations"]
    assert rows[1]["text"] == "The force should review how its call handlers record threats."
    Session(Library.open(Path("lib")), "A. Curator").redo(RECORD.stem)
    rows = parse(RECORD.read_bytes(), "record")["recommendations"]
    assert rows[1]["text"] == "The force must review how its call handlers record threats."
    assert main(["import", "--update", "third.csv", "--into", "lib", "--no-source"]) == 0


def test_two_branches_of_which_one_was_updated_are_joined(here: Path) -> None:
    shutil.copytree("lib", "other")
    assert main(["import", "--update", "third.csv", "--into", "lib", "--no-source"]) == 0
    updated = trail_beside(RECORD).read_bytes()
    other = Path("other") / RECORD.name
    library = Library.open(Path("other"))
    data = library.load(RECORD.stem).data
    Session(library, "B. Other").apply(RECORD.stem, set_field(data, "r002", "number", "2a"))
    trail_beside(RECORD).write_bytes(updated + trail_beside(other).read_bytes().splitlines(keepends=True)[-1])
    assert main(["audit", "merge", str(RECORD)]) == 0
    record = parse(RECORD.read_bytes(), "record")
    assert [one["number"] for one in record["recommendations"]] == ["1", "2a"]
    assert record["recommendations"][0]["text"].endswith("two visits.")
    assert main(["audit", "verify", "lib"]) == 0
    (here / "fourth.csv").write_text(THIRD.replace("threats", "each threat"), "utf-8")
    assert main(["import", "--update", "fourth.csv", "--into", "lib", "--no-source"]) == 0
    record = parse(RECORD.read_bytes(), "record")
    assert record["recommendations"][1]["number"] == "2a"
    assert record["recommendations"][1]["text"].endswith("record each threat.")


def test_the_log_tells_what_changed_and_not_what_is_carried(capsys: Captured) -> None:
    capsys.readouterr()
    assert main(["audit", "log", str(RECORD)]) == 0
    told = capsys.readouterr().out
    assert "reimport" in told
    assert "must review" in told
    assert ROWS not in told
    assert main(["audit", "blame", str(RECORD)]) == 0
    assert ROWS not in capsys.readouterr().out


def test_what_is_known_of_the_later_extraction_stands_in_the_record() -> None:
    options = ("--extraction", "model=large-2", "--extraction", "run=second")
    assert main(["import", "--update", "third.csv", "--into", "lib", "--no-source", *options]) == 0
    record = parse(RECORD.read_bytes(), "record")
    assert (record["extractions"][-1]["model"], record["extractions"][-1]["run"]) == ("large-2", "second")
    assert record["recommendations"][0]["extracted"]["by"] == record["extractions"][-1]["id"]


def test_what_is_carried_is_what_the_extraction_said_whatever_the_record_says() -> None:
    edit("r001", "text", "The council should write.")
    main(["import", "--update", "third.csv", "--into", "lib", "--no-source"])
    event = read_events(trail_beside(RECORD).read_bytes()).events[-1]
    said = carried(event).data["recommendations"]
    assert [one["text"].split()[-1] for one in said] == ["visits.", "threats."]
    assert said[0]["extra"] == {"Lead officer": OFFICER}
