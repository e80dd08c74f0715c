"""What a curator and a later extraction changed differently, decided for one of them."""

from __future__ import annotations

from collections.abc import Callable

from dhrcurate.curation.operations import conflicts
from dhrcurate.curation.operations.lapsing import decisions_falling, lapsed_told
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data, parts
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.domain.words import field_in_words
from dhrcurate.review.actions.steps import (
    Confirm,
    Given,
    Ready,
    Refused,
    Step,
    name_at,
    rec_of,
    recommendation_refusal,
)
from dhrcurate.review.record_state import RecordState

_Operation = Callable[[Data, str, str | None], Proposal]


def take_theirs(state: RecordState, key: str, given: Given) -> Step:
    """Take what the later extraction says, after it was shown; of one field, if it is named."""
    return _decided(state, key, given, conflicts.take_theirs, "Take what the later extraction says?", "take theirs")


def keep_ours(state: RecordState, key: str, given: Given) -> Step:
    """Keep what the record says; of one field, if it is named."""
    return _decided(state, key, given, conflicts.keep_ours, "", "keep yours")


def _decided(state: RecordState, key: str, given: Given, operation: _Operation, question: str, verb: str) -> Step:
    if refusal := recommendation_refusal(state, key):
        return refusal
    disputed = {str(one["field"]) for one in rec_of(state, key).get(CONFLICTS) or ()}
    if not disputed:
        return Refused(f"No later extraction says anything else about {name_at(state, key)}.", severity="information")
    field = _field(given.words or "")
    if field is not None and field not in disputed:
        return Refused(f"No later extraction says anything else about the {given.words} of {name_at(state, key)}.")
    proposal = operation(state.data, key, field)
    if question and not given.agreed:
        shown = tuple(edit for edit in proposal.edits if parts(edit.path)[-1] in disputed)
        return Confirm(question, verb, edits=shown, preface=decisions_falling(proposal.edits))
    done = "Took what the later extraction says of" if question else "Kept what the record says of"
    name = name_at(state, key) if field is None else f"the {field_in_words(field)} of {name_at(state, key)}"
    besides = lapsed_told(proposal.edits)
    return Ready(proposal, f"{done} {name}{besides and f'; {besides}'}.", verb)


def _field(words: str) -> str | None:
    """The field that is named by its label, its name or another one; `None` for all."""
    named = words.strip().casefold()
    found = (f.name for f in RECOMMENDATION if named in (f.name, f.label.casefold(), *f.aliases))
    return next(found, named) if named else None
