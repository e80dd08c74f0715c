"""Words that a blank broke into two that are words themselves: "partner ship", "account able", "safe guarding"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.vocabulary import is_plain_word, word_set

_ENDINGS = {
    "ship": None,
    "ships": None,
    "hood": None,
    "hoods": None,
    "able": None,
    "selves": word_set("them our your"),
    "guard": word_set("safe"),
    "guards": word_set("safe"),
    "guarded": word_set("safe"),
    "guarding": word_set("safe"),
    "stand": word_set("under"),
    "stands": word_set("under"),
    "standing": word_set("under"),
    "stood": word_set("under"),
    "take": word_set("under"),
    "taken": word_set("under"),
    "takes": word_set("under"),
    "taking": word_set("under"),
    "pin": word_set("under"),
    "pins": word_set("under"),
    "out": word_set("through"),
    "reach": word_set("out"),
    "come": word_set("out"),
    "comes": word_set("out"),
    "hold": word_set("house"),
    "holds": word_set("house"),
    "work": word_set("frame net"),
    "works": word_set("frame net"),
    "lord": word_set("land"),
    "lords": word_set("land"),
    "style": word_set("life"),
    "styles": word_set("life"),
}
"""Second halves, each with the first halves that it is parted from by mistake only; `None`: all that make a word."""
_NOT_BEFORE = word_set("not be is are was were been being am a an the this that each any no its")
"""Words that rightly stand before "able", "ship" or "hood"."""
_GOES_ON = {"standing": word_set("order orders"), "out": word_set("of loud")}
"""Words that, behind two halves, show that they are two words: "under standing orders", "through out of hours"."""
_FIRST = re.compile(r"(?<![\w’'/-])[A-Za-z][a-z]*\Z")
_AFTER = re.compile(r"(?![\w’'/-])(?: (?P<next>[a-z]+))?")
_LONGEST = 20


def whole_halves(free_text: FreeText) -> Iterator[tuple[int, int, str]]:
    """Yield start and end, in the joined text, of two words that are one, and the word."""
    text = free_text.joined
    for second in _ENDINGS:
        # Nearly no text holds these words, which a set tells far quicker than a search.
        if free_text.vocabulary.isdisjoint(_written(second)):
            continue
        for at in free_text.occurrences(f" {second}"):
            end = at + 1 + len(second)
            first, after = _FIRST.search(text, max(0, at - _LONGEST), at), _AFTER.match(text, end)
            if first and after and after["next"] not in _GOES_ON.get(second, ()) and is_one_word(first.group(), second):
                yield first.start(), end, first.group() + second


@cache
def _written(word: str) -> frozenset[str]:
    return frozenset(word + sign for sign in ("", ".", ",", ";", ":", ")", "?"))


def is_one_word(first: str, second: str) -> bool:
    """True if two words that follow each other are one, broken."""
    if second not in _ENDINGS:
        return False
    heads = _ENDINGS[second]
    fits = first.lower() not in _NOT_BEFORE if heads is None else first.lower() in heads
    return fits and is_plain_word((first + second).lower())
