"""The bodies that a written name may stand for, ranked by its words, the record's place and the time that counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dhrcurate.agencies import kinds
from dhrcurate.agencies.candidates import search
from dhrcurate.agencies.comparison import Fit
from dhrcurate.agencies.geography import alive, in_force
from dhrcurate.agencies.index import Exact, Form, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import bag
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query, is_aside, parse
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Context, Interval

NEARBY = 0.04
"""What it is worth, in raw score, that a body serves the record's area."""

SHORT_NEARBY = 0.12
"""The same for a short form, which means little without a place."""

SHORT_ELSEWHERE = 0.3
"""What a short form loses that is a body's of another area."""

OUT_OF_TIME = 0.2
"""What a body loses that did not exist at the time."""

WHOLE_PART = 0.08
"""What it is worth that a part between commas or dashes is a body's name."""

SURE = 0.8
"""From this raw score on, nothing is looked for by place and kind alone."""

BY_PLACE = 0.64
"""The raw score of the one body of the kind that serves the place, before anything speaks against it."""

NOTHING_ELSE = 0.78
"""The same where the name says nothing but the kind."""

_PARTS = re.compile(r"\s+[-–—]\s+|\s*[(),:;]\s*")
_UPPER_TIER = bag("social children adult highway education trading public youth")


def ranked(query: Query, context: Context, ground: Reference) -> list[Fit]:
    """The bodies that a written name may stand for, best first."""
    fits = search(query, ground.index, ground.agencies)
    _parts_by_name(query, fits, ground.exact)
    around = ground.around(context.csp) if context.csp else {}
    if around:
        for fit in fits:
            _place(fit, ground.serves(fit.form.body, around))
    if context.on is not None:
        for fit in fits:
            _time(fit, ground.agencies[fit.form.body], context.on)
    fits.sort(key=lambda fit: -fit.raw)
    if not fits or fits[0].raw < SURE:
        fits = _merged(fits, by_place(query, context, ground))
    return fits


def _parts_by_name(query: Query, fits: list[Fit], exact: Exact) -> None:
    """Prefers the body whose name stands whole between the commas, dashes or brackets of a longer name."""
    parts = _PARTS.split(query.text)
    if len(parts) < 2:
        return
    named = {body for part in parts for source, body, _ in exact.find(fold(part)) if source is Source.NAME}
    for fit in fits:
        if fit.form.body in named:
            fit.raw += WHOLE_PART


def without_parent(query: Query, ground: Reference) -> tuple[Query, int] | None:
    """What stands behind the department that a body belongs to ("MOJ - CAFCASS"), and that department.

    `None` where the name does not begin with a department, or has nothing else in it.
    """
    parts = [part for part in _PARTS.split(query.text) if part]
    parent: int | None = None
    taken = 0
    for part in parts:
        hits = {body for _, body, _ in ground.exact.find(fold(part)) if "department" in ground.index.families[body]}
        if not hits or (parent is not None and parent not in hits):
            break
        parent = min(hits)
        taken += 1
    if parent is None or taken == len(parts):
        return None
    rest = parse(" ".join(parts[taken:]), ground.index)
    if ground.exact.find(rest.key) or (rest.asked and rest.content):
        return rest, parent
    return None


def by_place(query: Query, context: Context, ground: Reference) -> list[Fit]:
    """The bodies of the kind that a name tells which serve the place in it, or the record's where it has none."""
    families = wanted(query.asked or query.hints)
    if not families:
        return []
    content = query.content
    named = ground.places.named_in(content)
    around: Mapping[str, int]
    if named:
        spare = [token for at, token in enumerate(content) if not any(start <= at < end for start, end, _ in named)]
        around = ground.places.closure(named[0][2])
        note = f"serves {content[named[0][0]]}" if named[0][1] - named[0][0] == 1 else "serves that place"
    elif context.csp:
        spare = content
        around = ground.around(context.csp)
        note = "serves the record's area"
    else:
        return []
    serving = [
        (steps, body) for steps, body in ground.serving(around, families) if alive(ground.agencies[body], context.on)
    ]
    exactly = [(steps, body) for steps, body in serving if ground.index.families[body] & query.asked]
    serving = exactly or serving
    if query.hints and not query.asked and _UPPER_TIER.intersection(query.tokens):
        serving.reverse()
    base = NOTHING_ELSE if len(serving) == 1 and not content else BY_PLACE
    raw = base - 0.15 * sum(1 for token in spare if token not in query.short)
    found: list[Fit] = []
    for rank, (_, body) in enumerate(serving[:6]):
        form = Form(body, ground.agencies[body].name, Source.NAME, (), ground.index.families[body], frozenset())
        crowd = 0.1 if len(serving) > 1 and rank == 0 else 0.0
        left = [token for token in query.tokens if is_aside(token) and token not in query.kind_words]
        found.append(Fit(form, raw - crowd - 0.05 * rank, Relation.SAME, left, [], [], inferred=True, notes=[note]))
    return found


@lru_cache(maxsize=256)
def wanted(asked: frozenset[str]) -> frozenset[str]:
    """The families of bodies that words for some families may mean."""
    if asked & kinds.HINTS:
        return kinds.COUNCILS
    unsaid = {"ambulance"} - asked  # "the Trust" is never the ambulance service
    every = {family for family in kinds.PHRASES.values() if family not in kinds.FOREIGN | unsaid}
    return frozenset(family for family in every if kinds.relation(asked, frozenset((family,))) >= Relation.KIN)


def _place(fit: Fit, serves: bool | None) -> None:
    short = fit.form.source in {Source.INITIALS, Source.ACRONYM}
    if serves is None:
        return
    if serves:
        fit.raw += SHORT_NEARBY if short else NEARBY
        fit.inferred = short
        fit.notes.append("serves the record's area")
    elif short:
        fit.raw -= SHORT_ELSEWHERE
        fit.notes.append("serves another area")


def _time(fit: Fit, agency: Agency, on: Interval) -> None:
    if not alive(agency, on):
        fit.raw -= OUT_OF_TIME
        fit.notes.append(f"did not exist in {_span(on)}")
    elif fit.form.source is Source.ALIAS and not in_force(fit.form.since, fit.form.until, on):
        fit.notes.append(f"a name of another time: {fit.form.label}")


def _span(on: Interval) -> str:
    return on.start if on.start == on.end else f"{on.start} to {on.end}"


def _merged(fits: list[Fit], more: list[Fit]) -> list[Fit]:
    best = {fit.form.body: fit for fit in fits}
    for fit in more:
        before = best.get(fit.form.body)
        if before is None or fit.raw > before.raw:
            best[fit.form.body] = fit
    return sorted(best.values(), key=lambda fit: -fit.raw)
