"""A power cut at any moment, and what shows that no sync is needless."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import DhrcurateError
from faulty import check_whole, event_ids, mended
from powercut import Disk, PowerCut
from scenarios import BARE, Scenario, decision, first_decision, importing, library, two_decisions
from torturing import Acknowledged


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(tmp_path_factory.mktemp("power") / "library")


def cut(scenario: Scenario, base: Path, work: Path, *, at: int, ignored: int = -1) -> tuple[bool, int, int]:
    """Cuts the power; returns whether all was done before, how many states were tried, and the number of syncs."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work / "before")
    disk = Disk(work / "before", ignored=ignored, cut_at=at)
    acknowledged = Acknowledged()
    done = False
    with suppress(PowerCut):
        scenario(Session(Library.open(work / "before"), "A. Curator", ops=disk), acknowledged)
        done = True
    tried = 0
    for _ in disk.after_a_cut(work / "after"):
        tried += 1
        mended(work / "after")
        check_whole(work / "after")
        lost = acknowledged.events - event_ids(work / "after")
        assert not lost, f"acknowledged and lost: {lost}"
        found = {p.stem for p in (work / "after").glob("*.toml")}
        assert found <= {BARE, *(p.name.partition(".")[0] for p in (work / "after").glob("*.trail.jsonl"))}
    return done, tried, disk.syncs


@pytest.mark.parametrize("scenario", [decision, first_decision, two_decisions, importing])
def test_a_power_cut_leaves_the_old_or_the_new_and_what_was_acknowledged(
    scenario: Scenario, base: Path, tmp_path: Path
) -> None:
    done, at = False, 0
    while not done:
        done, _, _ = cut(scenario, base, tmp_path / "work", at=at)
        at += 1
    assert at > 8


@pytest.mark.parametrize("scenario", [two_decisions, importing])
def test_each_sync_that_is_left_out_loses_something(scenario: Scenario, base: Path, tmp_path: Path) -> None:
    _, _, syncs = cut(scenario, base, tmp_path / "work", at=-1)
    needless = []
    for ignored in range(syncs):
        done, at = False, 0
        try:
            while not done:
                done, _, _ = cut(scenario, base, tmp_path / "work", at=at, ignored=ignored)
                at += 1
        except (AssertionError, DhrcurateError):
            continue
        needless.append(ignored)
    # The last sync guards the last write against the next one, which these do not make.
    assert needless == [syncs - 1]
