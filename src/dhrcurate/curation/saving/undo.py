"""Undo and redo, worked out from the trail, so that they work after a restart too."""

from __future__ import annotations

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import invert
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail


class ImportUndoError(RefusedError):
    """What would be undone is the whole of an import, and nobody agreed to that.

    Attributes:
        record_id: The record.
        event: The event of the import.
    """

    def __init__(self, record_id: str, event: Event) -> None:
        super().__init__("this would take a whole import back")
        self.record_id, self.event = record_id, event


_UNDOABLE = frozenset({"edit", "fix", "normalise", "restore", "sign-off", "reopen", "document", "reimport"})


def last_undoable(trail: Trail, by: str) -> Event | None:
    """The curator's last change that is not undone, `None` if there is none."""
    undone = reversed_events(trail)
    own = (e for e in reversed(trail.events) if e.by == by and e.action in _UNDOABLE and e.parents)
    return next((e for e in own if e.id not in undone), None)


def last_redoable(trail: Trail, by: str) -> Event | None:
    """The change that the curator undid last and did not redo; `None` if another change followed."""
    undone = reversed_events(trail)
    for event in reversed(trail.events):
        if event.by != by:
            continue
        if event.action == "undo" and event.reverses in undone:
            return trail.by_id(event.reverses or "")
        if event.action in _UNDOABLE:
            return None
    return None


def events_of_batch(trail: Trail, batch: str, *, undone: bool) -> list[Event]:
    """The events of a bulk change that are not undone, or those that are; the last one first."""
    reverted = reversed_events(trail)
    events = (e for e in reversed(trail.events) if e.batch == batch and e.action in _UNDOABLE)
    return [e for e in events if (e.id in reverted) == undone]


def undo_proposal(event: Event) -> Proposal:
    """The proposal that undoes an event.

    Raises:
        RefusedError: If its values were redacted.
    """
    _refuse_redacted(event)
    return Proposal("undo", invert(event.edits), reverses=event.id)


def redo_proposal(event: Event) -> Proposal:
    """The proposal that redoes an event.

    Raises:
        RefusedError: If its values were redacted.
    """
    _refuse_redacted(event)
    return Proposal("redo", event.edits, reverses=event.id)


def _refuse_redacted(event: Event) -> None:
    if event.redacted:
        raise RefusedError(
            f"the change {event.id[:12]} cannot be undone or redone: its values were redacted;"
            " `dhrcurate audit restore` brings an earlier state back"
        )
