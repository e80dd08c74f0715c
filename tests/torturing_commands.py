"""Runs whole commands on disks that fail, kills them, and checks what the same command makes of what is left."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from commands import Command, prepared
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.storage.folder import HEADS, PRIVATE, SIGNATURE, TRAIL_SUFFIX
from faulty import ERRORS, FAULTS, Faulty, check_whole, digests, event_ids, faults_of, mended
from forked import Ran, run
from killing import Deadly

KILLS = ("crash-before", "crash-after", "torn-write")

_DATED = re.compile(rb"^(?:imported|added|at) = .*\n", re.MULTILINE)


_APART = {".git", PRIVATE}
_PAIR = {HEADS, SIGNATURE}


@dataclass
class Bench:
    """A command with the library that it works on, and with what comes of it when all goes well.

    Attributes:
        command: The command.
        base: The prepared library's folder, within one of its own.
        work: Where copies of that folder are made.
        hits: How many faults fired, by kind.
        missed: The cases in which none did.
    """

    command: Command
    base: Path
    work: Path
    hits: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, command: Command, folder: Path) -> Bench:
        """Prepares a command and runs it once."""
        base = folder / "base"
        base.mkdir(parents=True)
        prepared(command, base)
        bench = cls(command, base, folder / "work")
        bench.begin()
        bench.run()  # what is the user's own, such as a cache of the register, is there from now on
        bench.begin()
        ran = bench.run()
        assert ran.code == 0, f"{command.name}: {ran.code}: {ran.said}"
        assert ran.operations, f"{command.name}: it asked for no operation, so nothing of it would be tried"
        bench.operations = ran.operations
        bench.made = state(bench.root)
        return bench

    def __post_init__(self) -> None:
        self.operations: tuple[str, ...] = ()
        self.made: dict[str, str | None] = {}

    @property
    def root(self) -> Path:
        """The library of the copy."""
        return self.work / "library"

    def begin(self) -> None:
        """Makes a new copy."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.base, self.work, symlinks=True)

    def run(self, ops: Faulty | None = None) -> Ran:
        """Runs the command on the copy."""
        home = self.base.parent / "home"
        return run(self.command.arguments(self.root), ops, typed=self.command.typed, folder=self.work, home=home)

    def cases(self, *, thorough: bool) -> Iterator[tuple[int, str]]:
        """The operations, each with what goes wrong there: all that can, or the kills and errors in turn."""
        errors = [*ERRORS, "short-write", "KeyboardInterrupt", "MemoryError", *FAULTS[-2:]]
        for at, kind in enumerate(self.operations):
            turn = [errors[(at + n) % len(errors)] for n in range(2)]
            for fault in faults_of(kind):
                if thorough or fault in KILLS or fault in turn:
                    yield at, fault

    def some(self, count: int) -> list[tuple[int, str]]:
        """So many of these cases, spread over the operations; all that there are if `count` is 0."""
        cases = list(self.cases(thorough=not count))
        if not count or len(cases) <= count:
            return cases
        return [cases[i * len(cases) // count] for i in range(count)]

    def try_case(self, at: int, fault: str, again: int | None = None) -> None:
        """Makes one thing go wrong, perhaps kills what comes after as well, and checks what must hold in the end."""
        self.begin()
        before = event_ids(self.root)
        kill = Deadly if fault in KILLS else Faulty
        ran = self.run(kill(at, fault))
        where = f"{self.command.name}: {fault} at operation {at}"
        if not ran.fired:
            self.missed.append(where)
            return
        self.hits[fault] += 1
        if again is not None:
            where += f", then a kill at operation {again} of the next run"
            self.hits["double"] += self.run(Deadly(again, "crash-before")).fired
        try:
            if fault not in KILLS:
                _check_end(fault, ran)
            self.check_after(before, ran, after_all=again is None)
        except (AssertionError, DhrcurateError) as error:
            raise AssertionError(f"{where}: {error}\n{ran.said}") from error

    def check_after(self, before: set[str], ran: Ran, *, after_all: bool = True) -> None:
        """Checks what is left, and what the same command makes of it.

        Args:
            before: The events that were there before.
            ran: How the command ended.
            after_all: Whether what it ended with still tells of what is left.
        """
        command = self.command
        if ran.code == 0 and command.repeats and after_all:
            assert state(self.root) == self.made, "it ended with 0 and did not do what it does"
        if not command.repeats:
            mended(self.root)
            assert before <= event_ids(self.root), "events were lost"
            if "git merge" not in command.name:
                check_whole(self.root)
            return
        second = self.run()
        assert not second.crashed, f"the same command made again ended so: {second.code}: {second.said}"
        mended(self.root)
        made = state(self.root)
        assert made == self.made, f"made again it comes to another end:\n{made}\n{self.made}\n{second.said}"
        assert before <= event_ids(self.root), "events were lost"
        check_whole(self.root)
        third = self.run(Faulty())
        assert not third.crashed, f"a third time it ended so: {third.code}: {third.said}"


def _check_end(fault: str, ran: Ran) -> None:
    if fault == "short-write":
        assert ran.code == 0, f"a short write ended in {ran.code}"
    elif fault in ERRORS or fault.endswith("-from-then-on"):
        assert not ran.crashed, f"an error without a word: {ran.code}"
        assert ran.code in (0, 1, 2), ran.code


def state(root: Path) -> dict[str, str | None]:
    """The digest of every record and of the register, without the moments of imports and of documents, and of the rest.

    The rest are documents, pages, and whatever else the library holds. Trails hold moments, and of signed heads counts
    that they are there: they name the events of the run before. A kill may leave a temporary file.
    """
    found: dict[str, str | None] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.endswith((".toml", TRAIL_SUFFIX, ".new")) and not _APART & {*path.parts}:
            found[name] = "" if name in _PAIR else hashlib.sha256(path.read_bytes()).hexdigest()
    for folder in (root, root / "new"):
        if folder.is_dir():
            for path in folder.glob("*.toml"):
                if _DATED.search(path.read_bytes()):
                    found[path.name] = hashlib.sha256(_DATED.sub(b"", path.read_bytes())).hexdigest()
    return {name: digest for name, digest in digests(root).items() if f"{name}.toml" not in found} | found
