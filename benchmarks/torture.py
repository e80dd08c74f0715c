"""Makes every operation of every write fail, cuts the power, kills processes, and lets several edit side by side.

After each the library must open, no file may be damaged, every acknowledged decision must be there, and every trail
must verify; a command that was cut short and is made again comes to the end that it comes to undisturbed. A case counts
only if its fault fired, and one that did not fails the run. Prints how many were hit, by command and by kind; ends with
1 at the first that fails.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from beside_git import decide_beside_git
from commands import COMMANDS
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from faulty import check_whole, event_ids, faults_of, mended
from forked import warm_up
from killing import killed_at, killed_at_any_moment, together
from powercut import Disk, PowerCut
from scenarios import SCENARIOS, Scenario, library
from torturing import Acknowledged, Case, operations_of, try_case
from torturing_commands import Bench
from tracing import injections, traced, try_injection, why_not

_SLOW = 0.25
"""The part of the cases of a command that starts git's merge driver, a process for each file, that is tried."""

_TRACED = ("import", "agencies add", "audit merge", "audit restore --at")

_BULK = frozenset({"bulk", "bulk_undone"})


def faults(base: Path, work: Path, *, share: int) -> Iterator[None]:
    """Every fault at every operation of every write, or each so many-th of these cases."""
    cases = (
        Case(scenario, at, fault)
        for scenario in SCENARIOS.values()
        for at, kind in enumerate(operations_of(scenario, base, work))
        for fault in faults_of(kind)
    )
    for case in islice(cases, 0, None, share):
        try_case(case, base, work)
        yield


def double_crashes(base: Path, work: Path, *, share: int) -> Iterator[None]:
    """A crash at every operation, or each so many-th, and another at every operation of the recovery."""
    for scenario in SCENARIOS.values():
        for at, kind in islice(enumerate(operations_of(scenario, base, work)), 0, None, share):
            for fault in sorted({"crash-after", "torn-write"} & {*faults_of(kind)}):
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


def kills_at_operations(base: Path, work: Path, *, share: int) -> Iterator[None]:
    """SIGKILL to a real process before every operation, or each so many-th."""
    for name, scenario in SCENARIOS.items():
        for at in range(0, len(operations_of(scenario, base, work)), share):
            assert killed_at(name, at, base, work), f"{name}: no kill at operation {at}"
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


def live_reviews(work: Path, count: int) -> Iterator[None]:
    """Live reviews, each with git at work in its library."""
    for seed in range(count):
        told = yield from decide_beside_git(seed, 16, work)
        print(f"  {told}")


class Commands:
    """Every command that writes, each as a process of its own.

    Args:
        folder: Where their libraries are made.
        cases: How many cases to try of each; all that there are if it is 0.
    """

    def __init__(self, folder: Path, cases: int) -> None:
        self._folder, self._cases = folder, cases
        self._benches: dict[str, Bench] = {}

    @property
    def benches(self) -> Iterator[Bench]:
        """The commands, each with its library."""
        for number, command in enumerate(COMMANDS):
            if command.name not in self._benches:
                self._benches[command.name] = Bench.of(command, self._folder / str(number))
            yield self._benches[command.name]

    def _count(self, bench: Bench, part: float) -> int:
        slow = _SLOW if bench.command.name == "git merge" else 1
        return self._cases and max(2, int(self._cases * part * slow))

    def faults(self) -> Iterator[None]:
        """Kills and errors at their operations."""
        for bench in self.benches:
            for at, fault in bench.some(self._count(bench, 1)):
                bench.try_case(at, fault)
                yield

    def double_faults(self) -> Iterator[None]:
        """A fault, and a kill of what comes after it."""
        for bench in self.benches:
            for number, (at, fault) in enumerate(bench.some(self._count(bench, 1 / 3))):
                bench.try_case(at, fault, again=(number * 3) % max(1, len(bench.operations)))
                yield

    def traced(self) -> Iterator[None]:
        """The same system calls as the harness counts, seen by strace, and faults that it injects into them."""
        for bench in self.benches:
            if bench.command.name not in _TRACED:
                continue
            bench.begin()
            _, seen = traced(bench)
            counted = [kind for kind in bench.operations if kind != "close"]
            assert seen == counted, f"{bench.command.name}: strace saw {seen}, the harness {counted}"
            yield
            for injection in injections(seen):
                try_injection(bench, injection)
                yield

    def table(self) -> Iterator[str]:
        """How many faults fired, by command and by kind."""
        for bench in self._benches.values():
            kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(bench.hits.items()))
            yield f"  {sum(bench.hits.values()):5d}  {bench.command.name}: {kinds}"

    @property
    def missed(self) -> list[str]:
        """The cases in which no fault fired."""
        return [missed for bench in self._benches.values() for missed in bench.missed]


def main() -> int:
    """Runs all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many processes to kill at random moments")
    parser.add_argument("--changes", type=int, default=200, help="how many changes to make side by side")
    parser.add_argument("--cases", type=int, default=6, help="how many cases of each command, 0 for all of them")
    parser.add_argument("--share", type=int, default=5, help="try each so many-th case of the writes; 1 for all")
    parser.add_argument("--sessions", type=int, default=2, help="how many live reviews to run under git")
    parser.add_argument("--only", metavar="WORDS", default="", help="only the parts whose title holds these words")
    options = parser.parse_args()
    warm_up()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # git may still tidy up behind a command
        commands = Commands(Path(folder) / "commands", options.cases)
        parts: dict[str, Callable[[Path, Path], Iterator[None]]] = {
            f"faults at each operation of {len(SCENARIOS)} kinds of writes": partial(faults, share=options.share),
            "a crash, and another during the recovery": partial(double_crashes, share=options.share),
            "states after a power cut": power_cuts,
            "SIGKILL before an operation": partial(kills_at_operations, share=options.share),
            "SIGKILL at a random moment": lambda b, w: kills_at_any_moment(b, w, runs=options.kills),
            "changes by several processes": lambda b, w: side_by_side(b, w, changes=options.changes),
            "decisions of a live review under git": lambda _b, w: live_reviews(w, options.sessions),
            f"kills and errors in {len(COMMANDS)} commands": lambda _b, _w: commands.faults(),
            "the same, and a kill of what comes after": lambda _b, _w: commands.double_faults(),
        }
        if (why := why_not()) is None:
            parts["system calls seen and failed by strace"] = lambda _b, _w: commands.traced()
        else:
            print(f"  skipped: system calls seen by strace: {why}")
        return _run({t: part for t, part in parts.items() if options.only in t}, commands, Path(folder))


def _run(parts: dict[str, Callable[[Path, Path], Iterator[None]]], commands: Commands, folder: Path) -> int:
    base, total = library(folder / "library"), 0
    for title, part in parts.items():
        start = time.perf_counter()
        try:
            count = sum(1 for _ in part(base, folder / "work"))
        except AssertionError as error:
            print(f"FAILED: {error}")
            return 1
        total += count
        print(f"{count:6d}  {title}  ({time.perf_counter() - start:.0f} s)", flush=True)
    print(*commands.table(), sep="\n")
    if commands.missed:
        print(f"FAILED: {len(commands.missed)} faults did not fire: {'; '.join(commands.missed[:5])}")
        return 1
    print(f"{total:6d}  points tried: nothing acknowledged was lost, no file was damaged, every trail verifies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
