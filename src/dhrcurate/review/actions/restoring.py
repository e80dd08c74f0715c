"""A recommendation or a record brought back to a point of its history."""

from __future__ import annotations

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import plural
from dhrcurate.review.actions.steps import Confirm, Given, Ready, Refused, Step, record_refusal
from dhrcurate.review.record_state import RecordState
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import replay


def restore(
    state: RecordState, key: str, given: Given, *, trail: Trail, event: Event, called: str, moment: str
) -> Step:
    """Bring back what there was after an event: of one recommendation, or of the record where the key is empty.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far.
        trail: The record's trail.
        event: The event.
        called: What the question calls it.
        moment: When the event was, in words.
    """
    if refusal := record_refusal(state):
        return refusal
    try:
        edits = _edits_back_to(state, key, trail, event)
    except (DhrcurateError, ValueError) as error:
        return Refused(f"This point cannot be rebuilt: {error}")
    if not edits:
        return Refused("This is how it is now.", severity="information")
    if not given.agreed:
        question = f"Bring {called} back to {moment}: {plural(len(edits), 'change')}?"
        return Confirm(question, "restore", edits=edits)
    proposal = Proposal("restore", edits, because={"event": event.id})
    return Ready(proposal, f"Brought {called} back to {moment}.", "restore")


def _edits_back_to(state: RecordState, key: str, trail: Trail, event: Event) -> tuple[Edit, ...]:
    edits = difference(state.data, replay(trail, event).data)
    if not key:
        return tuple(each for each in edits if not each.path.startswith("/curation"))
    root = pointer(RECOMMENDATIONS, key)
    return tuple(each for each in edits if each.path == root or each.path.startswith(f"{root}/"))
