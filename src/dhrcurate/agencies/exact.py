"""Stage 3, exact: answers for names that the register holds as they are written.

In: a name and the agencies that have it as name, alias, acronym or site. Out: a suggestion, or `None` where the exact
name is not enough to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.agencies.candidates import by_place
from dhrcurate.agencies.federation import Members, members
from dhrcurate.agencies.index import Hit, Source
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.succession import OUT_OF_TIME, counterparts, put_first
from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion
from dhrcurate.domain.plural_name import plural_head

SCORE = 0.99

_WHICH = "it names a kind of agency, not which one"

LEAST_LETTERS = 4
"""A shorter acronym of a local agency is taken for that of another one too easily."""

MEMBER_HERE = 0.7
"""The score of the only member of a federation in the area, where the federation's name is written."""

FEDERATION = 0.5
"""The score of the federation itself."""

OTHER_TIME = 0.5
"""The score of an agency that had a site of the name at another time."""


def suggest_exact(
    name: str, hits: Sequence[Hit], context: Context, reference: Reference, parse: Callable[[str], Query]
) -> Suggestion | None:
    """Return the answer for a name that agencies have exactly, or `None` where that is not enough to tell.

    Args:
        name: The name as written.
        hits: The agencies that have it, at least one, the strongest evidence first.
        context: The record's area and time.
        reference: The register.
        parse: Takes a written name apart.
    """
    agencies = reference.agencies
    relative = [hit for hit in hits if agencies[hit[1]].kind == "relative"]
    if len(relative) == len(hits):
        return _suggest_relative(name, relative[0][1], context, reference, parse)
    if agencies[hits[0][1]].kind == "collective" and context.has_area and not _means_all(name) and parse(name).hints:
        # One area's social care is its council's.
        return _suggest_relative(name, hits[0][1], context, reference, parse)
    hits = [hit for hit in hits if hit not in relative]
    hits = [hit for hit in hits if reference.exact.had_site(hit, context.on)] or hits
    if hits[0][0] is Source.ACRONYM:  # "MPs" are not the "MPS"
        hits = [hit for hit in hits if hit[2] == name] or hits
    chosen, inferred = _choose(hits, context, reference)
    if all(_is_site_elsewhere(hit, context, reference) for hit in hits):
        return None  # hospitals share their names: a local one may have a longer name
    if chosen is None:
        return None if hits[0][0] is Source.ACRONYM else _suggest_several(name, hits, context, reference)
    position = chosen[1]
    agency = agencies[position]
    if not reference.exact.had_site(chosen, context.on):
        found = (Candidate(agency.name, OTHER_TIME, f"{_reason(chosen)}; at another time"),)
        return Suggestion(name, Decision.CANDIDATES, found, f"{agency.name} had a site of that name at another time")
    others = [Candidate(agencies[hit[1]].name, 0.3, _reason(hit)) for hit in hits if hit is not chosen]
    if agency.existed(context.on):
        local = members(chosen[2], chosen[0], position, context, reference)
        if local.here or local.elsewhere:
            return _suggest_members(name, chosen, local, context, reference)
        best = Candidate(agency.name, SCORE, _reason(chosen), inferred)
        return Suggestion(name, Decision.MATCH, (best, *others))
    best = Candidate(agency.name, OUT_OF_TIME, f"{_reason(chosen)}; did not exist at the time", inferred)
    then = counterparts(position, context, reference)
    why = f"{agency.name} did not exist at the time"
    if then and agency.began_after(context.on):
        return Suggestion(name, Decision.CANDIDATES, (*put_first(then, best), *others), why)
    return Suggestion(name, Decision.CANDIDATES, (best, *then, *others), why)


def _means_all(name: str) -> bool:
    return plural_head(name) is not None or fold(name).startswith(("all ", "every ", "each "))


