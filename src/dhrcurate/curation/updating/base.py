"""What the newest extraction of a record said, and what became of its rows since: the base of an update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.updating.fates import Fates
from dhrcurate.domain.edit import EXTRACTIONS, RECOMMENDATIONS, Data, get, pointer
from dhrcurate.domain.extraction import extraction_id
from dhrcurate.trail.event import REIMPORT, Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail, parents_first
from dhrcurate.trail.rows import Carried, carried

IMPORT = "import"
_RESTORE = "restore"
_REVERSALS = frozenset({"undo", "redo"})


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A row of the newest extraction.

    Attributes:
        key: Its key: that of the recommendation that it was made to, whether or not there is one now.
        fields: Its fields.
        unknown: Those of which nothing is known: they were taken out of the trail, or nobody knows who wrote them.
        keys: The recommendations in which it stands now, in the order of the record; none if it was removed.
        gone: Whether that extraction no more had it, and an earlier one did.
    """

    key: str
    fields: Mapping[str, Any]
    unknown: frozenset[str]
    keys: tuple[str, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What the newest extraction said.

    Attributes:
        data: The review and its rows, in the form of a record.
        rows: Its rows, in order.
        unknown: The paths in `data` of which nothing is known.
        known: Whether the trail tells what was extracted at all.
        extractions: The ids of the extractions that it is of.
    """

    data: Data
    rows: tuple[BaseRow, ...]
    unknown: Gone
    known: bool = True
    extractions: frozenset[str] = frozenset()

    def knows(self, path: str) -> bool:
        """True if it is known what the extraction said of the review at a path."""
        return self.known and not self.unknown.touches(path)


def base_of(trail: Trail, record: Data) -> Base:
    """The base of an update of a record.

    Where the trail does not begin with an import, or the import was taken out of it, nobody knows what was extracted:
    each recommendation is a row then of which nothing is known but the key.

    Args:
        trail: The record's trail.
        record: Its content.

    Raises:
        RefusedError: If the trail has several heads, or does not fit together.
    """
    events = leading_here(trail)
    trail.head  # noqa: B018  # refuses several heads
    return base_among(events, record)


def base_among(events: Sequence[Event], record: Data) -> Base:
    """The same of the events that led to a record and still stand, in their order."""
    at = next((at for at in reversed(range(len(events))) if events[at].action in (IMPORT, REIMPORT)), None)
    if at is None or not (said := carried(events[at])).data.get(RECOMMENDATIONS):
        return _unknown(record)
    rows = tuple(rows_since(said, events[at + 1 :], record))
    return Base(said.data, rows, said.unknown, extractions=frozenset(_extractions(events[at], said.data)))


def _extractions(event: Event, said: Data) -> Iterator[str]:
    """The ids of the extractions of an import or `reimport` event; those of older versions name none."""
    if event.action == REIMPORT:
        yield str((event.because or {}).get("extraction"))
    elif entries := said.get(EXTRACTIONS):
        yield from (str(one.get("id")) for one in entries)
    elif sha256 := get(said, "/source/sha256"):
        yield extraction_id(f"sha256:{sha256}")


def leading_here(trail: Trail) -> list[Event]:
    """The events that still stand, without those that a restore took back: the record is what an earlier one left."""
    place = {event.id: at for at, event in enumerate(parents_first(trail.events))}
    found: list[Event] = []
    for event in standing_events(trail):
        to = place.get(str((event.because or {}).get("event"))) if event.action == _RESTORE else None
        if to is None:
            found.append(event)
        else:
            found = [one for one in found if place[one.id] <= to]
    return found


def standing_events(trail: Trail) -> list[Event]:
    """The events of a trail whose changes still stand, in their order: without those undone, and the undoing itself."""
    undone = reversed_events(trail)
    return [e for e in parents_first(trail.events) if e.id not in undone and e.action not in _REVERSALS]


def _unknown(record: Data) -> Base:
    rows = record.get(RECOMMENDATIONS, ())
    fields = frozenset(name for row in rows for name in row)
    return Base({}, tuple(BaseRow(row["key"], row, fields, (row["key"],)) for row in rows), Gone(), known=False)


def rows_since(said: Carried, later: Sequence[Event], record: Data) -> list[BaseRow]:
    """The rows of an extraction, each with the recommendations in which it stands now.

    Args:
        said: What the extraction said.
        later: The events since, in their order.
        record: The record as it is now.
    """
    rows = {str(row["key"]): row for row in said.data[RECOMMENDATIONS]}
    fates = Fates({key: said.fates.get(key, (key,)) for key in rows})
    for event in later:
        fates.follow(event)
    order = {str(row["key"]): at for at, row in enumerate(record.get(RECOMMENDATIONS, ()))}
    found = []
    for key, fields in rows.items():
        keys = sorted((k for k in dict.fromkeys(fates.of(key)) if k in order), key=lambda k: order[k])
        names = (*fields, "text") if said.unknown else ()
        unknown = frozenset(n for n in names if said.unknown.touches(pointer(RECOMMENDATIONS, key, n)))
        found.append(BaseRow(key, fields, unknown, tuple(keys), key in said.gone))
    return found
