"""Queries of a trail: its events, who last set each value, and the event of a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, parts, pointer
from dhrcurate.domain.errors import UnusableError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import lineage, replay


def concerning(trail: Trail, key: str | None = None) -> list[Event]:
    """The events of a trail, newest first; with a key only those that touched that recommendation."""
    events = list(reversed(trail.events))
    if key is None:
        return events
    root = pointer(RECOMMENDATIONS, key)
    return [e for e in events if any(not c.path or c.path == root or c.path.startswith(root + "/") for c in e.changes)]


def reversed_events(trail: Trail) -> frozenset[str]:
    """Ids of the events that are undone and not redone."""
    answered: dict[str, bool] = {}
    for event in trail.events:
        if event.reverses and event.action == "undo":
            answered[event.reverses] = True
        elif event.reverses and event.action == "redo":
            answered[event.reverses] = False
    return frozenset(i for i, undone in answered.items() if undone)


def at(trail: Trail, when: str) -> Event:
    """The event that an `EVENT|TIME` argument refers to.

    Args:
        trail: The trail.
        when: An event's id or the beginning of one (four digits at least), or a time: `2026-11-22`,
            `2026-11-22T10:05` or RFC 3339; without an offset it is UTC, and a bare date means the end of that day.

    Raises:
        UnusableError: If it is neither an id nor a time, no event has that id, or there was none yet at that time.
    """
    moment = _moment(when)
    if moment is None:
        if not set(when) <= set("0123456789abcdef") or len(when) < 4:
            raise UnusableError(f"{when!r} is neither an event's id nor a time such as 2026-11-22T10:05")
        return trail.by_id(when)
    earlier = [e for e in lineage(trail, trail.head) if e.at <= moment] if trail.head else []
    if not earlier:
        raise UnusableError(f"the trail has no event at or before {when}")
    return earlier[-1]


def _moment(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if text.isdecimal():
        return None
    if len(text) <= len("2026-11-22"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_000)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass(frozen=True, slots=True)
class Blame:
    """Who last set one value.

    Attributes:
        path: JSON Pointer of the value.
        value: Its current value, as JSON.
        event: The event that set it.
    """

    path: str
    value: Any
    event: Event


def blame(trail: Trail) -> list[Blame]:
    """Who last set each value of the record, in the order of the record.

    Raises:
        RefusedError: If the trail cannot be replayed.
    """
    state = replay(trail)
    set_by: list[tuple[str, Event]] = [(c.path, e) for e in lineage(trail, state.event) for c in e.changes]
    order = pointer(RECOMMENDATIONS, ORDER)
    last: dict[str, Event] = {}
    leaves = dict(_leaves(state.data))
    for path, event in set_by:
        if path == order:
            continue
        if path in leaves:
            last[path] = event
            continue
        for leaf in leaves:
            if not path or leaf.startswith(path + "/"):
                last[leaf] = event
    return [Blame(path, value, last[path]) for path, value in leaves.items() if path in last]


def _leaves(data: Mapping[str, Any], where: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in data.items():
        path = where + pointer(name)
        if not where and name == RECOMMENDATIONS:
            for row in value:
                found += _leaves(row, pointer(RECOMMENDATIONS, row["key"]))
        elif isinstance(value, Mapping):
            found += _leaves(value, path)
        else:
            found.append((path, value))
    return found


def used_keys(trail: Trail) -> frozenset[str]:
    """Every key that a recommendation of the record has ever had; none of them may be reused."""
    keys: set[str] = set()
    for event in trail.events:
        for change in event.changes:
            where = parts(change.path)
            if where[:1] == [RECOMMENDATIONS] and len(where) > 1 and where[1] != ORDER:
                keys.add(where[1])
            elif not where:
                for state in (change.old, change.new):
                    keys |= {r["key"] for r in (state or {}).get(RECOMMENDATIONS, ())}
    return frozenset(keys)
