"""A session: one curator's work on one library, and the only way to change a record."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Batch, Proposal, Saved
from dhrcurate.curation.saving.behind import behind
from dhrcurate.curation.saving.bulk import BulkChanges, Progress, Propose
from dhrcurate.curation.saving.changes import Changes
from dhrcurate.curation.saving.copies import Copy, Page, copies_kept
from dhrcurate.curation.saving.document_files import told_of_files
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.curation.saving.redacted_since import anything_redacted_after
from dhrcurate.curation.saving.standing import Gone, GoneError, in_one_sentence, without_redacted
from dhrcurate.curation.saving.transaction import Committed, Transactions, is_record
from dhrcurate.curation.saving.undo import ImportUndoError, last_redoable, last_undoable, redo_proposal, undo_proposal
from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.files import Operations, is_there
from dhrcurate.storage.folder import documents_beside, trail_beside
from dhrcurate.storage.git_index import wait_for_git
from dhrcurate.storage.lock import WAIT, library_lock
from dhrcurate.trail.event import REIMPORT, Event
from dhrcurate.trail.history import used_keys
from dhrcurate.trail.log import Trail

_AT_END = 5.0
"""Seconds for which the end of a session waits for git; its lock may also be one that a crash left."""

T = TypeVar("T", bound=Saved | Batch)


class Find(Protocol):
    """Finds in a trail what a curator's undo (or redo) means."""

    def __call__(self, trail: Trail, by: str) -> Event | None:
        """Returns the event, `None` if there is none."""


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
        self._notices: list[str] = []
        self._changes = Changes(library, self._transactions)
        self._bulk = BulkChanges(self._changes, curator, opening.cut_short, self._notices.append)
        self._thread_lock = threading.RLock()
        self._probed = False
        self._settled = opening.settled
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
            saved = self._changes.make(record_id, proposal, base)
            self._bulk.cut_short.clear()
            return self._with_notices(saved)

    def tried(self, on_disk: OnDisk, proposal: Proposal) -> OnDisk:
        """A record and its trail as a change would leave them, with nothing written.

        Args:
            on_disk: The record and its trail.
            proposal: The change.

        Raises:
            RefusedError: If `apply` would refuse it.
        """
        return self._transactions.tried(on_disk, proposal)

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
            batch = self._bulk.make(self._bulk.begin(noted), progress)
            self._bulk.cut_short.clear()
            return self._with_notices(batch)

    def create(
        self,
        record_id: str,
        data: Mapping[str, Any],
        *,
        page: Page | None = None,
        documents: Mapping[str, bytes] = MappingProxyType({}),
        note: str = "",
    ) -> Saved:
        """Creates a record with its trail and the copies of its source page and documents.

        Args:
            record_id: Its id.
            data: Its content.
            page: The page to keep, as its file's suffix and its bytes.
            documents: The documents to keep, by the names of their files.
            note: For the trail.

        Raises:
            RefusedError: If a record or another page or document of that name already exists.
            NotSavedError: If it cannot be written to disk; nothing is left behind.
        """
        with self.writing() as transactions:
            path = self._changes.path(record_id)
            folder = self.library.folder
            schema = folder.schema_for(path)
            copies = [Copy(folder.source_path(record_id, page[0]), page[1])] if page else []
            copies += [Copy(documents_beside(path) / name, raw, "document") for name, raw in documents.items()]

            def stays() -> bool:  # the record may exist all the same, or will once its write is completed
                return is_there(path) or is_there(trail_beside(path))

            with copies_kept(transactions.ops, copies, stays):
                written = transactions.create(path, dump(data, schema), "import", note, is_record)
            return self._with_notices(self._changes.saved(record_id, written))

    def undo(
        self,
        record_id: str | None = None,
        progress: Progress = _no_progress,
        imports: Collection[str] | None = None,
    ) -> Saved | Batch | None:
        """Undoes the curator's last change that is not undone: of a record, or of the whole library.

        A bulk change is one step. `None` if there is nothing to undo. If an undo of the curator's was interrupted, by a
        crash or a failing disk, that one is finished and nothing more is undone. If a bulk change of the curator's was
        cut short by a crash, the first undo after it takes that one back, whatever record is named.

        Args:
            record_id: The record, `None` for the whole library.
            progress: Called as in `apply_many`, for a bulk change.
            imports: The events of later extractions that may be undone; `None` for any.

        Raises:
            ConflictError: If another changed the same fields since.
            ImportUndoError: If it is a later extraction that is not among `imports`.
            RefusedError: If the earlier values were redacted.
            NotSavedError: If it cannot be written to disk.
        """
        return self._reverse(record_id, last_undoable, undo_proposal, progress, undone=False, imports=imports)

    def redo(self, record_id: str | None = None, progress: Progress = _no_progress) -> Saved | Batch | None:
        """Redoes the curator's last undone change, unless another change followed; otherwise like `undo`."""
        return self._reverse(record_id, last_redoable, redo_proposal, progress, undone=True)

    def redo_near(self, record_id: str, progress: Progress = _no_progress, *, elsewhere: bool) -> Saved | Batch | None:
        """Redoes the curator's last undone change of a record; of the whole library where it has none, if asked to."""
        return self.redo(record_id, progress) or (self.redo(None, progress) if elsewhere else None)

    def used_keys(self, record_id: str) -> frozenset[str]:
        """Every key that a recommendation of the record has ever had.

        Raises:
            RefusedError: If the trail cannot be read.
        """
        # Not through the transactions' own reader: the interface asks while its save queue's thread uses that one.
        return used_keys(CachingReader().read(self._changes.path(record_id)).trail)

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
        return Opening(settled=True, notices=self.recover(), cut_short=tuple(self._bulk.cut_short))

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
        self._bulk.settle()
        self._settled = True

    def _with_notices(self, outcome: T) -> T:
        """An outcome with the notices that were kept for it."""
        kept = tuple(self._notices)
        self._notices.clear()
        return replace(outcome, notices=kept + outcome.notices)

    # What other programs took out

    def take_gone(self, *, at_end: bool = False) -> tuple[Gone, ...]:
        """Removes and returns the decisions that were saved here and whose lines are gone from their trails.

        Args:
            at_end: Whether nobody looks again, so that git, if it is at work, is waited for: it may be about to take
                some away.
        """
        with self._thread_lock:
            if at_end and self._transactions.written:
                with suppress(NotSavedError):
                    wait_for_git(self.library.root, min(self._wait, _AT_END))
            gone = (*self._gone, *self._transactions.written.gone())
            self._gone.clear()
            return self.as_they_stand(gone)

    def as_they_stand(self, gone: Iterable[Gone]) -> tuple[Gone, ...]:
        """Decisions that are gone, without what was redacted since they were told, so that they can be made again."""
        return without_redacted(self.library.root, gone)

    def make_again(self, gone: Gone) -> Saved:
        """Makes a decision again that is gone.

        Raises:
            RefusedError: If something was taken out of it since it was told, or it needs more than its line.
            NotSavedError: As of `apply`, and so are other errors.
        """
        (now,) = self.as_they_stand((gone,))
        if now.proposal is None:
            raise RefusedError("it cannot be made again from its line; see audit restore")
        return self.apply(now.record_id, now.proposal)

    def refuse_redacted(self, asked: str) -> None:
        """Makes sure that what was asked for, and could not be written then, holds nothing that was redacted since.

        Args:
            asked: When it was asked for, as `this_moment` tells it.

        Raises:
            RefusedError: If something was redacted since.
        """
        if anything_redacted_after(self.library.root, asked):
            raise RefusedError("a text was redacted since this was asked for, which may be in it: make it anew")

    def must_stand(self) -> None:
        """Makes sure that all that the session saved still stands, at its end.

        Raises:
            GoneError: With what is gone, and how to make it again.
        """
        gone, without = self.take_gone(at_end=True), self.behind()
        told = [*without]
        if gone:
            told.append(
                f"{in_one_sentence(gone)}: make them again with the same command, or, if they were committed,"
                " restore them with `dhrcurate audit restore RECORD --lost`"
            )
        if told:
            raise GoneError("; ".join(told))

    def behind(self) -> tuple[str, ...]:
        """Says of each file that was changed here that it lacks what its trail still holds, at the session's end."""
        with self._thread_lock:
            return tuple(told for path in self._transactions.written.files if (told := behind(path)) is not None)

    # Undo and redo

    def _reverse(
        self,
        record_id: str | None,
        find: Find,
        propose: Propose,
        progress: Progress,
        *,
        undone: bool,
        imports: Collection[str] | None = None,
    ) -> Saved | Batch | None:
        action = "redo" if undone else "undo"
        with self.writing() as transactions:
            begun = self._bulk.interrupted_reversal(action, record_id, propose, undone=undone)
            if begun is not None:
                batch = self._bulk.make(begun, progress)
                self._bulk.cut_short.clear()
                return self._with_notices(batch)
            for candidate in [record_id] if record_id else self._changes.last_changed()[:1]:
                if (saved := self._completed(candidate, action)) is not None:
                    return self._with_notices(saved)
            if record_id:
                event = find(transactions.trail(self._changes.path(record_id)), self.curator)
            else:
                record_id, event = self._changes.last(partial(find, by=self.curator), by_trail=undone)
            if event is None:
                return None
            if imports is not None and event.action == REIMPORT and event.id not in imports:
                raise ImportUndoError(record_id, event)
            if event.batch is None:
                saved = self._changes.make(record_id, propose(event))
                self._notices += told_of_files(saved.loaded.document.path, saved.event)
                return self._with_notices(saved)
            reversal = self._bulk.reversal(event.batch, propose, undone=undone)
            return self._with_notices(self._bulk.make(reversal, progress))

    def _completed(self, record_id: str, action: str) -> Saved | None:
        """The curator's own undo (or redo) of a record, if it was interrupted and has just been completed."""
        on_disk, notices = self._transactions.settled(self._changes.path(record_id))
        completed = self._transactions.confirm(on_disk.document) or on_disk.completed
        event = on_disk.heads[0] if len(on_disk.heads) == 1 else None
        if completed and event is not None and event.by == self.curator and event.action == action:
            return self._changes.saved(record_id, Committed(on_disk.document, event, notices=notices))
        self._notices += notices
        return None
