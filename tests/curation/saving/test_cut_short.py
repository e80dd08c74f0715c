"""Changes that were interrupted, by a record that could not be written or by a kill, and what is asked for next."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.proposal import Batch, Proposal, Saved, saved_records
from dhrcurate.curation.saving.opening import settled
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.commit import UnconfirmedError
from faulty import Unsynced, check_whole, digests
from killing import ended, in_a_child
from scenarios import NEW, OTHER, PAGE, TRAILED, content, library

IDS = ("alpha-1", "bravo-2", TRAILED, "third-3", "zeroth-0")
"""The records of the bulk changes here, in the order in which they are changed."""

LOCKED = IDS[2]

Step = Callable[[Session], Saved | Batch | None]


def kill() -> None:
    """Ends the process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """What a file answers that may not be replaced."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@dataclass
class Stopping(Unsynced):
    """Operations that do something else in the place of putting certain files in their place.

    Attributes:
        stops: What is done instead, by the file's name.
        unsynced: The file after which its folder refuses to be synced.
        replaced: The file that was put in its place last.
        unlinked: What is done in the place of removing the plan of a bulk change.
    """

    stops: dict[str, Callable[[], None]] = field(default_factory=dict)
    unsynced: str = ""
    replaced: str = ""
    unlinked: Callable[[], None] | None = None

    def unlink(self, path: Path) -> None:
        """Removes a file, unless something else is done where the plan of a bulk change is to be removed."""
        if self.unlinked is not None and path.parent.name == "batches":
            self.unlinked()
        super().unlink(path)

    def replace(self, source: Path, target: Path) -> None:
        """Puts a file in its place, unless it is one at which to stop."""
        if target.name in self.stops:
            self.stops[target.name]()
        super().replace(source, target)
        self.replaced = target.name

    def fsync_dir(self, path: Path) -> None:
        """Fails after the file that is named."""
        if self.unsynced and self.replaced == self.unsynced:
            self.replaced = ""
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().fsync_dir(path)

    def stop_at(self, record_id: str, how: Callable[[], None] = refuse) -> None:
        """Stops at a record from now on."""
        self.stops[f"{record_id}.toml"] = how


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = library(tmp_path / "library")
    session = Session(Library.open(made), "A. Curator", ops=Unsynced())
    for record_id in IDS:
        if record_id != TRAILED:
            session.create(record_id, content(record_id), page=(".txt", PAGE))
    for key in ("r002", "r003"):
        session.apply(LOCKED, decide.accept(session.library.load(LOCKED).data, key))
    return made


def noted(root: Path, words: str = "for all") -> Mapping[str, Proposal]:
    """A bulk change of every record."""
    opened = Library.open(root)
    return {i: fields.set_field(opened.load(i).data, "r001", "note", words) for i in IDS}


def notes(root: Path) -> list[str | None]:
    """What the bulk change changed, by record."""
    opened = Library.open(root)
    return [opened.load(i).data["recommendations"][0].get("note") for i in IDS]


def accepted(root: Path) -> int:
    """How many recommendations of the record that was decided on by itself are accepted."""
    return sum(r["status"] == "accepted" for r in Library.open(root).load(LOCKED).data["recommendations"])


def names(outcome: Saved | Batch | None) -> list[str]:
    """The ids of what an outcome says was saved."""
    assert isinstance(outcome, Batch)
    return [saved.record_id for saved in outcome.saved]


def as_on_disk(outcome: Saved | Batch | None, root: Path) -> bool:
    """Whether an outcome's digests are those of the files."""
    on_disk = digests(root)
    return all(on_disk[changed.record_id] == changed.digest for changed in saved_records(outcome))


