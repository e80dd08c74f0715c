"""No member of an event reaches the terminal with what it obeys, nor on a line of its own, whoever prints it."""

import io
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.members import MEMBERS
from libraries import recommendation, record

HOSTILE = "\x1b]0;pwned\x07\x1b[2J\x9b2J\u202e\u200b\xad\U000e0041\r\n  ::error::pwned ##vso[x]"
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\U000e0000-\U000e007f]"
)
ID = "alder-2023"
Form = dict[str, Any]


def _sets(*path: str | int) -> Callable[[Form], None]:
    def plant(form: Form) -> None:
        at: Any = form
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = HOSTILE

    return plant


def _because(value: object) -> Callable[[Form], None]:
    return lambda form: form.update(because=value)


PLANTED: dict[str, Callable[[Form], None]] = {
    **{name: _sets(name) for name in MEMBERS[2]},
    "parent": _sets("parents", 0),
    "note text": _sets("note", "text"),
    "note salt": _sets("note", "salt"),
    "another member": _sets(HOSTILE),
    "path": _sets("changes", 0, "path"),
    "key in a path": lambda form: form["changes"][0].update(path=f"/recommendations/{HOSTILE}/note"),
    "field in a path": lambda form: form["changes"][0].update(path=f"/recommendations/r001/{HOSTILE}"),
    "old": _sets("changes", 0, "old"),
    "new": _sets("changes", 0, "new"),
    "new entries": lambda form: form["changes"][0].update(new=[HOSTILE, {HOSTILE: HOSTILE}]),
    "salt": _sets("changes", 0, "salt"),
    "redacted": _sets("changes", 0, "redacted"),
    "redacts": lambda form: form.update(redacts=[{"event": HOSTILE, "change": 0, "left": HOSTILE}]),
    "rule": _because({"rule": HOSTILE}),
    "event": _because({"event": HOSTILE}),
    "operation": _because({"operation": HOSTILE, "from": [HOSTILE], "to": [HOSTILE]}),
    "suggestion": _because({"suggestion": {"score": HOSTILE}, HOSTILE: 1}),
}

COMMANDS = (
    ["audit", "log", ID],
    ["audit", "log", ID, "--output-format", "json"],
    ["audit", "blame", ID],
    ["audit", "blame", ID, "--output-format", "json"],
    ["audit", "show", ID],
    ["audit", "show", ID, "--output-format", "json"],
    ["audit", "diff", ID],
    ["audit", "diff", ID, "--output-format", "json"],
    ["audit", "restore", ID, "--at", "2000-01-01", "--dry-run"],
    ["audit", "restore", ID, "--lost"],
    ["audit", "verify", "records"],
    ["audit", "verify", "records", "--output-format", "json"],
    ["audit", "heads", "records"],
    ["git", "status", "records"],
    ["check", "records"],
    ["check", "records", "--output-format", "json"],
    ["review", "--plain", "records"],
    ["audit", "merge", ID],
    ["audit", "redact", ID, "--text-from", "secret"],
    ["audit", "adopt", ID, "--reason", "seen"],
)


@pytest.fixture
def trail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The trail of a record with two events."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    file = tmp_path / "records" / f"{ID}.toml"
    file.parent.mkdir()
    text = record(ID, recommendation(1, text="The force should check its logs."))
    file.write_text(text, encoding="utf-8")
    (tmp_path / "secret").write_text("check its logs", encoding="utf-8")
    assert main(["audit", "adopt", ID, "--reason", "begun"]) == 0
    file.write_text(text.replace("its logs", "all its logs"), encoding="utf-8")
    assert main(["audit", "adopt", ID, "--reason", "mended"]) == 0
    capsys.readouterr()
    return file.with_name(f"{ID}.trail.jsonl")


def planted(trail: Path, plant: Callable[[Form], None], *, sealed: bool) -> None:
    """Plants the text in the last event; sealed with its own id, so that it verifies, where its form allows that."""
    first, last = trail.read_bytes().splitlines(keepends=True)
    form = json.loads(last)
    plant(form)
    line = json.dumps(form, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    if sealed:
        try:
            event = Event.from_line(line)
        except EventError:
            pytest.skip("no event is read from such a line")
        line = replace(event, id=event.computed_id()).to_line()
    trail.write_bytes(first + line)


@pytest.mark.parametrize(("member", "sealed"), [(name, at % 2 == 0) for at, name in enumerate(PLANTED)])
def test_no_command_passes_on_what_a_terminal_obeys(
    member: str, sealed: bool, trail: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(trail, PLANTED[member], sealed=sealed)
    for command in COMMANDS:
        typed = SimpleNamespace(buffer=io.BytesIO(f"open {ID}\nh\nquit\n".encode()), isatty=lambda: False)
        monkeypatch.setattr("sys.stdin", typed)
        assert main(command) in (0, 1, 2), command
        shown = "".join(capsys.readouterr())
        assert OBEYED.findall(shown) == [], command
        assert not re.search(r"^\s*(\./)?::error|##vso", shown, re.MULTILINE), command


def test_a_shown_record_has_the_values_that_it_had(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = trail.read_bytes().splitlines(keepends=True)[0]
    form = json.loads(first)
    value = HOSTILE.replace("\r", "")
    next(change for change in form["changes"] if change["path"].endswith("/title"))["new"] = value
    line = json.dumps(form, separators=(",", ":"), ensure_ascii=False).encode()
    event = Event.from_line(line)
    trail.write_bytes(replace(event, id=event.computed_id()).to_line())
    assert main(["audit", "show", ID]) == 0
    out = capsys.readouterr().out
    assert OBEYED.findall(out) == []
    assert tomllib.loads(out)["review"]["title"] == value


def test_a_diff_shows_the_controls_of_a_record(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = trail.with_name(f"{ID}.toml")
    text = file.read_text(encoding="utf-8").replace("check all its logs.", "check the the\x9b2J \u202eits\u200b logs .")
    file.write_text(text, encoding="utf-8")
    assert main(["check", "records", "--diff", "--unsafe-fixes"]) == 1
    out = capsys.readouterr().out
    assert "‹U+009B›2J ‹U+202E›its" in out
    assert OBEYED.findall(out) == []
