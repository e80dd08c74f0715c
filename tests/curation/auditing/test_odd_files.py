"""A record or a trail that is a link out of the library, or no file: verify, check, heads and git status agree."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.domain.edit import Edit
from dhrcurate.storage.document import Document
from dhrcurate.trail.event import Event
from redacting import ONE, empty_library, note, write_record
from repositories import isolate

OTHER = "otherton-2022-01"
CHECK = ["check", "records", "--select", "DHR9,DHR0", "--no-cache", "--jobs", "1"]
VERIFY = ["audit", "verify", "records"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records with trails, committed."""
    isolate(monkeypatch, tmp_path / "home")
    (tmp_path / "top").mkdir()
    root = empty_library(tmp_path / "top", monkeypatch)
    for name in (ONE, OTHER):
        write_record(root, name, {})
        note(root, name, "seen")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "records"]):
        subprocess.run(["git", *command], check=True, cwd=root.parent)
    assert main(["git", "setup", "records"]) == 0
    assert main(VERIFY) == main(CHECK) == main(["git", "status", "records"]) == 0
    return root


def moved_out(path: Path) -> None:
    elsewhere = path.parents[2] / path.name
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize("with_trail", [False, True], ids=["its trail stays", "its trail goes along"])
def test_a_record_that_a_link_leads_out_to_is_missing(
    library: Path, capsys: pytest.CaptureFixture[str], *, with_trail: bool
) -> None:
    record, trail = library / f"{ONE}.toml", library / f"{ONE}.trail.jsonl"
    moved_out(record)
    if with_trail:
        trail.rename(library.parents[1] / trail.name)
    capsys.readouterr()
    for command in (VERIFY, ["git", "status", "records"], ["audit", "verify", f"records/{ONE}.toml"]):
        if not (with_trail and command[-1].endswith(".toml")):
            assert main(command) == 1
            told = capsys.readouterr().out
            assert f"the record is missing: {record} is a link that leads out of the library" in told
    assert main(CHECK) == 2
    capsys.readouterr()
    assert main(["audit", "heads", "records"]) == 0
    assert f" {ONE}\n" in capsys.readouterr().out
    elsewhere = record.readlink().read_bytes()
    for command in (["adopt", ONE, "--reason", "so"], ["restore", ONE, "--at", "2026-01-01"]):
        assert main(["audit", *command]) != 0
    assert record.is_symlink()
    assert record.readlink().read_bytes() == elsewhere


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (pipe, f"{ONE}.trail.jsonl"),
        (moved_out, f"{ONE}.trail.jsonl"),
        (pipe, f"{ONE}.toml"),
        (pipe, "agencies.toml"),
        (pipe, "zz.toml"),
        (pipe, "agencies.trail.jsonl"),
    ],
)
def test_what_is_no_file_is_told_by_verify_check_and_git_status(
    library: Path, capsys: pytest.CaptureFixture[str], spoil: object, name: str
) -> None:
    assert callable(spoil)
    spoil(library / name)
    capsys.readouterr()
    assert main(VERIFY) == 1
    assert name in capsys.readouterr().out
    assert main(["git", "status", "records"]) == 1
    assert main(CHECK) in (1, 2)


def test_a_register_that_several_libraries_share_by_a_link_is_read(library: Path) -> None:
    assert main(["agencies", "add", "Otherton Trust", "--library", "records", "--kind", "charity"]) == 0
    for name in ("agencies.toml", "agencies.trail.jsonl"):
        moved_out(library / name)
    assert main(VERIFY) == main(CHECK) == 0


@pytest.mark.parametrize("name", [f"{ONE}.trail.jsonl", "agencies.trail.jsonl"])
def test_heads_of_a_trail_that_is_a_pipe_are_not_said_to_be_none(
    library: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    pipe(library / name)
    capsys.readouterr()
    assert main(["audit", "heads", "records"]) == 2
    out, told = capsys.readouterr()
    assert not out
    assert f"{name}: it is a pipe" in told


@pytest.mark.parametrize("register", [False, True], ids=["no register", "a register"])
def test_a_trail_of_the_register_alone_is_told_and_counted(
    library: Path, capsys: pytest.CaptureFixture[str], *, register: bool
) -> None:
    if register:
        (library / "agencies.toml").write_text("format = 1\n")
    pipe(library / "agencies.trail.jsonl")
    for name in (ONE, OTHER):
        (library / f"{name}.trail.jsonl").unlink()
    capsys.readouterr()
    assert main([*CHECK[:2], "--select", "DHR901,DHR903", "--no-cache", "--jobs", "1"]) == 1
    out, told = capsys.readouterr()
    assert "in 3 of 3 files" in out + told


def last_event(root: Path, old: object, new: object) -> None:
    """Adds an event that says it set a value, and leads to the record as it is."""
    trail = root / f"{ONE}.trail.jsonl"
    head = json.loads(trail.read_bytes().splitlines()[-1])["id"]
    state = Document.read(root / f"{ONE}.toml").digest
    assert state is not None
    edit = Edit("/recommendations/r001/note", old, new)
    event = Event.make(parents=[head], by="B. Curator", tool="t", action="edit", state=state, edits=[edit])
    trail.write_bytes(trail.read_bytes() + event.to_line())


def test_a_last_event_whose_value_the_record_lacks_fails_the_check_too(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last_event(library, "seen", "not seen")
    capsys.readouterr()
    assert main(VERIFY) == main(CHECK) == 1
    assert "broken at its line 3: the values that it says it set" in capsys.readouterr().out


def test_a_last_event_with_a_false_value_before_is_told_by_verify(library: Path) -> None:
    last_event(library, "another", "seen")
    assert main(VERIFY) == 1
