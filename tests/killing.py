"""Real processes: killed at an operation or at any moment, or editing side by side."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.proposal import Batch, Saved
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import ConflictError
from dhrcurate.storage.files import Operations
from faulty import Faulty, check_whole, event_ids, mended
from scenarios import OTHER, SCENARIOS, TRAILED

_CRASHED = 86


class Deadly(Faulty):
    """Operations of which one is answered with SIGKILL."""

    def _die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(work: Callable[[], None]) -> int:
    """Starts work in a process of its own; returns its id."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test runner's own threads do not matter to the child
        child = os.fork()
    if child == 0:
        code = _CRASHED
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001  # whatever it is, the child must not go on as its parent
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Waits for a child; returns its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(name: str, at: int, base: Path, work: Path) -> bool:
    """Runs a scenario in a child that is killed at an operation, and checks what is left; whether it was killed."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    told, tell = os.pipe()

    def scenario() -> None:
        session = Session(Library.open(work), "A. Curator", ops=Deadly(at, "crash-before"))
        SCENARIOS[name](session, lambda outcome: _tell(tell, outcome))

    code = ended(in_a_child(scenario))
    os.close(tell)
    _check(work, _heard(told), f"{name}, killed at operation {at}")
    assert code in (0, -signal.SIGKILL), code
    return code != 0


def killed_at_any_moment(seed: int, work: Path) -> int:
    """Kills a child that decides and undoes without end; how many changes it was told are saved.

    With an even seed the moment is counted from the child's start, with an odd one from its first saved change: on a
    busy machine the first kind may all come before anything is saved.
    """
    chance = random.Random(seed)  # noqa: S311  # no secret
    told, tell = os.pipe()

    def curating() -> None:
        session = Session(Library.open(work), "A. Curator")
        while True:
            _tell(tell, _some_change(session, chance))

    child = in_a_child(curating)
    if seed % 2:
        select.select([told], [], [], 60)
    time.sleep(chance.uniform(0.005, 0.06))
    os.kill(child, signal.SIGKILL)
    ended(child)
    os.close(tell)
    heard = _heard(told)
    _check(work, heard, f"killed, seed {seed}")
    return len(heard)


def _some_change(session: Session, chance: random.Random) -> Saved | Batch | None:
    record_id = chance.choice([TRAILED, OTHER])
    data = session.library.load(record_id).data
    key = f"r00{chance.randint(1, 3)}"
    kind = chance.randrange(5)
    if kind == 0:
        return session.undo(record_id)
    if kind == 1:
        return session.apply_many(
            {TRAILED: fields.set_field(session.library.load(TRAILED).data, key, "title", _words(chance))}
        )
    if kind == 2:
        return session.apply(record_id, fields.set_field(data, key, "note", _words(chance)))
    return session.apply(record_id, decide.query(data, key, _words(chance)))


def _words(chance: random.Random) -> str:
    return f"words {chance.random()}"


def _tell(pipe: int, outcome: Saved | Batch | None) -> None:
    saved = outcome.saved if isinstance(outcome, Batch) else (outcome,) if outcome else ()
    for each in saved:
        if each.event is not None:
            os.write(pipe, each.event.id.encode())


def _heard(pipe: int) -> set[str]:
    with os.fdopen(pipe, "rb") as stream:
        text = stream.read().decode()
    return {text[i : i + 64] for i in range(0, len(text), 64)}


def _check(work: Path, acknowledged: set[str], where: str) -> None:
    try:
        mended(work)
        check_whole(work)
        lost = acknowledged - event_ids(work)
        assert not lost, f"acknowledged and lost: {lost}"
    except AssertionError as error:
        raise AssertionError(f"{where}: {error}") from error


@dataclass
class Together:
    """What came of several processes editing one library side by side."""

    saved: int = 0
    conflicts: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def together(
    processes: int, changes: int, work: Path, ops: Callable[[], Operations] = Operations, between: str = " "
) -> Together:
    """Lets processes edit one record and one library at random; checks that each saved change is in its trail once.

    Args:
        processes: How many.
        changes: How many each of them tries to make.
        work: The library.
        ops: Makes their system calls.
        between: What they write between two words.
    """
    pipes = [os.pipe() for _ in range(processes)]

    def curating(number: int, tell: int) -> None:
        chance = random.Random(number)  # noqa: S311  # no secret
        session = Session(Library.open(work), f"Curator {number}", ops=ops(), wait=120)
        loaded = {i: session.library.load(i) for i in (TRAILED, OTHER)}
        for _ in range(changes):
            record_id = chance.choice([TRAILED, TRAILED, OTHER])
            known = loaded[record_id]
            name = chance.choice(["note", "title", "number"])
            words = f"{number}{between}{_words(chance)}"
            proposal = fields.set_field(known.data, f"r00{chance.randint(1, 3)}", name, words)
            try:
                saved = session.apply(record_id, proposal, base=known.digest)
            except ConflictError:
                os.write(tell, b"c" * 64)
                loaded[record_id] = session.library.load(record_id)
            else:
                _tell(tell, saved)
                loaded[record_id] = saved.loaded

    children = [in_a_child(lambda n=n, t=tell: curating(n, t)) for n, (_, tell) in enumerate(pipes)]  # type: ignore[misc]  # bound early
    for _, tell in pipes:
        os.close(tell)
    texts = []
    for told, _ in pipes:
        with os.fdopen(told, "rb") as stream:
            texts.append(stream.read().decode())
    assert [ended(child) for child in children] == [0] * processes
    said = [text[i : i + 64] for text in texts for i in range(0, len(text), 64)]
    acknowledged = [s for s in said if s != "c" * 64]
    check_whole(work)
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= event_ids(work), "a change was acknowledged and lost"
    return Together(len(acknowledged), len(said) - len(acknowledged))
