"""Every state that a trail leads to, each event applied once, however often the trail forks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.domain.edit import Working
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import apply_event


def every_state(trail: Trail) -> Iterator[tuple[Event, dict[str, Any], dict[str, bool]]]:
    """The content after each event, to which the event's first parent led; it is not to be changed, nor kept.

    At a fork the short branches come first, each on a copy that shares what it does not change, and the longest goes on
    with the content itself: so no more than a few copies are held at a time.

    Yields:
        The event, the content, and the paths in it that hold what was taken out, with whether version 1 did that.

    Raises:
        RefusedError: If an event does not fit the state before it, or a parent is not in the trail.
    """
    by_id = {event.id: event for event in trail.events}
    branches: dict[str | None, list[Event]] = {}
    for event in by_id.values():
        parent = event.parents[0] if event.parents else None
        if parent is not None and parent not in by_id:
            raise RefusedError(f"the event {parent[:12]} is missing from the trail")
        branches.setdefault(parent, []).append(event)
    lengths = _lengths(branches)
    if len(lengths) < len(by_id):
        raise RefusedError("the trail's events name each other as parents in a circle")
    waiting: list[tuple[Event, Working, Gone, bool]] = [
        (root, Working({}), Gone(), False) for root in reversed(branches.get(None, ()))
    ]
    while waiting:
        event, working, gone, is_shared = waiting.pop()
        if is_shared:
            working, gone = Working(working.data), Gone(gone)
        working = apply_event(working, event, gone)
        yield event, working.data, gone
        after = sorted(branches.get(event.id, ()), key=lambda one: lengths[one.id], reverse=True)
        waiting += ((one, working, gone, at > 0) for at, one in enumerate(after))


def _lengths(branches: Mapping[str | None, Sequence[Event]]) -> dict[str, int]:
    """How many events each event leads to along first parents, itself among them."""
    order: list[Event] = list(branches.get(None, ()))
    for event in order:  # which grows
        order += branches.get(event.id, ())
    found: dict[str, int] = {}
    for event in reversed(order):
        found[event.id] = 1 + sum(found[one.id] for one in branches.get(event.id, ()))
    return found
