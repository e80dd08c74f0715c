"""Answers for names that some body bears exactly: its name, an alias, a short form, a site, or a relative name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.agencies.geography import alive, in_force
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.query import parse
from dhrcurate.agencies.ranking import by_place
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Candidate, Context, Decision, Suggestion

Hit = tuple[Source, int, str]
"""How a body bears a name, which body, and the name as the register writes it."""

SCORE = 0.99
OUT_OF_TIME = 0.8
"""The score of a body that bears the name and did not exist at the time."""

HINDMOST = 0.5
"""The score, at most, of such a body behind the one that stood in its place."""


def by_name(name: str, hits: Sequence[Hit], context: Context, ground: Reference) -> Suggestion | None:
    """The answer where a body bears exactly this name, or `None` where that is not enough to tell."""
    relatives = [hit for hit in hits if ground.agencies[hit[1]].kind == "relative"]
    if len(relatives) == len(hits):
        return _relative(name, relatives[0][1], context, ground)
    if context.csp and ground.agencies[hits[0][1]].kind == "collective" and parse(name, ground.index).hints:
        return _relative(name, hits[0][1], context, ground)  # one area's social care is its council's
    hits = [hit for hit in hits if hit not in relatives]
    if hits[0][0] is Source.ACRONYM:  # "MPs" are not the "MPS"
        hits = [hit for hit in hits if hit[2] == name] or hits
    chosen, inferred = _chosen(hits, context, ground)
    if chosen is None:
        return None if hits[0][0] is Source.ACRONYM else _undecided(name, hits, context, ground)
    body = ground.agencies[chosen[1]]
    others = [Candidate(ground.agencies[hit[1]].name, 0.3, _reason(hit)) for hit in hits if hit is not chosen]
    if alive(body, context.on):
        best = Candidate(body.name, SCORE, _reason(chosen), inferred)
        return Suggestion(name, Decision.MATCH, (best, *others))
    best = Candidate(body.name, OUT_OF_TIME, f"{_reason(chosen)}; it did not exist then", inferred)
    era = of_the_time(body, context, ground)
    if len(era) == 1 and still_to_come(body, context):
        return Suggestion(name, Decision.CANDIDATES, (*in_its_place(era[0], best), *others))
    return Suggestion(name, Decision.CANDIDATES, (best, *era, *others))


def _chosen(hits: Sequence[Hit], context: Context, ground: Reference) -> tuple[Hit | None, bool]:
    """The one body among those that bear a name exactly, and whether place or time was needed to tell."""
    first = hits[0][0]
    pool = [hit for hit in hits if hit[0] is first]
    if len(pool) == 1 and (first is not Source.ACRONYM or ground.index.national[pool[0][1]]):
        return pool[0], False
    # A short form that is some place's own means nothing where the place is not known.
    if context.on is not None:
        pool = [hit for hit in pool if alive(ground.agencies[hit[1]], context.on)] or pool
        pool = _without_heirs(pool, ground)
    if context.csp:
        around = ground.around(context.csp)
        serving = [hit for hit in pool if ground.serves(hit[1], around)]
        if len(serving) == 1:
            return serving[0], True
    if len(pool) == 1 and first is not Source.ACRONYM:
        return pool[0], True
    return None, False


def _without_heirs(pool: list[Hit], ground: Reference) -> list[Hit]:
    """Leaves out the heirs of bodies that were still there: a hospital passes on when its trust ends."""
    heirs = {at for hit in pool for at in ground.after.get(ground.agencies[hit[1]].name, ())}
    return [hit for hit in pool if hit[1] not in heirs] or pool


def _undecided(name: str, hits: Sequence[Hit], context: Context, ground: Reference) -> Suggestion:
    around = ground.around(context.csp) if context.csp else {}

    def order(hit: Hit) -> tuple[bool, bool, bool, Source]:
        body = ground.agencies[hit[1]]
        near = bool(around) and bool(ground.serves(hit[1], around))
        return not near, not alive(body, context.on), body.valid_to is not None, hit[0]

    share = min(0.6, 1 / len(hits))
    found = tuple(
        Candidate(ground.agencies[hit[1]].name, share, f"{_reason(hit)}; others bear it too")
        for hit in sorted(hits, key=order)
    )
    return Suggestion(name, Decision.CANDIDATES, found)


def _relative(name: str, body: int, context: Context, ground: Reference) -> Suggestion:
    """A name such as "Police": the body of that kind that serves the record's area, and the entry as it is."""
    itself = Candidate(ground.agencies[body].name, 0.5, "says a kind of body and not which one")
    query = parse(name, ground.index)
    if not (query.asked or query.hints):
        query = parse(ground.agencies[body].name, ground.index)
    fits = by_place(query, context, ground)
    only = len(fits) == 1
    found = [
        Candidate(
            ground.agencies[fit.form.body].name,
            0.9 if only else max(0.2, 0.55 - 0.1 * rank),
            "the only one of its kind that serves the record's area" if only else "; ".join(fit.notes),
            inferred=True,
        )
        for rank, fit in enumerate(fits)
    ]
    return Suggestion(name, Decision.CANDIDATES, tuple(sorted([*found, itself], key=lambda each: -each.score)))


def of_the_time(body: Agency, context: Context, ground: Reference) -> list[Candidate]:
    """The bodies that stood in a body's place at the time, as candidates for a look."""
    return [
        Candidate(each.name, 0.4, f"stood in the place of {body.name} then", inferred=True)
        for each in counterparts(body, context, ground)
    ]


def still_to_come(body: Agency, context: Context) -> bool:
    """Whether nobody can have meant a body yet, though its name may be the plainest for those before it."""
    return context.on is not None and not in_force(body.valid_from, None, context.on)


def in_its_place(then: Candidate, gone: Candidate) -> tuple[Candidate, Candidate]:
    """The body of the time before the one that did not exist then, with scores that say so."""
    return replace(then, score=min(gone.score, OUT_OF_TIME)), replace(gone, score=min(gone.score, HINDMOST))


def counterparts(body: Agency, context: Context, ground: Reference) -> list[Agency]:
    """The bodies that stood in a body's place at the time: of those that came after it or before it, who existed.

    Args:
        body: A body that did not exist at the time.
        context: The time, and the record's area, which tells among several.
        ground: The register.
    """
    if context.on is None:
        return []
    found = [at for at in _line(body, ground) if alive(ground.agencies[at], context.on)]
    if context.csp and len(found) > 1:
        around = ground.around(context.csp)
        found = [at for at in found if ground.serves(at, around) is not False] or found
    return [ground.agencies[at] for at in found]


def _line(body: Agency, ground: Reference) -> list[int]:
    """Everything that came after a body or before it, nearest first; never back and forth between the two."""
    line: list[int] = []
    for step in (ground.after, ground.before):
        queue = [body.name]
        for name in queue:
            for at in step.get(name, ()):
                if at not in line:
                    line.append(at)
                    queue.append(ground.agencies[at].name)
    return line


def _reason(hit: Hit) -> str:
    source, _, label = hit
    match source:
        case Source.NAME:
            return "its name"
        case Source.SITE:
            return f"a site of it: {label}"
        case Source.ACRONYM:
            return f"its short form {label}"
        case _:
            return f"also known as {label}"
