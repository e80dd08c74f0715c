"""Trails whose events have values of any shape, as whoever pushes one may write: no command crashes over them."""

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.domain.canonical import digest
from dhrcurate.plain.history import event_sentences
from dhrcurate.review.history_text import calls_of, summary
from dhrcurate.storage.codec import dump
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event
from trails import RECORD

ID = "exampleton-2023-06"
RECORD_FILE = Path("records", f"{ID}.toml")
TRAIL = Path("records", f"{ID}.trail.jsonl")
BUG = "this is a bug in the program"

ODD: list[tuple[str, Any]] = [
    ("", "x"),
    ("", {}),
    ("", {"recommendations": 5}),
    ("", {"recommendations": [5]}),
    ("/recommendations", 5),
    ("/recommendations", "x"),
    ("/recommendations", [{"key": 5}]),
    ("/recommendations/@order", [{}, 5]),
    ("/recommendations/@order", 5),
    ("/recommendations/r001", "x"),
    ("/recommendations/r001", [5]),
    ("/recommendations/r001/waivers", "x"),
    ("/id", []),
    ("/", "x"),
]
CALLS = [
    ["audit", "log", ID],
    ["audit", "log", ID, "r001"],
    ["audit", "blame", ID],
    ["audit", "show", ID, "--at", "EVENT"],
    ["audit", "diff", ID, "FIRST", "EVENT"],
    ["audit", "restore", ID, "--at", "EVENT", "--dry-run"],
    ["audit", "restore", ID, "--at", "EVENT"],
    ["audit", "restore", ID, "--at", "FIRST"],
    ["audit", "verify", "records"],
    ["check", "records", "--no-cache", "--jobs", "1"],
    ["review", "--plain", "records"],
]


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Event:
    """The first event of a trail."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    RECORD_FILE.parent.mkdir()
    RECORD_FILE.with_name("dhrcurate.toml").write_text("")
    RECORD_FILE.write_bytes(dump({**RECORD, "id": ID}))
    assert main(["audit", "adopt", ID, "--reason", "begun"]) == 0
    return Event.from_line(TRAIL.read_bytes())


def _event(parents: list[str], path: str, old: Any, new: Any) -> Event:
    made = Event.make(
        parents=parents, by="Another", tool="another", action="edit", state=digest({**RECORD, "id": ID}), edits=()
    )
    made = replace(made, changes=(Change(path, old, new, "0" * 32),))
    return replace(made, id=made.computed_id())


@pytest.mark.parametrize(("path", "odd"), ODD, ids=[f"{path}={odd}" for path, odd in ODD])
@pytest.mark.parametrize("where", ["first", "new", "old"])
def test_no_command_crashes(
    first: Event, path: str, odd: Any, where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (odd, None) if where == "old" else (None, odd)
    event = _event([] if where == "first" else [first.id], path, old, new)
    lines = event.to_line() if where == "first" else first.to_line() + event.to_line()
    record = RECORD_FILE.read_bytes()
    for call in CALLS:
        TRAIL.write_bytes(lines)
        RECORD_FILE.write_bytes(record)
        typed = SimpleNamespace(buffer=io.BytesIO(b"h\nquit\n"), isatty=lambda: False)
        monkeypatch.setattr("sys.stdin", typed)
        main([{"EVENT": event.id, "FIRST": first.id}.get(word, word) for word in call])
        assert BUG not in capsys.readouterr().err, call
    assert summary(event, calls_of([event], {})) is not None
    assert list(event_sentences([event], frozenset(), {"recommendations": odd}))
