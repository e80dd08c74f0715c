"""The unresolved names of a library, grouped by the agency that they probably mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.agencies.cluster import CUTOFF, clusters
from dhrcurate.curation.naming.agencies import Name
from dhrcurate.domain.agency import Decision
from dhrcurate.rules.cells import SURELY
from dhrcurate.rules.name_shapes import Shape, shape_of

LIKELY = 0.5
"""The score from which names are grouped by the suggested agency."""

_NOT_ONE = frozenset({Shape.COLLECTIVE, Shape.DESCRIPTION, Shape.MEETING})


@dataclass(frozen=True)
class Cluster:
    """Names that probably mean one agency.

    Attributes:
        proposed: The agency suggested for all of them; `None` if they are only similar to one another.
        members: The names, the most used first.
    """

    proposed: str | None
    members: tuple[Name, ...]

    @property
    def uses(self) -> int:
        """The number of places where its names are written."""
        return sum(len(name.uses) for name in self.members)


def clusters_of(names: Sequence[Name], *, cutoff: float = CUTOFF) -> list[Cluster]:
    """Group the names that are undecided somewhere and not canonical, the most used group first.

    Names for which one agency is likely are grouped by it, even alone; the others by their similarity to one another.
    """
    unresolved = [name for name in names if name.open and not _certain(name)]
    by_agency: dict[str, list[Name]] = {}
    rest: list[Name] = []
    for name in unresolved:
        best = name.suggestion.best
        if best is not None and best.score >= LIKELY and name.agreed and _may_be_one(name):
            by_agency.setdefault(best.name, []).append(name)
        else:
            rest.append(name)
    found = [Cluster(agency, tuple(group)) for agency, group in by_agency.items()]
    found += [
        Cluster(None, tuple(rest[at] for at in group))
        for group in clusters([name.written for name in rest], cutoff=cutoff)
    ]
    return sorted(found, key=lambda each: (-each.uses, each.members[0].written))


def _may_be_one(name: Name) -> bool:
    """True if a name may mean one agency; collectives and mere descriptions are left to the curator."""
    return name.suggestion.decision is Decision.MATCH or shape_of(name.written) not in _NOT_ONE


def _certain(name: Name) -> bool:
    best = name.suggestion.best
    return best is not None and best.name == name.written and best.score >= SURELY
