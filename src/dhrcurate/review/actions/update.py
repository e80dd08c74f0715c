"""What a later extraction brought, decided: for it, for the record, or otherwise; of one row or of several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.operations import conflicts, facts, structure
from dhrcurate.curation.operations.common import at, structured
from dhrcurate.curation.operations.lapsing import decisions_falling, lapse_note, lapsed_told
from dhrcurate.curation.operations.waive import waive
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data, Edit, apply
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import agree
from dhrcurate.domain.words import at_start, plural
from dhrcurate.review.actions.correct import edit_fields
from dhrcurate.review.actions.steps import (
    Ask,
    Confirm,
    Given,
    Ready,
    Refused,
    Step,
    Unsigned,
    recommendation_refusal,
    record_refusal,
)
from dhrcurate.review.brought import BroughtRow, left_told
from dhrcurate.review.record_state import RecordState

_NAMED = 2
"""So many rows are named in what was done; of more they are counted."""


def take_theirs(
    state: RecordState, key: str, given: Given, *, rows: Sequence[BroughtRow], unseen: bool = False
) -> Step:
    """Take what the later extraction says of some rows: what it does not have is removed, after a question.

    Args:
        state: The record.
        key: Not looked at: the rows say what they are about.
        given: The answers so far.
        rows: The rows; several are shown first, with a count.
        unseen: Whether even one is shown first, as the curator looks at another.
    """
    del key
    chosen = _Chosen([row for row in rows if row.open or _is_kept_fact(row)], rows)
    if refusal := record_refusal(state) or chosen.refusal:
        return refusal
    edits = _made(state.data, chosen.rows, lambda data, row: _theirs(data, row).edits)
    if (unseen or len(rows) > 1 or chosen.gone) and not given.agreed:
        return chosen.look(state, "Take what the later extraction says of", "Remove", "take theirs", edits)
    removed = [row.key for row in chosen.gone]
    because = structured("remove", taken=removed) if removed else None
    took = _told("Took what the later extraction says of", chosen.others, lapsed_told(edits))
    done = [took, _told("Removed", chosen.gone)]
    return _ready(state, Proposal("edit", edits, because=because, note=lapse_note(edits)), done, "take theirs")


def keep_ours(state: RecordState, key: str, given: Given, *, rows: Sequence[BroughtRow], unseen: bool = False) -> Step:
    """Keep what the record says of some rows; asks why, where the later extraction does not have something."""
    del key
    chosen = _Chosen([row for row in rows if row.open], rows)
    if refusal := record_refusal(state) or chosen.refusal:
        return refusal
    reason = given.words or ""
    if chosen.gone and not reason:
        whom = chosen.gone[0].about if len(chosen.gone) == 1 else plural(len(chosen.gone), "recommendation")
        return Ask(f"Why does the record keep {whom}?", "A later extraction does not have it; the reason is kept.")
    if chosen.gone and not given.by:
        return Unsigned()
    if (unseen or len(rows) > 1) and not given.agreed:
        return chosen.look(state, "Keep what the record says of", "Keep", "keep yours")
    edits = _made(state.data, chosen.rows, lambda data, row: _ours(data, row, reason, given.by).edits)
    because = {"rule": conflicts.GONE_UPSTREAM[0]} if chosen.gone and not chosen.others else None
    done = [_told("Kept what the record says of", chosen.others), _told("Kept", chosen.gone)]
    return _ready(state, Proposal("edit", edits, because=because), done, "keep yours")


def write_own(state: RecordState, key: str, given: Given, *, row: BroughtRow, value: Any) -> Step:
    """Give the field of a row another value, which decides a conflict about it.

    Args:
        state: The record.
        key: Not looked at: the row says what it is about.
        given: The answers so far; there is nothing to ask.
        row: The row.
        value: The value; `None` takes it away.
    """
    del key
    name = row.name
    if not (row.open and row.what is What.CONFLICT):
        return edit_fields(state, row.key, given, changes={name: value})
    if refusal := recommendation_refusal(state, row.key):
        return refusal
    if agree(value, row.yours):
        return Refused("It is as it was, and the conflict is still open.", severity="information")
    proposal = conflicts.settle(state.data, row.key, name, value)
    return _ready(state, proposal, [f"Changed {row.about}, which decides the conflict."], "edit")


def why_not_edited(row: BroughtRow) -> Refused | None:
    """Return why there is nothing here to edit, `None` where there is."""
    if row.removed:
        return Refused(f"{at_start(row.about)} is not in the record: there is nothing to edit.", severity="information")
    if not row.key and row.name not in facts.FACTS:
        return Refused(f"{at_start(row.about)} is not written by hand.", severity="information")
    return None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows that are decided.

    Attributes:
        rows: Those that wait for it.
        all: Those that were chosen.
    """

    rows: Sequence[BroughtRow]
    all: Sequence[BroughtRow]

    @property
    def gone(self) -> list[BroughtRow]:
        """Those that the later extraction does not have."""
        return [row for row in self.rows if row.what is What.GONE]

    @property
    def others(self) -> list[BroughtRow]:
        """The others."""
        return [row for row in self.rows if row.what is not What.GONE]

    @property
    def refusal(self) -> Refused | None:
        """Why nothing can be decided, `None` where something can."""
        if self.rows:
            return None
        if len(self.all) != 1:
            return Refused("Nothing of this waits for a decision between the two.", severity="information")
        return Refused(_why_not(self.all[0]), severity="information")

    def look(self, state: RecordState, take: str, gone: str, verb: str, made: Sequence[Edit] = ()) -> Confirm:
        """The question before it is done, with a count and all that it is about."""
        kept, lost = self.others, self.gone
        doing = [f"{take} {_whom(kept, 'field')}"] if kept else []
        doing += [f"{gone if not doing else gone.lower()} {_whom(lost, 'recommendation')}"] if lost else []
        left = len(self.all) - len(self.rows)
        preface = f"{left} of {len(self.all)} {'needs' if left == 1 else 'need'} no decision." if left else ""
        falls = decisions_falling(made)
        preface = " ".join(filter(None, (preface, falls)))
        edits = tuple(_shown(state, row, is_theirs=verb == "take theirs") for row in self.rows)
        safe = not lost or verb != "take theirs"
        return Confirm(f"{', and '.join(doing)}?", verb, preface=preface, edits=edits, safe=safe)


