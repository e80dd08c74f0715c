"""Whether two names may be forms of one body's name: in general and in full, in initials, or without its kind."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from dhrcurate.domain.initials import has_initials_of, has_names_of
from dhrcurate.rules.context import RuleContext

_WORD = re.compile(r"\w+")
_BEFORE = frozenset({"the", "our", "local"})
_GENERAL = frozenset(
    {
        ("csp",),
        ("csp", "board"),
        ("partnership",),
        ("community", "safety", "partnership"),
        ("community", "safety", "partnership", "csp"),
        ("community", "safety", "partnership", "board"),
        ("community", "safety", "board"),
    }
)
"""What a report calls the partnership that commissioned it, without saying which one it is."""
_PARTNERSHIPS = frozenset({"csp", "partnership", "safety"})
_NO_PARTNERSHIPS = frozenset({"nhs", "trust", "council", "safeguarding", "health", "care"})
_KIND = frozenset(
    {
        "nhs",
        "foundation",
        "trust",
        "hospital",
        "hospitals",
        "integrated",
        "care",
        "board",
        "clinical",
        "commissioning",
        "group",
        "council",
        "borough",
        "county",
        "city",
        "district",
        "metropolitan",
        "police",
        "constabulary",
        "partnership",
        "service",
        "services",
        "limited",
        "ltd",
        "cic",
        "plc",
    }
)
_LEAST = 2
"""The fewest words of a name that says whose it is without its kind: one alone is a place, which many bodies have."""


@dataclass(frozen=True, slots=True)
class NameMeant:
    """A name, and the bodies that the register knows by it."""

    text: str
    bodies: Collection[str] = ()


def own_partnership(context: RuleContext) -> NameMeant:
    """Return the partnership whose review a record is."""
    name = context.record.review.csp
    return NameMeant(name, [body for one in context.read_cell(name).names for body in one.stands_for])


def may_be_one(one: NameMeant, other: NameMeant, partnership: NameMeant) -> bool:
    """Return whether either of two names may be a form of the other.

    Args:
        one: A name.
        other: Another one.
        partnership: The record's own partnership, whom `the Partnership` means.
    """
    if _is_general(one.text) or _is_general(other.text):
        return _is_partnership(one, partnership) and _is_partnership(other, partnership)
    if one.bodies and other.bodies:
        return False  # the register knows both, so that their meanings are compared
    pairs = ((one.text, other.text), (other.text, one.text))
    return any(has_initials_of(short, long) or _lacks_kind(short, long) for short, long in pairs)


def _is_partnership(name: NameMeant, partnership: NameMeant) -> bool:
    words = frozenset(_words(name.text))
    # A record may have the place alone, or initials, for the partnership.
    is_like = bool(words & _PARTNERSHIPS) and not words & _NO_PARTNERSHIPS
    return (
        _is_general(name.text)
        or _words(name.text) == _words(partnership.text)
        or any(body in partnership.bodies for body in name.bodies)
        or (is_like and has_names_of(name.text, partnership.text))
    )


def _is_general(name: str) -> bool:
    words = _words(name)
    while words and words[0] in _BEFORE:
        words = words[1:]
    return words in _GENERAL


def _lacks_kind(short: str, long: str) -> bool:
    """Whether a name begins another, and all that it lacks is what kind of body that is."""
    begun, whole = _words(short), _words(long)
    at = len(begun)
    return (
        _LEAST <= at < len(whole)
        and whole[:at] == begun
        and not _KIND.issuperset(begun)
        and _KIND.issuperset(whole[at:])
    )


def _words(name: str) -> tuple[str, ...]:
    words = tuple(_WORD.findall(name.casefold()))
    return words[1:] if words[:1] == ("the",) else words
