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
from dhrcurate.curation.saving.batches import Plan, Plans
from dhrcurate.curation.saving.creating import Page, kept
from dhrcurate.curation.saving.standing import Reader
from dhrcurate.curation.saving.undoing import of_batch, redoing, to_redo, to_undo, undoing
from dhrcurate.curation.saving.writing import Check, Writer, Written, is_record, is_register
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import dump
from dhrcurate.storage.files import Operations
from dhrcurate.storage.folder import trail_beside
from dhrcurate.storage.lock import WAIT, library_lock
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import used_keys
from dhrcurate.trail.log import Trail

REGISTER_ID = "agencies"
"""Stands for the library's own register wherever a record's id is asked for."""

Progress = Callable[[int, int], object]
"""Is told how many records of a bulk change are done, and of how many."""

_EMPTY_REGISTER = b"format = 1\n"


def _untold(_done: int, _of: int) -> None:
    """Progress that nobody asked for."""


class Session:
    """One curator's work on one library. Calls block until what they did is durable; threads may share a session.

    Wherever a record's id is asked for, `agencies` means the library's own register.

    Args:
        library: The library.
        curator: Who signs.
        ops: The system calls, for tests.
        wait: Seconds to wait for another writer.
    """

    def __init__(self, library: Library, curator: str, *, ops: Operations | None = None, wait: float = WAIT) -> None:
        self.library = library
        self.curator = curator
        self._wait = wait
        self._writer = Writer(ops or Operations(), library.root, curator)
        self._plans = Plans(self._writer.ops, library.root)
        self._thread_lock = threading.RLock()
        self._probed = False
        self._notices: tuple[str, ...] = ()

    def apply(self, record_id: str, proposal: Proposal, *, base: str | None = None, batch: str | None = None) -> Saved:
        """Makes a proposed change of a record durable.

        Args:
            record_id: Whose.
            proposal: What to change.
            base: Digest of the state that it was proposed for. What others changed since then is kept, where they
                changed other fields.
            batch: The bulk change that it is part of.

        Raises:
            ConflictError: Where another changed the same fields; nothing was changed.
            SignedOffError: Where the record is signed off.
            RefusedError: Where the record cannot be changed, or was changed outside.
            NotSavedError: Where the disk does not take it; nothing was changed.
        """
        if batch is not None:
            proposal = replace(proposal, batch=batch)
        with self.writing():
            return self._change(record_id, proposal, base)

    def apply_many(
        self,
        proposals: Mapping[str, Proposal],
        note: str = "",
        progress: Progress = _untold,
    ) -> Batch:
        """Makes one bulk change, which is undone as one step. Records that cannot be changed are skipped and listed.

        Args:
            proposals: What to change, by record id.
            note: The curator's reason, for proposals that carry none.
            progress: Told after each record how many are done, and of how many.

        Raises:
            NotSavedError: Where the disk did not take all of it. What is lacking is made by the next write of anyone.
        """
        noted = {i: replace(p, note=p.note or note) for i, p in proposals.items()}
        with self.writing():
            return self._carry_out(Plan.new(self.curator, noted), progress)

    def create(self, record_id: str, data: Mapping[str, Any], *, page: Page | None = None, note: str = "") -> Saved:
        """Makes a new record with its trail and the copy of its source page.

        Args:
            record_id: Its id.
            data: Its content.
            page: The page to keep, as its file's suffix and its bytes.
            note: For the trail.

        Raises:
            RefusedError: Where a record or another page of that name is there already.
            NotSavedError: Where the disk does not take it; nothing was left behind.
        """
        with self.writing() as writer:
            path = self._path(record_id)
            schema = self.library.folder.schema_for(path)
            with kept(writer.ops, self.library.folder, record_id, page):
                written = writer.create(path, dump(data, schema), "import", note, is_record)
            return self._saved(record_id, written)

    def undo(self, record_id: str | None = None, progress: Progress = _untold) -> Saved | Batch | None:
        """Takes back the curator's last change that stands: of a record, or of the whole library.

        A bulk change is one step. `None` where there is nothing to take back.

        Args:
            record_id: The record, `None` for the whole library.
            progress: Told how much of a bulk change is done, as in `apply_many`.

        Raises:
            ConflictError: Where another changed the same fields since.
            RefusedError: Where the values to go back to were redacted.
            NotSavedError: Where the disk does not take it.
        """
        return self._reverse(record_id, to_undo, undoing, progress, undone=False)

    def redo(self, record_id: str | None = None, progress: Progress = _untold) -> Saved | Batch | None:
        """Makes the curator's last undone change again, unless another change followed. As `undo` in all else."""
        return self._reverse(record_id, to_redo, redoing, progress, undone=True)

    def used_keys(self, record_id: str) -> frozenset[str]:
        """Every key that a recommendation of the record has ever borne.

        Raises:
            RefusedError: Where the trail cannot be read.
        """
        # Read apart from what the writer remembers: the interface asks while its writer's thread is at work.
        return used_keys(Reader().read(self._path(record_id)).trail)

    def recover(self) -> tuple[str, ...]:
        """Mends what a crash left behind, and tells of it. Every write does so for what it touches."""
        with self.writing() as writer:
            return (*self._told(), *writer.settle_all())

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Holds the library's lock for what is more than one change of one record.

        Raises:
            NotSavedError: Where another writer holds it all the while.
        """
        with (
            self._thread_lock,
            library_lock(self.library.root, self.curator, timeout=self._wait, probe=not self._probed),
        ):
            self._probed = True
            for plan in self._plans.pending():
                self._finish(plan)
            yield self._writer

    # One change

    def _path(self, record_id: str) -> Path:
        folder = self.library.folder
        return folder.register_path if record_id == REGISTER_ID else folder.record_path(record_id)

    def _change(self, record_id: str, proposal: Proposal, base: str | None = None, by: str | None = None) -> Saved:
        check: Check = is_register if record_id == REGISTER_ID else is_record
        begin = _EMPTY_REGISTER if record_id == REGISTER_ID else None
        written = self._writer.change(self._path(record_id), proposal, base, check, begin=begin, by=by)
        return self._saved(record_id, written)

    def _saved(self, record_id: str, written: Written) -> Saved:
        loaded, notices = Loaded(record_id, written.document), (*self._told(), *written.notices)
        return Saved(record_id, loaded.digest, written.event, written.merged, notices, loaded=loaded)

    def _told(self) -> tuple[str, ...]:
        told, self._notices = self._notices, ()
        return told

    # Bulk changes

    def _carry_out(self, plan: Plan, progress: Progress) -> Batch:
        saved: list[Changed] = []
        skipped: dict[str, str] = {}
        if plan.proposals:
            self._plans.begin(plan)
        for record_id, proposal in plan.proposals.items():
            try:
                made = self._change(record_id, proposal, by=plan.by)
                saved.append(Changed(record_id, made.digest, made.event, made.merged, made.notices))
            except NotSavedError as error:
                done = f"{len(saved)} of {len(plan.proposals)} records were changed"
                raise NotSavedError(f"{error}; {done}, the next write does the others") from error
            except DhrcurateError as error:
                skipped[record_id] = str(error)
            progress(len(saved) + len(skipped), len(plan.proposals))
        if plan.proposals:
            self._plans.end(plan)
        return Batch(plan.id, tuple(s for s in saved if s.event), skipped, self._told())

    def _finish(self, plan: Plan) -> None:
        """Makes what is lacking of a bulk change that was cut short, as its curator."""
        lacking = {i: p for i, p in plan.proposals.items() if not self._has_event(i, plan.id)}
        for record_id, proposal in lacking.items():
            try:
                self._change(record_id, proposal, by=plan.by)
            except NotSavedError:
                raise
            except DhrcurateError as error:
                self._notices += (f"{record_id}: left out of a bulk change that was cut short: {error}",)
        self._plans.end(plan)
        self._notices += (
            f"a bulk change by {plan.by} that was cut short has been finished ({plural(len(lacking), 'record')})",
        )

    def _has_event(self, record_id: str, batch: str) -> bool:
        standing, notices = self._writer.standing(self._path(record_id))
        self._notices += notices
        return any(e.batch == batch for e in standing.trail.events)

    # Undo and redo

    def _reverse(
        self,
        record_id: str | None,
        find: Callable[[Trail, str], Event | None],
        proposing: Callable[[Event], Proposal],
        progress: Progress,
        *,
        undone: bool,
    ) -> Saved | Batch | None:
        with self.writing() as writer:
            for candidate in [record_id] if record_id else self._last_changed():
                event = find(writer.trail(self._path(candidate)), self.curator)
                if event is None:
                    continue
                if event.batch is None:
                    return self._change(candidate, proposing(event))
                found = self._events_of(event.batch, undone=undone)
                return self._carry_out(Plan.new(self.curator, {i: proposing(e) for i, e in found.items()}), progress)
        return None

    def _last_changed(self) -> list[str]:
        """Ids of records with a trail, the one that was changed last first."""
        trails = {i: trail_beside(self._path(i)) for i in (*self.library.ids(), REGISTER_ID)}
        return sorted((i for i, t in trails.items() if t.is_file()), key=lambda i: -trails[i].stat().st_mtime_ns)

    def _events_of(self, batch: str, *, undone: bool) -> dict[str, Event]:
        found: dict[str, Event] = {}
        for record_id in (*self.library.ids(), REGISTER_ID):
            trail = trail_beside(self._path(record_id))
            if trail.is_file() and batch.encode() in trail.read_bytes():
                for event in of_batch(self._writer.trail(self._path(record_id)), batch, undone=undone)[:1]:
                    found[record_id] = event
        return found
