"""Decisions about a recommendation, and its note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.operations.rejections import ASKED, chosen, lacks_colon, with_colon
from dhrcurate.domain.words import plural
from dhrcurate.review.actions.steps import (
    Ask,
    Given,
    Ready,
    Refused,
    Step,
    name_at,
    name_at_start,
    rec_of,
    recommendation_refusal,
)
from dhrcurate.review.history_text import quoted
from dhrcurate.review.outcome_of_record import faults_told
from dhrcurate.review.record_state import Rec, RecordState
from dhrcurate.review.settled_findings import left_when_accepted

Left = Callable[[RecordState, str], Sequence[str]]
"""Returns what the cell of a recommendation names and its agencies do not hold, as written."""


def accept(state: RecordState, key: str, given: Given, *, left: Left | None = None) -> Step:
    """Accept; says what stays open of the agencies and of what was found, and asks nothing.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        left: Tells what the agencies leave out of the cell; `None` where that is not said.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    rec = rec_of(state, key)
    names = left(state, key) if left and rec.get("agencies") else state.open_names(key)
    count = len(names) if rec.get("agencies") else max(1, len(names))
    still_open = f", {plural(count, 'agency', 'agencies')} open" if count else ""
    if faults := faults_told(left_when_accepted(state.left_at(key), state.data)):
        still_open += f", {faults} left"
    left_out = f"The agencies leave out {quoted(names)}." if names and rec.get("agencies") else ""
    return Ready(
        decide.accept(state.data, key),
        f"Accepted {name_at(state, key)}{still_open}.",
        "accept",
        tell=" ".join(filter(None, (left_out, _note_stays(rec)))),
        of_many_done="Accepted {}.",
        nothing=Refused(f"{name_at_start(state, key)} is accepted already.", severity="information"),
        decides=True,
        goes_on=True,
    )


def reject(state: RecordState, key: str, given: Given) -> Step:
    """Reject; asks for the reason, and again where nobody can tell whether its digit says as what."""
    question = Ask("Why is it rejected?", ASKED, _note(state, key))
    if nearly := with_colon(given.words or ""):
        kind, meant = nearly
        given = replace(given, words=None)
        hint = f"With a colon, {quoted(meant)}, it is rejected as {kind}. {ASKED} Any other reason begins with a word."
        question = replace(question, hint=hint, value=meant)
    step = _with_words(state, key, given, question, decide.reject, "reject", "Rejected")
    if not isinstance(step, Ready):
        return step
    words = given.words or ""
    _, note = chosen(words)
    tell = f"The reason says none of the kinds that are counted. {ASKED}" if lacks_colon(words) else ""
    done = f"Rejected {name_at(state, key)}{given.said('reason', quoted(note))}."
    return replace(step, done=done, tell=tell, of_many_done="Rejected {}.")


def query(state: RecordState, key: str, given: Given) -> Step:
    """Set aside; asks for the question."""
    question = Ask("What is the question?", "It is kept as the note.", _note(state, key))
    return _with_words(state, key, given, question, decide.query, "query", "Queried")


def _with_words(
    state: RecordState, key: str, given: Given, question: Ask, operation: decide.WithWords, verb: str, done: str
) -> Step:
    if refusal := recommendation_refusal(state, key):
        return refusal
    if not given.words:
        return question
    return Ready(
        operation(state.data, key, given.words),
        f"{done} {name_at(state, key)}{given.said('note')}.",
        verb,
        decides=True,
        goes_on=True,
        of_many_done=f"{done} {{}}.",
    )


def to_pending(state: RecordState, key: str, given: Given) -> Step:
    """Take the decision back."""
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    return Ready(
        decide.to_pending(state.data, key),
        f"{name_at_start(state, key)} is pending again.",
        "back to pending",
        tell=_note_stays(rec_of(state, key)),
        decides=True,
        of_many="Take back the decisions about {}?",
        of_many_done="Took back the decisions about {}.",
    )


def _note_stays(rec: Rec) -> str:
    """Return the sentence that a note stays which was perhaps the reason for another decision; empty without one."""
    return f"Its note {quoted(rec['note'])} stays." if rec.get("note") else ""


def note(state: RecordState, key: str, given: Given) -> Step:
    """Write the note without deciding; asks for it, and empty words take it away."""
    if refusal := recommendation_refusal(state, key):
        return refusal
    if given.words is None:
        return Ask("What is the note?", "An empty note takes it away.", _note(state, key), required=False)
    done = "Noted at" if given.words else "Took the note off"
    proposal = fields.set_field(state.data, key, "note", given.words or None)
    before = _note(state, key)
    instead = f", in place of {quoted(before)}" if before and given.words and before != given.words else ""
    words = f"{done} {name_at(state, key)}{given.said('note')}{instead}."
    return Ready(proposal, words, "note", of_many="Write this note at {}?", of_many_done=f"{done} {{}}.")


def _note(state: RecordState, key: str) -> str:
    return str(rec_of(state, key).get("note") or "")
