"""Deciding what a written name means, as every interface does it."""

from __future__ import annotations

from dhrcurate.curation.naming.agencies import Preview, Scope
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.record_state import Rec

SCOPES = (Scope.RECOMMENDATION, Scope.RECORD, Scope.LIBRARY)
"""How far a decision may reach, in the order in which it is offered."""


def names_in_cell(rec: Rec, names: Names, context: Context) -> list[str]:
    """Return the names in the cell of a recommendation, as they are written there."""
    cell = str(rec.get("addressed_to") or "")
    return [part.text for part in names.split(cell, context).parts]


def nothing_to_decide(preview: Preview) -> str:
    """Return why a decision changes nothing."""
    for place, why in preview.skipped.items():
        return f"Nothing can be changed: {clean(place)} is left as it is, {clean(why)}."
    return "Nothing has to change: it is so already."


def question(preview: Preview) -> str:
    """Return the question how many recommendations are to be changed, and how many places are left as they are."""
    records = f" in {plural(preview.records, 'record')}" if preview.records > 1 else ""
    left = f" {left_out(preview)}" if preview.skipped else ""
    return f"change {plural(len(preview.changes), 'recommendation')}{records}?{left}"


def left_out(preview: Preview) -> str:
    """Return the sentence that tells how many places a decision leaves as they are."""
    one = len(preview.skipped) == 1
    return (
        f"{plural(len(preview.skipped), 'place')} {'is left as it is' if one else 'are left as they are'}, see below."
    )
