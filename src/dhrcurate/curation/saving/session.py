"""A session: one curator's work on one library, and the only way to change a record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Batch, Changed, Proposal, Saved
from dhrcurate.curation.saving.bulk import Plans
from dhrcurate.curation.saving.on_disk import MAX_TRAIL_BYTES, CachingReader
from dhrcurate.curation.saving.page_copy import Page, page_kept
from dhrcurate.curation.saving.plan import Opening, Plan
from dhrcurate.curation.saving.standing import Gone, GoneError, in_one_sentence
from dhrcurate.curation.saving.transaction import Check, Committed, Transactions, is_record, is_register
from dhrcurate.curation.saving.undo import events_of_batch, last_redoable, last_undoable, redo_proposal, undo_proposal
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import dump
from dhrcurate.storage.files import Operations, is_there, read_or_none
from dhrcurate.storage.folder import trail_beside
from dhrcurate.storage.git_index import wait_for_git
from dhrcurate.storage.lock import WAIT, library_lock
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import used_keys
from dhrcurate.trail.log import Trail

REGISTER_ID = "agencies"
"""The library's own register, wherever a record's id is expected."""

Progress = Callable[[int, int], object]
"""Called with how many records of a bulk change are done, and the total."""

_EMPTY_REGISTER = b"format = 1\n"

T = TypeVar("T", bound=Saved | Batch)


def _no_progress(_done: int, _of: int) -> None:
    """Reports no progress."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A bulk change that this session began: it holds the edits, which no plan on disk does.

    Attributes:
        plan: Its plan.
        proposals: What to change, by record id.
    """

    plan: Plan
    proposals: Mapping[str, Proposal]

    def makes(self, proposals: Mapping[str, Proposal]) -> bool:
        """True if it makes the same changes, whatever its id."""
        return _without_batch(self.proposals) == _without_batch(proposals)

    def is_all(self, action: str) -> bool:
        """True if every change in it is of one kind, such as `undo`."""
        return all(p.action == action for p in self.proposals.values())


def _without_batch(proposals: Mapping[str, Proposal]) -> list[tuple[str, Proposal]]:
    return [(i, replace(p, batch=None)) for i, p in proposals.items()]


class Session:
    """One curator's work on one library. Calls block until their changes are durable; threads may share a session.

    Wherever a record's id is expected, `agencies` means the library's own register.

    Args:
        library: The library.
        curator: Who signs.
        ops: The system calls, replaced in tests.
        wait: Seconds to wait for another writer.
        opening: What the recovery at the library's opening found; without one the first write recovers.
    """

    def __init__(
        self,
        library: Library,
        curator: str,
        *,
        ops: Operations | None = None,
        wait: float = WAIT,
        opening: Opening = Opening(),  # noqa: B008  # frozen
    ) -> None:
        self.library = library
        self.curator = curator
        self._wait = wait
        self._transactions = Transactions(ops or Operations(), library.root, curator)
        self._plans = Plans(self._transactions.ops, library.root)
        self._thread_lock = threading.RLock()
        self._probed = False
        self._settled = opening.settled
        self._cut_short = list(opening.cut_short)
        self._notices: list[str] = []
        self._interrupted: _Begun | None = None
        self._depth = 0
        self._gone: list[Gone] = []

    def apply(self, record_id: str, proposal: Proposal, *, base: str | None = None, batch: str | None = None) -> Saved:
        """Makes a proposed change of a record durable.

        Args:
            record_id: The record.
            proposal: The change.
            base: Digest of the state that it was proposed for. Changes by others since then to other fields are kept.
            batch: The bulk change that it is part of.

        Raises:
            ConflictError: If another changed the same fields; nothing was changed.
            SignedOffError: If the record is signed off.
            RefusedError: If the record cannot be changed, or was changed outside.
            NotSavedError: If it cannot be written to disk; nothing was changed.
        """
        if batch is not None:
            proposal = replace(proposal, batch=batch)
        with self.writing():
            saved = self._change(record_id, proposal, base)
            self._cut_short.clear()
            return self._with_notices(saved)

    def apply_many(
        self,
        proposals: Mapping[str, Proposal],
        note: str = "",
        progress: Progress = _no_progress,
    ) -> Batch:
        """Makes one bulk change, which is undone as one step. Records that cannot be changed are skipped and listed.

        Args:
            proposals: The changes, by record id.
            note: The curator's reason, for proposals without one.
            progress: Called after each record.

        Raises:
            NotSavedError: If not all of it could be written to disk. The same call made again makes the rest, and
                returns the whole of it; nothing else does.
        """
        noted = {i: replace(p, note=p.note or note) for i, p in proposals.items() if p.edits}
        with self.writing():
            batch = self._carry_out(self._begun(noted), progress)
            self._cut_short.clear()
            return self._with_notices(batch)

    def create(self, record_id: str, data: Mapping[str, Any], *, page: Page | None = None, note: str = "") -> Saved:
        """Creates a record with its trail and the copy of its source page.

        Args:
            record_id: Its id.
            data: Its content.
            page: The page to keep, as its file's suffix and its bytes.
            note: For the trail.

        Raises:
            RefusedError: If a record or another page of that name already exists.
            NotSavedError: If it cannot be written to disk; nothing is left behind.
        """
        with self.writing() as transactions:
            path = self._path(record_id)
            schema = self.library.folder.schema_for(path)
            with page_kept(transactions.ops, self.library.folder, record_id, page):
                written = transactions.create(path, dump(data, schema), "import", note, is_record)
            return self._with_notices(self._saved(record_id, written))

    def undo(self, record_id: str | None = None, progress: Progress = _no_progress) -> Saved | Batch | None:
        """Undoes the curator's last change that is not undone: of a record, or of the whole library.

        A bulk change is one step. `None` if there is nothing to undo. If an undo of the curator's was interrupted, by a
        crash or a failing disk, that one is finished and nothing more is undone. If a bulk change of the curator's was
        cut short by a crash, the first undo after it takes that one back, whatever record is named.

        Args:
            record_id: The record, `None` for the whole library.
            progress: Called as in `apply_many`, for a bulk change.

        Raises:
            ConflictError: If another changed the same fields since.
            RefusedError: If the earlier values were redacted.
            NotSavedError: If it cannot be written to disk.
        """
        return self._reverse(record_id, last_undoable, undo_proposal, progress, undone=False)

    def redo(self, record_id: str | None = None, progress: Progress = _no_progress) -> Saved | Batch | None:
        """Redoes the curator's last undone change, unless another change followed; otherwise like `undo`."""
        return self._reverse(record_id, last_redoable, redo_proposal, progress, undone=True)

    def used_keys(self, record_id: str) -> frozenset[str]:
        """Every key that a recommendation of the record has ever had.

        Raises:
            RefusedError: If the trail cannot be read.
        """
        # Not through the transactions' own reader: the interface asks while its save queue's thread uses that one.
        return used_keys(CachingReader().read(self._path(record_id)).trail)

    def recover(self) -> tuple[str, ...]:
        """Recovers from a crash and returns notices of it. A session's first write does so too."""
        self._settled = False
        with self.writing():
            notices = tuple(self._notices)
            self._notices.clear()
            return notices

    def settle(self) -> Opening:
        """Recovers from a crash, for a session that is made later.

        Raises:
            NotSavedError: If another writer does not release the lock in time, or the folder cannot be written.
        """
        return Opening(settled=True, notices=self.recover(), cut_short=tuple(self._cut_short))

    @contextmanager
    def writing(self) -> Iterator[Transactions]:
        """Holds the library's lock, for more than one change of one record. The first time, it recovers from a crash.

        A call within another one of the same thread is under the lock already.

        Raises:
            NotSavedError: If another writer does not release the lock in time, or git does not end.
        """
        with self._thread_lock:
            if self._depth:
                yield self._transactions
                return
            root = self.library.root
            with library_lock(root, self.curator, timeout=self._wait, probe=not self._probed):
                self._probed = True
                wait_for_git(root, self._wait)
                self._gone += self._transactions.written.gone()
                self._depth = 1
                try:
                    if not self._settled:
                        self._settle()
                    yield self._transactions
                finally:
                    self._depth = 0
                    self._transactions.forget_completed()

    def _settle(self) -> None:
        self._notices += self._transactions.settle_all()
        for plan in self._plans.unfinished(self._is_of_here, self._notices.append):
            done = self._done(plan)
            if len(done) < len(plan.records):
                self._notices.append(_cut_short_in_words(plan, len(done)))
                self._cut_short.append(plan)
            elif any(self._transactions.settled(self._path(i))[0].completed for i in done):
                self._cut_short.append(plan)  # its curator does not know yet that all of it was made
            try:
                self._plans.end(plan)
            except NotSavedError as error:
                self._notices.append(str(error))
        self._settled = True

    def _with_notices(self, outcome: T) -> T:
        """An outcome with the notices that were kept for it."""
        kept = tuple(self._notices)
        self._notices.clear()
        return replace(outcome, notices=kept + outcome.notices)

    # What other programs took out

    def take_gone(self) -> tuple[Gone, ...]:
        """Removes and returns the decisions that this session saved and whose lines are gone from their trails."""
        with self._thread_lock:
            gone = (*self._gone, *self._transactions.written.gone())
            self._gone.clear()
            return gone

    def must_stand(self) -> None:
        """Makes sure that all that this session saved still stands, at its end.

        Raises:
            GoneError: With what is gone, and how to make it again.
        """
        if gone := self.take_gone():
            raise GoneError(
                f"{in_one_sentence(gone)}: make them again with the same command, or, if they were committed,"
                " restore them with `dhrcurate audit restore RECORD --lost`"
            )

    # One change

    def _path(self, record_id: str) -> Path:
        folder = self.library.folder
        return folder.register_path if record_id == REGISTER_ID else folder.record_path(record_id)

    def _change(self, record_id: str, proposal: Proposal, base: str | None = None) -> Saved:
        check: Check = is_register if record_id == REGISTER_ID else is_record
        begin = _EMPTY_REGISTER if record_id == REGISTER_ID else None
        written = self._transactions.change(self._path(record_id), proposal, base, check, begin=begin)
        return self._saved(record_id, written)

    def _saved(self, record_id: str, written: Committed) -> Saved:
        loaded = Loaded(record_id, written.document)
        return Saved(record_id, loaded.digest, written.event, written.merged, written.notices, loaded=loaded)

    # Bulk changes

    def _begun(self, proposals: Mapping[str, Proposal]) -> _Begun:
        """A bulk change: the one that was interrupted, if it makes the same changes; else a new one."""
        if self._interrupted is not None and self._interrupted.makes(proposals):
            return self._interrupted
        return _begin(Plan.new(self.curator, tuple(proposals)), proposals)

    def _carry_out(self, begun: _Begun, progress: Progress) -> Batch:
        """Makes a bulk change, or the rest of one that was begun; what was made before is in its outcome.

        Raises:
            NotSavedError: If not all of it could be written to disk.
        """
        plan, count = begun.plan, len(begun.plan.records)
        if not count:
            return Batch(plan.id)
        done = self._done(plan) if begun is self._interrupted or plan in self._cut_short else {}
        self._interrupted = begun  # until it is made
        if not self._plans.is_begun(plan):
            self._plans.begin(plan)
        saved: list[Changed] = []
        skipped: dict[str, str] = {}
        for record_id in plan.records:
            try:
                if record_id in done:
                    saved.append(self._confirmed(record_id, done[record_id]))
                elif (proposal := begun.proposals.get(record_id)) is not None:
                    made = self._change(record_id, proposal)
                    saved.append(Changed(record_id, made.digest, made.event, made.merged, made.notices))
            except NotSavedError as error:
                changed = sum(s.event is not None for s in saved)
                raise NotSavedError(
                    f"{error}; {changed} of {count} records were changed: the same command makes the rest, and undo"
                    " takes them back as one step"
                ) from error
            except DhrcurateError as error:
                skipped[record_id] = str(error)
            progress(len(saved) + len(skipped), count)
        self._interrupted = None
        try:
            self._plans.end(plan)
        except NotSavedError as error:
            self._notices.append(str(error))
        unchanged = tuple(notice for s in saved if not s.event for notice in s.notices)
        return Batch(plan.id, tuple(s for s in saved if s.event), skipped, unchanged)

    def _confirmed(self, record_id: str, event: Event) -> Changed:
        """The change that an interrupted bulk change made to a record, safely on disk."""
        on_disk, notices = self._transactions.settled(self._path(record_id))
        self._transactions.confirm(on_disk.document)
        return Changed(record_id, on_disk.document.digest, event, notices=notices)

    def _done(self, plan: Plan) -> dict[str, Event]:
        """The events of a bulk change, by record id; a trail that cannot be read has none."""
        found: dict[str, Event] = {}
        for record_id in plan.records:
            with suppress(DhrcurateError):
                path = self._path(record_id)
                if plan.id.encode() in (read_or_none(trail_beside(path), MAX_TRAIL_BYTES) or b""):
                    events = reversed(self._transactions.trail(path).events)
                    if (event := next((e for e in events if e.batch == plan.id), None)) is not None:
                        found[record_id] = event
        return found

    def _is_of_here(self, plan: Plan) -> bool:
        """True if the library has a record that a plan names."""
        for record_id in plan.records:
            with suppress(DhrcurateError):
                path = self._path(record_id)
                if is_there(path) or is_there(trail_beside(path)):
                    return True
        return False

    # Undo and redo

    def _reverse(
        self,
        record_id: str | None,
        find: Callable[[Trail, str], Event | None],
        propose: Callable[[Event], Proposal],
        progress: Progress,
        *,
        undone: bool,
    ) -> Saved | Batch | None:
        action = "redo" if undone else "undo"
        with self.writing() as transactions:
            begun = self._interrupted_reversal(action, record_id) or self._of_cut_short(
                action, record_id, propose, undone=undone
            )
            self._cut_short = [plan for plan in self._cut_short if begun is not None and plan == begun.plan]
            if begun is not None:
                batch = self._carry_out(begun, progress)
                self._cut_short.clear()
                return self._with_notices(batch)
            for candidate in [record_id] if record_id else self._last_changed():
                if (saved := self._completed(candidate, action)) is not None:
                    return self._with_notices(saved)
                event = find(transactions.trail(self._path(candidate)), self.curator)
                if event is None:
                    continue
                if event.batch is None:
                    return self._with_notices(self._change(candidate, propose(event)))
                found = self._events_of(event.batch, undone=undone)
                return self._with_notices(self._carry_out(self._reversal(found, propose), progress))
        return None

    def _reversal(self, events: Mapping[str, Event], propose: Callable[[Event], Proposal]) -> _Begun:
        proposals = {i: propose(e) for i, e in events.items()}
        return _begin(Plan.new(self.curator, tuple(proposals)), proposals)

    def _interrupted_reversal(self, action: str, record_id: str | None) -> _Begun | None:
        """The undo (or redo) that this session could not finish, if it is the one that is asked for."""
        begun = self._interrupted
        if begun is not None and begun.is_all(action) and record_id in (None, *begun.plan.records):
            return begun
        return None

    def _of_cut_short(
        self, action: str, record_id: str | None, propose: Callable[[Event], Proposal], *, undone: bool
    ) -> _Begun | None:
        """What an undo (or redo) means after a bulk change of the curator's was cut short by a crash.

        A change is taken back as far as it was made; an undo that was cut short is finished.
        """
        for plan in reversed(self._cut_short):
            done = self._done(plan) if plan.by == self.curator else {}
            if not done:
                continue
            actions = {event.action for event in done.values()}
            if actions.isdisjoint({"undo", "redo"}):
                if undone:
                    continue
                return self._reversal(self._events_of(plan.id, undone=False), propose)
            if actions == {action} and record_id in (None, *plan.records):
                batches = {self._batch_reversed(i, event) for i, event in done.items()} - {None}
                rest = {i: e for b in batches for i, e in self._events_of(b or "", undone=undone).items()}
                return _begin(plan, {i: propose(e) for i, e in rest.items() if i in plan.records and i not in done})
        return None

    def _batch_reversed(self, record_id: str, event: Event) -> str | None:
        """The bulk change that the event that an undo (or redo) answers was part of."""
        events = self._transactions.trail(self._path(record_id)).events
        return next((e.batch for e in events if e.id == event.reverses), None)

    def _completed(self, record_id: str, action: str) -> Saved | None:
        """The curator's own undo (or redo) of a record, if it was interrupted and has just been completed."""
        on_disk, notices = self._transactions.settled(self._path(record_id))
        completed = self._transactions.confirm(on_disk.document) or on_disk.completed
        event = on_disk.heads[0] if len(on_disk.heads) == 1 else None
        if completed and event is not None and event.by == self.curator and event.action == action:
            return self._saved(record_id, Committed(on_disk.document, event, notices=notices))
        self._notices += notices
        return None

    def _last_changed(self) -> list[str]:
        """Ids of records with a trail, the last changed first."""
        trails = {i: trail_beside(self._path(i)) for i in (*self.library.ids(), REGISTER_ID)}
        return sorted((i for i, t in trails.items() if t.is_file()), key=lambda i: -trails[i].stat().st_mtime_ns)

    def _events_of(self, batch: str, *, undone: bool) -> dict[str, Event]:
        found: dict[str, Event] = {}
        for record_id in (*self.library.ids(), REGISTER_ID):
            trail = trail_beside(self._path(record_id))
            if trail.is_file() and batch.encode() in trail.read_bytes():
                for event in events_of_batch(self._transactions.trail(self._path(record_id)), batch, undone=undone)[:1]:
                    found[record_id] = event
        return found


def _begin(plan: Plan, proposals: Mapping[str, Proposal]) -> _Begun:
    return _Begun(plan, {i: replace(p, batch=plan.id) for i, p in proposals.items()})


def _cut_short_in_words(plan: Plan, done: int) -> str:
    by = visible(plan.by, one_line=True)
    what = f"a bulk change by {by} was cut short: {done} of {plural(len(plan.records), 'record')}"
    if not done:
        return f"{what}; the same command makes it"
    return f"{what}; {by}'s undo takes it back as one step, the same command makes the rest"
