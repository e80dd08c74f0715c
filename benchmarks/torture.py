"""Makes every operation of every write fail, cuts the power, kills processes, and lets several edit side by side.

After each the library must open, no file may be damaged, every acknowledged decision must be there, and every trail
must verify. Prints how many points were tried; ends with 1 at the first that fails.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from faulty import FAULTS, check_whole, event_ids, mended
from killing import killed_at, killed_at_any_moment, together
from powercut import Disk, PowerCut
from scenarios import SCENARIOS, Scenario, library
from torturing import Acknowledged, Case, operations_of, try_case

_BULK = frozenset({"bulk", "bulk_undone"})


def faults(base: Path, work: Path) -> Iterator[None]:
    """Every fault at every operation of every write."""
    for scenario in SCENARIOS.values():
        for at in range(len(operations_of(scenario, base, work))):
            for fault in FAULTS:
                try_case(Case(scenario, at, fault), base, work)
                yield


def double_crashes(base: Path, work: Path) -> Iterator[None]:
    """A crash at every operation, and another at every operation of the recovery."""
    for scenario in SCENARIOS.values():
        for at in range(len(operations_of(scenario, base, work))):
            for fault in ("crash-after", "torn-write"):
                again = 0
                while try_case(Case(scenario, at, fault, again), base, work):
                    again += 1
                    yield
                yield


def power_cuts(base: Path, work: Path) -> Iterator[None]:
    """A power cut before every operation: every state that the disk may then be in."""
    for name, scenario in SCENARIOS.items():
        if name in _BULK or name == "redacting":
            continue  # their many files make too many states to try them all; each of their writes is like the others
        done, at = False, 0
        while not done:
            done = yield from _cut(scenario, base, work, at)
            at += 1


def _cut(scenario: Scenario, base: Path, work: Path, at: int) -> Generator[None, None, bool]:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work / "before")
    disk = Disk(work / "before", cut_at=at)
    acknowledged = Acknowledged()
    done = False
    with suppress(PowerCut):
        scenario(Session(Library.open(work / "before"), "A. Curator", ops=disk), acknowledged)
        done = True
    for _ in disk.after_a_cut(work / "after"):
        mended(work / "after")
        check_whole(work / "after")
        if lost := acknowledged.events - event_ids(work / "after"):
            raise AssertionError(f"{scenario.__name__}: power cut at operation {at}: acknowledged and lost: {lost}")
        yield
    return done


def kills_at_operations(base: Path, work: Path) -> Iterator[None]:
    """SIGKILL to a real process before every operation."""
    for name, scenario in SCENARIOS.items():
        for at in range(len(operations_of(scenario, base, work))):
            killed_at(name, at, base, work)
            yield


def kills_at_any_moment(base: Path, work: Path, *, runs: int) -> Iterator[None]:
    """SIGKILL to a real process that edits one library, again and again, at random moments."""
    for seed in range(runs):
        if seed % 25 == 0:  # verifying takes the longer the more was done
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(base, work)
        killed_at_any_moment(seed, work)
        yield


def side_by_side(base: Path, work: Path, *, changes: int) -> Iterator[None]:
    """Two and eight processes that edit one record and one library."""
    for processes in (2, 8):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(base, work)
        outcome = together(processes, changes // processes, work)
        print(f"  {processes} processes: {outcome.saved} changes saved, {outcome.conflicts} conflicts told, none lost")
        for _ in range(outcome.saved + outcome.conflicts):
            yield


def main() -> int:
    """Runs all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="how many processes to kill at random moments")
    parser.add_argument("--changes", type=int, default=800, help="how many changes to make side by side")
    options = parser.parse_args()
    parts: dict[str, Callable[[Path, Path], Iterator[None]]] = {
        f"{len(FAULTS)} faults at each operation of {len(SCENARIOS)} kinds of writes": faults,
        "a crash, and another during the recovery": double_crashes,
        "states after a power cut": power_cuts,
        "SIGKILL before an operation": kills_at_operations,
        "SIGKILL at a random moment": lambda b, w: kills_at_any_moment(b, w, runs=options.kills),
        "changes by several processes": lambda b, w: side_by_side(b, w, changes=options.changes),
    }
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        base = library(Path(folder) / "library")
        for title, part in parts.items():
            start = time.perf_counter()
            try:
                count = sum(1 for _ in part(base, Path(folder) / "work"))
            except AssertionError as error:
                print(f"FAILED: {error}")
                return 1
            total += count
            print(f"{count:6d}  {title}  ({time.perf_counter() - start:.0f} s)", flush=True)
    print(f"{total:6d}  points tried: nothing acknowledged was lost, no file was damaged, every trail verifies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
