"""The record as a whole: signed off, reopened."""

from __future__ import annotations

from dhrcurate.curation.operations import signoff
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.actions.steps import Confirm, Given, Ready, Refused, Step, Unsigned, record_refusal
from dhrcurate.review.left_to_do import left_to_do
from dhrcurate.review.record_state import RecordState, title_of


def sign_off(state: RecordState, key: str, given: Given) -> Step:
    """State that the record is reviewed, or reopen it; asks first, and tells what is left to do.

    Args:
        state: The record.
        key: Not looked at: it is always about the whole record.
        given: The answers so far.
    """
    del key
    called = clean(title_of(state))  # who hears one record's name signs no other
    if state.signed_off:
        if not given.agreed:
            return Confirm(f"{called} is signed off. Reopen it?", "reopen")
        return Ready(signoff.reopen(state.data), f"Reopened {called}.", "reopen")
    if refusal := record_refusal(state):
        return refusal
    try:
        signoff.refuse_open_conflicts(state.data)
    except RefusedError as error:
        why = sentence(error).replace("{", "{{").replace("}", "}}")
        return Refused(f"{why} {{}} shows what each side says.", ("update",))
    if not given.agreed:
        left = list(left_to_do(state))
        question = " ".join((f"Sign {called} off as reviewed?", *left))
        return Confirm(question, "sign off all the same" if left else "sign off", safe=not left)
    if not given.by:
        return Unsigned()
    return Ready(signoff.sign_off(state.data, given.by), f"Signed {called} off.", "sign off")
