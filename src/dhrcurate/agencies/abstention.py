"""Stage 8, abstention: why a name has no match, in words for a curator.

In: a name, its ranked comparisons and the record's context. Out: one line, or nothing where none can be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.candidates import possible_families
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.decision import MIN_MARGIN, probabilities
from dhrcurate.agencies.explain import as_spelt
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.leftover import known_words
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.query import Query, is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.sole import is_of_the_country
from dhrcurate.domain.agency import CANDIDATES_THRESHOLD, NO_BODIES, Agency, Context

POSSIBLE = 0.3
"""The score from which an agency whose whole name stands beside another one's is named in a reason."""

_SIMILAR = {
    "spelling": "“{}” may be a misspelt “{}”",
    "shire": "“{}” is not “{}”, though the names are alike",
    "form": "“{}” may stand for “{}”",
}

LIKELY = 0.62
"""The score from which an agency is likely enough to be named in a reason."""


def why_not(query: Query, comparisons: Sequence[Comparison], context: Context, reference: Reference) -> str:
    """Return why a name has no match.

    Args:
        query: The name.
        comparisons: The ranked comparisons.
        context: The record's area and time.
        reference: The register.
    """
    if not comparisons:
        return _no_such_kind(query, comparisons, context, reference) or "nothing in the register is like it"
    return _why_told(query, comparisons, context, reference) or _why_doubtful(query, comparisons, reference)


def _why_told(query: Query, comparisons: Sequence[Comparison], context: Context, reference: Reference) -> str:
    names = reference.agencies
    best, *rest = comparisons
    agency = names[best.form.position]
    second = rest[0] if rest else None
    written = frozenset(words(query.text))
    beside = (each for each in rest if each.score >= POSSIBLE and _of_other_words(best, each, written, reference))
    other = next((each for each in beside if names[each.form.position].kind not in NO_BODIES), None)
    if other is not None and agency.kind not in NO_BODIES:
        return f"it holds the names of two bodies: {agency.name} and {names[other.form.position].name}"
    if len(bodies := bodies_in(query.text, reference)) > 1:
        return f"it holds the names of two bodies: {bodies[0].name} and {bodies[1].name}"
    if best.form.source is Source.SITE and best.elsewhere:
        return "a site of that name is in another area than the review's"
    if not agency.existed(context.on):
        return f"{agency.name} did not exist at the time"
    fits = best.relation > Relation.UNKNOWN or not query.families
    if fits and second is not None and second.score >= LIKELY and best.score - second.score < MIN_MARGIN:
        return f"two bodies fit: {agency.name} and {names[second.form.position].name}"
    others = [token for token in best.unmatched if not is_part_or_role(token)]
    if best.form.source in {Source.ACRONYM, Source.INITIALS} and others:
        return f"a short form with other words: {' '.join(others)}"
    if agency.kind in NO_BODIES:
        return f"it is like the name of {of_no_body(agency.kind)}"
    return _no_such_kind(query, comparisons, context, reference)


def of_no_body(kind: str) -> str:
    """Return what an entry of a kind that is no body of its own is called, with its article, and what it lacks."""
    which = {"anonymised": "an anonymised body", "relative": "a kind of body"}.get(kind)
    return f"{which}, which does not say which one it is" if which else f"a {kind}, which is no body of its own"


def _why_doubtful(query: Query, comparisons: Sequence[Comparison], reference: Reference) -> str:
    """Return what keeps the likeliest agency from being taken, from its words; one that is not shown is not named."""
    best = comparisons[0]
    agency = reference.agencies[best.form.position]
    if probabilities(comparisons)[0] < CANDIDATES_THRESHOLD:
        return "nothing in the register is enough like it"
    if best.relation <= Relation.SAME_SECTOR:
        return f"it tells another kind of body than {agency.name}"
    if best.similar:
        written, meant, difference = best.similar[0]
        return _SIMILAR[difference].format(as_spelt([written], query.text), as_spelt([meant], best.form.label))
    if best.unmatched:
        return f"it says more than the name of {agency.name}: {as_spelt(best.unmatched, query.text)}"
    if best.form.source in {Source.ACRONYM, Source.INITIALS}:
        return "a short form, which others may have too"
    if best.inferred:
        return "only the place tells which body it is"
    if best.missing:
        return f"words of {best.form.label} are not written: {as_spelt(best.missing, best.form.label)}"
    known = known_words(query, best)
    more = [token for token in query.tokens if token not in known]
    if more:
        return f"it says more than the name of {agency.name}: {as_spelt(more, query.text)}"
    return f"it may mean a part of {agency.name}, or another body of such a name"


def bodies_in(text: str, reference: Reference) -> list[Agency]:
    """Return the bodies whose names stand in a text, each once, where at each place the name is one body's alone."""
    at: dict[int, list[Agency]] = {}
    for start, _, agency in reference.mentions.find(text):
        at.setdefault(start, []).append(agency)
    found = [here[0] for here in at.values() if len(here) == 1 and here[0].kind not in NO_BODIES]
    return list({each.name: each for each in found}.values())


def _of_other_words(one: Comparison, other: Comparison, written: frozenset[str], reference: Reference) -> bool:
    """True if each of two agencies has the words that the other lacks: both are named, and not only a place."""
    if not all(written.issuperset(words(each.form.label)) for each in (one, other)):
        return False
    if reference.place_tokens.issuperset(other.form.tokens) and other.relation < Relation.RELATED:
        return False
    if one.missing or other.missing or not (one.unmatched and other.unmatched):
        return False
    return set(one.form.tokens).issubset({*other.unmatched}) and set(other.form.tokens).issubset({*one.unmatched})


def _no_such_kind(query: Query, comparisons: Sequence[Comparison], context: Context, reference: Reference) -> str:
    families = query.families - kinds.OF_OWN_NAME
    if not families or any(each.relation >= Relation.RELATED for each in comparisons if each.score >= LIKELY):
        return ""
    if comparisons and is_of_the_country(comparisons[0], reference):
        return ""  # the place is that of the body of the whole country, or of a part of it
    named = reference.places.named_in(query.content)
    around: Mapping[str, int]
    if named:
        start, end, place = named[0]
        where, around = " ".join(query.content[start:end]).title(), reference.places.containing(place)
    elif context.csp:
        where, around = context.csp, reference.around(context.csp)
    else:
        return ""
    if reference.serving(around, possible_families(families)):
        return ""
    return f"the register has no body of that kind for {where}"
