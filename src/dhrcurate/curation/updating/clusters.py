"""Rows of both extractions and the recommendations that hold them, in the smallest sets that belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel

from dhrcurate.curation.updating.base import BaseRow
from dhrcurate.curation.updating.pairing import Group, paired
from dhrcurate.curation.updating.three_way import FIELDS
from dhrcurate.domain.edit import Data
from dhrcurate.domain.wording import Letters, words_of_row

_MADE_BY_HAND = 0.8
"""How alike a new row is at least to a recommendation that a curator added or wrote anew, if it is that one."""
_STILL_REMOVED = 0.65
"""How alike it is at least to a row that a curator removed, if it stays out with it: it is seen by nobody then."""


_OF_CURATORS = frozenset((*FIELDS, "note", "extra"))
"""What nobody extracted of such a recommendation."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What belongs together.

    Attributes:
        base: The rows of the earlier extraction.
        new: The places of the rows of the later one.
        keys: The recommendations that hold them, in the order of the record.
    """

    base: tuple[BaseRow, ...]
    new: tuple[int, ...]
    keys: tuple[str, ...]


def clusters_of(
    base: Sequence[BaseRow], new: Sequence[Data], recommendations: Mapping[str, Data]
) -> tuple[list[Cluster], list[BaseRow]]:
    """Pairs the rows of two extractions, and puts together what one recommendation holds.

    A new row that no earlier one is paired with may be one that a curator added by hand. Of such a recommendation
    nothing is known but what it says now.

    Args:
        base: The rows of the earlier extraction.
        new: Those of the later one.
        recommendations: The recommendations by their keys, in order.

    Returns:
        The clusters in the order of the later extraction, then what is gone; and the rows that were gone before and
        are still.
    """
    known = [_as_far_as_known(row, recommendations) for row in base]
    groups = [own for group in paired(known, new) for own in _apart(group, base, new)]
    groups = _as_curated(groups, base, new, recommendations)
    still_gone = [base[j] for group in groups if not group.new for j in group.base if base[j].gone]
    found = [
        (tuple(base[j] for j in group.base), group.new)
        for group in groups
        if group.new or not all(base[j].gone for j in group.base)
    ]
    by_hand = _added_by_hand(base, [i for rows, (*places,) in found if not rows for i in places], new, recommendations)
    found = [
        ((by_hand[places[0]],), places) if not rows and places[0] in by_hand else (rows, places)
        for rows, places in found
    ]
    return _united(found, recommendations), still_gone


def _apart(group: Group, base: Sequence[BaseRow], new: Sequence[Data]) -> list[Group]:
    """A group; where its row was removed and is not plainly the same one, the new row is new.

    It would never be seen: what is removed is not added again.
    """
    if len(group.base) != 1 or len(group.new) != 1 or base[group.base[0]].keys:
        return [group]
    letters = Letters()
    texts = (letters.of(words_of_row(row)) for row in (base[group.base[0]].fields, new[group.new[0]]))
    if Indel.normalized_similarity(*texts) >= _STILL_REMOVED:
        return [group]
    return [Group((), group.new), Group(group.base, ())]


def _as_curated(
    groups: Sequence[Group], base: Sequence[BaseRow], new: Sequence[Data], recommendations: Mapping[str, Data]
) -> list[Group]:
    """The groups; a row that is gone and one that is new are one where that says what a curator made of the other."""
    gone = [group.base[0] for group in groups if not group.new and len(base[group.base[0]].keys) == 1]
    alone = [group.new[0] for group in groups if not group.base]
    if not gone or not alone:
        return list(groups)
    now, rows = [recommendations[base[j].keys[0]] for j in gone], [new[i] for i in alone]
    met = {gone[j]: alone[i] for j, i in _alike(now, rows)}
    rest = [group for group in groups if not (met.keys() & group.base or set(met.values()) & {*group.new})]
    pairs = [Group((j,), (i,)) for j, i in met.items()]
    return sorted([*rest, *pairs], key=lambda group: (not group.new, group.new))


def _alike(own: Sequence[Data], rows: Sequence[Data]) -> Iterator[tuple[int, int]]:
    """The places of recommendations and of new rows that are the same ones."""
    letters = Letters()
    for group in paired(own, rows) if own and rows else ():
        if len(group.base) == len(group.new) == 1:
            j, i = group.base[0], group.new[0]
            texts = (letters.of(words_of_row(row)) for row in (own[j], rows[i]))
            if Indel.normalized_similarity(*texts) >= _MADE_BY_HAND:
                yield j, i


def _as_far_as_known(row: BaseRow, recommendations: Mapping[str, Data]) -> Data:
    """A row with what the record says now in place of what is not known of it."""
    if not row.unknown or not row.keys:
        return row.fields
    now = recommendations[row.keys[0]]
    return {**row.fields, **{name: now.get(name, "") for name in row.unknown if name in FIELDS}}


def _added_by_hand(
    base: Sequence[BaseRow], places: Sequence[int], new: Sequence[Data], recommendations: Mapping[str, Data]
) -> dict[int, BaseRow]:
    """The recommendations that curators added and the later extraction has as well, by the places of its rows."""
    known = {key for row in base for key in row.keys}
    own = [row for key, row in recommendations.items() if key not in known]
    found: dict[int, BaseRow] = {}
    for j, i in _alike(own, [new[i] for i in places]):
        key = str(own[j]["key"])
        found[places[i]] = BaseRow(key, own[j], _OF_CURATORS, (key,))
    return found


def _united(
    found: Sequence[tuple[tuple[BaseRow, ...], tuple[int, ...]]], recommendations: Mapping[str, Any]
) -> list[Cluster]:
    """Puts together the groups that one recommendation holds."""
    order = {key: at for at, key in enumerate(recommendations)}
    first: dict[str, int] = {}
    root = list(range(len(found)))

    def find(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for at, (rows, _) in enumerate(found):
        for key in (key for row in rows for key in row.keys):
            root[find(at)] = find(first.setdefault(key, at))
    members = defaultdict(list)
    for at in range(len(found)):
        members[find(at)].append(at)
    clusters = []
    for ats in members.values():
        rows = tuple(row for at in ats for row in found[at][0])
        keys = sorted({key for row in rows for key in row.keys}, key=lambda key: order[key])
        clusters.append(Cluster(rows, tuple(sorted(i for at in ats for i in found[at][1])), tuple(keys)))
    return sorted(clusters, key=lambda cluster: (not cluster.new, cluster.new))
