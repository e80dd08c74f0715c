"""Words that a blank broke into two that are words themselves: "partner ship", "account able", "safe guarding"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.vocabulary import is_plain_word

_HALVES = (
    ("", "ship ships hood hoods able"),
    ("them our your", "selves"),
    ("safe", "guard guards guarded guarding"),
    ("under", "stand stands standing stood take takes taken taking pin pins"),
    ("through", "out"),
    ("out", "reach come comes"),
    ("house", "hold holds"),
    ("frame net", "work works"),
    ("land", "lord lords"),
    ("life", "style styles"),
    ("path gate drive hall alley rail motor", "way ways"),
    ("at", "tend tends tended tending tempt tempts tempted tempting tention"),
    ("sub", "stance stances"),
    ("be", "come comes cause haves haved having"),
    ("over in", "come comes"),
    ("over", "sight see sees seen seeing"),
    ("per", "son sons mission missions formed forming"),
    ("in", "put formed creased creases creasing crease"),
    ("for", "get gets gives gave"),
    ("under", "go goes going gone mined"),
    ("with", "draw draws drawn drew hold held"),
    ("up", "date dates dated dating hold holding held"),
    ("ex", "plain change changes changed press pressed pose posed posing act actly"),
    ("an", "other others"),
    ("him it your", "self"),
    ("off just not serv pract pol", "ice"),
    ("pack pass mess short vill", "age ages"),
    ("nation form norm addition profession person", "ally"),
    ("home regard", "less"),
    ("success peace", "fully"),
    ("there where", "fore"),
    ("how", "ever"),
    ("mean", "while"),
    ("know", "ledge"),
    ("import relev assist signific", "ant"),
    ("refer prefer transfer", "red ring"),
    ("is", "sue sues"),
    ("along", "side"),
)


def _by_second(halves: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for firsts, seconds in halves:
        for second in seconds.split():
            found[second] = found.get(second, frozenset()) | word_set(firsts)
    return found


_ENDINGS = _by_second(_HALVES)
"""Second halves, each with the first halves that it is parted from by mistake only, or with none if all are."""
_FIRST_HALVES = word_set("ab ad con de dis em en im mis pre pro re trans un")
"""Beginnings of words that are hardly words, each wrong before what makes a word with it: "con sent", "re view"."""
_SECOND = re.compile(r"(?P<second>[a-z]{3,})(?![\w’'/-])")
_NOT_BEFORE = word_set("not be is are was were been being am a an the this that each any no its")
"""Words that rightly stand before "able", "ship" or "hood"."""
_REFLEXIVE = word_set("esteem harm harming neglect neglecting referral referrals refer care help defence worth")
_GOES_ON = {"standing": word_set("order orders"), "out": word_set("of loud"), "self": _REFLEXIVE}
"""Words that, behind two halves, show that they are two words: "under standing orders", "through out of hours"."""
_FIRST = re.compile(r"(?<![\w’'/-])[A-Za-z][a-z]*\Z")
_AFTER = re.compile(r"(?![\w’'/-])(?: (?P<next>[a-z]+))?")
_LONGEST = 20


def whole_halves(free_text: FreeText) -> Iterator[tuple[int, int, str]]:
    """Yield start and end, in the joined text, of two words that are one, and the word."""
    text = free_text.joined
    # Nearly no text holds these words, which a set tells far quicker than a search.
    seconds = _seconds_as_written()
    written = {seconds[word] for word in _written() & free_text.vocabulary}
    for second in sorted(written, key=list(_ENDINGS).index) if written else ():
        heads = _ENDINGS[second]
        if heads and not any(f"{first[1:]} {second}" in text for first in heads):
            continue
        for at in free_text.occurrences(f" {second}"):
            end = at + 1 + len(second)
            first, after = _FIRST.search(text, max(0, at - _LONGEST), at), _AFTER.match(text, end)
            if first and after and after["next"] not in _GOES_ON.get(second, ()) and is_one_word(first.group(), second):
                yield first.start(), end, first.group() + second

    for half in sorted(_FIRST_HALVES & free_text.vocabulary):
        for at in free_text.occurrences(f" {half} "):
            behind = _SECOND.match(text, at + len(half) + 2)
            if behind and is_plain_word(half + behind["second"]):
                yield at + 1, behind.end(), half + behind["second"]


def first_half(text: str, at: int, second: str) -> str | None:
    """The word before a place in a text if it and a second half make one word, `None` if they do not."""
    first = _FIRST.search(text, max(0, at - _LONGEST), at - 1) if text[at - 1 : at] == " " else None
    return first.group() if first and is_one_word(first.group(), second) else None


@cache
def _seconds_as_written() -> dict[str, str]:
    """The second halves, by how they stand in a text."""
    return {second + sign: second for second in _ENDINGS for sign in ("", ".", ",", ";", ":", ")", "?")}


@cache
def _written() -> frozenset[str]:
    return frozenset(_seconds_as_written())


def is_one_word(first: str, second: str) -> bool:
    """True if two words that follow each other are one, broken."""
    heads = _ENDINGS.get(second)
    if heads is None:
        return False
    fits = first.lower() in heads if heads else first.lower() not in _NOT_BEFORE
    return fits and is_plain_word((first + second).lower())
