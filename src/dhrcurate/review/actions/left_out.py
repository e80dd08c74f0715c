"""What the report recommends and no recommendation holds: added, or said to be none."""

from __future__ import annotations

from collections.abc import Collection

from dhrcurate.curation.operations import left_out
from dhrcurate.domain.edit import RECOMMENDATIONS, parts
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.printed_place import page_in_words
from dhrcurate.domain.words import plural
from dhrcurate.review.actions.steps import Ask, Confirm, Given, Ready, Refused, Step, Unsigned, record_refusal
from dhrcurate.review.beside import LEFT_OUT
from dhrcurate.review.record_state import RecordState

_SHOWN, _QUOTED = 3, 70
_BY_ONE = "To go through them one by one, dismiss each at its own row in the list."
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


def dismiss_further(state: RecordState, given: Given) -> Step:
    """Say of all passages that are not told one by one that they are none; asks for a reason, then after a look.

    Each gets a waiver of its own, so that one that is a recommendation after all can be taken back by itself.
    """
    if not state.readable:
        return record_refusal(state) or _GONE
    told = {finding.about for finding in state.findings or ()}
    further = [passage for key, passage in state.left_out.items() if passage.sure and key not in told]
    if not further:
        return _GONE
    count = plural(len(further), "passage")
    if not given.words:
        return Ask(f"Why are these {count} no recommendations?", f"Each is kept with the reason. {_BY_ONE}")
    if not given.by:
        return Unsigned()
    if not given.agreed:
        some = "; ".join(_quoted(passage) for passage in further[:_SHOWN])
        preface = f"{count}, the first of them {some}. {_BY_ONE}"
        return Confirm(f"Say of all {len(further)} that they are none?", "none of them is one", preface, safe=False)
    proposal = left_out.dismiss_all(state.data, further, given.words, given.by)
    return Ready(proposal, f"Noted that {count} are no recommendations.", "say that they are no recommendations")


def _quoted(passage: Passage) -> str:
    text = " ".join(passage.text.split())
    place = page_in_words(passage)
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”{f' ({place})' if place else ''}"
