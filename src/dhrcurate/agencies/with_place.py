"""Stage 3, exact: an agency's name with a place after it that the agency serves: "Safe House Exampleton".

In: a name. Out: the agencies that have exactly what stands before the place, if they are bound to places and serve it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dhrcurate.agencies.exact import LEAST_LETTERS
from dhrcurate.agencies.index import Hit, Source
from dhrcurate.agencies.lexicon import ABBREVIATIONS, FILLERS, RANKS
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.places import place_key
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.telling import OF_ORDINARY_WORDS
from dhrcurate.domain.agency import NO_BODIES

MOST_WORDS = 4
"""The most words of a place that are looked for."""

SHORT_LETTERS = LEAST_LETTERS - 1
"""The letters of a short form that counts only with its body's place; two are any agency's."""

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
        before = " ".join(row[:-count]).rstrip(_BETWEEN)
        hits = reference.exact.find(fold(before))
        found = [
            hit
            for hit in hits
            if (_is_told_by_name(hit) or _is_short_form(before, hit, hits, around, reference))
            and reference.agencies[hit[1]].kind not in NO_BODIES
            and reference.serves(hit[1], around)
        ]
        # With its place, a short form tells as much as another name does.
        told = [hit if _is_told_by_name(hit) else (Source.ALIAS, *hit[1:]) for hit in found]
        return told if len({hit[1] for hit in told}) == 1 else []
    return []


def _is_cut(place: str, reference: Reference) -> bool:
    """True if a place ends with its rank, and begins the name of a body: "Exampleton City" that of its council."""
    return place.rsplit(" ", maxsplit=1)[-1].lower() in RANKS and reference.begins_another(place)


def _is_told_by_name(hit: Hit) -> bool:
    source, _, label = hit
    return source in {Source.NAME, Source.ALIAS, Source.SITE} or (
        source is Source.ACRONYM and len(label) >= LEAST_LETTERS
    )


def _is_short_form(
    written: str, hit: Hit, hits: Sequence[Hit], around: Mapping[str, int], reference: Reference
) -> bool:
    """True if three capitals are the short form of one public body only, which its place confirms: "EXP Otterford".

    Args:
        written: What stands before the place.
        hit: A body that has it.
        hits: All of them.
        around: The place and those that contain it.
        reference: The register.
    """
    source, position, label = hit
    return (
        source is Source.ACRONYM
        and len(label) == SHORT_LETTERS
        and written == label == label.upper()
        and label.lower() not in ABBREVIATIONS
        and {each[1] for each in hits} == {position}
        and reference.agencies[position].kind not in OF_ORDINARY_WORDS
        and not _has_rival(label, position, around, reference)
    )


def _has_rival(short: str, position: int, around: Mapping[str, int], reference: Reference) -> bool:
    """True if the initials of another body that serves a place are the letters of a short form."""
    index = reference.index
    for form in (index.forms[at] for at in index.postings.get(fold(short), ())):
        initials = "".join(word[0] for word in fold(form.label).split() if word not in FILLERS)
        if form.position != position and initials == fold(short) and reference.serves(form.position, around):
            return True
    return False
