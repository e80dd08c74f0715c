"""Texts that say the kind of a body twice, as no name of one body does: "Kent CSP and Medway CSP"."""

from __future__ import annotations

from dhrcurate.agencies import kinds
from dhrcurate.agencies.joins import joins
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.parts import JOINS_IN_NAMES

_VAGUE = frozenset({"nhs", "trust", "university", "hospital"})
"""Kinds whose words stand in the names of other kinds, and twice in some."""


def names_two_of_a_kind(text: str) -> bool:
    """True if a text with a join says one kind of body twice, each time behind words of its own.

    "Exampleton and Borset CCG" says the kind once and may be one body; "Exampleton CCG and Borset CCG" names two, even
    where a later body has the names of both.
    """
    if not any(each.name in JOINS_IN_NAMES for each in joins(text)):
        return False
    told: set[str] = set()
    before = 0
    for start, end, family in kinds.find_phrases(words(text)):
        if start > before and family not in kinds.HINTS and family not in _VAGUE:
            if family in told:
                return True
            told.add(family)
        before = end
    return False
