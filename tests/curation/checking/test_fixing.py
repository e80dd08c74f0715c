"""All fixes of a record are one change: one write, one event, one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.checking import fixing
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.storage.codec import parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import trail_beside
from dhrcurate.storage.splice import Spliced, SpliceError, spliced
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import read_events

ID = "dudley-2023-06"
SOFT = "West Midlands Police should re\u00adview its training on coercive control in each of the next {} years."


@dataclass
class Counting:
    """Counts the calls of a function of the module, and makes them."""

    monkeypatch: pytest.MonkeyPatch
    name: str
    calls: int = 0

    def __post_init__(self) -> None:
        made = getattr(fixing, self.name)

        def counted(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            return made(*arguments, **named)

        self.monkeypatch.setattr(fixing, self.name, counted)


@dataclass
class Rules:
    """A checker with the given findings, and an error for each text that a fix made too short."""

    given: list[Finding]
    checks: int = 0
    active: list[Finding] = field(default_factory=list)

    def document(self, document: Document) -> Rules:
        self.checks += 1
        rows = {} if document.record is None else {r.key: r.text for r in document.record.recommendations}
        left = [f for f in self.given if f.fix and any(rows[f.key or ""] == e.old for e in f.fix.edits)]
        short = [Finding("DHR302", "too-short", Severity.ERROR, "short", key=k) for k, t in rows.items() if len(t) < 5]
        return Rules(self.given, active=[*left, *short])


def rewriting(key: str, old: str, new: str, rule: str = "DHR313") -> Finding:
    path = f"/recommendations/{key}/text"
    fix = Fix(Safety.SAFE, "rewrite it", (Edit(path, old, new),))
    return Finding(rule, "rewriting", Severity.WARNING, f"{old} is not {new}", path, key=key, fix=fix)


def rows(count: int) -> Iterable[str]:
    for at in range(1, count + 1):
        cell = "West Midlands Police" if at % 2 else "Dudley Council"
        row = libraries.recommendation(at, text=SOFT.format(at), cell=cell)
        yield row.replace('["West Midlands Police"]', "[]")


def fixed(root: Path) -> None:
    main(["check", str(root), "--fix", "--unsafe-fixes", "--no-cache", "--fail-on", "never", "--as", "A. Curator"])


def events_of(path: Path) -> tuple[Event, ...]:
    return read_events(trail_beside(path).read_bytes(), "trail").events


def test_one_undo_takes_all_fixes_of_a_record_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = libraries.write(tmp_path, ID, *rows(6))
    before = path.read_bytes()
    fixed(tmp_path)
    assert "12 fixes made" in capsys.readouterr().err
    assert "\u00ad" not in path.read_text()
    assert [event.action for event in events_of(path)] == ["adopt", "fix"]
    Session(Library.open(tmp_path), "A. Curator").undo(ID)
    assert path.read_bytes() == before


def test_the_trail_names_the_rule_of_every_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = libraries.write(tmp_path, ID, *rows(2), libraries.recommendation(3, text=SOFT.format(3)))
    fixed(tmp_path)
    event = events_of(path)[-1]
    assert event.because == {"rules": {"DHR313": ["r001", "r002", "r003"], "DHR204": ["r001", "r002"]}}
    assert main(["audit", "log", str(path)]) == 0
    assert "fix for DHR204, DHR313" in capsys.readouterr().out
    assert main(["audit", "log", str(path), "r003"]) == 0
    assert "fix for DHR313\n" in capsys.readouterr().out, "the other rule's fixes were of other recommendations"
    assert main(["audit", "verify", str(tmp_path)]) == 0


@pytest.mark.parametrize("counted", ["spliced", "make_fixes"])
def test_the_record_is_written_as_often_for_many_fixes_as_for_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: str
) -> None:
    calls = []
    for count in (2, 40):
        counting = Counting(monkeypatch, counted)
        path = libraries.write(tmp_path / str(count), ID, *rows(count))
        fixed(path.parent)
        calls.append(counting.calls)
    assert calls[0] == calls[1] > 0


def test_a_record_that_changed_since_is_planned_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = libraries.write(tmp_path, ID, *rows(2))
    applied = fixing.apply_plans

    def late(*arguments: Any) -> fixing.AppliedFixes:
        path.write_text(path.read_text().replace("re\u00adview its training", "re\u00adnew its training"))
        return applied(*arguments)

    monkeypatch.setattr(fixing, "apply_plans", late)
    fixed(tmp_path)
    texts = [row["text"] for row in parse(path.read_bytes())["recommendations"]]
    assert all("should renew its training" in text for text in texts)


def test_a_fix_that_would_make_an_error_keeps_no_other_from_being_made(tmp_path: Path) -> None:
    path = libraries.write(tmp_path, ID, *(libraries.recommendation(at, text=f"Text {at}.") for at in range(1, 65)))
    every = [rewriting(f"r{at:03d}", f"Text {at}.", "No" if at == 37 else f"Text {at}, mended.") for at in range(1, 65)]
    checker = Rules(every)
    planned = fixing.plan(path, checker, unsafe=False)  # type: ignore[arg-type]
    assert [f.key for f in every if f not in planned.fixes] == ["r037"]
    assert parse(planned.after)["recommendations"][36]["text"] == "Text 37."
    assert checker.checks < 20, "it is found by halving"


def test_a_fix_that_cannot_be_written_keeps_no_other_from_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = libraries.write(tmp_path, ID, *(libraries.recommendation(at, text=f"Text {at}.") for at in range(1, 9)))
    every = [rewriting(f"r{at:03d}", f"Text {at}.", f"Text {at}, mended.") for at in range(1, 9)]
    splice = spliced

    def picky(raw: bytes, data: Any, edits: Iterable[Edit]) -> Spliced:
        edits = tuple(edits)
        if any("r005" in edit.path for edit in edits):
            raise SpliceError("not in this layout")
        return splice(raw, data, edits)

    monkeypatch.setattr(fixing, "spliced", picky)
    planned = fixing.plan(path, Rules(every), unsafe=False)  # type: ignore[arg-type]
    assert [f.key for f in every if f not in planned.fixes] == ["r005"]


def test_a_second_fix_of_a_text_is_made_of_what_the_first_left(tmp_path: Path) -> None:
    path = libraries.write(tmp_path, ID, libraries.recommendation(1, text="One two."))
    every = [
        rewriting("r001", "One two.", "One, two."),
        rewriting("r001", "One two.", "One two!", "DHR308"),
        rewriting("r001", "One, two.", "One, two, three.", "DHR308"),
    ]
    planned = fixing.plan(path, Rules(every), unsafe=False)  # type: ignore[arg-type]
    assert planned.fixes == (every[0], every[2])
    assert planned.edits == (Edit("/recommendations/r001/text", "One two.", "One, two, three."),)
