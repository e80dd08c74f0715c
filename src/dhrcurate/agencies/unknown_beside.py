"""Cells of two names of which one is in no register, or both are: they are told as two all the same.

A side of a join is told to be a name by what it is: a registered body, or words of its own before those of a kind, or
the letters of a kind at the end of a short form. Each part is open, as a curator has to see that it may be one name.
"""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.joins import Join, Strength
from dhrcurate.agencies.lexicon import ABBREVIATIONS, DIRECTIONS, FILLERS, QUALIFIERS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.parts import NameTests
from dhrcurate.agencies.query import is_part_or_role

LONGEST_SHORT_FORM = 8
"""The most letters of a short form; a longer word in capitals is a word."""

VAGUE = frozenset({"trust", "nhs", "hospital", "university"})
"""Families whose words stand within names of other kinds: one of two sides has to tell more."""

_ENDS = tuple(
    short
    for short, long in ABBREVIATIONS.items()
    if short == "".join(word[0] for word in long) and kinds.PHRASES.keys() & {tuple(words(" ".join(long)))}
)
"""Letters that short forms of bodies end in, for their kind: "SCB", "CCG", "BC"."""


def is_two(texts: Sequence[str], found: Sequence[Join], tests: NameTests) -> bool:
    """True if what is joined are two or more names, as far as their words tell.

    Args:
        texts: What stands between the joins.
        found: The joins.
        tests: What is asked of the register.
    """
    if not any(each.strength is Strength.COORDINATION for each in found) or len(texts) != len(found) + 1:
        return False
    if not all(_may_be_name(text, tests) for text in texts):
        return False
    if any(tests.names_body(text) for text in texts):
        return True
    told = [_family(text) for text in texts]
    return all(told) and not VAGUE.issuperset(told)


def _may_be_name(text: str, tests: NameTests) -> bool:
    """True if a text begins as a name does and has a word of its own, which is more than a place."""
    first = next((char for char in text if char.isalnum()), "")
    if first.islower() or tests.is_place(text):
        return False
    return bool(_own_words(words(text))) or _ends_for_kind(text)


def _own_words(tokens: Sequence[str]) -> list[str]:
    aside = {at for start, end, _ in kinds.find_phrases([*tokens]) for at in range(start, end)}
    common = QUALIFIERS | DIRECTIONS | FILLERS
    return [
        token
        for at, token in enumerate(tokens)
        if at not in aside and token not in common and not is_part_or_role(token)
    ]


def _family(text: str) -> str:
    """Return the family of the body that a text looks like, or nothing; `short` for a short form."""
    if _ends_for_kind(text):
        return "short"
    tokens = words(text)
    last = [(start, family) for start, end, family in kinds.find_phrases(tokens) if end == len(tokens)]
    if not last or last[-1][1] in kinds.HINTS or not _own_words(tokens[: last[-1][0]]):
        return ""
    return last[-1][1]


def _ends_for_kind(text: str) -> bool:
    """True if a text is a short form that ends in the letters of a kind, with others before them."""
    key = fold(text)
    return (
        text.isupper()
        and text.isalpha()
        and len(key) <= LONGEST_SHORT_FORM
        and key.endswith(_ENDS)
        and key not in _ENDS
    )
