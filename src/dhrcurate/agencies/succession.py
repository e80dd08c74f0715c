"""Stage 6, time: the agencies that were in the place of one that did not exist at the time.

In: an agency and the record's context. Out: its predecessors or successors of the time, as candidates for review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Candidate, Context, generations

OUT_OF_TIME = 0.8
"""The score of an agency that has the name and did not exist at the time."""

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
    found = [at for at in every if agencies[at].existed(context.on)]
    if context.csp and len(found) > 1:
        around = reference.around(context.csp)
        found = [at for at in found if reference.serves(at, around) is not False] or found
    why = f"in place of {agencies[position].name} at the time"
    return [Candidate(agencies[at].name, 0.4, why, inferred=True) for at in found]


def put_first(counterpart: Candidate, replaced: Candidate) -> tuple[Candidate, Candidate]:
    """Return the counterpart before the agency that did not exist at the time, with scores to match."""
    return (
        replace(counterpart, score=min(replaced.score, OUT_OF_TIME)),
        replace(replaced, score=min(replaced.score, AFTER_COUNTERPART)),
    )