def _choose(hits: Sequence[Hit], context: Context, reference: Reference) -> tuple[Hit | None, bool]:
    """Return the one agency that a name means, if it can be told, and whether place or time was needed for that."""
    source = hits[0][0]
    pool = [hit for hit in hits if hit[0] is source]
    if len(pool) == 1 and (source is not Source.ACRONYM or reference.bodies.is_national(pool[0][1])):
        return pool[0], False
    if len(pool) == 1 and not context.has_area and _is_only_short_form(pool[0], reference):
        return pool[0], False
    # Any other local acronym means nothing where the place is not known.
    if context.on is not None:
        pool = [hit for hit in pool if reference.agencies[hit[1]].existed(context.on)] or pool
        pool = _without_successors(pool, reference)
    if context.csp:
        around = reference.around(context.csp)
        serving = [hit for hit in pool if reference.serves(hit[1], around)]
        if len(serving) == 1:
            return serving[0], True
    if len(pool) == 1 and source is not Source.ACRONYM:
        return pool[0], True
    return None, False


def _is_only_short_form(hit: Hit, reference: Reference) -> bool:
    """True if an acronym is long enough, and no other agency has it or its letters as initials."""
    short = fold(hit[2]).replace(" ", "")
    if len(short) < LEAST_LETTERS:
        return False
    index = reference.index
    return all(index.forms[at].position == hit[1] for at in index.postings.get(short, ()))


def _is_site_elsewhere(hit: Hit, context: Context, reference: Reference) -> bool:
    """True if a name is that of a site of an agency that serves another area than the record's."""
    if hit[0] is not Source.SITE or not context.csp:
        return False
    return reference.serves(hit[1], reference.around(context.csp)) is False


def _without_successors(pool: list[Hit], reference: Reference) -> list[Hit]:
    """Drop successors of agencies that still existed: a hospital passes to another trust when its own ends."""
    successors = {at for hit in pool for at in reference.successors.get(hit[1], ())}
    return [hit for hit in pool if hit[1] not in successors] or pool


def _suggest_several(name: str, hits: Sequence[Hit], context: Context, reference: Reference) -> Suggestion:
    around = reference.around(context.csp) if context.csp else {}

    def order(hit: Hit) -> tuple[bool, bool, bool, Source]:
        source, position, _ = hit
        agency = reference.agencies[position]
        near = bool(around) and bool(reference.serves(position, around))
        return not near, not agency.existed(context.on), agency.valid_to is not None, source

    score = min(0.6, 1 / len(hits))
    found = tuple(
        Candidate(reference.agencies[hit[1]].name, score, f"{_reason(hit)}; other agencies have it too")
        for hit in sorted(hits, key=order)
    )
    return Suggestion(name, Decision.CANDIDATES, found, why=f"{len(hits)} agencies have this name")


def _suggest_relative(
    name: str, position: int, context: Context, reference: Reference, parse: Callable[[str], Query]
) -> Suggestion:
    """Return, for a name such as "Police", the agencies of that kind that serve the area, and the entry itself."""
    agencies = reference.agencies
    itself = Candidate(agencies[position].name, 0.5, "names a kind of agency, not which one")
    query = parse(name)
    if not (query.families or query.hints):
        query = parse(agencies[position].name)
    serving = by_place(query, context, reference)
    only = len(serving) == 1
    found = [
        Candidate(
            agencies[each.form.position].name,
            0.9 if only else max(0.2, 0.55 - 0.1 * rank),
            "the only one of its kind that serves the record's area" if only else "; ".join(each.notes),
            inferred=True,
        )
        for rank, each in enumerate(serving)
    ]
    why = _WHICH if found or not context.has_area else "the register has no body of that kind for the review's area"
    return Suggestion(name, Decision.CANDIDATES, tuple(sorted([*found, itself], key=lambda each: -each.score)), why)


def _suggest_members(name: str, hit: Hit, local: Members, context: Context, reference: Reference) -> Suggestion:
    """Return the members of a federation in the record's area, and the federation after them."""
    agencies = reference.agencies
    score = MEMBER_HERE / max(1, len(local.here))
    found = [
        Candidate(agencies[at].name, score, "a member of that name which serves the record's area", inferred=True)
        for at in local.here
        if agencies[at].existed(context.on)
    ]
    itself = Candidate(agencies[hit[1]].name, min(FEDERATION, score), f"{_reason(hit)}; its members have it too")
    return Suggestion(name, Decision.CANDIDATES, (*found, itself), "local members of the federation have this name too")


def _reason(hit: Hit) -> str:
    source, _, label = hit
    match source:
        case Source.NAME:
            return "its name"
        case Source.SITE:
            return f"one of its sites: {label}"
        case Source.ACRONYM:
            return f"its short form {label}"
        case _:
            return f"also known as {label}"