def test_an_undo_that_stuck_is_finished_by_trying_it_again_and_undoes_nothing_more(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    mine.apply_many(noted(root))
    for step, left, had in ((mine.undo, "for all", None), (mine.redo, None, "for all")):
        ops.stop_at(LOCKED)
        with pytest.raises(NotSavedError, match="2 of 5 records"):
            step(LOCKED)
        assert notes(root) == [had, had, left, left, left]
        with pytest.raises(NotSavedError, match="2 of 5 records"):
            step(LOCKED)
        ops.stops.clear()
        outcome = step(LOCKED)
        assert names(outcome) == list(IDS)
        assert as_on_disk(outcome, root)
        assert notes(root) == [had] * 5
        assert accepted(root) == 3
    mine.undo(LOCKED)
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    mine.undo(LOCKED)
    assert accepted(root) == 2, "the next undo takes back the change before"
    check_whole(root)


def _killed(root: Path, work: Step, record_id: str = LOCKED) -> None:
    """Makes a call in a process that is killed where a record is about to be put in its place."""
    ops = Stopping()
    ops.stop_at(record_id, kill)
    child = in_a_child(lambda: work(Session(Library.open(root), "A. Curator", ops=ops)))  # type: ignore[arg-type]
    assert ended(child) == -signal.SIGKILL


@pytest.mark.parametrize("target", [LOCKED, IDS[-1], None])
def test_an_undo_that_was_killed_is_what_the_next_undo_is_answered_with(root: Path, target: str | None) -> None:
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced())
    mine.apply_many(noted(root))
    _killed(root, lambda session: session.undo(target))
    assert set(notes(root)) == {None, "for all"}
    outcome = Session(Library.open(root), "A. Curator", ops=Unsynced()).undo(target)
    assert sorted(names(outcome)) == sorted(IDS)
    assert as_on_disk(outcome, root)
    assert isinstance(outcome, Batch)
    assert any(f"cut short: {IDS.index(LOCKED) + 1} of 5 records" in notice for notice in outcome.notices)
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    _killed(root, lambda session: session.redo(target))
    assert sorted(names(Session(Library.open(root), "A. Curator", ops=Unsynced()).redo(target))) == sorted(IDS)
    assert (notes(root), accepted(root)) == (["for all"] * 5, 3)
    check_whole(root)


def test_an_undo_that_was_killed_at_its_last_record_is_the_answer_too(root: Path) -> None:
    Session(Library.open(root), "A. Curator", ops=Unsynced()).apply_many(noted(root))
    _killed(root, lambda session: session.undo(LOCKED), IDS[-1])
    assert notes(root) == [None] * 4 + ["for all"]
    assert names(Session(Library.open(root), "A. Curator", ops=Unsynced()).undo(LOCKED)) == list(IDS)
    assert accepted(root) == 3


def test_an_undo_that_was_killed_when_all_was_made_is_seen_so_the_next_undo_means_the_change_before(root: Path) -> None:
    Session(Library.open(root), "A. Curator", ops=Unsynced()).apply_many(noted(root))
    ops = Stopping(unlinked=kill)
    child = in_a_child(lambda: Session(Library.open(root), "A. Curator", ops=ops).undo(LOCKED))  # type: ignore[arg-type]
    assert ended(child) == -signal.SIGKILL
    assert notes(root) == [None] * 5
    outcome = Session(Library.open(root), "A. Curator", ops=Unsynced()).undo(LOCKED)
    assert isinstance(outcome, Saved)
    assert accepted(root) == 2
    check_whole(root)


def test_an_undo_of_another_record_or_by_another_curator_is_not_answered_with_it(root: Path) -> None:
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced())
    mine.apply_many(noted(root))
    _killed(root, lambda session: session.undo(LOCKED))
    outcome = Session(Library.open(root), "A. Curator", ops=Unsynced()).undo(OTHER)
    assert isinstance(outcome, Saved)
    assert outcome.record_id == OTHER
    assert notes(root) == [None, None, None, "for all", "for all"]
    mine.undo(IDS[3])
    mine.redo(LOCKED)
    theirs = Session(Library.open(root), "B. Other", ops=Unsynced())
    theirs.apply(LOCKED, fields.set_field(theirs.library.load(LOCKED).data, "r002", "note", "theirs"))
    _killed(root, lambda session: session.undo(LOCKED))
    outcome = Session(Library.open(root), "B. Other", ops=Unsynced()).undo(LOCKED)
    assert isinstance(outcome, Saved)
    assert outcome.event is not None
    assert outcome.event.changes[0].path == "/recommendations/r002/note"
    check_whole(root)


