"""Queries of a trail: its events, who last set each value, and the event of a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dhrcurate.domain.clock import in_utc
from dhrcurate.domain.edit import KEYED, ORDER, RECOMMENDATIONS, identity, parts, pointer
from dhrcurate.domain.errors import UnusableError
from dhrcurate.trail.event import ROWS, Change, Event
from dhrcurate.trail.graph import ancestors
from dhrcurate.trail.log import Trail, parents_first
from dhrcurate.trail.replay import lineage, replay
from dhrcurate.trail.roots import rows_of


def concerning(trail: Trail, key: str | None = None) -> list[Event]:
    """The events of a trail, newest first; with a key only those that touched that recommendation."""
    events = _newest_first(trail)
    return events if key is None else [e for e in events if any(_touches(c.path, key) for c in e.changes)]


def narrowed(event: Event, key: str | None) -> Event:
    """An event to be shown for one recommendation: of what holds changes of many, only those that touch it.

    What is one act on several recommendations, as dividing one, stays whole; giving several the same value is none.
    """
    if key is None or event.is_root or (event.action not in _OF_MANY and any(map(_is_of_shape, event.changes))):
        return event
    return replace(
        event,
        changes=tuple(c for c in event.changes if _touches(c.path, key)),
        because=_narrowed_reason(event.because, key),
    )


def _narrowed_reason(because: Mapping[str, Any] | None, key: str) -> Mapping[str, Any] | None:
    if because is None or not isinstance(because.get("rules"), Mapping):
        return because
    rules = {rule: keys for rule, keys in because["rules"].items() if isinstance(keys, list) and key in keys}
    return {**because, "rules": rules}


_OF_MANY = frozenset({"merge", "adopt", "restore", "reimport", "fix", "normalise"})
"""The actions whose changes of one recommendation say nothing of the others, whatever they are."""


def _is_of_shape(change: Change) -> bool:
    """True for one that adds, takes away or orders recommendations."""
    where = parts(change.path)
    return where[:1] == [RECOMMENDATIONS] and len(where) == 2


def _touches(path: str, key: str) -> bool:
    root = pointer(RECOMMENDATIONS, key)
    return not path or path == root or path.startswith(root + "/")


def _newest_first(trail: Trail) -> list[Event]:
    """By time, but each before its parents: a clock may have gone back, and branches stand in a file one by one."""
    by_id = {e.id: (place, e) for place, e in enumerate(trail.events)}
    children = Counter(p for _, e in by_id.values() for p in dict.fromkeys(e.parents))
    ready = [(place, e) for place, e in by_id.values() if not children[e.id]]
    found: list[Event] = []
    while ready:
        latest = max(ready, key=lambda one: (one[1].at, one[0]))
        ready.remove(latest)
        found.append(latest[1])
        for parent in dict.fromkeys(latest[1].parents):
            children[parent] -= 1
            if not children[parent] and parent in by_id:
                ready.append(by_id[parent])
    return found if len(found) == len(trail.events) else list(reversed(trail.events))


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
    return in_utc(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)


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


def blame(trail: Trail, event: Event | None = None) -> list[Blame]:
    """Who last set each value of the record after an event, or after the trail's only head, in the order of the record.

    A merge repeats what the other branch changed. Who set such a value is who set it there; the merge's own are the
    values that neither branch had, and those that it took from the other where both had set the value.

    Raises:
        RefusedError: If the trail cannot be replayed.
    """
    state = replay(trail, event)
    set_by = _setters(trail, state.event)
    found = ((path, value, _nearest(set_by, path)) for path, value in _leaves(state.data))
    return [Blame(path, value, one.event) for path, value, one in found if one is not None]


def _nearest(set_by: Mapping[str, _Set], path: str) -> _Set | None:
    """Who set a value, or what it stands in, where the value itself was taken out."""
    while path not in set_by and path:
        path = path.rpartition("/")[0]
    return set_by.get(path)


@dataclass(frozen=True, slots=True)
class _Set:
    """What an event made of one value; `None` if it took it away."""

    event: Event
    value: Any


def _setters(trail: Trail, last: Event) -> dict[str, _Set]:
    """Who last set each value that there ever was, at an event, in one walk along all branches."""
    by_id = {e.id: e for e in trail.events}
    wanted = ancestors(by_id, last.id)
    needed = Counter(p for i in wanted for p in by_id[i].parents)
    known: dict[str, dict[str, _Set]] = {}
    for event in parents_first(by_id[i] for i in by_id if i in wanted):
        mine, *others = [known.get(p, {}) for p in event.parents] or [{}]
        # Only a merge that sets something asks who came before whom.
        above = [ancestors(by_id, p) for p in event.parents] if others and event.changes else [()] * len(event.parents)
        made: dict[str, _Set] = {}
        for change in event.of_record:
            for path in dict.fromkeys([*_below(change.path, change.old), *(new := _below(change.path, change.new))]):
                made[path] = _Set(event, new.get(path))
                for their, other in zip(above[1:], others, strict=True):
                    if _taken(path, made[path].value, (mine, above[0]), (other, their)):
                        made[path] = other[path]
        first = event.parents[0] if event.parents else None
        known[event.id] = mine if first is None or needed[first] == 1 else dict(mine)
        known[event.id].update(made)
        for parent in event.parents:
            needed[parent] -= 1
            if not needed[parent]:
                known.pop(parent, None)
    return known[last.id]


def _taken(path: str, value: Any, ours: _Side, theirs: _Side) -> bool:
    """True if a merge took a value as the other branch alone had set it."""
    mine, other = ours[0].get(path), theirs[0].get(path)
    if other is None or other.event.id in ours[1] or other.value != value:
        return False
    return mine is None or mine.event.is_root or mine.event.id in theirs[1]


_Side = tuple[Mapping[str, _Set], Collection[str]]
"""Who set the values of a branch, and the ids of its events."""


def _below(path: str, value: Any) -> dict[str, Any]:
    """The values that a change of one path sets, by their paths."""
    where = parts(path)
    if not where:
        return dict(_leaves(value)) if isinstance(value, Mapping) else {}
    if where[0] in KEYED and len(where) == 1 and isinstance(value, list):
        return dict(_leaves({where[0]: value}))
    if isinstance(value, Mapping):
        return dict(_leaves(value, path))
    return {} if where[-1:] == [ORDER] else {path: value}


def _leaves(data: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        path = where + pointer(name)
        if not where and name in KEYED and _are_entries(value):
            for row in value:
                yield from _leaves(row, pointer(name, str(identity(row))))
        elif isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _are_entries(value: Any) -> bool:
    """True if each row of a list has a name of its own; any other value, as a record by hand may hold it, is one."""
    return isinstance(value, list) and all(isinstance(row, Mapping) and identity(row) for row in value)


def used_keys(trail: Trail) -> frozenset[str]:
    """Every key that a recommendation of the record has ever had; none of them may be reused."""
    keys: set[str] = set()
    for event in trail.events:
        for change in event.changes:
            where = [part for part in parts(change.path) if part != ROWS]  # a row may have a key and be in no record
            if where[:1] == [RECOMMENDATIONS] and len(where) > 1 and where[1] != ORDER:
                keys.add(where[1])
            elif not where:
                for state in (change.old, change.new):
                    keys |= {key for row in rows_of(state) if isinstance(key := row.get("key"), str)}
    return frozenset(keys)
