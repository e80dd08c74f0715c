"""Stage 7, continued: other bodies that a name may mean in the review's own place or nation.

In: the agency that a written name was taken for. Out: the answer in which a curator has to choose, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dhrcurate.agencies import kinds
from dhrcurate.agencies.decision import MOST_WITHOUT_MATCH
from dhrcurate.agencies.elsewhere import is_far, longer_namesakes, may_be_another, namesakes_here
from dhrcurate.agencies.nations import of_own_nation
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.telling import why_doubtful
from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion

MOST_ELSEWHERE = 0.5
"""The score of a body elsewhere, at most, where one of the review's own place may be meant."""

SHORT_FOR_OWN = "it may be short for a body of the review's own place"
"""The reason where a name is that of a body elsewhere, and a longer one near the review has its words."""


def without_match(found: Suggestion, why: str) -> Suggestion:
    """Return an answer as candidates, with the reason."""
    listed = tuple(replace(each, score=min(each.score, MOST_WITHOUT_MATCH)) for each in found.candidates)
    return Suggestion(found.query, Decision.CANDIDATES, listed, why)


def checked_exact(
    found: Suggestion,
    parse: Callable[[str], Query],
    position: int,
    label: str,
    context: Context,
    reference: Reference,
) -> Suggestion:
    """Return the answer for an exact name, as candidates where another body may be meant all the same.

    Args:
        found: The answer with its match.
        parse: Takes a written name apart.
        position: The agency that has it.
        label: The name as the register spells it.
        context: The record's area and time.
        reference: The register.
    """
    name = found.query
    if why := why_doubtful(name, position, label, context, reference):
        return without_match(found, why)
    if not context.has_area:
        longer = longer_namesakes(name, position, context.on, reference)
        return of_a_longer_place(found, longer, reference) if longer else found
    if rival := of_the_nation(name, position, found.candidates, context, reference):
        return rival
    if not may_be_another(name, position, (), context, reference):
        return found
    best, *rest = found.candidates
    why = f"{best.name} is in another area than the review's"
    doubtful = replace(best, inferred=True, why=f"{best.why}; in another area than the review's")
    if here := namesakes_here(position, parse(name), context, reference):
        return of_the_place(name, here, (doubtful, *rest), reference)
    if reference.bodies.families(position) & kinds.COUNCILS and is_far(position, context.csp or "", reference):
        listed = tuple(_elsewhere((replace(doubtful, inferred=best.inferred), *rest)))
        return Suggestion(name, Decision.CANDIDATES, listed, f"{why}, and other places may have the name of its place")
    return replace(found, candidates=(doubtful, *rest), why=why)


def of_a_longer_place(found: Suggestion, positions: Sequence[int], reference: Reference) -> Suggestion:
    """Return an answer as candidates, with the bodies of places whose names begin with the one that is written."""
    others = [reference.agencies[position].name for position in positions]
    best = found.candidates[0]
    listed = [best, *(Candidate(each, MOST_ELSEWHERE, "its place begins so", inferred=True) for each in others)]
    listed += [each for each in found.candidates if each.name not in {one.name for one in listed}]
    return without_match(replace(found, candidates=tuple(listed)), f"two bodies fit: {best.name} and {others[0]}")


def of_the_nation(
    name: str, position: int, candidates: Iterable[Candidate], context: Context, reference: Reference
) -> Suggestion | None:
    """Return the answer in which the body of the review's own nation comes first; `None` if there is none."""
    own = of_own_nation(name, position, context, reference)
    if own is None:
        return None
    first = Candidate(reference.agencies[own].name, MOST_WITHOUT_MATCH, "that of the review's nation", inferred=True)
    others = (each for each in candidates if each.name != first.name)
    why = "each nation has a body of that name"
    return Suggestion(name, Decision.CANDIDATES, (first, *_elsewhere(others)), why)


def of_the_place(
    name: str, positions: Sequence[int], candidates: Iterable[Candidate], reference: Reference
) -> Suggestion:
    """Return the answer in which the bodies of the review's own place come first."""
    names = [reference.agencies[position].name for position in positions]
    own = [Candidate(each, MOST_WITHOUT_MATCH, "the one of the review's own place", inferred=True) for each in names]
    others = (each for each in candidates if each.name not in names)
    return Suggestion(name, Decision.CANDIDATES, (*own, *_elsewhere(others)), SHORT_FOR_OWN)


def _elsewhere(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [replace(each, score=min(each.score, MOST_ELSEWHERE)) for each in candidates]
