"""The record as a whole: signed off, reopened."""

from __future__ import annotations

from dhrcurate.curation.operations import signoff
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import sentence
from dhrcurate.review.actions.steps import Confirm, Given, Ready, Refused, Step, Unsigned, record_refusal
from dhrcurate.review.left_to_do import left_to_do
from dhrcurate.review.record_state import RecordState


def sign_off(state: RecordState, key: str, given: Given, *, called: str = "the record") -> Step:
    """State that the record is reviewed, or reopen it; asks first, and tells what is left to do.

    Args:
        state: The record.
        key: Not looked at: it is always about the whole record.
        given: The answers so far.
        called: What the question calls the record.
    """
    del key
    if state.signed_off:
        if not given.agreed:
            return Confirm("The record is signed off. Reopen it?", "reopen")
        return Ready(signoff.reopen(state.data), "Reopened the record.", "reopen")
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
    return Ready(signoff.sign_off(state.data, given.by), "Signed the record off.", "sign off")
