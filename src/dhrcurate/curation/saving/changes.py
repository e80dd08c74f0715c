"""Single changes of a library's records and of its register, for a caller who holds the library's lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Proposal, Saved
from dhrcurate.curation.saving.transaction import Check, Committed, Transactions, is_record, is_register, is_samples
from dhrcurate.curation.saving.undo import events_of_batch
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, OWN_FILES, REGISTER_ID, SAMPLES_ID, trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail

_EMPTY = b"format = 1\n"
"""What the library's own files begin with."""
_CHECKS: Mapping[str, Check] = {REGISTER_ID: is_register, SAMPLES_ID: is_samples}

_CLOCKS = 2.0
"""Seconds by which a file system's clock may be behind the one that events are dated by."""


@dataclass(frozen=True)
class Changes:
    """Changes the files of one library, each named by its record's id.

    Attributes:
        library: The library.
        transactions: Makes a change of a file durable.
    """

    library: Library
    transactions: Transactions

    def path(self, record_id: str) -> Path:
        """The file of a record, or one of the library's own."""
        folder = self.library.folder
        return folder.root / OWN_FILES[record_id] if record_id in OWN_FILES else folder.record_path(record_id)

    def make(self, record_id: str, proposal: Proposal, base: str | None = None) -> Saved:
        """Makes a proposed change; the arguments and errors are those of `Session.apply`."""
        check = _CHECKS.get(record_id, is_record)
        begin = _EMPTY if record_id in OWN_FILES else None
        return self.saved(record_id, self.transactions.change(self.path(record_id), proposal, base, check, begin=begin))

    def saved(self, record_id: str, written: Committed) -> Saved:
        """What is told of a change that was written."""
        loaded = Loaded(record_id, written.document)
        return Saved(record_id, loaded.digest, written.event, written.merged, written.notices, loaded=loaded)

    def last_changed(self) -> list[str]:
        """Ids of the files with a trail, the last changed first."""
        trails = {i: trail_beside(self.path(i)) for i in (*self.library.ids(), REGISTER_ID)}
        return sorted((i for i, t in trails.items() if t.is_file()), key=lambda i: -trails[i].stat().st_mtime_ns)

    def last(self, find: Callable[[Trail], Event | None], *, by_trail: bool) -> tuple[str, Event | None]:
        """The latest of the events that are found in all trails, and its file's id; `None` if there is none.

        A trail that cannot be read holds none.

        Args:
            find: Finds the event of a trail.
            by_trail: Whether that of the trail that was changed last is meant, whenever the event was made.
        """
        latest: tuple[str, Event | None] = "", None
        for record_id in self.last_changed():
            path = self.path(record_id)
            event = latest[1]
            if event is not None and (by_trail or _is_older(trail_beside(path), event)):
                break
            with suppress(DhrcurateError):
                found = find(self.transactions.trail(path))
                if found is not None and (event is None or found.at > event.at):
                    latest = record_id, found
        return latest

    def events_of(self, batch: str, *, undone: bool) -> dict[str, Event]:
        """The events of a bulk change that can be undone (or, if they are `undone`, redone), by record id."""
        found: dict[str, Event] = {}
        for record_id in (*self.library.ids(), REGISTER_ID):
            trail = trail_beside(self.path(record_id))
            if batch.encode() in (read_or_none(trail, MAX_TRAIL_BYTES) or b""):
                for event in events_of_batch(self.transactions.trail(self.path(record_id)), batch, undone=undone)[:1]:
                    found[record_id] = event
        return found


def _is_older(trail: Path, event: Event) -> bool:
    """True if a trail was written last before an event was made, so that it holds nothing later."""
    return trail.stat().st_mtime < datetime.fromisoformat(event.at).timestamp() - _CLOCKS
