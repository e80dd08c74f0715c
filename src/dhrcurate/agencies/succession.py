"""Stage 6, time: the agencies that were in the place of one that did not exist at the time.

In: an agency and the record's context. Out: its predecessors or successors of the time, as candidates for review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES, Candidate, Context, generations

OUT_OF_TIME = 0.8
"""The score of an agency that has the name and did not exist at the time."""

ONE_OF_SEVERAL = 0.6
"""The score of each of several agencies that were in its place."""

AFTER_COUNTERPART = 0.5
"""The highest score of such an agency after the one that was in its place."""


def counterparts(position: int, context: Context, reference: Reference) -> list[Candidate]:
    """Return the agencies in the place of one that did not exist at the time, nearest first.

    Args:
        position: The agency.
        context: The time, and the record's area, which tells among several.
        reference: The register.
    """
    if context.on is None:
        return []
    agencies = reference.agencies

    def line(direction: Mapping[int, Sequence[int]]) -> chain[int]:
        return chain.from_iterable(generations(position, lambda at: direction.get(at, ())))

    every = dict.fromkeys(chain(line(reference.successors), line(reference.predecessors)))
    found = [at for at in every if agencies[at].existed(context.on) and agencies[at].kind not in NO_BODIES]
    if context.csp and len(found) > 1:
        around = reference.around(context.csp)
        found = [at for at in found if reference.serves(at, around) is not False] or found
    why = f"in place of {agencies[position].name} at the time"
    return [Candidate(agencies[at].name, 0.4, why, inferred=True) for at in found]


def put_first(then: Sequence[Candidate], replaced: Candidate) -> list[Candidate]:
    """Return the agencies of the time before the one that did not exist then, with scores to match."""
    highest = OUT_OF_TIME if len(then) == 1 else ONE_OF_SEVERAL
    return [
        *(replace(each, score=min(replaced.score, highest)) for each in then),
        replace(replaced, score=min(replaced.score, AFTER_COUNTERPART)),
    ]
