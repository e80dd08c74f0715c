"""Bodies of another area than the record's: what is written may as well be a body of that name near there.

A name written in full, with its place, is that body's wherever the review is. A short form of it may be the record's
own place, as "Kingston" is in Kingston upon Hull; the name of a mere town may be that of another town; and ordinary
words may be the name of a local body in no register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.agencies import kinds
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS, RANKS
from dhrcurate.agencies.nations import NATIONS
from dhrcurate.agencies.normalise import acronyms, fold, words
from dhrcurate.agencies.query import Query, is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Context, Interval
from dhrcurate.domain.word_sets import word_set

MOST_ORDINARY_WORDS = 2
"""A name of more words is told by them, however ordinary each of them is."""

_OF_ORDINARY_WORDS = word_set("charity housing housing-association health-provider company support-service")
"""Kinds of local bodies that are named by any words."""

_PRISON = frozenset({"prison"})

_LONDON = word_set("london royal")
"""Words of which a London borough has one beside its rank: other boroughs have that rank alone."""


def namesakes_here(position: int, query: Query, context: Context, reference: Reference) -> list[int]:
    """Return the bodies of the review's own place that have the words of a name which another's has elsewhere.

    "Newton CSP" is the name of one partnership and may, in a review of Newton-le-Marsh, be short for that one. In a
    review of a whole county, the place may be one of its districts.

    Args:
        position: The agency that has the name.
        query: The name.
        context: The record's area and time.
        reference: The register.
    """
    content = query.content
    if not content or not context.csp or reference.serves_area(position, context.csp) is not False:
        return []
    families = reference.bodies.families(position)
    if families & kinds.COUNCILS:
        families = kinds.COUNCILS
    return [
        at
        for at in dict.fromkeys(_of_the_place(families, query, context.csp, reference))
        if at != position
        and reference.agencies[at].existed(context.on)
        and all(not {token, f"{token}shire"}.isdisjoint(_all_words(at, reference)) for token in content)
    ]


def longer_namesakes(text: str, position: int, on: Interval | None, reference: Reference) -> list[int]:
    """Return the councils whose place begins with all that is written of one's: Newcastle-under-Lyme's for Newcastle.

    Where the review's area is not known, a short form is theirs as well; a name written in full is not, nor is that of
    a county that has its council still.

    Args:
        text: The name as written.
        position: The agency that it is taken for.
        on: The time that counts.
        reference: The register.
    """
    agency, families = reference.agencies[position], reference.bodies.families(position)
    if not families & kinds.COUNCILS or _is_in(agency.name, text):
        return []
    of_place = {token for area in agency.areas for token in words(area)}
    written = words(text)
    place = [token for token in written if token in of_place]
    if not place:
        return []
    if "county-council" in families and agency.stood(on):
        return []
    councils = {at for family in kinds.COUNCILS for at in reference.bodies.by_family.get(family, ())}
    own = {*agency.areas}
    return [
        at
        for at in sorted(councils - {position})
        if reference.agencies[at].existed(on)
        and own.isdisjoint(reference.agencies[at].areas)
        and any(words(area)[: len(place)] == place for area in reference.agencies[at].areas)
        and not _is_of_another_rank(written, reference.agencies[at])
    ]


def _of_the_place(families: frozenset[str], query: Query, csp: str, reference: Reference) -> Iterator[int]:
    """Yield the bodies of a review's own place, and then those of places within it that have the rank written."""
    own = {place: steps for place, steps in reference.around(csp).items() if steps == 0}
    yield from (at for _, at in reference.serving(own, families))
    written = words(query.text)
    for family in families:
        for at in reference.within(frozenset(own), family):
            if not _is_of_another_rank(written, reference.agencies[at]):
                yield at


def _all_words(position: int, reference: Reference) -> set[str]:
    agency = reference.agencies[position]
    names = (agency.name, *(alias.name for alias in agency.aliases), *agency.areas)
    return {word for name in names for word in words(name)}


def _is_cut_short(content: Sequence[str], areas: Sequence[str]) -> bool:
    """True if the name of a place lacks what tells the place from others: "upon Thames"."""
    rows = [words(area) for area in areas]
    return any(set(content) < {*row} for row in rows) and not any(set(content) == {*row} for row in rows)


