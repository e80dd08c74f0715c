"""The curator's workspace: the open records, and the one way to change them.

It lives on the interface's thread. Reading the first record and applying a change to what is shown happen at once;
saving happens on the thread of the save queue. Its outcomes are handed to the workspace by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from dhrcurate.curation.proposal import Saved, saved_records
from dhrcurate.domain.clock import this_moment
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.printed_place import kind_in_words
from dhrcurate.domain.visible import clean
from dhrcurate.review.open_records import OpenRecords
from dhrcurate.review.outcomes import Outcome
from dhrcurate.review.save_queue import SaveJob, SaveQueue, Saving
from dhrcurate.review.undo_order import UndoOrder

if TYPE_CHECKING:
    from dhrcurate.curation.documents.given import Given
    from dhrcurate.curation.library import Library, Loaded
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.curation.saving.session import Session
    from dhrcurate.curation.saving.standing import Gone

T = TypeVar("T", bound=Outcome)


class Workspace(OpenRecords):
    """The open records, and the way to change them.

    Args:
        library: The library.
        save_queue: Runs the session's calls.

    Attributes:
        session: Makes changes durable; `None` until the curator's name is known.
        reason: Why a change could not be saved, and how to try again; empty where all is well.
        trouble: Why findings or suggestions could not be worked out; empty where all is well.
        gone: What was saved and is gone, and was not made again.
        was_gone: Whether anything was gone, made again or not.
    """

    def __init__(self, library: Library, save_queue: SaveQueue) -> None:
        super().__init__(library)
        self.save_queue = save_queue
        self.session: Session | None = None
        self.reason = ""
        self.trouble = ""
        self.gone: list[Gone] = []
        self.was_gone = False
        self._progress = ""
        self._retries = 0
        self._on_disk: dict[str, str | None] = {}
        self.attached: set[str] = set()
        self._undo_order = UndoOrder()
        self._new_number: Callable[[], int] = count(1).__next__

    @property
    def saving(self) -> tuple[Saving, str]:
        """The state of saving: everything is on disk, or how far it is, or why it could not be saved."""
        if self.save_queue.is_stuck:
            return Saving.STUCK, self.reason
        return (Saving.UNDER_WAY, self._progress) if self.save_queue.waiting else (Saving.SAVED, "")

    # Changing

    def propose(self, record_id: str, proposal: Proposal, words: str, *, key: str = "") -> None:
        """Shows a change at once and has it saved, once the one before it is.

        Raises:
            EditError: Where it does not fit what is shown.
        """
        session = self._signed()
        self.save_queue.let_pass()
        state = self.record(record_id)
        number = self._new_number()
        proposal = proposal.decided_on(state.data)
        state.propose(number, proposal.edits)
        self._undo_order.changed(record_id)
        run = self._once_more(session, partial(self._apply, session, record_id, proposal, state.digest))
        self.save_queue.submit(SaveJob(number, record_id, run, words, "edit", key))

    def propose_many(self, proposals: Mapping[str, Proposal], words: str, note: str = "", done: str = "") -> None:
        """Queues one bulk change, which is undone as one step; it shows when it is saved."""
        session = self._signed()
        wanted = dict(proposals)
        make = self._once_more(session, lambda: session.apply_many(wanted, note, self._show_progress))
        self._submit(make, words, "bulk", done=done)

    def _once_more(self, session: Session, call: Callable[[], T]) -> Callable[[], T]:
        """A change that is refused if it had to wait, and something was redacted meanwhile that may be in it."""
        asked, retries = this_moment(), self._retries

        def make() -> T:
            if self._retries != retries:
                session.refuse_redacted(asked)
            return call()

        return make

    def attach(self, record_id: str, given: Given) -> None:
        """Queues that a document which was read is attached to a record, with a copy beside it."""
        session = self._signed()
        self.attached.add(given.sha256)

        def attached() -> Saved | None:
            from dhrcurate.curation.documents.attaching import attach  # noqa: PLC0415  # rarely needed
            from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same

            with Shelf(self.library.folder) as shelf:
                return attach(session, shelf, record_id, given, url=None, copy=True).saved

        self._undo_order.changed(record_id)
        kind = kind_in_words(given.kind)
        words = f"attach {clean(given.name)} as {kind}" if kind else f"attach {clean(given.name)}"
        self._submit(attached, words, "attach", record_id)

    def remove_document(self, record_id: str, sha256: str, name: str) -> None:
        """Queues that a document is taken out of a record, and its copy deleted unless another record names it."""
        session = self._signed()

        def removed() -> Saved | None:
            from dhrcurate.curation.documents.attaching import remove  # noqa: PLC0415  # rarely needed
            from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same

            with Shelf(self.library.folder) as shelf:
                done = remove(session, shelf, record_id, sha256)
            if done.saved is None:
                return None
            return replace(done.saved, notices=(*done.saved.notices, *done.notices, *done.stays))

        self._undo_order.changed(record_id)
        self._submit(removed, f"remove {clean(name)}", "attach", record_id)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = f"{done} of {total}"

    def undo(self, record_id: str | None, *, redo: bool = False, imports: Collection[str] = ()) -> None:
        """Undoes the curator's last change, or redoes the one that was undone.

        Args:
            record_id: The record on the screen; `None` for the last change in the whole library, its register among it.
                Of a record on the screen the changes since the start are undone first, in their order, and then the
                last change in the library too; what is redone first is what was undone since the start.
            redo: Whether to redo.
            imports: The events of later extractions of which it was agreed that they are undone; another one is
                refused with an `ImportUndoError`.
        """
        session = self._signed()
        target = None
        call: Callable[..., Outcome] = session.redo if redo else partial(session.undo, imports=imports)
        if record_id and redo:
            call = partial(session.redo_near, elsewhere=not self._undo_order.knows_redo)
            target = self._undo_order.to_redo(record_id)
        elif record_id:
            target = self._undo_order.to_undo()
        words = "redo" if redo else "undo"
        self._submit(lambda: call(target, self._show_progress), words, words, target or "")

    def _submit(self, call: Callable[[], T], words: str, action: str, record_id: str = "", done: str = "") -> None:
        def run() -> T:
            try:
                return self._noted(call())
            finally:
                self._progress = ""

        self.save_queue.let_pass()
        self.save_queue.submit(SaveJob(self._new_number(), record_id, run, words, action, done=done))

    def retry(self) -> None:
        """Tries again what could not be saved."""
        self.reason = ""
        self._retries += 1
        self._make_again()
        self.save_queue.retry()

    def look_for_gone(self, *, at_end: bool = False) -> tuple[Gone, ...]:
        """Returns what was saved and is gone since, as another program put older files in place; each thing once.

        Args:
            at_end: Whether nobody looks again, so that git is waited for if it is at work.
        """
        gone = self.session.take_gone(at_end=at_end) if self.session is not None else ()
        self.gone += gone
        self.was_gone = self.was_gone or bool(gone)
        return gone

    def behind(self) -> tuple[str, ...]:
        """Says, at the end, of each file that it lacks what was saved here and its trail still holds."""
        return self.session.behind() if self.session is not None else ()

    def _make_again(self) -> None:
        """Queues again what was saved and is gone."""
        session = self.session
        gone, self.gone = self.gone, []
        for one in session.as_they_stand(gone) if session is not None else ():
            if session is not None and one.proposal is not None:
                # Named without its texts: while it waits, one of them may be redacted.
                self._submit(partial(session.make_again, one), one.name, "again", one.record_id)

    def forget_redacted(self) -> None:
        """Forgets what a redaction took out since of what is gone."""
        if self.session is not None:
            self.gone = list(self.session.as_they_stand(self.gone))

    def close(self) -> bool:
        """Saves what is queued and ends; returns whether everything was saved."""
        return self.save_queue.close()

    def _signed(self) -> Session:
        if self.session is None:  # pragma: no cover  # interfaces ask for the name first
            raise DhrcurateError("the curator's name is not known yet")
        return self.session

    # What comes back

    def saved(self, job: SaveJob, outcome: Outcome) -> list[str]:
        """Takes the outcome of a job; returns the ids of records whose content may be new."""
        changed = []
        for saved in saved_records(outcome):
            if saved.record_id in self.ids:  # else it is the register
                self._stamps[saved.record_id] = self._stamp_of(saved.record_id)
                if isinstance(saved, Saved):
                    self.take(saved.record_id, saved.loaded, job.number)
                elif saved.record_id in self.open_records:
                    self.take(saved.record_id, self.library.load(saved.record_id), job.number)
            changed.append(saved.record_id)
        if job.action == "bulk" and (own := saved_records(outcome)):
            self._undo_order.changed(own[0].record_id)
        elif job.action == "undo" and not job.record and (own := saved_records(outcome)):
            self._undo_order.undone(own[0].record_id)
        elif job.action == "redo" and (own := saved_records(outcome)):
            self._undo_order.redone(job.record, own[0].record_id)
        return changed

    def refused(self, job: SaveJob) -> list[str]:
        """Takes back what a refused job showed, and reads its record again; returns the ids of what changed."""
        if not job.record:
            return []
        if job.action in {"edit", "attach"}:
            self._undo_order.refused(job.record)
        state = self.open_records.get(job.record)
        if state is not None:
            state.refused(job.number)
            self.reread(job.record)
        return [job.record]

    def not_undone(self, job: SaveJob) -> None:
        """Takes note that what a job was to undo stands, as it has to be agreed to first."""
        self._undo_order.not_undone(job.record)

    def reread(self, record_id: str) -> bool:
        """Reads a record again; what was saved here and is not heard of yet is no change by another."""
        own = self._on_disk.get(record_id)
        changed = super().reread(record_id)
        state = self.open_records.get(record_id)
        return changed and (state is None or state.digest is None or state.digest != own)

    def take(self, record_id: str, loaded: Loaded, number: int = -1) -> None:
        """Shows a record as it was read, and notes its digest for the next change; see `OpenRecords.take`."""
        super().take(record_id, loaded, number)
        if record_id in self.open_records and loaded.record is not None and not self.save_queue.waiting:
            self._on_disk[record_id] = loaded.digest

    # On the thread of the save queue

    def _apply(self, session: Session, record_id: str, proposal: Proposal, digest: str | None) -> Saved:
        # The change before this one may be on disk already while the interface has not heard of it yet.
        base = self._on_disk.get(record_id, digest)
        return self._noted(session.apply(record_id, proposal, base=base))

    def _noted(self, outcome: T) -> T:
        for saved in saved_records(outcome):
            self._on_disk[saved.record_id] = saved.digest
        return outcome
