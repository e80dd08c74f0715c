"""Changes that were interrupted, by a record that could not be written or by a kill, and what is asked for next."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.proposal import Batch, Proposal, Saved, changed_records
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import ConflictError, NotSavedError
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
    return all(on_disk[changed.record_id] == changed.digest for changed in changed_records(outcome))


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
    assert any("interrupted" in notice for notice in outcome.notices)
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
    assert [c.record_id for c in outcome.finished] == list(IDS)
    assert notes(root) == [None] * 5
    mine.redo(LOCKED)
    theirs = Session(Library.open(root), "B. Other", ops=Unsynced())
    theirs.apply(LOCKED, fields.set_field(theirs.library.load(LOCKED).data, "r002", "note", "theirs"))
    _killed(root, lambda session: session.undo(LOCKED))
    outcome = theirs.undo(LOCKED)
    assert isinstance(outcome, Saved)
    assert outcome.event is not None
    assert outcome.event.changes[0].path == "/recommendations/r002/note"
    assert [c.record_id for c in outcome.finished] == [i for i in IDS if i != LOCKED]
    check_whole(root)


def test_an_undo_that_another_finished_meanwhile_is_not_made_once_more(root: Path) -> None:
    ops = Stopping()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    mine.apply_many(noted(root))
    ops.stop_at(LOCKED)
    with pytest.raises(NotSavedError):
        mine.undo(LOCKED)
    ops.stops.clear()
    theirs = Session(Library.open(root), "B. Other", ops=Unsynced())
    saved = theirs.apply(OTHER, decide.accept(content(OTHER), "r002"))
    assert [c.record_id for c in saved.finished] == list(IDS)
    assert as_on_disk(saved, root)
    assert notes(root) == [None] * 5
    assert names(mine.undo(LOCKED)) == list(IDS)
    assert accepted(root) == 3


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
    assert outcome.finished == ()
    assert told[-1] == (5, 5)
    assert {s.event.batch for s in outcome.saved if s.event} == {outcome.id}
    mine.undo(LOCKED)
    assert (notes(root), accepted(root)) == ([None] * 5, 3)
    check_whole(root)


def test_what_a_finished_bulk_change_left_out_is_told(root: Path) -> None:
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


def test_whatever_is_asked_for_after_a_crash_tells_which_other_records_were_finished(root: Path) -> None:
    proposals = noted(root)
    steps: list[Step] = [
        lambda session: session.apply(OTHER, decide.accept(content(OTHER), "r002")),
        lambda session: session.apply_many({LOCKED: fields.set_field(content(LOCKED), "r001", "title", "T")}),
        lambda session: session.create(NEW, content(NEW), page=(".txt", PAGE)),
        lambda session: session.undo(OTHER),
    ]
    for number, step in enumerate(steps):
        _killed(root, partial(Session.apply_many, proposals=proposals))
        outcome = step(Session(Library.open(root), "A. Curator", ops=Unsynced()))
        assert outcome is not None
        assert {c.record_id for c in changed_records(outcome)} >= set(IDS), number
        assert as_on_disk(outcome, root)
        assert (
            sum("interrupted" in notice and notice.endswith("was finished (3 records)") for notice in outcome.notices)
            == 1
        )
        assert notes(root) == [f"for all{number or ''}"] * 5
        proposals = noted(root, f"for all{number + 1}")
    check_whole(root)


def test_what_was_finished_before_a_change_that_is_refused_is_told_with_the_next(root: Path) -> None:
    proposals = noted(root)
    _killed(root, lambda session: session.apply_many(proposals))
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced())
    with pytest.raises(ConflictError):
        mine.apply(OTHER, decide.reject({**content(OTHER), "x": 1}, "r001", "no"))
    saved = mine.apply(OTHER, decide.accept(content(OTHER), "r002"))
    assert [c.record_id for c in saved.finished] == list(IDS)
    assert mine.apply(OTHER, decide.accept(content(OTHER), "r003")).finished == ()


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
