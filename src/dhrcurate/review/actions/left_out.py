"""What the report recommends and no recommendation holds: added, or said to be none."""

from __future__ import annotations

from collections.abc import Collection

from dhrcurate.curation.operations import left_out
from dhrcurate.domain.edit import RECOMMENDATIONS, parts
from dhrcurate.domain.printed_place import page_in_words
from dhrcurate.review.actions.steps import Ask, Given, Ready, Refused, Step, Unsigned, record_refusal
from dhrcurate.review.beside import LEFT_OUT
from dhrcurate.review.record_state import RecordState

_GONE = Refused("This passage is not listed any more: look again.", severity="information")


def is_left_out(key: str) -> bool:
    """Return whether a key is that of a row for a passage which no recommendation holds."""
    return key.startswith(LEFT_OUT)


def add(state: RecordState, key: str, given: Given, *, used: Collection[str]) -> Step:
    """Add it as a pending recommendation, in its place.

    Args:
        state: The record.
        key: The key of its row.
        given: The answers so far; there is nothing to ask.
        used: Keys that the trail knows.
    """
    del given
    if refusal := record_refusal(state):
        return refusal
    passage, evidence = state.left_out.get(key), state.evidence
    if passage is None or evidence is None:
        return _GONE
    proposal = left_out.add_left_out(state.data, evidence, passage, used=used)
    new = next(name[1] for name in (parts(e.path) for e in proposal.edits) if name[0] == RECOMMENDATIONS)
    place = page_in_words(passage)
    done = f"Added {passage.number or new}{f' from {place}' if place else ''}, pending."
    return Ready(proposal, done, "add what was not extracted", goes_to=new)


def dismiss(state: RecordState, key: str, given: Given) -> Step:
    """Say that it is no recommendation; asks for a reason. A record that is signed off takes this too."""
    if not state.readable:
        return record_refusal(state) or _GONE
    if (passage := state.left_out.get(key)) is None:
        return _GONE
    if not given.words:
        return Ask("Why is it no recommendation?", "The reason is kept, and it is not listed any more.")
    if not given.by:
        return Unsigned()
    proposal = left_out.dismiss(state.data, passage, given.words, given.by)
    return Ready(proposal, "Noted that it is no recommendation.", "say that it is no recommendation")
