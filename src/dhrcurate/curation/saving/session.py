"""A session: one curator's work on one library, and the only way to change a record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Batch, Changed, Proposal, Saved
from dhrcurate.curation.saving.bulk import Plan, Plans
from dhrcurate.curation.saving.notices import Finished, PendingNotices
from dhrcurate.curation.saving.on_disk import CachingReader
from dhrcurate.curation.saving.page_copy import Page, page_kept
from dhrcurate.curation.saving.standing import Gone, GoneError, in_one_sentence
from dhrcurate.curation.saving.transaction import Check, Committed, Transactions, is_record, is_register
from dhrcurate.curation.saving.undo import events_of_batch, last_redoable, last_undoable, redo_proposal, undo_proposal
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.files import Operations
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


def _no_progress(_done: int, _of: int) -> None:
    """Reports no progress."""


class Session:
    """One curator's work on one library. Calls block until their changes are durable; threads may share a session.

    Wherever a record's id is expected, `agencies` means the library's own register.

    Args:
        library: The library.
        curator: Who signs.
        ops: The system calls, replaced in tests.
        wait: Seconds to wait for another writer.
    """

    def __init__(self, library: Library, curator: str, *, ops: Operations | None = None, wait: float = WAIT) -> None:
        self.library = library
        self.curator = curator
        self._wait = wait
        self._transactions = Transactions(ops or Operations(), library.root, curator)
        self._plans = Plans(self._transactions.ops, library.root)
        self._thread_lock = threading.RLock()
        self._probed = False
        self._notices = PendingNotices()
        self._interrupted: Plan | None = None
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
            return self._notices.attach_to(self._change(record_id, proposal, base))

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
            NotSavedError: If not all of it could be written to disk. The next write of anyone makes the rest; the same
                call made again returns the whole of it.
        """
        noted = {i: replace(p, note=p.note or note) for i, p in proposals.items()}
        plan = Plan.new(self.curator, noted)
        with self.writing(progress):
            batch = self._notices.take_finished(plan.equals) or self._carry_out(plan, progress)
            return self._notices.attach_to(batch)

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
            return self._notices.attach_to(self._saved(record_id, written))

    def undo(self, record_id: str | None = None, progress: Progress = _no_progress) -> Saved | Batch | None:
        """Undoes the curator's last change that is not undone: of a record, or of the whole library.

        A bulk change is one step. `None` if there is nothing to undo. If an undo of the curator's was interrupted, by a
        crash or a failing disk, that one is finished and nothing more is undone.

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
        """Recovers from a crash and returns notices of it. Every write does so for the files that it changes."""
        with self.writing() as transactions:
            return (*self._notices.take(), *transactions.settle_all())

    @contextmanager
    def writing(self, progress: Progress = _no_progress) -> Iterator[Transactions]:
        """Holds the library's lock, for more than one change of one record. First finishes interrupted bulk changes.

        A call within another one of the same thread is under the lock already.

        Args:
            progress: Called for each record of an interrupted bulk change.

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
                    self._finish_pending(progress)
                    yield self._transactions
                finally:
                    self._depth = 0

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

    def _change(self, record_id: str, proposal: Proposal, base: str | None = None, by: str | None = None) -> Saved:
        check: Check = is_register if record_id == REGISTER_ID else is_record
        begin = _EMPTY_REGISTER if record_id == REGISTER_ID else None
        written = self._transactions.change(self._path(record_id), proposal, base, check, begin=begin, by=by)
        return self._saved(record_id, written)

    def _saved(self, record_id: str, written: Committed) -> Saved:
        loaded = Loaded(record_id, written.document)
        return Saved(record_id, loaded.digest, written.event, written.merged, written.notices, loaded=loaded)

    # Bulk changes

    def _carry_out(self, plan: Plan, progress: Progress) -> Batch:
        if not plan.proposals:
            return Batch(plan.id)
        self._interrupted = plan  # until it is finished
        self._plans.begin(plan)
        batch, _ = self._execute(plan, progress, begun=False)
        self._plans.end(plan)
        self._interrupted = None
        return batch

    def _finish_pending(self, progress: Progress) -> None:
        """Finishes interrupted bulk changes, each as its curator."""
        for plan in self._plans.pending():
            batch, remaining = self._execute(plan, progress, begun=True)
            self._plans.end(plan)
            own = self._interrupted is not None and self._interrupted.id == plan.id
            self._notices.add_finished(Finished(plan, batch, remaining, own))
            if own:
                self._interrupted = None
        if (own_plan := self._interrupted) is not None:  # another has finished it meanwhile, or it never began
            found = (self._done_before(record_id, own_plan.id)[0] for record_id in own_plan.proposals)
            if saved := tuple(changed for changed in found if changed is not None):
                self._notices.add_finished(Finished(own_plan, Batch(own_plan.id, saved), 0, own=True))
            self._interrupted = None

    def _execute(self, plan: Plan, progress: Progress, *, begun: bool) -> tuple[Batch, int]:
        """Makes a bulk change, or the rest of one that was begun.

        Returns:
            Its outcome, including what was done before; and how many records were left to do.

        Raises:
            NotSavedError: If not all of it could be written to disk.
        """
        saved: list[Changed] = []
        skipped: dict[str, str] = {}
        remaining, count = 0, len(plan.proposals)
        for record_id, proposal in plan.proposals.items():
            try:
                changed, complete = self._done_before(record_id, plan.id) if begun else (None, False)
                remaining += not complete
                if changed is None:
                    made = self._change(record_id, proposal, by=plan.by)
                    changed = Changed(record_id, made.digest, made.event, made.merged, made.notices)
                saved.append(changed)
            except NotSavedError as error:
                whose = f"a bulk change by {plan.by} was interrupted: " if begun else ""
                done = f"{len(saved)} of {count} records were changed; the next write changes the others"
                raise NotSavedError(f"{error}; {whose}{done}") from error
            except DhrcurateError as error:
                skipped[record_id] = str(error)
            progress(len(saved) + len(skipped), count)
        unchanged = tuple(notice for s in saved if not s.event for notice in s.notices)
        return Batch(plan.id, tuple(s for s in saved if s.event), skipped, unchanged), remaining

    def _done_before(self, record_id: str, batch: str) -> tuple[Changed | None, bool]:
        """How an interrupted bulk change changed a record.

        Returns:
            The change, `None` if the bulk change had not come to this record; and whether it was complete before.
        """
        on_disk, notices = self._transactions.settled(self._path(record_id))
        event = next((e for e in reversed(on_disk.trail.events) if e.batch == batch), None)
        if event is None:
            self._notices.add(notices)
            return None, False
        late = self._transactions.confirm(on_disk.document) or on_disk.completed
        return Changed(record_id, on_disk.document.digest, event, notices=notices), not late

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
        with self.writing(progress) as transactions:
            if (batch := self._notices.take_finished(lambda plan: self._asks_for(plan, action, record_id))) is not None:
                return self._notices.attach_to(batch)
            for candidate in [record_id] if record_id else self._last_changed():
                if (saved := self._completed(candidate, action)) is not None:
                    return self._notices.attach_to(saved)
                event = find(transactions.trail(self._path(candidate)), self.curator)
                if event is None:
                    continue
                if event.batch is None:
                    return self._notices.attach_to(self._change(candidate, propose(event)))
                found = self._events_of(event.batch, undone=undone)
                plan = Plan.new(self.curator, {i: propose(e) for i, e in found.items()})
                return self._notices.attach_to(self._carry_out(plan, progress))
        return None

    def _asks_for(self, plan: Plan, action: str, record_id: str | None) -> bool:
        """True if a bulk change is the undo (or redo) that is asked for."""
        return plan.by == self.curator and plan.only(action) and record_id in (None, *plan.proposals)

    def _completed(self, record_id: str, action: str) -> Saved | None:
        """The curator's own undo (or redo) of a record, if it was interrupted and has just been completed."""
        on_disk, notices = self._transactions.settled(self._path(record_id))
        completed = self._transactions.confirm(on_disk.document) or on_disk.completed
        event = on_disk.heads[0] if len(on_disk.heads) == 1 else None
        if completed and event is not None and event.by == self.curator and event.action == action:
            return self._saved(record_id, Committed(on_disk.document, event, notices=notices))
        self._notices.add(notices)
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