def _why_not(row: BroughtRow) -> str:
    name = at_start(row.about)
    match row.what:
        case What.NEW:
            return f"{name} is new and {row.became}: it is decided as any other."
        case What.TAKEN | What.BACK:
            return f"{name} follows the later extraction already: there is nothing to choose."
        case What.REMOVED:
            return f"{name} was removed by a curator, and is not added again."
        case _:
            return f"{name} is decided: {row.became}."


def _is_kept_fact(row: BroughtRow) -> bool:
    return row.what is What.KEPT and row.name in facts.FACTS and not agree(row.yours, row.told.new)


def _whom(rows: Sequence[BroughtRow], word: str) -> str:
    return rows[0].about if len(rows) == 1 else plural(len(rows), word)


def _shown(state: RecordState, row: BroughtRow, *, is_theirs: bool) -> Edit:
    """What a decision does, to be shown: of what is set aside too."""
    name = row.name
    yours = (state.by_key(row.key) or {}).get(name) if row.key else row.yours
    if row.what is What.GONE:
        return Edit(at(row.key, name), yours, None) if is_theirs else Edit(at(row.key, name), None, yours)
    theirs = row.told.new if isinstance(row.told.new, str) else None
    path = at(row.key, name) if row.key else f"/{row.told.field.replace('.', '/')}"
    return Edit(path, yours, theirs) if is_theirs else Edit(path, theirs, yours)


def _made(
    data: Data, rows: Sequence[BroughtRow], edits_of: Callable[[Data, BroughtRow], Sequence[Edit]]
) -> tuple[Edit, ...]:
    """The edits of several rows as one change."""
    after: Mapping[str, Any] = data
    for row in rows:
        after = apply(after, edits_of(after, row))
    return difference(data, after)


def _theirs(data: Data, row: BroughtRow) -> Proposal:
    if row.what is What.GONE:
        return structure.remove(data, row.key)
    if row.key:
        return conflicts.take_theirs(data, row.key, row.told.field)
    if not isinstance(row.told.new, str):
        raise RefusedError("nobody knows what the later extraction says")
    return facts.set_facts(data, {row.name: facts.fact(row.name, row.told.new)})


def _ours(data: Data, row: BroughtRow, reason: str, by: str) -> Proposal:
    if row.what is What.GONE:
        return waive(data, conflicts.gone_finding(row.key), reason, by)
    return conflicts.keep_ours(data, row.key, row.told.field)


def _told(did: str, rows: Sequence[BroughtRow], besides: str = "") -> str:
    if not rows:
        return ""
    word = "field" if rows[0].field else "recommendation"
    return f"{did} {_named(rows) if len(rows) <= _NAMED else plural(len(rows), word)}{besides and f'; {besides}'}."


def _named(rows: Sequence[BroughtRow]) -> str:
    *first, last = (row.about for row in rows)
    return f"{', '.join(first)} and {last}" if first else last


def _ready(state: RecordState, proposal: Proposal, done: Sequence[str], verb: str) -> Ready:
    """A change with what was done, and how many conflicts are left after it."""
    after = apply(state.data, proposal.edits)
    return Ready(proposal, " ".join(filter(None, (*done, left_told(after)))), verb)
