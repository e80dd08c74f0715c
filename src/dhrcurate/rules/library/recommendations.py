"""Recommendations that several reviews share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import LibraryContext
from dhrcurate.rules.library.reviews import records_of_one_review
from dhrcurate.rules.near_duplicates import ORDERS, near_in_order
from dhrcurate.rules.record_summary import RecordSummary
from dhrcurate.rules.registry import LibraryFinding, library_rule

NEAR = 92.0
"""The least similarity of near-identical texts: the share of common characters, in per cent."""
SHORTEST = 60
"""Shorter texts are alike by chance."""
LINKED = 5
"""The most links of a finding: a national recommendation may be in a hundred reviews."""


@library_rule("DHR703", "shared-recommendation", Severity.INFO)
def shared_recommendation(context: LibraryContext) -> Iterator[LibraryFinding]:
    """Several reviews make nearly the same recommendation.

    Why: It helps to know that it was made before, and perhaps not acted on; and one decision may serve for all. They
    stay separate recommendations, because each review made its own.

    Before: one text in the reviews of two areas

    After: both as they are, each with a link to the other

    Note: Recommendations of two records of one review are not compared; another rule reports such records.
    """
    rows: list[tuple[RecordSummary, int]] = []
    for record in context.records.values():
        rows += [(record, i) for i, text in enumerate(record.texts) if len(text) >= SHORTEST]
    texts, duties = [record.texts[i] for record, i in rows], [record.duties[i] for record, i in rows]
    groups = _Groups()
    find_pairs = partial(near_in_order, texts=texts, score=NEAR, duties=duties)
    for pairs in context.parallel_map(find_pairs, ORDERS):
        for a, b, _ in pairs:
            if rows[a][0] is not rows[b][0]:
                groups.join(a, b)
    members = groups.members()
    same_review = records_of_one_review(context) if members else {}
    shared: list[tuple[int, Finding]] = []
    for group in members:
        reviews = {rows[i][0].id for i in group}
        for i in group:
            record, at = rows[i]
            others = reviews - same_review.get(record.id, frozenset()) - {record.id}
            if others:
                linked = islice((rows[j] for j in group if rows[j][0].id in others), LINKED)
                shared.append((i, _finding(record, at, len(others), linked)))
    for i, finding in sorted(shared, key=lambda found: found[0]):
        yield LibraryFinding(rows[i][0].id, finding)


def _finding(record: RecordSummary, at: int, reviews: int, linked: Iterable[tuple[RecordSummary, int]]) -> Finding:
    return shared_recommendation.finding(
        f"{reviews} other review{'s make' if reviews > 1 else ' makes'} nearly the same recommendation",
        path=f"/recommendations/{record.keys[at]}/text",
        key=record.keys[at],
        number=record.numbers[at],
        related=tuple(other.name(i) for other, i in linked),
    )


class _Groups:
    """Groups of positions, joined pair by pair (a union-find forest)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def _find(self, i: int) -> int:
        """The representative of the group of `i`."""
        parent = self._parent
        while (above := parent.setdefault(i, i)) != i:
            parent[i] = parent[above]
            i = above
        return i

    def join(self, a: int, b: int) -> None:
        """Joins the groups of two positions; the lower representative stays."""
        a, b = self._find(a), self._find(b)
        self._parent[max(a, b)] = min(a, b)

    def members(self) -> list[list[int]]:
        """The groups, each in order."""
        groups: dict[int, list[int]] = defaultdict(list)
        for i in sorted(self._parent):
            groups[self._find(i)].append(i)
        return list(groups.values())
