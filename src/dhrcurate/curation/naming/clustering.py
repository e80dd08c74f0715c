"""The unresolved names of a library, grouped by what they probably are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.agencies.cluster import CUTOFF, clusters
from dhrcurate.curation.naming.agencies import Name
from dhrcurate.domain.agency import Decision
from dhrcurate.rules.name_shapes import Shape, shape_of

LIKELY = 0.5
"""From this score on, names are grouped by the body that the matcher proposes."""

_NOT_ONE = frozenset({Shape.COLLECTIVE, Shape.DESCRIPTION, Shape.MEETING})


@dataclass(frozen=True)
class Cluster:
    """Names that probably mean one body. Members can be left out: a cluster is only a proposal.

    Attributes:
        proposed: The body that is proposed for all of them; `None` where only their likeness joins them.
        members: The names, the most used first.
    """

    proposed: str | None
    members: tuple[Name, ...]

    @property
    def uses(self) -> int:
        """In how many places its names are written."""
        return sum(len(name.uses) for name in self.members)

    def without(self, *written: str) -> Cluster:
        """The cluster with some members taken out."""
        return Cluster(self.proposed, tuple(name for name in self.members if name.written not in written))


def clusters_of(names: Sequence[Name], *, cutoff: float = CUTOFF) -> list[Cluster]:
    """Groups the names that are open somewhere and not exactly known, the most used group first.

    Names for which one body is likely are grouped by it, alone too; the others by their likeness to one another.
    """
    unresolved = [name for name in names if name.open and not _certain(name)]
    by_body: dict[str, list[Name]] = {}
    rest: list[Name] = []
    for name in unresolved:
        best = name.suggestion.best
        if best is not None and best.score >= LIKELY and name.agreed and _may_be_one(name):
            by_body.setdefault(best.name, []).append(name)
        else:
            rest.append(name)
    found = [Cluster(body, tuple(group)) for body, group in by_body.items()]
    found += [
        Cluster(None, tuple(rest[at] for at in group))
        for group in clusters([name.written for name in rest], cutoff=cutoff)
    ]
    return sorted(found, key=lambda each: (-each.uses, each.members[0].written))


def _may_be_one(name: Name) -> bool:
    """Whether a name may mean one body: many at once and mere descriptions are left to the curator."""
    return name.suggestion.decision is Decision.MATCH or shape_of(name.written) not in _NOT_ONE


def _certain(name: Name) -> bool:
    best = name.suggestion.best
    return name.suggestion.decision is Decision.MATCH and best is not None and best.name == name.written
