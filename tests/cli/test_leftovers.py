"""What a crash left in a library, as `check` and `audit verify` tell it: in the same words, and never as an error."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from commands import PAGES
from dhrcurate.cli import main
from dhrcurate.curation.auditing.problems import problems_of
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.checking.surroundings import read_beside
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import staged_beside, trail_beside
from faulty import Unsynced
from scenarios import NEW, OTHER, TRAILED, content, library

FINISHES = "a write was interrupted; the next opening or change finishes it"
STAYS = "the record was changed outside since; `dhrcurate audit adopt`"
REMOVES = "a write was interrupted and left a file that nothing needs; the next opening or change removes it"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path / "library")


def unfinished(root: Path) -> None:
    """Leaves a decision between its event and its rename."""
    path = root / f"{OTHER}.toml"
    before = path.read_bytes()
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    session.apply(OTHER, decide.accept(content(OTHER), "r002"))
    staged_beside(path).write_bytes(path.read_bytes())
    path.write_bytes(before)


def told(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """What the two commands warn of, by record: the words about leftovers only."""
    capsys.readouterr()
    main(["check", str(root), "--select", "DHR9", "--output-format", "json"])
    printed = capsys.readouterr()
    checked = [f"{f['record']}: {f['message']}" for f in json.loads(printed.out) if f["severity"] != "info"]
    checked += [line for line in printed.err.splitlines() if "interrupted" in line or "in the way" in line]
    main(["audit", "verify", str(root), "--output-format", "json"])
    verified = [p for p in json.loads(capsys.readouterr().out) if p["severity"] != "info"]
    return checked, [f"{Path(p['trail']).name.partition('.')[0]}: {p['message']}" for p in verified]


def test_a_write_that_was_interrupted_after_its_event_is_one_warning(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(root), "--select", "DHR9"])  # the cache knows the library without it
    unfinished(root)
    assert told(root, capsys) == ([f"{OTHER}: {FINISHES}"], [f"{OTHER}: {FINISHES}"])
    assert told(root, capsys) == ([f"{OTHER}: {FINISHES}"], [f"{OTHER}: {FINISHES}"])
    Session(Library.open(root), "A. Curator", ops=Unsynced()).recover()
    assert told(root, capsys) == ([], [])


@pytest.mark.parametrize(
    "leave",
    [
        lambda root: staged_beside(root / f"{OTHER}.toml").write_bytes(b"format = 1\n"),
        lambda root: staged_beside(root / f"{OTHER}.toml").write_bytes((root / f"{OTHER}.toml").read_bytes()),
        lambda root: staged_beside(root / f"{OTHER}.trail.jsonl").write_bytes(b"{"),
        lambda root: os.mkfifo(staged_beside(root / f"{OTHER}.toml")),
    ],
    ids=["of no event", "of the state that is there", "of a trail", "a pipe"],
)
def test_what_nothing_needs_is_one_warning(
    leave: Callable[[Path], object], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(root)
    assert told(root, capsys) == ([f"{OTHER}: {REMOVES}"], [f"{OTHER}: {REMOVES}"])


def test_what_is_left_beside_no_record_is_told_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staged_beside(root / f"{NEW}.toml").write_bytes(b"format = 1\n")
    staged_beside(root / "sources" / f"{NEW}.txt").write_bytes(b"a page")
    checked, verified = told(root, capsys)
    assert verified == [f"{NEW}: {REMOVES}"] * 2
    assert len([line for line in checked if NEW in line and REMOVES in line]) == 2


def test_a_record_changed_outside_under_an_interrupted_write_is_an_error_and_a_warning(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unfinished(root)
    path = root / f"{OTHER}.toml"
    path.write_bytes(path.read_bytes().replace(b"Train staff, 3", b"Train all, 3"))
    checked, verified = told(root, capsys)
    assert [STAYS in line for line in checked].count(True) == 1
    assert [STAYS in line for line in verified].count(True) == 1
    assert any("is in no state" in line or "was changed outside" in line for line in checked)
    assert any("was changed outside dhrcurate" in line for line in verified)
    Session(Library.open(root), "A. Curator", ops=Unsynced()).recover()
    assert staged_beside(path).exists()  # as is said
    assert main(["audit", "adopt", OTHER, "--library", str(root), "--reason", "by hand", "--as", "A. Curator"]) == 0
    assert told(root, capsys) == ([], [])


@pytest.mark.parametrize("of", [f"{OTHER}.toml", f"{OTHER}.trail.jsonl", f"{NEW}.toml"])
def test_a_folder_where_a_write_is_staged_is_named_by_those_who_read_and_by_those_who_write(
    root: Path, of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = staged_beside(root / of)
    (folder / "in it").mkdir(parents=True)
    said = f"the folder {folder.name} is in the way of every write beside it: move it elsewhere, or remove it"
    checked, verified = told(root, capsys)
    assert [said in line for line in (*checked, *verified)] == [True, True]
    before = {path: path.read_bytes() for path in root.glob("*.*") if path.is_file()}
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    assert of.startswith(NEW) or any(said in notice for notice in session.recover())
    new = {**content(OTHER), "id": NEW}
    create, change = partial(session.create, NEW, new), partial(session.apply, OTHER, decide.accept(new, "r002"))
    with pytest.raises(RefusedError, match=re.escape(said)):
        (create if of.startswith(NEW) else change)()
    assert {path: path.read_bytes() for path in root.glob("*.*") if path.is_file()} == before


def test_a_file_that_was_being_written_as_a_whole_is_told_once_nobody_writes_it_and_goes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / ".heads.txt.sig.0123abcd.new"
    file.write_bytes(b"half")
    assert told(root, capsys) == ([], [])
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    checked, verified = told(root, capsys)
    assert [REMOVES in line for line in (*checked, *verified)] == [True, True]
    Session(Library.open(root), "A. Curator", ops=Unsynced()).recover()
    assert not file.exists()


def test_a_write_that_is_under_way_is_looked_at_again_and_not_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / f"{OTHER}.toml"

    def ends(_seconds: float) -> None:
        if staged_beside(path).exists():
            staged_beside(path).replace(path)

    monkeypatch.setattr(time, "sleep", ends)
    unfinished(root)
    assert list(problems_of(find_target(OTHER, root))) == []
    unfinished_again = trail_beside(path).read_bytes()
    trail_beside(path).write_bytes(unfinished_again[:-9])
    monkeypatch.setattr(time, "sleep", lambda _: trail_beside(path).write_bytes(unfinished_again))
    facts = read_beside(path).facts
    assert (facts.torn, facts.changed_outside, facts.leftover) == (False, False, None)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_a_trail_that_cannot_be_read_is_one_error_and_the_others_are_checked(
    make: Callable[[Path], object], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(root), "--select", "DHR9"])
    trail = root / f"{OTHER}.trail.jsonl"
    trail.unlink()
    make(trail)
    capsys.readouterr()
    checked, verified = told(root, capsys)
    assert len(checked) == len(verified) == 1
    assert "the trail cannot be read" in checked[0]
    assert "the trail cannot be read" in verified[0]
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    assert session.apply(TRAILED, decide.accept(content(TRAILED), "r002")).event is not None


def test_an_import_that_was_killed_at_its_rename_is_finished_and_known(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGES / "northwold-table.txt"
    arguments = ("import", str(page), "--into", str(root), "--as", "A. Curator")
    before = set(root.glob("*.toml"))
    assert main(arguments) == 0
    (record,) = set(root.glob("*.toml")) - before
    whole = record.read_bytes()
    record.rename(staged_beside(record))
    capsys.readouterr()
    assert main(arguments) == 0
    told = capsys.readouterr().err
    assert "an interrupted write was completed" in told
    assert f"already in the library, as {record.stem}" in told
    assert set(root.glob("*.toml")) - before == {record}
    assert record.read_bytes() == whole
