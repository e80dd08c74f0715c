"""Bodies of another area than the record's: what is written may as well be a body of that name near there.

A name written in full, with its place, is that body's wherever the review is. A short form of it may be the record's
own place, as "Kingston" is in Kingston upon Hull, and ordinary words may be the name of a local body in no register.
"""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS
from dhrcurate.agencies.normalise import acronyms, fold, words
from dhrcurate.agencies.query import is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Context
from dhrcurate.domain.word_sets import word_set

MOST_ORDINARY_WORDS = 2
"""A name of more words is told by them, however ordinary each of them is."""

_OF_ORDINARY_WORDS = word_set("charity housing housing-association health-provider company support-service")
"""Kinds of local bodies that are named by any words."""

_PRISON = frozenset({"prison"})


def namesakes_here(position: int, content: Sequence[str], context: Context, reference: Reference) -> list[int]:
    """Return the bodies of the review's own place that have the words of a name which another's has elsewhere.

    "Newton CSP" is the name of one partnership and may, in a review of Newton-le-Marsh, be short for that one.

    Args:
        position: The agency that has the name.
        content: The words of the name, without those for its kind.
        context: The record's area and time.
        reference: The register.
    """
    if not context.csp or not content:
        return []
    around = reference.around(context.csp)
    if reference.serves(position, around) is not False:
        return []
    families = reference.bodies.families(position)
    if families & kinds.COUNCILS:
        families = kinds.COUNCILS
    own = {place: steps for place, steps in around.items() if steps == 0}
    return [
        at
        for _, at in reference.serving(own, families)
        if at != position
        and reference.agencies[at].existed(context.on)
        and all(not {token, f"{token}shire"}.isdisjoint(_all_words(at, reference)) for token in content)
    ]


def _all_words(position: int, reference: Reference) -> set[str]:
    agency = reference.agencies[position]
    names = (agency.name, *(alias.name for alias in agency.aliases), *agency.areas)
    return {word for name in names for word in words(name)}


def _is_cut_short(content: Sequence[str], areas: Sequence[str]) -> bool:
    """True if the name of a place lacks what tells the place from others: "upon Thames"."""
    rows = [words(area) for area in areas]
    return any(set(content) < {*row} for row in rows) and not any(set(content) == {*row} for row in rows)


_RANKS = word_set("borough city county district metropolitan")
"""Words for the rank of a council, of which one has those of its own."""


def _is_of_another_rank(written: Sequence[str], agency: Agency) -> bool:
    """True if a council is written with a rank that none of its names has."""
    own = {word for name in (agency.name, *(alias.name for alias in agency.aliases)) for word in words(name)}
    return not _RANKS.intersection(written) <= own


def may_be_another(text: str, position: int, missing: Sequence[str], context: Context, reference: Reference) -> bool:
    """True if an agency is in another area than the record's, and its name is not written in full or not its alone.

    Args:
        text: The name as written.
        position: The agency that it is taken for.
        missing: The words of the agency's name that are not written.
        context: The record's area and time.
        reference: The register.
    """
    if not context.csp or reference.serves(position, reference.around(context.csp)) is not False:
        return False
    agency = reference.agencies[position]
    if fold(text) == fold(agency.name) and agency.kind not in _OF_ORDINARY_WORDS:
        return False
    written = words(text)
    places = reference.place_tokens
    content = [token for token in written if token in places]
    if content and set(content) <= {*words(context.csp)}:
        return True
    if reference.bodies.families(position) & kinds.COUNCILS and content and _is_cut_short(content, agency.areas):
        return True  # "Richmond" for Richmond upon Thames: elsewhere another Richmond may be meant
    if reference.bodies.families(position) & kinds.COUNCILS and content and _is_of_another_rank(written, agency):
        return True  # "Newcastle Borough Council" for Newcastle City Council
    if any(not (token in places or token in QUALIFIERS or is_part_or_role(token)) for token in missing):
        return True
    if agency.kind in _PRISON:
        return all(family != "prison" for _, _, family in kinds.find_phrases(written))
    if agency.kind not in _OF_ORDINARY_WORDS or acronyms(text):
        return False
    told = [token for token in written if token not in DIRECTIONS]
    return len(told) <= MOST_ORDINARY_WORDS and not reference.places.named_in(written)
