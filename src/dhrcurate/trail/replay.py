"""Rebuilding a state from the trail alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Edit, EditError, apply, parts
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail

REDACTED = "[redacted]"
"""Placeholder in a rebuilt state for a value that was redacted."""


@dataclass(frozen=True, slots=True)
class State:
    """A record's content as it was after an event.

    Attributes:
        data: The content as JSON: date-times are strings.
        event: The event after which it had this content.
        redacted: Paths that hold `REDACTED` because an event's values were redacted.
    """

    data: dict[str, Any]
    event: Event
    redacted: tuple[str, ...] = ()


def lineage(trail: Trail, event: Event) -> list[Event]:
    """The events from the first one to `event`, along first parents, to which each event's changes are relative.

    Raises:
        RefusedError: If a parent is not in the trail.
    """
    by_id = {e.id: e for e in trail.events}
    line = [event]
    while line[-1].parents:
        parent = by_id.get(line[-1].parents[0])
        if parent is None:
            raise RefusedError(f"the event {line[-1].parents[0][:12]} is missing from the trail")
        line.append(parent)
        if len(line) > len(by_id):
            raise RefusedError("the trail's events name each other as parents in a circle")
    return line[::-1]


def replay(trail: Trail, event: Event | None = None) -> State:
    """Rebuilds the state after an event, or after the trail's only head.

    Raises:
        RefusedError: If the trail is empty, has several heads and none was chosen, or does not fit together.
    """
    event = event or trail.head
    if event is None:
        raise RefusedError("the trail is empty")
    return rebuild(lineage(trail, event))


def rebuild(events: Sequence[Event]) -> State:
    """Applies events in order, from the first one on.

    Raises:
        RefusedError: If one does not fit the state before it.
    """
    data: dict[str, Any] = {}
    redacted: set[str] = set()
    for event in events:
        for change in event.changes:
            if change.redacted is not None:
                redacted.add(change.path)
                data = _blanked(data, change.path)
                continue
            hidden = any(_overlap(change.path, path) for path in redacted)
            try:
                data = apply(data, [change.edit], check=not hidden and bool(change.path))
            except (EditError, KeyError, TypeError) as error:
                if not hidden:
                    raise RefusedError(f"the event {event.id[:12]} does not fit those before it: {error}") from error
                continue
            redacted = {path for path in redacted if not _within(path, change.path)}
    return State(data, events[-1], tuple(sorted(redacted)))


def _blanked(data: dict[str, Any], path: str) -> dict[str, Any]:
    where = parts(path)
    if not where or where[-1] == ORDER:
        return data
    try:
        whole = where[0] == RECOMMENDATIONS and len(where) == len((RECOMMENDATIONS, "key"))
        return apply(data, [Edit(path, None, {"key": where[-1]} if whole else REDACTED)], check=False)
    except (EditError, KeyError, TypeError):
        return data


def _within(path: str, whole: str) -> bool:
    return not whole or path == whole or path.startswith(whole + "/")


def _overlap(one: str, other: str) -> bool:
    return _within(one, other) or _within(other, one)
