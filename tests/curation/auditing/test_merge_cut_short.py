"""A merge of heads after a redaction writes the whole trail and the record; whatever fails, the next one ends it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dhrcurate.curation.auditing.joining import merge_heads
from dhrcurate.curation.auditing.redaction import redact
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.trail.redact import Secret
from faulty import FAULTS, Crash, Faulty, Unsynced, check_whole, mended
from scenarios import TRAILED, library


def note(session: Session, key: str, text: str | None) -> None:
    session.apply(TRAILED, fields.set_field(session.library.load(TRAILED).data, key, "note", text))


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library after a union merge: one branch took a name out, the other noted something."""
    root = library(tmp_path_factory.mktemp("forked") / "library")
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    target = find_target(TRAILED, root)
    note(session, "r002", "Jane Roe")
    note(session, "r002", "a neighbour")
    before = target.path.read_bytes(), target.trail.read_bytes()
    redact(session, [target], Secret.of(["Jane Roe"]), "a person")
    ours = target.path.read_bytes(), target.trail.read_bytes()
    target.path.write_bytes(before[0])
    target.trail.write_bytes(before[1])
    note(Session(Library.open(root), "B. Curator", ops=Unsynced()), "r003", "theirs")
    target.trail.write_bytes(ours[1] + target.trail.read_bytes())
    target.path.write_bytes(ours[0])
    return root


def merge(root: Path, ops: Faulty | Unsynced) -> None:
    merge_heads(Session(Library.open(root), "A. Curator", ops=ops), find_target(TRAILED, root))


def test_whatever_fails_the_next_merge_finishes_it_and_nothing_comes_back(forked: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(forked, work)
    counting = Faulty()
    merge(work, counting)
    check_whole(work)
    assert counting.count > 10
    for at in range(counting.count):
        for fault in ("crash-before", "crash-after", "torn-write", FAULTS[at % len(FAULTS)]):
            shutil.rmtree(work)
            shutil.copytree(forked, work)
            with suppress(Crash, NotSavedError, KeyboardInterrupt, MemoryError):
                merge(work, Faulty(at, fault))
            mended(work)
            if len(find_target(TRAILED, work).read().heads) > 1:
                merge(work, Unsynced())
            check_whole(work)
            raw = find_target(TRAILED, work).read_bytes()
            assert b"Jane Roe" not in raw
            notes = [r.get("note") for r in Library.open(work).load(TRAILED).data["recommendations"]]
            assert notes == [None, "a neighbour", "theirs"], (at, fault)
