"""An update of a record by a later extraction, as edits: pure, so that it can be shown, compared or made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.updating.base import Base
from dhrcurate.curation.updating.clusters import clusters_of
from dhrcurate.curation.updating.facts import facts_said, facts_updated
from dhrcurate.curation.updating.later import Later, present
from dhrcurate.curation.updating.meeting import Meeting
from dhrcurate.curation.updating.told import Told
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import EXTRACTIONS, RECOMMENDATIONS, Data
from dhrcurate.trail.event import REIMPORT


@dataclass(frozen=True, slots=True)
class Update:
    """What a later extraction makes of a record.

    Attributes:
        proposal: The change.
        told: What it does, a line at a time, in the order of the later extraction.
    """

    proposal: Proposal
    told: tuple[Told, ...]


def update(ours: Data, base: Base, later: Later, *, used: Collection[str]) -> Update:
    """Works out what a later extraction makes of a record; one that is signed off is reopened by it.

    Args:
        ours: The record.
        base: What the earlier extraction said.
        later: The later one.
        used: The keys that the record's recommendations and the rows of its extractions have ever had.
    """
    meeting = Meeting(ours, later, used)
    clusters, still_gone = clusters_of(base.rows, later.rows, dict(meeting.rows))
    for cluster in clusters:
        meeting.take_in(cluster)
    for row in still_gone:
        meeting.carrying.add_gone(row)
    after = {**ours, RECOMMENDATIONS: _in_order(meeting, ours)}
    facts = list(facts_updated(after, base, later.facts))
    after["source"] = present({**after.get("source", {}), "page": None, **later.source})
    after["curation"] = {"state": "open"} if ours["curation"]["state"] != "open" else ours["curation"]
    known = {one["id"] for one in ours.get(EXTRACTIONS, ())}
    after[EXTRACTIONS] = [*ours.get(EXTRACTIONS, ()), *(one for one in later.entries if one["id"] not in known)]
    proposal = Proposal(
        REIMPORT,
        difference(ours, after),
        because=meeting.carrying.because(later.id, later.unsaid),
        note=_note(meeting.told),
        rows=meeting.carrying.edits(facts_said(base, later.facts)),
    )
    return Update(proposal, (*facts, *meeting.told))


def _in_order(meeting: Meeting, ours: Data) -> list[dict[str, Any]]:
    """The recommendations, each new one behind the one that it follows in the later extraction."""
    order = [str(row["key"]) for row in ours.get(RECOMMENDATIONS, ())]
    last: str | None = None
    for at in range(len(meeting.later.rows)):
        key = meeting.holder_of.get(at)
        if key is not None and key not in order:
            place = 0 if last is None else order.index(last) + 1
            order.insert(place, key)
        last = key or last
    return [meeting.rows[key] for key in order]


def _note(told: Iterable[Told]) -> str:
    """Why decisions lapsed, for the trail; empty where none did."""
    keys: Sequence[str] = list(dict.fromkeys(one.key for one in told if one.lapsed))
    if not keys:
        return ""
    return f"pending again, as the later extraction changed the words: {', '.join(keys)}"