def _is_of_another_rank(written: Sequence[str], agency: Agency) -> bool:
    """True if a council is written with a rank that none of its names has."""
    ranks = _ranks(written)
    return not any(ranks <= _ranks(words(name)) for name in (agency.name, *(alias.name for alias in agency.aliases)))


def _ranks(tokens: Sequence[str]) -> set[str]:
    """Return the ranks in the name of a council, which "unitary" is none of.

    That of a county borough is neither a county's nor a borough's.
    """
    found = RANKS.intersection(tokens) - {"unitary"}
    return {*found - {"county", "borough"}, "county borough"} if ("county", "borough") in pairwise(tokens) else {*found}


def _is_mere_town(text: str, position: int, reference: Reference) -> bool:
    """True if of a council only one word for its place is written, and not its rank: "Newport Council".

    What has a county council is a county, of which there is one, and initials are no town's name.
    """
    agency, families = reference.agencies[position], reference.bodies.families(position)
    written = words(text)
    ranks = RANKS.intersection(written)
    if "london-council" in families and _LONDON.isdisjoint(written):
        ranks -= {"borough"}
    if ranks or "county-council" in families or acronyms(text) or _is_in(agency.name, text):
        return False
    told = kinds.COUNCILS | kinds.HINTS
    aside = {at for start, end, family in kinds.find_phrases(written) if family in told for at in range(start, end)}
    own = {token for area in agency.areas for token in words(area)}
    named = [token for at, token in enumerate(written) if at not in aside]
    return [token in own for token in named if token in own or not is_part_or_role(token)] == [True]


def _is_in(name: str, text: str) -> bool:
    """True if a name stands as a whole in a text, its words abbreviated or not."""
    return f" {' '.join(words(name))} " in f" {' '.join(words(text))} "


def is_far(position: int, csp: str, reference: Reference) -> bool:
    """True if an agency and a review's known place have no wider place in common, but for the nation."""
    around = reference.around(csp)
    if not any(map(reference.places.is_known, around)) or reference.serves_area(position, csp) is not False:
        return False
    return reference.holders(position).isdisjoint(around.keys() - NATIONS)


def may_be_another(text: str, position: int, missing: Sequence[str], context: Context, reference: Reference) -> bool:
    """True if an agency is in another area than the record's, and its name is not written in full or not its alone.

    Args:
        text: The name as written.
        position: The agency that it is taken for.
        missing: The words of the agency's name that are not written.
        context: The record's area and time.
        reference: The register.
    """
    agency = reference.agencies[position]
    if fold(text) == fold(agency.name) and agency.kind not in _OF_ORDINARY_WORDS:
        return False
    if not context.csp or reference.serves(position, reference.around(context.csp)) is not False:
        return False
    written = words(text)
    places = reference.place_tokens
    content = [token for token in written if token in places]
    if content and set(content) <= {*words(context.csp)}:
        return True
    if content and _may_be_another_council(text, position, context.csp, reference):
        return True
    if any(not (token in places or token in QUALIFIERS or is_part_or_role(token)) for token in missing):
        return True
    if agency.kind in _PRISON:
        return all(family != "prison" for _, _, family in kinds.find_phrases(written))
    if agency.kind not in _OF_ORDINARY_WORDS or acronyms(text):
        return False
    told = [token for token in written if token not in DIRECTIONS]
    return len(told) <= MOST_ORDINARY_WORDS and not reference.places.named_in(written)


def _may_be_another_council(text: str, position: int, csp: str, reference: Reference) -> bool:
    """True if an agency elsewhere is a council that is not told by the words for its place and its rank."""
    agency = reference.agencies[position]
    if not reference.bodies.families(position) & kinds.COUNCILS:
        return False
    written = words(text)
    place = [token for token in written if token in reference.place_tokens or token in DIRECTIONS - RANKS]
    if _is_cut_short(place, agency.areas):
        return True  # "Richmond" for Richmond upon Thames: elsewhere another Richmond may be meant
    if _is_of_another_rank(written, agency):
        return True  # "Newcastle Borough Council" for Newcastle City Council
    return _is_mere_town(text, position, reference) and is_far(position, csp, reference)
