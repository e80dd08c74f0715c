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
from dhrcurate.curation.saving.creating import Page, kept
from dhrcurate.curation.saving.notices import Finished, Untold
from dhrcurate.curation.saving.on_disk import Reader
from dhrcurate.curation.saving.transaction import Check, Writer, Written, is_record, is_register
from dhrcurate.curation.saving.undoing import of_batch, redoing, to_redo, to_undo, undoing
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
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
        self._untold = Untold()
        self._cut_short: Plan | None = None

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
            return self._untold.told_with(self._change(record_id, proposal, base))

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
            NotSavedError: Where the disk did not take all of it. What is lacking is made by the next write of anyone;
                the same call made again is answered with all of it.
        """
        noted = {i: replace(p, note=p.note or note) for i, p in proposals.items()}
        plan = Plan.new(self.curator, noted)
        with self.writing(progress):
            batch = self._untold.answer(plan.equals) or self._carry_out(plan, progress)
            return self._untold.told_with(batch)

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
            return self._untold.told_with(self._saved(record_id, written))

    def undo(self, record_id: str | None = None, progress: Progress = _untold) -> Saved | Batch | None:
        """Takes back the curator's last change that stands: of a record, or of the whole library.

        A bulk change is one step. `None` where there is nothing to take back. Where an undo of the curator's was cut
        short, by a crash or a disk that did not take it, that one is finished and nothing more is taken back.

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
            return (*self._untold.notices(), *writer.settle_all())

    @contextmanager
    def writing(self, progress: Progress = _untold) -> Iterator[Writer]:
        """Holds the library's lock for what is more than one change of one record. First finishes what was cut short.

        Args:
            progress: Told how much of a bulk change is done that had been cut short.

        Raises:
            NotSavedError: Where another writer holds it all the while.
        """
        with (
            self._thread_lock,
            library_lock(self.library.root, self.curator, timeout=self._wait, probe=not self._probed),
        ):
            self._probed = True
            self._finish_pending(progress)
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
        loaded = Loaded(record_id, written.document)
        return Saved(record_id, loaded.digest, written.event, written.merged, written.notices, loaded=loaded)

    # Bulk changes

    def _carry_out(self, plan: Plan, progress: Progress) -> Batch:
        if not plan.proposals:
            return Batch(plan.id)
        self._cut_short = plan  # until it is not
        self._plans.begin(plan)
        batch, _ = self._make(plan, progress, begun=False)
        self._plans.end(plan)
        self._cut_short = None
        return batch

    def _finish_pending(self, progress: Progress) -> None:
        """Makes what is lacking of bulk changes that were cut short, each as its curator."""
        for plan in self._plans.pending():
            batch, lacking = self._make(plan, progress, begun=True)
            self._plans.end(plan)
            own = self._cut_short is not None and self._cut_short.id == plan.id
            self._untold.finished(Finished(plan, batch, lacking, own))
            if own:
                self._cut_short = None
        if (lost := self._cut_short) is not None:  # another has finished it meanwhile, or it had never begun
            found = (self._made(record_id, lost.id)[0] for record_id in lost.proposals)
            if saved := tuple(changed for changed in found if changed is not None):
                self._untold.finished(Finished(lost, Batch(lost.id, saved), 0, own=True))
            self._cut_short = None

    def _make(self, plan: Plan, progress: Progress, *, begun: bool) -> tuple[Batch, int]:
        """Makes a bulk change, or what is lacking of one that was begun.

        Returns:
            All that came of it, with what was made before; and how many records had been left to do.

        Raises:
            NotSavedError: Where the disk did not take all of it.
        """
        saved: list[Changed] = []
        skipped: dict[str, str] = {}
        lacking, count = 0, len(plan.proposals)
        for record_id, proposal in plan.proposals.items():
            try:
                changed, whole = self._made(record_id, plan.id) if begun else (None, False)
                lacking += not whole
                if changed is None:
                    made = self._change(record_id, proposal, by=plan.by)
                    changed = Changed(record_id, made.digest, made.event, made.merged, made.notices)
                saved.append(changed)
            except NotSavedError as error:
                whose = f"a bulk change by {plan.by} is cut short: " if begun else ""
                done = f"{len(saved)} of {count} records were changed, the next write does the others"
                raise NotSavedError(f"{error}; {whose}{done}") from error
            except DhrcurateError as error:
                skipped[record_id] = str(error)
            progress(len(saved) + len(skipped), count)
        unchanged = tuple(notice for s in saved if not s.event for notice in s.notices)
        return Batch(plan.id, tuple(s for s in saved if s.event), skipped, unchanged), lacking

    def _made(self, record_id: str, batch: str) -> tuple[Changed | None, bool]:
        """What a bulk change made of a record before it was cut short, `None` where it did not get that far.

        Returns:
            That, and whether nothing had to be done for it any more.
        """
        standing, notices = self._writer.standing(self._path(record_id))
        event = next((e for e in reversed(standing.trail.events) if e.batch == batch), None)
        if event is None:
            self._untold.note(notices)
            return None, False
        late = self._writer.confirm(standing.document) or standing.completed
        return Changed(record_id, standing.document.digest, event, notices=notices), not late

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
        action = "redo" if undone else "undo"
        with self.writing(progress) as writer:
            if (batch := self._untold.answer(lambda plan: self._asks_for(plan, action, record_id))) is not None:
                return self._untold.told_with(batch)
            for candidate in [record_id] if record_id else self._last_changed():
                if (saved := self._completed(candidate, action)) is not None:
                    return self._untold.told_with(saved)
                event = find(writer.trail(self._path(candidate)), self.curator)
                if event is None:
                    continue
                if event.batch is None:
                    return self._untold.told_with(self._change(candidate, proposing(event)))
                found = self._events_of(event.batch, undone=undone)
                plan = Plan.new(self.curator, {i: proposing(e) for i, e in found.items()})
                return self._untold.told_with(self._carry_out(plan, progress))
        return None

    def _asks_for(self, plan: Plan, action: str, record_id: str | None) -> bool:
        """Whether a bulk change is the undo (or redo) that is asked for."""
        return plan.by == self.curator and plan.only(action) and record_id in (None, *plan.proposals)

    def _completed(self, record_id: str, action: str) -> Saved | None:
        """The curator's own undo (or redo) of a record, where it was cut short and has been completed just now."""
        standing, notices = self._writer.standing(self._path(record_id))
        completed = self._writer.confirm(standing.document) or standing.completed
        event = standing.heads[0] if len(standing.heads) == 1 else None
        if completed and event is not None and event.by == self.curator and event.action == action:
            return self._saved(record_id, Written(standing.document, event, notices=notices))
        self._untold.note(notices)
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
