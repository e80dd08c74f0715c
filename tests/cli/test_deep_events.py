"""An event nested deeper than any field is a broken line of its trail, and the rest of the library goes on."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import MAX_PARTS, Edit, apply
from dhrcurate.storage.document import Document
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay
from git_library import ID, Git
from libraries import record

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")


def add(changes: Sequence[tuple[str, Any]], version: int = 2) -> None:
    """Adds an event for each change, whatever it is; as to its state the last is right if it can be told."""
    events = list(read_events(TRAIL.read_bytes()).events)
    raw = TRAIL.read_bytes()
    state = Document.read(RECORD).digest or ""
    for path, new in changes:
        made = Event.make(parents=[events[-1].id], by="A", tool="t", action="edit", state=state, edits=())
        made = replace(made, changes=(Change(path, None, new, "0" * 32),))
        if version == 1:
            made = replace(made, v=1, before=events[-1].after, after=state, state_salt=None, note_salt="")
        events.append(replace(made, id=made.computed_id()))
        raw += events[-1].to_line()
    TRAIL.write_bytes(raw)


def nested(depth: int, *, in_lists: bool = False) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value] if in_lists else {"x": value}
    return value


SHAPES: dict[str, list[tuple[str, Any]]] = {
    "a path of 2000 parts": [("/x" * 2000, 1)],
    "a path of 300 parts": [("/x" * 300, 1)],
    "a path just too deep": [("/x" * (MAX_PARTS + 1), 1)],
    "a value that is deep": [("/x", nested(200))],
    "both as deep as can be": [("/x" * MAX_PARTS, nested(200))],
    "events that nest": [("/x" * n, nested(150)) for n in range(1, MAX_PARTS, 8)],
    "lists that nest": [("/x" * MAX_PARTS, nested(200, in_lists=True))],
}

COMMANDS = (
    ["audit", "verify", "records"],
    ["audit", "log", ID],
    ["audit", "blame", ID],
    ["audit", "show", ID],
    ["audit", "heads", "records"],
    ["git", "status", "records"],
    ["check", "records", "--no-cache"],
    ["check", "records"],
    ["export", "records", "--to", "out.csv", "--force"],
    ["export", "records", "--to", "out.jsonl", "--force"],
    ["review", "--plain", "records"],
)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_command_falls_over_a_deep_event(
    git: Git, capsys: pytest.CaptureFixture[str], shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("records", "otherton-2020.toml")
    other.write_text(record("otherton-2020"))
    add(SHAPES[shape])
    for command in COMMANDS:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"quit\n")))
        code = main(command)
        told = capsys.readouterr()
        assert code != 70, (command, told.err[-300:])
    assert main(["audit", "verify", "records"]) == 1
    assert str(TRAIL) in capsys.readouterr().out


@pytest.mark.parametrize("shape", SHAPES)
def test_a_branch_with_a_deep_event_is_not_merged(git: Git, capsys: pytest.CaptureFixture[str], shape: str) -> None:
    git("switch", "-qc", "other")
    add(SHAPES[shape])
    git("commit", "-qam", "deep")
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    before = git("rev-parse", "HEAD")
    assert main(["git", "merge", "other"]) == 1
    assert git("rev-parse", "HEAD") == before
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize("form", [{"old": None, "new": 1, "salt": "0" * 32}, {"redacted": "sha256:" + "0" * 64}])
@pytest.mark.parametrize("strict", [True, False])
def test_a_path_too_deep_is_told_as_such_in_every_form(form: dict[str, Any], strict: bool) -> None:
    if "redacted" in form and strict:
        form = {**form, "left": {"old": None, "new": None}, "gone": ["/new"]}
    with pytest.raises(EventError, match="too deep"):
        Change.from_json({"path": "/x" * (MAX_PARTS + 1), **form}, strict=strict)
    assert Change.from_json({"path": "/x" * MAX_PARTS, **form}, strict=strict).path == "/x" * MAX_PARTS


def test_what_a_record_nests_deeper_by_hand_is_one_value_of_an_event(git: Git) -> None:
    table = ".".join(f"t{n}" for n in range(MAX_PARTS + 20))
    RECORD.write_bytes(RECORD.read_bytes() + f"\n[{table}]\nx = 1\n".encode())
    assert main(["audit", "adopt", ID, "--library", "records", "--reason", "by hand"]) == 0
    RECORD.write_bytes(RECORD.read_bytes().replace(b"x = 1", b"x = 2"))
    assert main(["audit", "adopt", ID, "--library", "records", "--reason", "by hand"]) == 0
    assert main(["audit", "verify", "records"]) == 0
    (change,) = read_events(TRAIL.read_bytes()).events[-1].changes
    assert change.path.count("/") == MAX_PARTS


def test_fields_as_deep_as_a_record_has_them_are_read_as_before() -> None:
    data = {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}}
    edit = Edit("/a/b/c/d/e/f/g/h", 1, 2)
    made = Event.make(
        parents=[], by="A", tool="t", action="import", state=digest(data), edits=[Edit("/a", None, data["a"])]
    )
    after = apply(data, [edit])
    more = Event.make(parents=[made.id], by="A", tool="t", action="edit", state=digest(after), edits=[edit])
    trail = read_events(made.to_line() + more.to_line())
    assert replay(trail).data == after
