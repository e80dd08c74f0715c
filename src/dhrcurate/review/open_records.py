"""The records of a library as an interface shows them: the open ones, and a summary of each of the others."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING

from dhrcurate.curation.filter_values import searchable
from dhrcurate.domain.edit import DOCUMENTS, Data
from dhrcurate.domain.errors import UnusableError
from dhrcurate.review.filtering import FilterSource
from dhrcurate.review.record_state import RecordState, state_of
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows, Part
from dhrcurate.review.summaries import Summary, filter_rows_of, summary_of, written_in

if TYPE_CHECKING:
    from pathlib import Path

    from dhrcurate.curation.library import Library, Loaded
    from dhrcurate.domain.record import Record
    from dhrcurate.trail.log import Trail

OPEN_AT_MOST = 32
"""How many records stay open; what the list and the filter need of the others is kept packed."""

_LOOKED_THROUGH = 100
"""How many records are looked through while a key waits: each takes a fraction of a millisecond."""


class OpenRecords:
    """The open records of a library, and what is known of the others.

    Args:
        library: The library.

    Attributes:
        ids: The ids of all records.
        open_records: The open ones by id, the one that was shown last at the end.
        summaries: What is known of the others, by id.
        read: The number of summaries that came so far.
        names_version: Counts the changes of the register, on which findings and suggestions depend.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.ids: list[str] = library.ids()
        self.open_records: OrderedDict[str, RecordState] = OrderedDict()
        self.summaries: dict[str, Summary] = {}
        self.read = 0
        self.names_version = 0
        self._stamps: dict[str, tuple[int, int, int] | None] = {}
        self._document_stamps: dict[Path, tuple[int, int, int] | None] = {}
        self._rows: LibraryRows | None = None
        self._closed = 0

    # Opening and closing

    def record(self, record_id: str) -> RecordState:
        """Return the open record; reads it from disk the first time, and closes one that was not shown for long."""
        if (state := self.open_records.get(record_id)) is None:
            self._stamps[record_id] = self._stamp_of(record_id)
            state = state_of(record_id, self.library.load(record_id))
            if len(self.open_records) >= OPEN_AT_MOST:
                self._close_oldest()
            self.open_records[record_id] = state
        self.open_records.move_to_end(record_id)
        return state

    def _close_oldest(self) -> None:
        """Closes the record that was not shown for longest, unless a change of it is on its way to disk."""
        record_id, state = next(iter(self.open_records.items()))
        if not state.pending:
            known = self.summaries.get(record_id)
            if known is None or not known.packed or state.version:  # else it is as it was read
                self.summaries[record_id] = summary_of(state, packed=True, known=known)
            self._closed += state.version + state.found_in
            del self.open_records[record_id]

    def find_records(self) -> None:
        """Lists the records of the library again."""
        self.ids = self.library.ids()
        known = set(self.ids)
        self.open_records = OrderedDict((i, s) for i, s in self.open_records.items() if i in known)
        self.summaries = {i: s for i, s in self.summaries.items() if i in known}
        self._rows = None

    def touched(self, record_id: str) -> bool:
        """True if a record's file is not the one that was read."""
        return record_id in self._stamps and self._stamps[record_id] != self._stamp_of(record_id)

    def reread(self, record_id: str) -> bool:
        """Reads a record again from disk; returns whether it has changed there."""
        self._stamps[record_id] = self._stamp_of(record_id)
        loaded = self.library.load(record_id)
        before = self.open_records.get(record_id)
        digest = before.digest if before else None
        self.take(record_id, loaded)
        return loaded.digest != digest

    def take(self, record_id: str, loaded: Loaded, number: int = -1) -> None:
        """Shows a record as it was read from disk, with the changes that are still on their way there.

        Args:
            record_id: The record.
            loaded: The record as read.
            number: The number of the change that is saved now; -1 where none was.
        """
        state = self.open_records.get(record_id)
        fresh = state_of(record_id, loaded)
        if state is None:
            if record_id in self.summaries:
                self.summaries[record_id] = summary_of(fresh, packed=True, known=self.summaries[record_id])
        elif fresh.saved is None:
            state.saved, state.problems, state.digest = None, fresh.problems, None
            state.version += 1
        else:
            state.settled(number, fresh.saved, fresh.digest)

    def documents_touched(self, record_id: str) -> bool:
        """True if the file of a document that a record names came, went or changed since this was asked last."""
        state = self.open_records.get(record_id)
        named = (state.data.get(DOCUMENTS) or ()) if state is not None else ()
        files = [str(one["file"]) for one in named if one.get("file")]
        if not files:
            return False
        folder = self.library.folder.record_path(record_id).parent
        stamps = {folder / file: _stamp(folder.joinpath, file) for file in files}
        changed = any(self._document_stamps.get(path, stamp) != stamp for path, stamp in stamps.items())
        self._document_stamps.update(stamps)
        return changed

    def _stamp_of(self, record_id: str) -> tuple[int, int, int] | None:
        return _stamp(self.library.folder.record_path, record_id)

    def names_changed(self) -> list[str]:
        """Takes note that the register has changed; returns the open records, which it concerns."""
        self.library.refresh_names()
        self.names_version += 1
        for state in self.open_records.values():
            state.version += 1
        return [*self.open_records]

    @property
    def stamp(self) -> int:
        """A number that grows with every change of what is shown, so that results about an older state can be told."""
        return sum(state.version + state.found_in for state in self.open_records.values()) + self._closed + self.read

    # Rows and summaries

    def summary(self, record_id: str) -> Summary:
        """Return the line for a record in the library's list, as far as it is known."""
        state = self.open_records.get(record_id)
        known = self.summaries.get(record_id)
        return summary_of(state, known=known) if state is not None else known or Summary(record_id)

    def title_of(self, record_id: str) -> str:
        """Return a record's title, empty while it is not known."""
        return self.summary(record_id).title

    def rows_of(self, record_id: str) -> Sequence[Row]:
        """Return the rows of a record, as far as it was read."""
        state = self.open_records.get(record_id)
        if state is not None:
            return state.rows_and_left_out() if state.readable else ()
        summary = self.summaries.get(record_id)
        return summary.rows() if summary else ()

    def rows_of_library(self) -> LibraryRows:
        """Return the rows of every record that has been read."""
        if self._rows is None:
            read = (i for i in self.ids if i in self.open_records or i in self.summaries)
            counted = ((i, *self._counts(i)) for i in read)
            parts = (Part(i, count, partial(self.rows_of, i), left_out) for i, count, left_out in counted if count)
            self._rows = LibraryRows([*parts])
        return self._rows

    def _counts(self, record_id: str) -> tuple[int, int]:
        """How many rows a record has, and how many of them are passages that no recommendation holds."""
        state = self.open_records.get(record_id)
        if state is not None:
            left_out = len(state.left_out) if state.readable else 0
            return len(state.recommendations) + 1 + left_out if state.readable else 0, left_out
        summary = self.summaries[record_id]
        return (summary.total + 1 + summary.left_out, summary.left_out) if summary.packed else (0, 0)

    def renew(self, record_id: str) -> None:
        """Drops a record's rows from the library's list, so that they are made again."""
        if self._rows is not None and not self._rows.renew(record_id, *self._counts(record_id)):
            self._rows = None

    def sources(self) -> Iterator[FilterSource]:
        """Yield every record that was read, for a filter of the whole library; another thread may do so."""
        for record_id in self.ids:
            if (source := self.source(record_id)) is not None:
                yield source

    def source(self, record_id: str) -> FilterSource | None:
        """Return a record for a filter, as it is shown now; `None` where it was not read or cannot be."""
        state = self.open_records.get(record_id)
        if state is not None and state.readable:
            shown = copy(state)  # what is in it is replaced, never changed
            stamp = (state.version, state.found_in, state.digest)
            return FilterSource(
                record_id,
                stamp,
                shown.rows_and_left_out,
                partial(filter_rows_of, shown),
                lambda _words: True,
                partial(written_in, shown),
            )
        summary = self.summaries.get(record_id)
        if summary is None or not summary.packed:
            return None
        return FilterSource(
            record_id, summary.packed, summary.rows, summary.filter_rows, summary.holds, lambda: summary.written
        )

    def may_be_elsewhere(self, record_id: str, words: str) -> bool:
        """True unless no other record has some words; in a library too large to look at once it is always true."""
        others = [i for i in self.ids if i != record_id]
        return len(others) > _LOOKED_THROUGH or any(self._may_have(i, words) for i in others)

    def _may_have(self, record_id: str, words: str) -> bool:
        state = self.open_records.get(record_id)
        if state is not None:
            cells = (str(rec.get("addressed_to") or "") for rec in state.recommendations)
            return any(words.casefold() in cell.casefold() for cell in cells)
        summary = self.summaries.get(record_id)
        return summary is None or (bool(summary.packed) and summary.holds([searchable(words)]))

    # Where to go

    def starting_place(self, record_id: str, key: str | None) -> tuple[str, str]:
        """Return the record and key to open at: as given, else the first undecided one of the first open record.

        Only as many records are read as it takes; where nothing is undecided it is the first record.

        Args:
            record_id: The record, empty for none.
            key: The recommendation, empty for the record's own row, `None` where it is not known.
        """
        if record_id in self.ids and self.record(record_id).readable:
            if key is not None and (not key or self.record(record_id).by_key(key) is not None):
                return record_id, key
            return record_id, self.first_key(record_id)
        for candidate in self.ids:
            state = self.record(candidate)
            if state.readable and not state.signed_off and any(r.undecided for r in state.rows()):
                return candidate, self.first_key(candidate)
        first = next((i for i in self.ids if self.record(i).readable), self.ids[0] if self.ids else "")
        return first, self.first_key(first) if first else ""

    def first_key(self, record_id: str) -> str:
        """Return the first undecided recommendation of a record, else its first; empty where it has none."""
        rows = self.record(record_id).rows()
        return next((r.key for r in rows if r.undecided), rows[1].key if len(rows) > 1 else "")

    def neighbour(self, record_id: str, step: int) -> str | None:
        """Return the next or previous record of the library, `None` at its end."""
        at = self.ids.index(record_id) + step if record_id in self.ids else 0
        return self.ids[at] if 0 <= at < len(self.ids) else None

    # What belongs to a record

    def typed(self, record_id: str) -> Record | None:
        """Return the typed record as it is shown, saved or not; `None` where it cannot be read."""
        from dhrcurate.storage.document import validated  # noqa: PLC0415  # imports pydantic

        return validated(self.record(record_id).data)[0]

    def register_data(self) -> Data:
        """Return the content of the library's own register; empty where there is none."""
        return self.library.register_data()

    def trail(self, record_id: str) -> Trail:
        """Return the trail of a record; without events where there is none.

        Raises:
            DhrcurateError: Where a line of it is not an event.
        """
        from dhrcurate.trail.log import Trail, read_events  # noqa: PLC0415  # only where history is asked for

        path = self.library.folder.trail_path(record_id)
        return read_events(path.read_bytes(), path.name) if path.is_file() else Trail()

    def trail_stamp(self, record_id: str) -> tuple[int, int, int] | None:
        """Return what changes whenever the trail of a record is written; `None` where there is none."""
        return _stamp(self.library.folder.trail_path, record_id)

    def used_keys(self, record_id: str) -> frozenset[str]:
        """Return every key that a recommendation of a record has ever had."""
        from dhrcurate.trail.history import used_keys  # noqa: PLC0415  # only where one is added

        return used_keys(self.trail(record_id))


def _stamp(path_of: Callable[[str], Path], name: str) -> tuple[int, int, int] | None:
    """What changes whenever a file is written; `None` where there is none."""
    try:
        found = path_of(name).stat()
    except (OSError, UnusableError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
