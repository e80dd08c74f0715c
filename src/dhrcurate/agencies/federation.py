"""Stage 3, continued: federations, whose short name their local members bear as well.

In: an agency that has a name exactly. Out: the members that the name may mean in the record's area, or that it may mean
some member that the register need not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from dhrcurate.agencies.index import Source
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Agency, Context
from dhrcurate.domain.word_sets import word_set

_KINDS = word_set("charity support-service membership")
_OF_A_COUNTRY = word_set("uk england wales scotland national federation of and the")
"""Words by which a federation tells itself from its members."""

_MEMBERS = 2
"""As many bodies that bear a name tell a federation."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a federation.

    Attributes:
        here: Those in the record's area.
        elsewhere: True if the name may mean a member that is not known to be there.
    """

    here: tuple[int, ...] = ()
    elsewhere: bool = False


def members(label: str, source: Source, position: int, context: Context, reference: Reference) -> Members:
    """Return the members of a federation whose short name was written.

    Args:
        label: The name as the register spells it.
        source: Which of the agency's names it is.
        position: The agency.
        context: The record's area and time.
        reference: The register.
    """
    agencies = reference.agencies
    agency = agencies[position]
    if agency.kind not in _KINDS or agency.areas or source > Source.ACRONYM:
        return Members()
    if source is Source.ACRONYM:
        return members(agency.name, Source.NAME, position, context, reference)
    short = fold(label)
    bearing = [at for at in reference.bearing(short) if at != position and agencies[at].kind in _KINDS]
    around = reference.around(context.csp) if bearing and context.csp else {}
    here = tuple(at for at in bearing if around and agencies[at].areas and reference.serves(at, around))
    if source is Source.NAME:
        local = (at for at in bearing if agencies[at].areas and _is_of_place(agencies[at], short, reference))
        return Members(here, len(list(islice(local, _MEMBERS))) == _MEMBERS)
    full = fold(agency.name).split()
    named_apart = short.split() == [word for word in full if word not in _OF_A_COUNTRY] != full
    return Members(here, named_apart or len(bearing) >= _MEMBERS)


def _is_of_place(member: Agency, short: str, reference: Reference) -> bool:
    """True if an agency has a name that adds only a place to a federation's, as "Exampleton Open Door" does."""
    places = reference.place_tokens | _OF_A_COUNTRY
    rows = (fold(each) for each in (member.name, *(alias.name for alias in member.aliases)))
    rests = [row.removeprefix(f"{short} ").removesuffix(f" {short}") for row in rows if short in row]
    return any(places.issuperset(rest.split()) for rest in rests)
