"""The shape of a record: recommendations added, removed, divided, joined, moved; headings lifted."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from dhrcurate.curation.operations import fields, structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.item_marks import second_item
from dhrcurate.domain.record import Status
from dhrcurate.domain.words import enumerated, name_of
from dhrcurate.review.actions.steps import (
    Ask,
    Confirm,
    Given,
    Ready,
    Refused,
    Step,
    name_at,
    name_at_start,
    rec_of,
    recommendation_refusal,
    record_refusal,
)
from dhrcurate.review.history_text import quoted
from dhrcurate.review.record_state import Rec, RecordState

_HEADINGS = frozenset({"heading-not-recommendation", "too-short"})
"""The rules that find a text to be no more than a heading."""


def add(
    state: RecordState,
    key: str,
    given: Given,
    *,
    used: Container[str],
    changes: Mapping[str, Any] | None = None,
) -> Step:
    """Add a recommendation after this one, or at the end where the key is empty.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        used: Keys that the trail knows.
        changes: Values of its fields; it is empty where there are none.
    """
    del given
    if refusal := record_refusal(state):
        return refusal
    proposal = structure.add(state.data, key or None, used=used)
    if changes:
        added = edit.apply(state.data, proposal.edits)
        filled = edit.apply(added, fields.set_fields(added, _new(state.data, proposal)["key"], changes).edits)
        proposal = replace(proposal, edits=difference(state.data, filled))
    new = _new(state.data, proposal)
    behind = f", behind {name_at(state, key)}" if key else ""
    return Ready(proposal, f"Added {_new_told(new)}{behind}.", "add", goes_to=str(new["key"]))


def divide(state: RecordState, key: str, given: Given, *, used: Container[str], offset: int | None = None) -> Step:
    """Divide the text in two; asks with which words the second part begins, unless a place is given.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far.
        used: Keys that the trail knows.
        offset: Where to divide, in code points from the start of the text.
    """
    if refusal := divide_refusal(state, key):
        return refusal
    agreed = True  # who gives the place saw both halves
    if offset is None:
        if not given.words:
            return Ask("With which words does the second one begin?", _likely_words(state, key))
        places = _places_of(given.words, str(rec_of(state, key).get("text") or ""))
        if len(places) != 1:
            many = f"These words are in the text {len(places)} times: give more of them."
            why = many if places else "These words are not in the text."
            return Refused(f"{why} Left as it was.", severity="information")
        offset = places[0]
        agreed = given.agreed
    proposal = structure.split_text(state.data, key, offset, used=used)
    new = _new(state.data, proposal)
    ends = " ".join(str(rec_of(state, key).get("text") or "")[:offset].split()[-_FIRST_WORDS:])
    if not agreed:
        question = f"Divide {name_at(state, key)} so that it ends with {quoted(ends)}, before what was read?"
        return Confirm(question, "divide", quote=str(new["text"]))
    done = f"Divided {name_at(state, key)}, which ends with {quoted(ends)} now; the second part is {_new_told(new)}."
    return Ready(proposal, done, "divide", goes_to=str(new["key"]))


def divide_refusal(state: RecordState, key: str) -> Refused | None:
    """Return why there is nothing here to divide, `None` where there is."""
    if refusal := recommendation_refusal(state, key):
        return refusal
    if not str(rec_of(state, key).get("text") or "").strip():
        return Refused(f"{name_at_start(state, key)} has no text to divide.", severity="information")
    return None


def place_to_divide(state: RecordState, key: str) -> int:
    """Return where the second recommendation most likely begins, in code points; 0 where nothing shows it.

    Where a finding counts several parts of the text, that is the second of them, so that both say the same.
    """
    path = edit.pointer(edit.RECOMMENDATIONS, key, "text")
    parts = next((f.marks for f in state.left_at(key) if f.path == path and len(f.marks) > 1), None)
    return parts[1].start if parts else second_item(str(rec_of(state, key).get("text") or ""))


def _likely_words(state: RecordState, key: str) -> str:
    """Return the words with which the second recommendation most likely begins; empty where nothing shows it."""
    at = place_to_divide(state, key)
    words = str(rec_of(state, key).get("text") or "")[at:].split()[:_FIRST_WORDS]
    return f"Most likely with {quoted(' '.join(words))}; an empty line leaves it." if at else ""


_FIRST_WORDS = 4


def _places_of(words: str, text: str) -> list[int]:
    """Return where some words stand in a text, whichever blanks and line ends are between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.start() for match in re.finditer(pattern, text)] if pattern else []


_LOOKED_AT = ("addressed_to", "agencies", "status")
"""What two that are joined may have differently, apart from their words: it is looked at before they are."""


