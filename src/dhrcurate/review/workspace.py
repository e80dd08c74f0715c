"""The curator's workspace: which records are open, what was found in them, and the one way to change them.

It lives on the interface's thread. Reading the first record and applying a change to what is shown happen at once;
saving happens on the writer's thread, and reading the library, checking and matching on another. Their answers come
back as messages, which the program hands to the workspace.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from dhrcurate.curation.proposal import Saved, changed_records, saved_records
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import DhrcurateError, UnusableError
from dhrcurate.review.filtering import Source
from dhrcurate.review.record_state import Generations, Made, RecordState, Row, state_of
from dhrcurate.review.rows import LibraryRows, Part
from dhrcurate.review.save_queue import Outcome, SaveJob, SaveQueue, Saving
from dhrcurate.review.summaries import Summary, looks_of, summary_of

if TYPE_CHECKING:
    from dhrcurate.curation.library import Library, Loaded
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.curation.saving.session import Session
    from dhrcurate.domain.record import Record
    from dhrcurate.trail.log import Trail


T = TypeVar("T", bound=Outcome)


OPEN_AT_MOST = 32
"""How many records stay open; what the list and the filter need of the others is kept packed."""


class Workspace:
    """What is open, and the way to change it.

    Args:
        library: The library.
        session: Makes changes durable; made when the curator's name is known.
        save_queue: Runs the session's calls.
    """

    def __init__(self, library: Library, save_queue: SaveQueue) -> None:
        self.library = library
        self.save_queue = save_queue
        self.session: Session | None = None
        self.ids: list[str] = library.ids()
        self.open_records: OrderedDict[str, RecordState] = OrderedDict()
        self.summaries: dict[str, Summary] = {}
        self.read = 0
        self._on_disk: dict[str, str | None] = {}
        self._stamps: dict[str, tuple[int, int, int] | None] = {}
        self._rows: LibraryRows | None = None
        self.reason = ""
        self._progress = ""
        self.trouble = ""
        self._made = Made()
        self._generations = Generations()
        self._closed = 0

    # What is open

    def record(self, record_id: str) -> RecordState:
        """The open record, read from disk the first time; of many, those not looked at for long are closed."""
        if (state := self.open_records.get(record_id)) is None:
            self._stamps[record_id] = self._stamp_of(record_id)
            state = state_of(record_id, self.library.load(record_id))
            if len(self.open_records) >= OPEN_AT_MOST:
                self._close_oldest()
            self.open_records[record_id] = state
        self.open_records.move_to_end(record_id)  # the last is the one that was looked at last
        return state

    def _close_oldest(self) -> None:
        """Closes the record that was not looked at for longest, unless a change of it is on its way to disk."""
        record_id, state = next(iter(self.open_records.items()))
        if not state.pending:
            known = self.summaries.get(record_id)
            if known is None or not known.packed or state.version:  # else it is as it was read
                self.summaries[record_id] = summary_of(state, packed=True, known=known)
            self._closed += state.version + state.found_in
            del self.open_records[record_id]

    def summary(self, record_id: str) -> Summary:
        """What the library's list says of a record, as far as it is known."""
        state = self.open_records.get(record_id)
        known = self.summaries.get(record_id)
        return summary_of(state, known=known) if state is not None else known or Summary(record_id)

    def title_of(self, record_id: str) -> str:
        """A record's title, empty while it is not known."""
        return self.summary(record_id).title

    def rows_of(self, record_id: str) -> Sequence[Row]:
        """The rows of a record, as far as it was read."""
        state = self.open_records.get(record_id)
        if state is not None:
            return state.rows() if state.readable else ()
        summary = self.summaries.get(record_id)
        return summary.rows() if summary else ()

    def rows_of_library(self) -> LibraryRows:
        """The rows of every record that has been read."""
        if self._rows is None:
            read = (i for i in self.ids if i in self.open_records or i in self.summaries)
            parts = (Part(i, self._count(i), partial(self.rows_of, i)) for i in read)
            self._rows = LibraryRows([part for part in parts if part.count])
        return self._rows

    def _count(self, record_id: str) -> int:
        state = self.open_records.get(record_id)
        if state is not None:
            return len(state.recommendations) + 1 if state.readable else 0
        summary = self.summaries[record_id]
        return summary.total + 1 if summary.packed else 0

    def renew(self, record_id: str) -> None:
        """Something of a record changed, so its rows in the library's list are given anew."""
        if self._rows is not None and not self._rows.renew(record_id, self._count(record_id)):
            self._rows = None

    def sources(self) -> Iterator[Source]:
        """What a filter of the whole library goes through: each record that was read. Another thread may do so."""
        for record_id in self.ids:
            if (source := self.source(record_id)) is not None:
                yield source

    def source(self, record_id: str) -> Source | None:
        """A record as a filter goes through it, as it is shown now; `None` where it was not read or cannot be."""
        state = self.open_records.get(record_id)
        if state is not None and state.readable:
            shown = copy(state)  # what is in it is replaced, never changed
            stamp = (state.version, state.found_in, state.digest)
            return Source(record_id, stamp, shown.rows, partial(looks_of, shown), lambda _words: True)
        summary = self.summaries.get(record_id)
        if summary is None or not summary.packed:
            return None
        return Source(record_id, summary.packed, summary.rows, summary.looked, summary.holds)

    def find_records(self) -> None:
        """Looks which records there are."""
        self.ids = self.library.ids()
        known = set(self.ids)
        self.open_records = OrderedDict((i, s) for i, s in self.open_records.items() if i in known)
        self.summaries = {i: s for i, s in self.summaries.items() if i in known}
        self._rows = None

    def touched(self, record_id: str) -> bool:
        """Whether a record's file is another than when it was read."""
        return record_id in self._stamps and self._stamps[record_id] != self._stamp_of(record_id)

    def _stamp_of(self, record_id: str) -> tuple[int, int, int] | None:
        try:
            found = self.library.folder.record_path(record_id).stat()
        except (OSError, UnusableError):
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def starting_place(self, record_id: str, key: str) -> tuple[str, str]:
        """The record and key to open at: as given, else the first undecided recommendation of the first open record.

        Only as many records are read as it takes; where nothing is undecided it is the first record.
        """
        if record_id in self.ids and self.record(record_id).readable:
            if self.record(record_id).by_key(key) is not None:
                return record_id, key
            return record_id, self.first_key(record_id)
        for candidate in self.ids:
            state = self.record(candidate)
            if state.readable and not state.signed_off and any(r.undecided for r in state.rows()):
                return candidate, self.first_key(candidate)
        first = next((i for i in self.ids if self.record(i).readable), self.ids[0] if self.ids else "")
        return first, self.first_key(first) if first else ""

    def first_key(self, record_id: str) -> str:
        """The first undecided recommendation of a record, else its first; empty where it has none."""
        rows = self.record(record_id).rows()
        return next((r.key for r in rows if r.undecided), rows[1].key if len(rows) > 1 else "")

    @property
    def stamp(self) -> int:
        """Grows with every change of what is shown, so that an answer about an older state can be told."""
        return sum(state.version + state.found_in for state in self.open_records.values()) + self._closed + self.read

    def neighbour(self, record_id: str, step: int) -> str | None:
        """The next or previous record of the library, `None` at its end."""
        at = self.ids.index(record_id) + step if record_id in self.ids else 0
        return self.ids[at] if 0 <= at < len(self.ids) else None

    def typed(self, record_id: str) -> Record | None:
        """The typed record as it is shown, saved or not; `None` where it cannot be read."""
        from dhrcurate.storage.document import validated  # noqa: PLC0415  # imports pydantic

        return validated(self.record(record_id).data)[0]

    def register_data(self) -> Data:
        """The content of the library's own register; empty where there is none."""
        return self.library.register_data()

    def trail(self, record_id: str) -> Trail:
        """The trail of a record; without events where there is none.

        Raises:
            DhrcurateError: Where a line of it is no event.
        """
        from dhrcurate.trail.log import Trail, read_events  # noqa: PLC0415  # only where history is asked for

        path = self.library.folder.trail_path(record_id)
        return read_events(path.read_bytes(), path.name) if path.is_file() else Trail()

    def used_keys(self, record_id: str) -> frozenset[str]:
        """Keys that recommendations of a record have ever borne."""
        from dhrcurate.trail.history import used_keys  # noqa: PLC0415  # only where one is added

        return used_keys(self.trail(record_id))

    # Changing

    @property
    def saving(self) -> tuple[Saving, str]:
        """Whether all is on disk; else how far it is, or why it could not be."""
        if self.save_queue.is_stuck:
            return Saving.STUCK, self.reason
        return (Saving.UNDER_WAY, self._progress) if self.save_queue.waiting else (Saving.SAVED, "")

    def propose(self, record_id: str, proposal: Proposal, words: str, *, key: str = "") -> None:
        """Shows a change at once and sends it to disk.

        Raises:
            EditError: Where it does not fit what is shown.
        """
        session = self._signed()
        state = self.record(record_id)
        generation = self._generations.new()
        state.propose(generation, proposal.edits)
        self._made.made(record_id)
        run = partial(self._apply, session, record_id, proposal, state.digest)
        self.save_queue.submit(SaveJob(generation, record_id, run, words, "edit", key))

    def propose_many(self, proposals: Mapping[str, Proposal], words: str, note: str = "") -> None:
        """Makes one bulk change, which is undone as one step; it shows when it is saved."""
        session = self._signed()
        wanted = dict(proposals)
        self._submit(lambda: session.apply_many(wanted, note, self._goes_on), words, "bulk")

    def _goes_on(self, done: int, of: int) -> None:
        self._progress = f"{done} of {of}"

    def undo(self, record_id: str | None, *, redo: bool = False) -> None:
        """Takes the curator's last change back, or makes it again.

        Args:
            record_id: The record on the screen, whose last change is meant where none since the start is left;
                `None` for the last change in the whole library, its register among it.
            redo: Whether to make an undone change again.
        """
        session = self._signed()
        turn = self._made.to_redo if redo else self._made.to_undo
        target = turn(record_id) if record_id else None
        call = session.redo if redo else session.undo
        words = "redo" if redo else "undo"
        self._submit(lambda: call(target, self._goes_on), words, words, target or "")

    def _submit(self, call: Callable[[], T], words: str, action: str, record_id: str = "") -> None:
        def run() -> T:
            try:
                return self._noted(call())
            finally:
                self._progress = ""

        self.save_queue.submit(SaveJob(self._generations.new(), record_id, run, words, action))

    def close(self) -> bool:
        """Saves what is queued and ends; returns whether everything was saved."""
        return self.save_queue.close()

    def retry(self) -> None:
        """Tries again what could not be saved."""
        self.reason = ""
        self.save_queue.retry()

    # What comes back

    def saved(self, job: SaveJob, outcome: Outcome) -> list[str]:
        """Takes what a job brought; returns the ids of records whose content may be new."""
        changed = []
        for saved in changed_records(outcome):
            if saved.record_id in self.ids:  # else it is the register
                self._stamps[saved.record_id] = self._stamp_of(saved.record_id)
                if isinstance(saved, Saved):
                    self._take(saved.record_id, saved.loaded, job.number)
                elif saved.record_id in self.open_records:
                    self._take(saved.record_id, self.library.load(saved.record_id), job.number)
            changed.append(saved.record_id)
        if job.action == "bulk" and (own := saved_records(outcome)):
            self._made.made(own[0].record_id)
        return changed

    def refused(self, job: SaveJob) -> list[str]:
        """Takes back what a refused job showed, and reads its record again."""
        if not job.record:
            return []
        if job.action == "edit":
            self._made.not_made(job.record)
        state = self.open_records.get(job.record)
        if state is not None:
            state.refused(job.number)
            self.reread(job.record)
        return [job.record]

    def reread(self, record_id: str) -> bool:
        """Reads a record again from disk; says whether it was another than before."""
        self._stamps[record_id] = self._stamp_of(record_id)
        loaded = self.library.load(record_id)
        before = self.open_records.get(record_id)
        digest = before.digest if before else None
        self._take(record_id, loaded, -1)
        return loaded.digest != digest

    def _take(self, record_id: str, loaded: Loaded, generation: int) -> None:
        state = self.open_records.get(record_id)
        fresh = state_of(record_id, loaded)
        if state is None:
            if record_id in self.summaries:
                self.summaries[record_id] = summary_of(fresh, packed=True, known=self.summaries[record_id])
            return
        if fresh.saved is None:
            state.saved, state.problems, state.digest = None, fresh.problems, None
            state.version += 1
        else:
            state.settled(generation, fresh.saved, fresh.digest)
            if not self.save_queue.waiting:
                self._on_disk[record_id] = fresh.digest

    # On the writer's thread

    def _apply(self, session: Session, record_id: str, proposal: Proposal, digest: str | None) -> Saved:
        # The change before this one may be on disk already while the interface has not heard of it yet.
        base = self._on_disk.get(record_id, digest)
        return self._noted(session.apply(record_id, proposal, base=base))

    def _noted(self, outcome: T) -> T:
        for saved in changed_records(outcome):
            self._on_disk[saved.record_id] = saved.digest
        return outcome

    def _signed(self) -> Session:
        if self.session is None:  # pragma: no cover  # screens ask for the name first
            raise DhrcurateError("there is no curator's name yet")
        return self.session
