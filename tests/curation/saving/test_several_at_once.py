"""Several processes on one library, and processes killed at any moment: a quick part of `make torture`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.checking import fixing
from faulty import Unsynced, check_whole
from killing import killed_at_any_moment, together
from scenarios import OTHER, TRAILED, library

FIX = ["check", "--fix", "--unsafe-fixes", "--fail-on", "never", "--as", "C. Fixer"]


def test_four_processes_that_edit_side_by_side_lose_nothing(tmp_path: Path) -> None:
    outcome = together(4, 12, library(tmp_path / "library"), Unsynced)
    assert outcome.saved + outcome.conflicts == 48


def test_fixes_that_were_planned_before_others_saved_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    root = library(tmp_path / "library")
    made, changes, stale = fixing.apply_plans, [12, 1, 0], 0

    def late(plans: dict[Path, list[fixing.Plan]], *arguments: Any) -> fixing.AppliedFixes:
        nonlocal stale
        together(2, changes.pop(0), root, Unsynced, between="\u00ad")
        stale += sum(plan.before != plan.path.read_bytes() for planned in plans.values() for plan in planned)
        return made(plans, *arguments)

    together(2, 8, root, Unsynced, between="\u00ad")
    monkeypatch.setattr(fixing, "apply_plans", late)
    while changes:
        assert main([*FIX, str(root)]) == 0
        check_whole(root)
    assert stale, "another had changed what was to be fixed"
    assert "not applied" not in capsys.readouterr().err
    fixes = [e for i in (TRAILED, OTHER) for e in find_target(i, root).read().events if e.action == "fix"]
    assert fixes
    for change in (change for event in fixes for change in event.changes):
        assert change.new == change.old.replace("\u00ad", ""), "it is made of what stands there, whoever wrote it"


def test_a_process_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    assert sum(killed_at_any_moment(seed, root) for seed in range(8)) > 0
