"""Stage 6, ranking: comparisons weighed by the record's area and time.

In: a query, its comparisons and the record's context. Out: the comparisons with adjusted scores, and agencies found by
place and kind where no name is similar enough; best first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.candidates import by_place, is_upper_tier
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.index import ExactNames, Form, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Context, Interval
from dhrcurate.domain.word_sets import word_set

NEARBY = 0.04
"""The bonus for an agency that serves the record's area."""

SHORT_NEARBY = 0.12
"""The same for a short form, which means little without a place."""

SHORT_ELSEWHERE = 0.3
"""The penalty for a short form of an agency of another area."""

SITE_NEARBY = 0.2
"""The bonus for a site of an agency of the area, written without the place in its name, as it is near there."""

SITE_ELSEWHERE = 0.15
"""The penalty for a site of an agency of another area: hospitals share their names."""

COUNTY_FIRST = 0.02
"""By how much a county council leads a district for the county's tasks: too little to be taken without review."""

OUT_OF_TIME = 0.2
"""The penalty for an agency that did not exist at the time."""

WHOLE_PART = 0.08
"""The bonus for an agency whose name is a whole part between commas or dashes."""

BEHIND = 0.06
"""By how much a body of another kind than is written follows those of that kind that serve the place."""

SURE = 0.8
"""From this score on, no agencies are sought by place and kind alone."""

_OTHERWISE = re.compile(
    r"\s*(?:(?:(?:now|also|formerly|previously) )?known as|formerly|previously|now|then|also|a\.?k\.?a\.?)\s+",
    re.IGNORECASE,
)
"""What stands before another name of the same body: "Exampleton Refuge (formerly Safe House)"."""

_PARTS = word_set("team unit department directorate division section branch")
"""Words that end the name of a part of a body."""

SEPARATOR = re.compile(r"\s+[-–—]\s+|\s*[(),:;]\s*")
"""What stands between the parts of one name."""


def rank(query: Query, comparisons: list[Comparison], context: Context, reference: Reference) -> list[Comparison]:
    """Return the comparisons adjusted to the record's area and time, best first; changes those given."""
    _prefer_whole_parts(query, comparisons, reference.exact)
    if context.csp and reference.around(context.csp):
        places = reference.place_tokens
        for each in comparisons:
            _weigh_place(each, reference.serves_area(each.form.position, context.csp), places)
    if context.on is not None:
        for each in comparisons:
            _weigh_time(each, reference.agencies[each.form.position], context.on)
    comparisons.sort(key=lambda each: -each.score)
    _put_county_first(query, comparisons, context, reference)
    if not comparisons or comparisons[0].score < SURE:
        there = by_place(query, context, reference)
        _put_kind_first(comparisons, there)
        comparisons = _best_per_agency(comparisons, there)
    return comparisons


def parts_and_rests(name: str) -> list[tuple[str, str]]:
    """Return each part of a name between commas, dashes or brackets with the rest of the name; none if it has one."""
    parts = [part for each in SEPARATOR.split(name) if (part := _without_otherwise(each))]
    if len(parts) < 2:
        return []
    return [(part, ", ".join([*parts[:at], *parts[at + 1 :]])) for at, part in enumerate(parts)]


def _without_otherwise(part: str) -> str:
    match = _OTHERWISE.match(part)
    return part[match.end() :] if match else part


def without_department(query: Query, reference: Reference, parse: Callable[[str], Query]) -> tuple[Query, int] | None:
    """Return what follows the name of the department that an agency belongs to, and that department.

    From "MOJ - CAFCASS" this is "CAFCASS". `None` if the name does not begin with a department, or nothing that can
    be an agency follows.
    """
    parts = [part for part in SEPARATOR.split(query.text) if part]
    department: int | None = None
    count = 0
    for part in parts:
        hits = reference.exact.find(fold(part))
        departments = {at for _, at, _ in hits if "department" in reference.bodies.families(at)}
        if not departments or (department is not None and department not in departments):
            break
        department = min(departments)
        count += 1
    if department is None or count == len(parts):
        return None
    rest = parse(" ".join(parts[count:]))
    if reference.exact.find(rest.key) or (rest.families and rest.content):
        return rest, department
    return None


def join_whole_name(comparisons: list[Comparison], whole: Iterable[Comparison], department: int) -> list[Comparison]:
    """Add to the comparisons of what follows a department those of the whole name, with lower scores."""
    seen = {each.form.position for each in comparisons}
    for each in whole:
        if each.form.position not in seen:
            each.score *= 0.7 if each.form.position == department else 0.9
            comparisons.append(each)
    return sorted(comparisons, key=lambda each: -each.score)


