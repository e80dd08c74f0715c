"""Several processes on one library, and processes killed at any moment: a quick part of `make torture`."""

from __future__ import annotations

from pathlib import Path

from faulty import Unsynced
from killing import killed_at_any_moment, together
from scenarios import library


def test_four_processes_that_edit_side_by_side_lose_nothing(tmp_path: Path) -> None:
    outcome = together(4, 12, library(tmp_path / "library"), Unsynced)
    assert outcome.saved + outcome.conflicts == 48


def test_a_process_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    assert sum(killed_at_any_moment(seed, root) for seed in range(8)) > 0
