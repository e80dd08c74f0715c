"""What an undo takes back and a redo makes again, as a trail tells it; so it works after a restart too."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import invert
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail

_UNDOABLE = frozenset({"edit", "fix", "normalise", "restore", "sign-off", "reopen"})


def to_undo(trail: Trail, by: str) -> Event | None:
    """The last change by a curator that stands, `None` where there is none."""
    undone = reversed_events(trail)
    own = (e for e in reversed(trail.events) if e.by == by and e.action in _UNDOABLE and e.before is not None)
    return next((e for e in own if e.id not in undone), None)


def to_redo(trail: Trail, by: str) -> Event | None:
    """The change by a curator that was undone last and not made again; `None` where another change followed."""
    undone = reversed_events(trail)
    for event in reversed(trail.events):
        if event.by != by:
            continue
        if event.action == "undo" and event.reverses in undone:
            return trail.by_id(event.reverses or "")
        if event.action in _UNDOABLE:
            return None
    return None


def of_batch(trail: Trail, batch: str, *, undone: bool) -> list[Event]:
    """The events of a bulk change that stand, or those that were undone; the last one first."""
    taken_back = reversed_events(trail)
    events = (e for e in reversed(trail.events) if e.batch == batch and e.action in _UNDOABLE)
    return [e for e in events if (e.id in taken_back) == undone]


def undoing(event: Event) -> Proposal:
    """The proposal that takes an event back.

    Raises:
        RefusedError: Where its values were redacted.
    """
    _whole([event])
    return Proposal("undo", invert(event.edits), reverses=event.id)


def redoing(event: Event) -> Proposal:
    """The proposal that makes an event's changes again.

    Raises:
        RefusedError: Where its values were redacted.
    """
    _whole([event])
    return Proposal("redo", event.edits, reverses=event.id)


def _whole(events: Iterable[Event]) -> None:
    for event in events:
        if event.redacted:
            raise RefusedError(f"the change {event.id[:12]} cannot be undone or made again: its values were redacted")
