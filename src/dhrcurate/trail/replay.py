"""Rebuilding a state from the trail alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import digest, to_json
from dhrcurate.domain.edit import KEYED, ORDER, RECOMMENDATIONS, Edit, EditError, Working, apply, get, parts, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import REDACTED, Change
from dhrcurate.trail.event import Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.log import Trail
from dhrcurate.trail.roots import Built

_UNFIT = (EditError, KeyError, TypeError, ValueError, AttributeError)
"""What an edit raises whose values have another shape than its path says."""


@dataclass(frozen=True, slots=True)
class State:
    """A record's content as it was after an event.

    Attributes:
        data: The content as JSON: date-times are strings.
        event: The event after which it had this content.
        redacted: Paths that hold `REDACTED` because an event's values were redacted.
        wholly: Whether one of them was redacted by version 1, which kept nothing of a change.
    """

    data: dict[str, Any]
    event: Event
    redacted: tuple[str, ...] = ()
    wholly: bool = False


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
    """Applies events in order, from the first one on, which is applied to nothing.

    Raises:
        RefusedError: If one does not fit the state before it.
    """
    gone = Gone()
    *_, (event, data) = states(events, gone)
    return State(data, event, tuple(sorted(gone)), any(gone.values()))


def state_after(line: Sequence[Event], begun_with: Mapping[str, Any], unknown: Gone) -> dict[str, Any]:
    """The content after the last of some events, where that which the first one made is known already.

    Args:
        line: The events, from the first one of the trail on.
        begun_with: The content after the first event; it is not changed.
        unknown: The paths in it that hold `REDACTED`.

    Raises:
        RefusedError: If they do not fit together.
    """
    working, gone = Working(begun_with), Gone(unknown)
    for event in line[1:]:
        working = apply_event(working, event, gone)
    return working.data


def came_from(trail: Trail, event: Event, data: Mapping[str, Any]) -> bool:
    """True if some content is the state that a parent of an event left.

    A parent before a redaction has no salt any more, so its state is rebuilt; what was taken out of it may be anything.

    Raises:
        RefusedError: If the trail cannot be replayed.
    """
    now = digest(data)
    return any(_left(trail, parent, data, now) for parent in trail.events if parent.id in event.parents)


def _left(trail: Trail, event: Event, data: Mapping[str, Any], now: str) -> bool:
    if event.v == 1 or event.state_salt is not None:
        return event.leads_to(now)
    state = replay(trail, event)
    working = Working(state.data)
    for path in state.redacted:
        where = parts(path)
        field = pointer(*where[: 3 if where[0] in KEYED else 2])
        with suppress(EditError, KeyError, TypeError):
            working.apply(Edit(field, None, get(data, field)))
    return digest(working.data) == now


def stands_in(event: Event, data: Mapping[str, Any]) -> bool:
    """True if the values that an event set stand in the content that it left; that of a beginning is not looked at.

    Args:
        event: The event.
        data: The content.
    """
    if event.is_root or event.redacted:
        return True
    working = Working(data)
    try:
        if all(to_json(working.get(edit.path)) == to_json(edit.new) for edit in event.edits):
            return True
        # one edit of an event may lie within another one
        return bool(to_json(apply(data, event.edits, check=False)) == to_json(data))
    except _UNFIT:
        return True


def states(events: Iterable[Event], gone: Gone | None = None) -> Iterator[tuple[Event, dict[str, Any]]]:
    """The content after each of some events, from the first one on; it is not to be changed, nor kept.

    Args:
        events: The events, each relative to the one before it.
        gone: Is given the paths that hold `REDACTED`, and whether version 1 took out what was there.

    Raises:
        RefusedError: If one does not fit the state before it.
    """
    gone = Gone() if gone is None else gone
    working = Working({})
    for event in events:
        working = apply_event(working, event, gone)
        yield event, working.data


def apply_event(working: Working, event: Event, gone: Gone) -> Working:
    """Applies an event to the content that its first parent led to; returns the content after it.

    Args:
        working: That content, which is changed.
        event: The event.
        gone: The paths in it that hold `REDACTED`, which is changed, too.

    Raises:
        RefusedError: If it does not fit.
    """
    try:
        if event.is_root:
            return Working(begun(event.changes, gone))
        _apply(working, event, gone)
    except _UNFIT as error:
        raise RefusedError(f"the event {event.id[:12]} does not fit those before it: {error}") from error
    return working


def begun(changes: Iterable[Change], gone: Gone) -> dict[str, Any]:
    """The record that the changes of a first event make of nothing.

    Args:
        changes: The changes.
        gone: Is given the paths that hold `REDACTED`, and whether version 1 took out what was there.

    Raises:
        KeyError: If they do not fit together; or `TypeError`, `ValueError` or `AttributeError`.
    """
    built = Built()
    for change in changes:
        value, marks = _with_placeholders(change)
        if change.path or isinstance(value, dict):  # else version 1 took out the whole record
            built.add(change.path, value)
        gone.mark(marks)
    return built.data()


def _apply(working: Working, event: Event, gone: Gone) -> None:
    for change in event.of_record:
        value, marks = _with_placeholders(change)
        hidden = gone.touches(change.path)
        if change.redacted is not None and change.gone is None:
            _blank(working, change.path)
            gone.mark({change.path: True})
            continue
        known = not any(leaf.startswith("/old") for leaf in change.taken_out)
        if known and not hidden and change.path and to_json(working.get(change.path)) != to_json(change.old):
            raise EditError(f"{change.path} is not what the edit expects to change", change.path)
        try:
            working.apply(Edit(change.path, None, value))
        except (EditError, KeyError, TypeError):
            if not hidden:
                raise
            continue
        gone.set_anew(change.path)
        gone.mark(marks)


def _with_placeholders(change: Change) -> tuple[Any, dict[str, bool]]:
    """The new value of a change with placeholders for what is gone, and the paths that hold them."""
    if change.redacted is None:
        return change.new, {}
    if change.gone is None:
        where = parts(change.path)
        return (None if not where or where[-1] == ORDER else REDACTED), {change.path: True}
    places = (parts(leaf) for leaf in change.gone)
    marks = {_named(change.path, change.new, below): False for side, *below in places if side == "new"}
    return change.with_placeholders.new, marks


def _named(path: str, value: Any, below: list[str]) -> str:
    """The path of a place below a value, in which entries are named by their keys."""
    where = [*parts(path)]
    here = value
    for part in below:
        if len(where) == 1 and where[0] in KEYED and isinstance(here, list):
            row = here[int(part)]
            where.append(next((str(row[n]) for n in ("key", "id", "name") if row.get(n)), part))
            here = row
        else:
            where.append(part)
            here = here[int(part)] if isinstance(here, list) else here.get(part) if isinstance(here, dict) else None
    return pointer(*where)


def _blank(working: Working, path: str) -> None:
    where = parts(path)
    if not where or where[-1] == ORDER:
        return
    whole = where[0] == RECOMMENDATIONS and len(where) == len((RECOMMENDATIONS, "key"))
    with suppress(EditError, KeyError, TypeError):
        working.apply(Edit(path, None, {"key": where[-1]} if whole else REDACTED))
