"""The order in which the recommendations of a record are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dhrcurate.domain.number import natural_key, normalised
from dhrcurate.review.beside import with_left_out

if TYPE_CHECKING:
    from dhrcurate.domain.evidence import Evidence, Passage

Rec = Mapping[str, Any]


def as_if_added(recommendations: Sequence[Rec], evidence: Evidence, passages: Mapping[str, Passage]) -> list[Rec]:
    """Recommendations in natural order, with passages that none holds where they will stand once they are added."""
    listed = with_left_out(recommendations, evidence, passages)
    return listed if _restarts(recommendations) else _by_number(listed)


def in_natural_order(recommendations: Sequence[Rec]) -> list[Rec]:
    """Sort recommendations as people count: `R2` before `R10`, though the file may have sorted them as strings.

    One without a number stays after the one that it follows in the file. Where numbering starts again at another
    addressee the file's order is kept, because numbers then have no order across the runs.
    """
    return list(recommendations) if _restarts(recommendations) else _by_number(recommendations)


def _by_number(recommendations: Sequence[Rec]) -> list[Rec]:
    groups: list[list[Rec]] = []
    for rec in recommendations:
        if rec.get("number") or not groups:
            groups.append([rec])
        else:
            groups[-1].append(rec)
    first = groups[:1] if groups and not groups[0][0].get("number") else []
    rest = groups[len(first) :]
    rest.sort(key=lambda group: natural_key(group[0].get("number")))
    return [rec for group in [*first, *rest] for rec in group]


def _restarts(recommendations: Sequence[Rec]) -> bool:
    numbered = [(normalised(str(r["number"])), r.get("addressed_to")) for r in recommendations if r.get("number")]
    return any(number == numbered[0][0] and cell != numbered[at][1] for at, (number, cell) in enumerate(numbered[1:]))
