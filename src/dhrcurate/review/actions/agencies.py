"""The agencies of one recommendation: its cell split, a suggestion taken."""

from __future__ import annotations

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.curation.operations import cells, fields
from dhrcurate.domain.agency import Context, Names
from dhrcurate.review.actions.steps import Given, Ready, Refused, Step, name_at, recommendation_refusal
from dhrcurate.review.history_text import quoted
from dhrcurate.review.record_state import RecordState

_NOTHING_TO_SPLIT = Refused(
    "There is nothing to split. {} takes a suggestion, {} searches the register.",
    ("take-1", "resolve"),
    severity="information",
)


def split_cell(state: RecordState, key: str, given: Given, *, names: Names, context: Context) -> Step:
    """Split the cell into the agencies that it names.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        names: The register.
        context: The record's area and time.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    proposal = cells.split_cell(state.data, key, names, context)
    agencies = proposal.edits[0].new if proposal.edits else []
    several = f"Split the cell of {name_at(state, key)}: the agencies are"
    done = f"{several if len(agencies) > 1 else f'The agency of {name_at(state, key)} is'} {quoted(agencies)}."
    return Ready(proposal, done, "split", nothing=_NOTHING_TO_SPLIT)


def take(state: RecordState, key: str, given: Given, *, offer: Offer, rank: int) -> Step:
    """Take a suggestion.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        offer: The suggestion.
        rank: Its place among the suggestions, from 1.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    proposal = fields.take_suggestion(state.data, key, offer.written, offer.name, offer.score, rank)
    return Ready(proposal, f"Took {offer.name} for {name_at(state, key)}.", "take")