def join(state: RecordState, key: str, given: Given, *, opened: structure.Opened | None = None) -> Step:
    """Join it with the one after it in the file; asks first where the list shows another one, or where they differ.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far.
        opened: Tells which names of a cell some agencies leave open.
    """
    if refusal := recommendation_refusal(state, key):
        return refusal
    name, after = name_at(state, key), next_in_file(state, key)
    proposal = structure.join_next(state.data, key, opened)
    one, other = rec_of(state, key), rec_of(state, after)
    shown = [row.key for row in state.rows()]
    is_next = shown[shown.index(key) + 1 :][:1] == [after]
    differ = [field for field in _LOOKED_AT if one.get(field) != other.get(field)]
    kept = edit.get(edit.apply(state.data, proposal.edits), edit.pointer(edit.RECOMMENDATIONS, key, "agencies"))
    gone = [name for name in dict.fromkeys((*one["agencies"], *other["agencies"])) if name not in kept]
    lost = f"Nobody could tell which name is {enumerated(gone)}, so the agencies are open again." if gone else ""
    if not given.agreed and (differ or not is_next):
        words = [f"Join {name} with {name_at(state, after)}?"]
        words += [] if is_next else ["It comes next in the file; the list goes by numbers."]
        words += [f"The whole keeps the number {one['number']}."] if one.get("number") and other.get("number") else []
        seen = tuple(each for each in proposal.edits if edit.parts(each.path)[1:] in [[key, field] for field in differ])
        falls = "status" in differ and one.get("status") == Status.PENDING  # no edit of the first one shows it
        words += [f"It stays pending, the other was {other.get('status')}."] if falls else []
        words += [lost] if lost else []
        return Confirm(" ".join(words), "join", edits=seen, quote=str(other.get("text") or ""))
    open_again = " They were decided differently, so the whole is pending." if "status" in differ else ""
    return Ready(proposal, f"Joined {name} with {name_at(state, after)}.{open_again}", "join")


def next_in_file(state: RecordState, key: str) -> str:
    """Return the key of the recommendation after this one in the file, empty where this is the last."""
    order = [str(rec.get("key")) for rec in state.recommendations]
    return "".join(order[order.index(key) + 1 :][:1])


def move(state: RecordState, key: str, given: Given, *, step: int) -> Step:
    """Move it in the file: down by some places, or up by a negative number of them."""
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    way = "down" if step > 0 else "up"
    done = f"Moved {name_at(state, key)} {way} in the file. It is read in the order of the numbers."
    return Ready(structure.move(state.data, key, step), done, "move")


_ALL_HEADING = Refused(
    "The whole text is the heading: {} rejects it; or {} joins it with the one under it, and then {} lifts it.",
    ("reject", "join", "lift-title"),
    severity="information",
)


def lift_title(state: RecordState, key: str, given: Given) -> Step:
    """Lift a heading out of the text into the title, after it was shown; not where the whole text is told to be one."""
    if refusal := recommendation_refusal(state, key):
        return refusal
    try:
        proposal = structure.lift_title(state.data, key)
    except RefusedError:
        found = {one.name for one in (*state.findings_of(key), *state.waived_at(key))}
        if rec_of(state, key).get("title") or not found & _HEADINGS:
            raise
        return _ALL_HEADING
    if not given.agreed:
        return Confirm("Lift this heading out of the text?", "lift it", edits=proposal.edits)
    done = f"Lifted the heading of {name_at(state, key)}: {quoted(proposal.edits[0].new)}."
    return Ready(proposal, done, "lift the heading")


def remove(state: RecordState, key: str, given: Given) -> Step:
    """Remove it, after a question."""
    if refusal := recommendation_refusal(state, key):
        return refusal
    name = name_at(state, key)
    if not given.agreed:
        text = str(rec_of(state, key).get("text") or "")
        return Confirm(f"Remove {name} from the record?", "remove", quote=text)
    return Ready(structure.remove(state.data, key), f"Removed {name}.", "remove")


def _new_told(rec: Rec) -> str:
    """Return what a new recommendation is called in a sentence; its key says nothing to a curator."""
    return name_of({"number": rec["number"]}) if rec.get("number") else "one that has no number yet"


def _new(before: Data, proposal: Proposal) -> Rec:
    """Return the recommendation that a change adds."""
    known = {rec.get("key") for rec in before.get(edit.RECOMMENDATIONS, ())}
    added = edit.apply(before, proposal.edits).get(edit.RECOMMENDATIONS, ())
    new: Rec | None = next((rec for rec in added if rec.get("key") not in known), None)
    if new is None:
        raise RefusedError("no recommendation would be added")
    return new
