"""The rule about recommendations that several reviews share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dhrcurate.domain.finding import Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.nearness import near_pairs
from dhrcurate.rules.registry import LibraryFinding, library_rule
from dhrcurate.rules.subject import LibrarySubject

NEAR = 92.0
"""The share of characters, in per cent, that near-identical texts have in common."""
SHORTEST = 60
"""Shorter texts are alike by chance."""
LINKED = 5
"""How many of the others a finding links to; a recommendation to all of the country may stand in a hundred reviews."""


@library_rule("DHR703", "shared-recommendation", Severity.INFO)
def shared_recommendation(subject: LibrarySubject) -> Iterator[LibraryFinding]:
    """Several reviews make nearly the same recommendation.

    Why: That it was made before, and perhaps not done, is worth knowing; and one decision may serve for all. They stay
    separate recommendations: each review made its own.

    Before: one text in the reviews of two areas

    After: both as they are, each with a link to the other
    """
    rows: list[tuple[str, Recommendation]] = []
    for record_id, record in subject.records.items():
        rows += [(record_id, r) for r in record.recommendations if len(r.text) >= SHORTEST]
    groups = _Groups(len(rows))
    for a, b, _ in near_pairs([r.text.lower() for _, r in rows], NEAR):
        if rows[a][0] != rows[b][0]:
            groups.join(a, b)
    members = groups.members()
    for i, (record_id, r) in enumerate(rows):
        others = [rows[j] for j in members.get(groups.find(i), ()) if rows[j][0] != record_id]
        if not others:
            continue
        reviews = len({other for other, _ in others})
        finding = shared_recommendation.finding(
            f"{reviews} other review{'s make' if reviews > 1 else ' makes'} nearly the same recommendation",
            path=f"/recommendations/{r.key}/text",
            about=r,
            related=tuple(f"{other}#{x.key}" for other, x in others[:LINKED]),
        )
        yield LibraryFinding(record_id, finding)


class _Groups:
    """Positions that belong together, joined pair by pair (a union-find forest)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """The position that stands for the group of `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        """Makes one group of two; the lowest position stands for it."""
        a, b = self.find(a), self.find(b)
        self._parent[max(a, b)] = min(a, b)

    def members(self) -> dict[int, list[int]]:
        """The groups of two or more, by the position that stands for each."""
        groups: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            groups[self.find(i)].append(i)
        return {i: group for i, group in groups.items() if len(group) > 1}
