"""Stage 3, exact: an agency's name with a place after it that the agency serves: "Safe House Exampleton".

In: a name. Out: the agencies that have exactly what stands before the place, if they are bound to places and serve it.
"""

from __future__ import annotations

from dhrcurate.agencies.exact import LEAST_LETTERS
from dhrcurate.agencies.index import Hit, Source
from dhrcurate.agencies.lexicon import RANKS
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.places import place_key
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES

MOST_WORDS = 4
"""The most words of a place that are looked for."""

_BETWEEN = " ,(–—-"
_AFTER = " )"
_JOINING = frozenset({"and", "&", "with", "plus", "+"})


def named_before_place(name: str, reference: Reference) -> list[Hit]:
    """Return the agency whose name stands before a place that it serves; none where it is not one for certain.

    A body of the whole country is none of them: a place after its name may tell another one.
    """
    if "\n" in name or "\r" in name:
        return []  # what stands in a line of its own is another name
    row = name.split()
    for count in range(min(MOST_WORDS, len(row) - 1), 0, -1):
        if row[-count].lower() in _JOINING or _is_cut(" ".join(row[-count:]).strip(_BETWEEN + _AFTER), reference):
            return []  # what is joined to a name, or begins another one, is no place of it
        key = place_key(" ".join(row[-count:]).rstrip(_AFTER).lstrip(_BETWEEN))
        if not reference.places.is_known(key):
            continue
        around = reference.places.containing(key)
        found = [
            hit
            for hit in reference.exact.find(fold(" ".join(row[:-count]).rstrip(_BETWEEN)))
            if _is_told_by_name(hit)
            and reference.agencies[hit[1]].kind not in NO_BODIES
            and reference.serves(hit[1], around)
        ]
        return found if len({hit[1] for hit in found}) == 1 else []
    return []


def _is_cut(place: str, reference: Reference) -> bool:
    """True if a place ends with its rank, and begins the name of a body: "Exampleton City" that of its council."""
    return place.rsplit(" ", maxsplit=1)[-1].lower() in RANKS and reference.begins_another(place)


def _is_told_by_name(hit: Hit) -> bool:
    source, _, label = hit
    return source in {Source.NAME, Source.ALIAS, Source.SITE} or (
        source is Source.ACRONYM and len(label) >= LEAST_LETTERS
    )
