"""Stage 4, candidates: what in the register is worth comparing (blocking).

In: a query. Out: by words, up to `MOST_FORMS` forms that share its rarest words; by place, agencies of the named kind
that serve the named place or the record's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import mul

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.index import Form, Index, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.query import Query, is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Context
from dhrcurate.domain.word_sets import word_set

BUDGET = 1500
"""How many postings are read before common words are skipped."""

COMMON = 300
"""A word in more forms than this is skipped once the budget is spent."""

MOST_FORMS = 40
"""The most forms that are returned."""

PROMISING = 0.4
"""The part of the best form's promise that a form needs, where there are more than enough."""

BY_PLACE = 0.64
"""The score of the only agency of the kind that serves the place, before anything counts against it."""

BY_PLACE_ALONE = 0.78
"""The same where the name tells nothing but the kind."""

_MOST_BY_PLACE = 6
_VAGUE = word_set("trust nhs")
_UPPER_TIER = word_set("social children adult highway education trading public youth")
"""Words for services that the upper tier of councils, such as a county council, provides."""


def by_words(query: Query, index: Index) -> list[Form]:
    """Return the forms that share the rarest words of a written name or have similar ones."""
    weights: dict[str, float] = {token: index.weight[token] for token in query.tokens if token in index.weight}
    for token, rows in query.similar.items():
        if token not in weights:
            weights[token] = index.weight[token] * rows[0][1]
    totals: dict[int, float] = {}
    spent = 0
    for token, weight in sorted(weights.items(), key=lambda item: -item[1]):
        postings = index.postings[token]
        if spent > BUDGET and len(postings) > COMMON:
            continue
        spent += len(postings)
        both = [(at, totals[at] + weight) for at in totals.keys() & index.holding(token)]
        totals.update(dict.fromkeys(postings, weight))
        totals.update(both)
    forms = index.forms
    if len(totals) <= MOST_FORMS:
        return [forms[at] for at in totals]
    factors = index.length_factor
    weighed: Iterator[float] = map(mul, totals.values(), map(factors.__getitem__, totals))
    promises = dict(zip(totals, weighed, strict=True))
    least = PROMISING * max(promises.values())
    best = [at for at, value in promises.items() if value >= least]
    if families := query.families:
        apart = families.isdisjoint
        promises.update([(at, promises[at] + 0.3 * factors[at]) for at in best if not apart(forms[at].families)])
    best.sort(key=promises.__getitem__, reverse=True)
    return [forms[at] for at in best[:MOST_FORMS]]


def by_place(query: Query, context: Context, reference: Reference) -> list[Comparison]:
    """Return the agencies of the kind that a name tells which serve the place in it, or else the record's area.

    Their names are not compared; the scores say how much of the written name the place and the kind explain.
    """
    families = possible_families(query.families or query.hints)
    if not families:
        return []
    content = query.content
    named = reference.places.named_in(content)
    around: Mapping[str, int]
    if named:
        rest = [token for at, token in enumerate(content) if not any(start <= at < end for start, end, _ in named)]
        start, end, place = named[0]
        around = reference.places.containing(place)
        note = f"serves {content[start]}" if end - start == 1 else "serves that place"
    elif context.csp:
        rest = content
        around = reference.around(context.csp)
        note = "serves the record's area"
    else:
        return []
    agencies = reference.agencies
    serving = [
        position for _, position in reference.serving(around, families) if agencies[position].existed(context.on)
    ]
    if families & kinds.PROBATION or query.families & kinds.PROBATION:
        serving += [each for each in reference.national_probation if agencies[each].stood(context.on)]
    told = query.families - _VAGUE  # a trust is a trust whatever it does
    if "probation" in told and context.on is not None:
        told |= kinds.PROBATION  # the word for all that stood side by side, and in the names of some
    of_named_kind = [position for position in serving if reference.bodies.families(position) & told]
    serving = of_named_kind or serving
    if not query.families and is_upper_tier(query):
        serving.reverse()
    base = BY_PLACE_ALONE if len(serving) == 1 and not content else BY_PLACE
    score = base - 0.15 * sum(1 for token in rest if token not in query.acronyms)
    found: list[Comparison] = []
    for rank, position in enumerate(serving[:_MOST_BY_PLACE]):
        each = as_of_the_place(query, position, reference)
        each.score = score - (0.05 if len(serving) > 1 else 0.0) - 0.05 * rank
        each.notes.append(note)
        found.append(each)
    return found


def as_of_the_place(query: Query, position: int, reference: Reference) -> Comparison:
    """Return what an agency found by its place and kind is compared as: none of its names; its score is to be set."""
    unmatched = [token for token in query.tokens if is_part_or_role(token) and token not in query.kind_words]
    families = reference.bodies.families(position)
    form = Form(position, reference.agencies[position].name, Source.NAME, (), families, frozenset())
    return Comparison(form, 0.0, Relation.SAME, unmatched, inferred=True)


def is_upper_tier(query: Query) -> bool:
    """True if a name hints at a task of the upper tier of councils, which is the county where there are two."""
    return bool(query.hints) and not _UPPER_TIER.isdisjoint(query.tokens)


@lru_cache(maxsize=256)
def possible_families(named: frozenset[str]) -> frozenset[str]:
    """Return the families of agencies that words for some families may mean."""
    if named & kinds.HINTS:
        return kinds.COUNCILS
    never = kinds.DISTINGUISHING | ({"ambulance"} - named)  # "the Trust" is never the ambulance service
    families = {family for family in kinds.PHRASES.values() if family not in never}
    return frozenset(f for f in families if kinds.relation(named, frozenset((f,))) >= Relation.RELATED)
