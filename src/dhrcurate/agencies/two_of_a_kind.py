"""Texts that say the kind of a body on both sides of a join, as no name of one body does: "Kent CSP and Medway CSP"."""

from __future__ import annotations

from itertools import pairwise

from dhrcurate.agencies import kinds
from dhrcurate.agencies.joins import joins
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.parts import JOINS_IN_NAMES


def names_two_of_a_kind(text: str) -> bool:
    """True if what stands on both sides of a join has words of its own and ends in the same kind of body.

    "Exampleton and Borset CCG" says the kind once and may be one body; "Exampleton CCG and Borset CCG" names two, even
    where a later body has the names of both.
    """
    found = [each for each in joins(text) if each.name in JOINS_IN_NAMES]
    if not found:
        return False
    starts, ends = [0, *(each.end for each in found)], [*(each.start for each in found), len(text)]
    told = [_kind_at_end(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    return any(one is not None and one == other for one, other in pairwise(told))


def _kind_at_end(part: str) -> str | None:
    """The kind that a part ends with, behind words of its own."""
    tokens = words(part)
    phrases = kinds.find_phrases(tokens)
    if not phrases or phrases[-1][1] != len(tokens) or phrases[-1][2] in kinds.HINTS:
        return None
    told = {at for start, end, _ in phrases for at in range(start, end)}
    return phrases[-1][2] if len(told) < len(tokens) else None
