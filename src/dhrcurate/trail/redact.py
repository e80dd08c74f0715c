"""Redaction: a value removed from a trail for good, while the chain still verifies."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import read_events, whole_lines


def redacted(raw: bytes, event_id: str, path: str, name: str = "the trail") -> bytes:
    """Replaces the values of one change of one event by their digest; all other bytes stay.

    Args:
        raw: The trail's bytes.
        event_id: The event's id or its beginning.
        path: Path of the change.
        name: The trail's name in an error.

    Raises:
        UnusableError: If there is no such event or change.
        RefusedError: If it is already redacted.
    """
    event = read_events(raw, name).by_id(event_id)
    change = next((c for c in event.changes if c.path == path), None)
    if change is None:
        paths = ", ".join(c.path or '""' for c in event.changes) or "nothing"
        raise UnusableError(
            f"the event {event.id[:12]} did not change {path or 'the whole record'}; it changed {paths}"
        )
    if change.redacted is not None:
        raise RefusedError(f"{path or 'the whole record'} of the event {event.id[:12]} is already redacted")
    blank = replace(event, changes=tuple(c.without_values() if c is change else c for c in event.changes))
    whole, torn = whole_lines(raw)
    lines = whole.splitlines(keepends=True)
    lines = [blank.to_line() if Event.from_line(line).id == event.id else line for line in lines]
    return b"".join(lines) + torn
