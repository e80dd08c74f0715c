"""Names that agencies have and that do not tell them: ordinary words, a wider place.

In: an agency that a written name was taken for. Out: why it is not certain all the same, or nothing.
"""

from __future__ import annotations

from dhrcurate.agencies import kinds
from dhrcurate.agencies.lexicon import QUALIFIERS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import is_part_or_role
from dhrcurate.agencies.ranking import SEPARATOR
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Context

OF_ORDINARY_WORDS = frozenset(
    {"charity", "housing", "housing-association", "health-provider", "company", "support-service"}
)
"""Kinds of bodies that are named by any words."""

_MOST_ORDINARY = 2
"""A name of more ordinary words is told by them together."""


def why_doubtful(text: str, position: int, label: str, context: Context, reference: Reference) -> str:
    """Return why a name that is taken for an agency may not be its; empty if nothing speaks against it.

    Args:
        text: The name as written.
        position: The agency.
        label: That name of the agency which was found in the text.
        context: The record's area and time.
        reference: The register.
    """
    agency = reference.agencies[position]
    written = words(text)
    if agency.kind in OF_ORDINARY_WORDS:
        if len(written) == 1 and text.islower() and not label.islower():
            return "a word in small letters may be no name"
        if _needs_place(text, written, position, label, context, reference):
            return needs_place(agency.name)
    if reference.bodies.families(position) & kinds.COUNCILS and _is_of_wider_place(written, position, reference):
        return f"the place is wider than that of {agency.name}"
    return ""


def needs_place(agency: str) -> str:
    """Return the reason where a local body's name does not tell it without the place, which the review may give."""
    return f"the name alone does not tell {agency}: other places have bodies of such a name"


def has_name_whole(text: str, position: int, reference: Reference) -> bool:
    """True if a text is all of an agency's own name, and beside it only another name of it or parts such as have all.

    Such a name needs no place to be told, unless other agencies have it or it is made of ordinary words.

    Args:
        text: The name as written.
        position: The agency.
        reference: The register.
    """
    agency = reference.agencies[position]
    key = fold(agency.name)
    if agency.kind in OF_ORDINARY_WORDS or {at for _, at, _ in reference.exact.find(key)} != {position}:
        return False
    parts = [part for each in SEPARATOR.split(text) if (part := fold(each))]
    rests = [f"{part} ".removeprefix(f"{key} ").strip() for part in parts]
    return rests != parts and all(_is_no_body(rest, position, reference) for rest in rests)


def _is_no_body(rest: str, position: int, reference: Reference) -> bool:
    """True if some words are no other body: those of a department or role, or a name of an agency itself."""
    return all(map(is_part_or_role, words(rest))) or any(at == position for _, at, _ in reference.exact.find(rest))


def _needs_place(
    text: str, written: list[str], position: int, label: str, context: Context, reference: Reference
) -> bool:
    """True if a local body is written in ordinary words, without its place, and the review is not known to be there."""
    agency = reference.agencies[position]
    if reference.bodies.is_national(position) or len(written) > _MOST_ORDINARY or fold(text) == fold(agency.name):
        return False
    places = {token for area in agency.areas for token in words(area)} or reference.place_tokens
    own = {token for token in words(agency.name) if token in places}
    if context.csp and (reference.serves(position, reference.around(context.csp)) or own & {*words(context.csp)}):
        return False
    ordinary = all(token in QUALIFIERS or is_part_or_role(token) for token in written)
    return ordinary or (bool(own) and own.isdisjoint(words(label)))


def _is_of_wider_place(written: list[str], position: int, reference: Reference) -> bool:
    own = reference.places_served(position)
    named = [place for _, _, place in reference.places.named_in(written)]
    if not named or not own.isdisjoint(named):
        return False
    return any(steps and wider in named for place in own for wider, steps in reference.places.containing(place).items())