def test_an_undo_that_could_not_be_finished_is_finished_by_its_own_curator_only(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    mine.apply_many(noted(root))
    ops.stop_at(LOCKED)
    with pytest.raises(NotSavedError):
        mine.undo(LOCKED)
    ops.stops.clear()
    theirs = Session(Library.open(root), "B. Other", ops=Unsynced())
    saved = theirs.apply(OTHER, decide.accept(content(OTHER), "r002"))
    assert any("a bulk change by A. Curator was cut short: 2 of 5 records" in n for n in saved.notices)
    assert notes(root) == [None, None, "for all", "for all", "for all"]
    assert names(mine.undo(LOCKED)) == list(IDS)
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    check_whole(root)


def test_a_bulk_change_that_was_tried_again_names_every_record_that_it_changed(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    proposals = noted(root)
    ops.stop_at(LOCKED)
    with pytest.raises(NotSavedError, match="2 of 5 records"):
        mine.apply_many(proposals, "why")
    ops.stops.clear()
    told: list[tuple[int, int]] = []
    outcome = mine.apply_many(proposals, "why", lambda done, of: told.append((done, of)))
    assert names(outcome) == list(IDS)
    assert as_on_disk(outcome, root)
    assert told[-1] == (5, 5)
    assert {s.event.batch for s in outcome.saved if s.event} == {outcome.id}
    mine.undo(LOCKED)
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    check_whole(root)


def test_what_a_bulk_change_left_out_when_it_was_tried_again_is_told(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    proposals = noted(root)
    ops.stop_at(LOCKED)
    with pytest.raises(NotSavedError):
        mine.apply_many(proposals)
    ops.stops.clear()
    trail = root / f"{IDS[3]}.trail.jsonl"
    whole = trail.read_bytes()
    trail.write_bytes(b"no event\n" + whole)
    outcome = mine.apply_many(proposals)
    assert names(outcome) == [i for i in IDS if i != IDS[3]]
    assert list(outcome.skipped) == [IDS[3]]
    trail.write_bytes(whole)
    check_whole(root)


def test_a_bulk_change_that_was_killed_is_told_once_and_never_finished_by_itself(root: Path) -> None:
    proposals = noted(root)
    steps: list[Step] = [
        lambda session: session.apply(OTHER, decide.accept(content(OTHER), "r002")),
        lambda session: session.apply_many({LOCKED: fields.set_field(content(LOCKED), "r001", "title", "T")}),
        lambda session: session.create(NEW, content(NEW), page=(".txt", PAGE)),
    ]
    for number, step in enumerate(steps):
        before = notes(root)
        _killed(root, partial(Session.apply_many, proposals=proposals))
        session = Session(Library.open(root), f"B. Other {number}", ops=Unsynced())
        outcome = step(session)
        assert outcome is not None
        assert "a bulk change by A. Curator was cut short: 3 of 5 records" in " ".join(outcome.notices)
        assert notes(root) == [f"for all{number or ''}"] * 3 + before[3:]
        again = session.apply(OTHER, decide.accept(content(OTHER), f"r00{3 if number else 1}"))
        assert not any("cut short" in notice for notice in again.notices)
        assert not any("cut short" in n for n in Session(Library.open(root), "C", ops=Unsynced()).recover())
        proposals = noted(root, f"for all{number + 1}")
    check_whole(root)


@pytest.mark.parametrize("target", [LOCKED, IDS[-1], OTHER, None])
def test_the_undo_after_a_bulk_change_that_was_killed_takes_it_back_as_one_step(root: Path, target: str | None) -> None:
    _killed(root, lambda session: session.apply_many(noted(root)))
    opening = settled(Library.open(root))
    assert any("by A. Curator was cut short: 3 of 5 records" in notice for notice in opening.notices)
    assert notes(root) == ["for all"] * 3 + [None] * 2
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced(), opening=opening)
    assert names(mine.undo(target)) == list(IDS[:3])
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    check_whole(root)


def test_the_same_command_makes_the_rest_of_a_bulk_change_that_was_killed(root: Path) -> None:
    _killed(root, lambda session: session.apply_many(noted(root)))
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced())
    rest = {i: proposal for i, proposal in noted(root).items() if i in IDS[3:]}  # the others have their values already
    outcome = mine.apply_many(rest)
    assert names(outcome) == list(IDS)
    assert len({saved.event.batch for saved in saved_records(outcome) if saved.event}) == 1
    assert notes(root) == ["for all"] * 5
    assert sorted(names(Session(Library.open(root), "A. Curator", ops=Unsynced()).undo(IDS[-1]))) == sorted(IDS)
    assert notes(root) == [None] * 5
    check_whole(root)


def test_another_bulk_change_is_no_part_of_one_that_was_killed(root: Path) -> None:
    for other in (
        {i: fields.set_field(Library.open(root).load(i).data, "r001", "title", "T") for i in IDS[2:]},
        {i: decide.accept(Library.open(root).load(i).data, "r003") for i in IDS[3:-1]},
    ):
        _killed(root, lambda session: session.apply_many(noted(root)))
        mine = Session(Library.open(root), "A. Curator", ops=Unsynced())
        mine.recover()
        before = notes(root)
        assert names(mine.apply_many(other)) == list(other)
        assert names(mine.undo(IDS[-2])) == list(other)
        assert notes(root) == before
        mine.undo(IDS[0])
    check_whole(root)


def test_a_bulk_change_whose_plan_could_not_be_synced_is_never_made(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    mine.recover()
    for fails in ("fsync", "fsync_dir", "replace", "unlink"):
        broken = Unsyncable(fails)
        with pytest.raises(NotSavedError, match="not begun"):
            Session(Library.open(root), "A. Curator", ops=broken).apply_many(noted(root))
        assert broken.failed
        saved = Session(Library.open(root), "B. Other", ops=Unsynced()).apply(
            OTHER, decide.query(Library.open(root).load(OTHER).data, "r002", f"why {fails}?")
        )
        assert saved.event is not None
        assert notes(root) == [None] * 5
    check_whole(root)


@dataclass
class Unsyncable(Unsynced):
    """Operations of which one kind fails where the plans of bulk changes are, and from then on for good.

    Attributes:
        kind: Which kind.
        failed: Whether it did.
    """

    kind: str
    failed: bool = False
    _plans: set[int] = field(default_factory=set)

    def _fail(self, kind: str, *, here: bool) -> None:
        if here and (self.failed or kind == self.kind or self.kind == "unlink" == kind):
            self.failed = True
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def create(self, path: Path) -> int:
        file = super().create(path)
        if path.parent.name == "batches":
            self._plans.add(file)
        return file

    def fsync(self, file: int) -> None:
        self._fail("unlink" if self.kind == "unlink" else "fsync", here=file in self._plans)

    def fsync_dir(self, path: Path) -> None:
        self._fail("fsync_dir", here=path.name == "batches")

    def replace(self, source: Path, target: Path) -> None:
        self._fail("replace", here=target.parent.name == "batches")
        super().replace(source, target)

    def unlink(self, path: Path) -> None:
        self._fail("unlink", here=path.parent.name == "batches" and self.failed)
        super().unlink(path)


def test_plans_that_cannot_be_used_are_set_aside_and_keep_nobody_from_working(root: Path) -> None:
    folder = root / ".dhrcurate" / "batches"
    folder.mkdir(parents=True)
    name = f"{'0' * 16}.json"
    members = {"id": "0" * 16, "by": "A. Curator", "records": ["elsewhere-2001"]}
    made: list[Callable[[Path], object]] = [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"[" * 100_000),
        lambda path: path.write_bytes(b"\xff\x00"),
        lambda path: path.write_text(json.dumps(members)),  # of another library
        lambda path: path.write_text(json.dumps({**members, "records": [LOCKED], "edits": []})),
        lambda path: path.write_text(json.dumps({**members, "records": [LOCKED], "id": "1" * 16})),
        lambda path: path.write_text(json.dumps({**members, "records": "abc"})),
        lambda path: path.write_text(json.dumps({"id": "0" * 16, "by": "A", "proposals": {LOCKED: {"edits": []}}})),
        lambda path: path.mkdir(),
        os.mkfifo,
        lambda path: path.symlink_to(path.name),
        lambda path: path.symlink_to("/dev/zero"),
    ]
    for number, make in enumerate(made):
        make(folder / name)
        session = Session(Library.open(root), "A. Curator", ops=Unsynced())
        saved = session.apply(OTHER, decide.query(session.library.load(OTHER).data, "r002", f"why {number}?"))
        assert len([n for n in saved.notices if "set aside" in n]) == 1, saved.notices
        assert not list(folder.iterdir())
        assert len(list((root / ".dhrcurate" / "set-aside").iterdir())) == number + 1
    check_whole(root)


def test_an_undo_of_one_change_that_was_killed_is_not_made_once_more(root: Path) -> None:
    def session() -> Session:
        return Session(Library.open(root), "A. Curator", ops=Unsynced())

    _killed(root, lambda killed: killed.undo(LOCKED))
    assert accepted(root) == 3
    saved = session().undo()
    assert isinstance(saved, Saved)
    assert (saved.event.action if saved.event else "") == "undo"
    assert any("completed" in notice for notice in saved.notices)
    assert accepted(root) == 2
    _killed(root, lambda killed: killed.redo(LOCKED))
    assert isinstance(session().redo(LOCKED), Saved)
    assert accepted(root) == 3
    check_whole(root)


def test_an_undo_whose_last_sync_failed_is_written_anew_and_not_made_once_more(root: Path) -> None:
    ops = Stopping(unsynced=f"{LOCKED}.toml")
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    with pytest.raises(UnconfirmedError):
        mine.undo(LOCKED)
    with pytest.raises(NotSavedError):
        mine.undo(LOCKED)
    assert accepted(root) == 2
    ops.unsynced = ""
    assert isinstance(mine.undo(LOCKED), Saved)
    assert accepted(root) == 2
    mine.apply_many(noted(root))
    ops.unsynced = f"{LOCKED}.toml"
    with pytest.raises(NotSavedError):
        mine.undo(LOCKED)
    with pytest.raises(NotSavedError):
        mine.undo(LOCKED)
    ops.unsynced = ""
    assert names(mine.undo(LOCKED)) == list(IDS)
    assert ops.replaced == f"{IDS[-1]}.toml"
    assert (notes(root), accepted(root)) == ([None] * 5, 2)
    check_whole(root)
