"""Stage 7, continued: the agencies that stood when the first candidate did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.query import is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.succession import counterparts, put_first
from dhrcurate.domain.agency import Candidate, Context


def with_counterparts(
    position: int,
    candidates: list[Candidate],
    comparisons: Sequence[Comparison],
    context: Context,
    reference: Reference,
) -> list[Candidate]:
    """Add to candidates led by an agency that did not exist at the time those that were in its place then.

    A counterpart comes first if the written name can mean it as well, or if the other was still to come.
    """
    agencies = reference.agencies
    then = counterparts(position, context, reference)
    names = {each.name for each in then}
    first, *rest = candidates
    rest = [each for each in rest if each.name not in names]
    alone = len(then) == 1 and _may_mean(then[0].name, comparisons, reference)
    if alone or (then and agencies[position].began_after(context.on)):
        found = [*put_first(then, first), *rest]
    elif then and _tells_only_kind(comparisons[0]):
        # The kind that is written is that of each of them.
        *now, before = put_first(then, first)
        rest = [
            each
            if reference.register.by_name[each.name].existed(context.on)
            else replace(each, score=min(each.score, before.score))
            for each in rest
        ]
        found = [*now, before, *rest]
    else:
        found = [first, *then, *rest]
    return sorted(found, key=lambda each: -each.score)


def _tells_only_kind(comparison: Comparison) -> bool:
    """True if the kind that is written is that of several, and nothing else tells the agency from them."""
    return comparison.relation is kinds.Relation.RELATED and all(map(is_part_or_role, comparison.unmatched))


def _may_mean(agency: str, comparisons: Sequence[Comparison], reference: Reference) -> bool:
    """True if nothing written counts against an agency: neither a word that it lacks nor another kind."""
    return any(
        reference.agencies[each.form.position].name == agency
        and not each.unmatched
        and each.relation >= kinds.Relation.UNKNOWN
        for each in comparisons
    )
