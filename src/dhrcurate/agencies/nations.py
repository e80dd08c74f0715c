"""Bodies of one nation and their counterparts in another: each has a body of some names.

In: an agency that a written name was taken for. Out: the body of the review's own nation that may be meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies.index import Source
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.places import place_key
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES, Context
from dhrcurate.domain.word_sets import word_set

_CALLED = {"England": ("england",), "Wales": ("wales", "cymru")}
"""The nations of which reviews are, and what ends the names of their bodies."""

NATIONS = frozenset(map(place_key, _CALLED))
"""Their keys as places."""

_ENDS = frozenset(end for ends in _CALLED.values() for end in ends)
_TELLS_NATION = _ENDS | word_set("english welsh")


def of_own_nation(text: str, position: int, context: Context, reference: Reference) -> int | None:
    """Return the body with an agency's name in the nation of the review, if the agency is not that nation's own.

    A name that says its nation is that nation's wherever the review is.

    Args:
        text: The name as written.
        position: The agency that it was taken for.
        context: The record's area and time.
        reference: The register.
    """
    if not context.has_area or not _TELLS_NATION.isdisjoint(fold(text).split()):
        return None
    if not any(_namesakes(text, position, ends, reference) for ends in _CALLED.values()):
        return None
    around = reference.around(context.csp or "")
    ends = next((ends for nation, ends in _CALLED.items() if place_key(nation) in around), None)
    if ends is None or reference.serves(position, around):
        return None
    found = _namesakes(text, position, ends, reference)
    return next((at for at in found if reference.agencies[at].existed(context.on)), None)


def _namesakes(text: str, position: int, ends: Sequence[str], reference: Reference) -> list[int]:
    """Return the other bodies that have an agency's name with an end by which a nation is told."""
    row = fold(reference.agencies[position].name).split()
    if row[-1:] and row[-1] in ends:
        return []
    bare = row[:-1] if row[-1:] and row[-1] in _ENDS else row
    return [
        at
        for start in (" ".join(bare), fold(text).removeprefix("the "))
        for end in ends
        for at in _having(f"{start} {end}", reference)
        if at != position
    ]


def _having(key: str, reference: Reference) -> list[int]:
    """Return the bodies with a folded name."""
    hits = reference.exact.find(key)
    return [at for kind, at, _ in hits if kind <= Source.ACRONYM and reference.agencies[at].kind not in NO_BODIES]
