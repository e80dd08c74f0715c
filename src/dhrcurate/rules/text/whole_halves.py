"""Words that a blank broke into two that are words themselves: "partner ship", "account able", "safe guarding"."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_PAIR = re.compile(
    rf"(?<![\w’'/-])(?P<first>[A-Za-z][a-z]*) (?P<second>{'|'.join(_ENDINGS)})(?![\w’'/-])(?: (?P<next>[a-z]+))?"
)


def whole_halves(free_text: FreeText) -> Iterator[tuple[int, int, str]]:
    """Yield start and end, in the joined text, of two words that are one, and the word."""
    if _WRITTEN.isdisjoint(free_text.vocabulary):
        return
    for match in _PAIR.finditer(free_text.joined):
        first, second = match["first"], match["second"]
        if is_one_word(first, second) and match["next"] not in _GOES_ON.get(second, ()):
            yield match.start(), match.end("second"), first + second


def is_one_word(first: str, second: str) -> bool:
    """True if two words that follow each other are one, broken."""
    if second not in _ENDINGS:
        return False
    heads = _ENDINGS[second]
    fits = first.lower() not in _NOT_BEFORE if heads is None else first.lower() in heads
    return fits and is_plain_word((first + second).lower())


_WRITTEN = frozenset(ending + sign for ending in _ENDINGS for sign in ("", ".", ",", ";", ":", ")", "?"))