def _put_county_first(query: Query, comparisons: list[Comparison], context: Context, reference: Reference) -> None:
    """Put the county council before a district council named by its place with a task that is the county's."""
    if not comparisons or query.families or not is_upper_tier(query):
        return
    first = comparisons[0]
    families = reference.bodies.families
    own = families(first.form.position)
    if not own & kinds.COUNCILS or "county-council" in own:
        return
    counties = [
        position
        for key in reference.places_served(first.form.position)
        for _, position in reference.serving(reference.places.containing(key), ("county-council",))
        if reference.agencies[position].existed(context.on)
    ]
    for position in dict.fromkeys(counties):
        form = Form(position, reference.agencies[position].name, Source.NAME, (), families(position), frozenset())
        found = Comparison(form, first.score + COUNTY_FIRST, Relation.SAME, [*first.unmatched], inferred=True)
        found.notes.append(f"a task of the county council where {reference.agencies[first.form.position].name} is")
        comparisons[:] = [found, *(each for each in comparisons if each.form.position != position)]


def _put_kind_first(comparisons: Sequence[Comparison], there: Sequence[Comparison]) -> None:
    """Put agencies of the place that are of another kind than is written after those that are of that kind."""
    least = min((each.score for each in there), default=None)
    for each in comparisons:
        if least is not None and each.relation <= Relation.SAME_SECTOR:
            each.score = min(each.score, least - BEHIND)


def _prefer_whole_parts(query: Query, comparisons: Sequence[Comparison], exact: ExactNames) -> None:
    """Prefer agencies whose name is a whole part between the commas, dashes or brackets of a longer name."""
    parts = SEPARATOR.split(query.text)
    if len(parts) < 2:
        return
    named = {at for part in parts for source, at, _ in exact.find(fold(part)) if source is Source.NAME}
    for each in comparisons:
        if each.form.position in named:
            each.score += WHOLE_PART
    # "Home Office (Knife Crime team)" is the Home Office, whatever other name has the words of the team.
    first, *others = (part for part in parts if part)
    bodies = {at for source, at, _ in exact.find(fold(first)) if source is Source.NAME}
    if others and len(bodies) == 1 and all(words(part)[-1:] and words(part)[-1] in _PARTS for part in others):
        highest = max((each.score for each in comparisons), default=0.0)
        for each in comparisons:
            if each.form.position in bodies:
                each.score = max(each.score, highest)
            else:
                each.score = min(each.score, highest - WHOLE_PART)


def _weigh_place(comparison: Comparison, serves: bool | None, places: Container[str]) -> None:
    short = comparison.form.source in {Source.INITIALS, Source.ACRONYM}
    if serves is None:
        return
    comparison.elsewhere = not serves
    if serves:
        comparison.score += SHORT_NEARBY if short else NEARBY
        if comparison.form.source is Source.SITE and all(token in places for token in comparison.missing):
            comparison.score += SITE_NEARBY if comparison.missing else 0.0
        comparison.inferred = short
        comparison.notes.append("serves the record's area")
    elif comparison.form.source is Source.SITE:
        comparison.score -= SITE_ELSEWHERE
        comparison.notes.append("serves another area")
    elif short or any(token in places for token in comparison.missing):
        # Without its place, the name of a body elsewhere tells no more than a short form.
        comparison.score -= SHORT_ELSEWHERE
        comparison.notes.append("serves another area")


def _weigh_time(comparison: Comparison, agency: Agency, on: Interval) -> None:
    form = comparison.form
    if not agency.existed(on):
        comparison.score -= OUT_OF_TIME
        comparison.absent = on
    elif form.source is Source.SITE and not on.overlaps(form.since, form.until):
        comparison.score -= OUT_OF_TIME
        comparison.notes.append(f"had {form.label} at another time")
    elif form.source is Source.ALIAS and not on.overlaps(form.since, form.until):
        comparison.notes.append(f"a name from another time: {form.label}")


def _best_per_agency(comparisons: Iterable[Comparison], more: Iterable[Comparison]) -> list[Comparison]:
    best = {each.form.position: each for each in comparisons}
    for each in more:
        before = best.get(each.form.position)
        if before is None or each.score > before.score:
            best[each.form.position] = each
    return sorted(best.values(), key=lambda each: -each.score)
