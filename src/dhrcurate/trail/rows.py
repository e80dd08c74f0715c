"""The rows of an extraction as an event carries them: what the next one is compared with, whatever a curator changed.

The first event of an import holds them as the record that it makes. A `reimport` event holds them apart from what it
changes in the record, each field as a change of its own below one reserved path, so that each can be redacted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dhrcurate.domain.edit import Edit, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import REIMPORT, ROWS, Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.replay import begun
from dhrcurate.trail.roots import root_edits


@dataclass(frozen=True, slots=True)
class Carried:
    """What an extraction said.

    Attributes:
        data: The review and its rows, in the form of a record.
        unknown: The paths in it of which nothing is known, because their values were taken out.
        fates: Of rows, by their keys, the recommendations in which they stood when the event was made, if these are
            not just those of the same key.
        gone: The keys of rows that it no more had.
    """

    data: Mapping[str, Any]
    unknown: Gone
    fates: Mapping[str, tuple[str, ...]]
    gone: frozenset[str] = frozenset()


def edits_of_rows(data: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits by which a `reimport` event carries the rows of its extraction.

    Args:
        data: The review and its rows, in the form of a record.
    """
    return tuple(replace(edit, path=pointer(ROWS) + edit.path) for edit in root_edits(data))


def carried(event: Event) -> Carried:
    """What the extraction of an import or `reimport` event said.

    Raises:
        RefusedError: If its changes do not fit together.
    """
    start = len(pointer(ROWS))
    changes = event.changes
    if event.action == REIMPORT:
        changes = tuple(replace(change, path=change.path[start:]) for change in event.rows)
    unknown = Gone()
    try:
        data = begun(changes, unknown)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(f"the rows of the event {event.id[:12]} do not fit together: {error}") from error
    because = event.because or {}
    fates, gone = because.get("rows"), because.get("gone")
    return Carried(
        data,
        unknown,
        {key: tuple(map(str, keys)) for key, keys in fates.items()} if isinstance(fates, Mapping) else {},
        frozenset(map(str, gone)) if isinstance(gone, list) else frozenset(),
    )
