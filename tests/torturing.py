"""Runs scenarios on disks that fail, and checks what is left."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Batch, Saved
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.storage.commit import UnconfirmedError
from faulty import Crash, Faulty, check_whole, digests, event_ids, mended
from scenarios import Scenario


class Acknowledged:
    """What a curator was told is saved."""

    def __init__(self) -> None:
        self.events: set[str] = set()

    def __call__(self, outcome: Saved | Batch | None) -> None:
        saved = outcome.saved if isinstance(outcome, Batch) else (outcome,) if outcome else ()
        self.events |= {s.event.id for s in saved if s.event}


def operations_of(scenario: Scenario, library: Path, work: Path) -> list[str]:
    """The names of the operations that a scenario asks for when all goes well."""
    ops = Faulty()
    run(scenario, library, work, ops, Acknowledged())
    return ops.kinds


def run(scenario: Scenario, library: Path, work: Path, ops: Faulty, acknowledged: Acknowledged) -> BaseException | None:
    """Runs a scenario on a copy of a library; returns what it ended in, `None` for success."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(library, work)
    session = Session(Library.open(work), "A. Curator", ops=ops)
    try:
        scenario(session, acknowledged)
    except (Crash, KeyboardInterrupt, MemoryError, DhrcurateError, OSError) as error:
        return error
    return None


@dataclass(frozen=True)
class Case:
    """One thing that goes wrong.

    Attributes:
        scenario: What the curator does.
        at: Number of the operation that goes wrong.
        fault: How.
        again: Number of the operation at which the recovery crashes too; `None` where it does not.
    """

    scenario: Scenario
    at: int
    fault: str
    again: int | None = None

    def __str__(self) -> str:
        again = "" if self.again is None else f", then a crash at operation {self.again} of the recovery"
        return f"{self.scenario.__name__}: {self.fault} at operation {self.at}{again}"


def try_case(case: Case, library: Path, work: Path) -> bool:
    """Makes one thing go wrong and checks what must hold. Returns whether the recovery came as far as `again`."""
    acknowledged = Acknowledged()
    before = digests(library)
    ops = Faulty(case.at, case.fault)
    end = run(case.scenario, library, work, ops, acknowledged)
    try:
        assert ops.fired, "the fault did not fire, so nothing was tried"
        _check_end(case, end)
        nothing_done = not acknowledged.events and isinstance(end, NotSavedError)
        if nothing_done and not isinstance(end, UnconfirmedError) and not case.scenario.__name__.startswith("bulk"):
            untouched = digests(work)
            assert untouched == before, "the change was said not to be saved, and is there"
        reached = case.again is None or _crash_again(work, case.again)
        mended(work)
        check_whole(work)
        lost = acknowledged.events - event_ids(work)
        assert not lost, f"acknowledged and lost: {lost}"
        state = digests(work)
        mended(work)
        assert digests(work) == state, "a second recovery changed something"
    except AssertionError as error:
        raise AssertionError(f"{case}: {error}") from error
    except DhrcurateError as error:
        raise AssertionError(f"{case}: {error}") from error
    return reached


def _check_end(case: Case, end: BaseException | None) -> None:
    if case.fault == "short-write":
        assert end is None, f"a short write ended in {end!r}"
    if case.fault in ("KeyboardInterrupt", "MemoryError"):
        assert not isinstance(end, DhrcurateError), f"it was hidden behind {end!r}"
    else:
        assert end is None or isinstance(end, Crash | DhrcurateError), f"an error without a word: {end!r}"


def _crash_again(work: Path, at: int) -> bool:
    ops = Faulty(at, "crash-before")
    with suppress(Crash):
        mended(work, ops)
    return ops.dead
