"""The ends of lines, word by word: where a name can start, and what precedes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from dhrcurate.importers.words import COUNTED, FOLLOWERS, HEADS, JOINTS, LINKS, MONTHS, PHRASAL, PREFIXES, VERBS

LONGEST = 24
"""The most words of an agency's name."""

_LONGEST_WORD = 80
"""No name has a longer word."""
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[a-z)][a-z)][.;])(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:e\.g|i\.e|mrs?|ms|dr|st|no|vs|rev|prof)\.$|^[A-Z]\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…][\"'’”)\]]*$")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z0-9&/]*")
_APOSTROPHES = "’'"
_OPENED = re.compile(r"(?:^|[\s(])[‘'](?=\S)")
_CLOSERS = ")]”’\"';"
_OPENERS = frozenset({"all", "any", "every", "each", "the", "local", "relevant", "various", "no"})
_COLLECTIVES = frozenset({"all", "any", "every", "each", "local", "relevant", "various"})
_DESCRIBING = frozenset({"who", "that", "which", "this", "these", "their", "its", "those"})
_HONOURS = frozenset({"her", "his"})


class Boundary(Enum):
    """The context before a place where a name might start; its value is the evidence for a start."""

    BREAK = 4.5
    """A line's end that is one of the page."""
    SENTENCE = 4.0
    """The end of a sentence."""
    CLOSED = 2.0
    """A closing bracket, quotation mark or semicolon."""
    LOWER = 1.5
    """An ordinary word, after which a capital letter begins something new."""
    PHRASE = 0.0
    """The end of an acronym or of a known name, such as "the MASH", which is likely to be whole."""
    CAPITAL = -1.5
    """A word with a capital letter, to which the name might belong."""
    NONE = -9.0
    """A word that cannot be the last of a text."""

    @property
    def clean(self) -> bool:
        """True if a name seen after it is seen whole."""
        return self.value > 0


@dataclass(frozen=True, slots=True)
class Tail:
    """The rest of a line from some word on.

    Attributes:
        start: Where it starts, in code points.
        name: Its words.
        before: The word before it.
        boundary: What kind of place it starts at.
    """

    start: int
    name: str
    before: str
    boundary: Boundary

    @property
    def key(self) -> str:
        """The name with plain blanks and without case, to compare."""
        return folded(self.name)


def folded(name: str) -> str:
    """A name with plain blanks and without case."""
    return " ".join(name.split()).casefold()


def tails(line: str, breaks: frozenset[int] = frozenset()) -> Iterator[Tail]:
    """The ends of a line where a name might start, the longest first.

    Args:
        line: The line.
        breaks: Places where the page itself begins a new line.
    """
    starts = [m.start() for m in _WORD.finditer(line)][-LONGEST:]
    starts += [m.start() for m in _GLUED.finditer(line, starts[0] + 1)][-LONGEST:] if starts else []
    for start in sorted(starts):
        before = line[:start].rstrip()
        if before and line[start].isalnum():
            words = before.rsplit(maxsplit=2)[-2:]
            kind = _boundary(words[-1], words[-2] if len(words) > 1 else "", line[start:].split(maxsplit=1)[0])
            if kind is Boundary.CLOSED and words[-1][-1] in _APOSTROPHES and not _OPENED.search(before):
                kind = Boundary.CAPITAL  # the end of "St Thomas’" or "Chiefs’", and of no quotation
            if start in breaks and kind is not Boundary.NONE:
                kind = Boundary.BREAK
            yield Tail(start, line[start:].strip(), words[-1], kind)


def _boundary(word: str, earlier: str, after: str) -> Boundary:
    """The kind of place between a word, given the one before it, and the word after it."""
    if _SENTENCE_END.search(word) and not _ABBREVIATION.search(word):
        return Boundary.SENTENCE
    if word[-1] in _CLOSERS:
        return Boundary.CLOSED
    last = re.split(r"[/–—-]", word.lower())[-1]
    if f"{earlier} {last}" in PHRASAL:
        return Boundary.LOWER
    if not last or word[-1] in ",:&|•" or (last in LINKS and not (word == "A" and earlier[:1].isupper())):
        return Boundary.NONE
    if word[0].isdigit():
        return _after_figure(word, earlier, after)
    dated = word.lower() in MONTHS and (earlier[:1].isdigit() or earlier.lower() in LINKS | MONTHS)
    if word[0].islower() or dated:
        return Boundary.LOWER
    whole = earlier.lower() in LINKS and word.casefold() not in PREFIXES and after.casefold() not in FOLLOWERS
    return Boundary.PHRASE if whole and _ACRONYM.fullmatch(word) else Boundary.CAPITAL


def _after_figure(word: str, earlier: str, after: str) -> Boundary:
    if after.lower() in MONTHS:
        return Boundary.NONE
    counted = len(word) < 4 and (
        earlier.lower() in COUNTED or (earlier[:1].isupper() and earlier.lower() not in MONTHS)
    )
    return Boundary.CAPITAL if counted else Boundary.LOWER


@lru_cache(maxsize=1 << 15)
def shape(name: str) -> float | None:
    """How much a run of words looks like the name of an agency or of several; `None` if it cannot be one.

    Names are made of words with capital letters joined by small words, and most hold a word such as "Police" or
    "Board"; a collective ("All officers investigating ...") may be described at length. A sentence is no name.
    """
    words = name.split()
    if not words or max(map(len, words)) > _LONGEST_WORD:
        return None
    cores = [re.sub(r"^\W+|(?:['’]s)?\W*$", "", word) for word in words]
    first = cores[0].lower()
    honoured = first in _HONOURS and words[1:2] in (["Majesty’s"], ["Majesty's"])
    if first not in _OPENERS and not honoured and (first in LINKS or first in VERBS):
        return None
    if words[0][0].isdigit() and not words[0].endswith(("st", "nd", "rd", "th")):
        return None
    if any(_SENTENCE_END.search(word) and not _ABBREVIATION.search(word) for word in words):
        return None
    if name.count("(") != name.count(")") or "•" in name:
        return None
    if name[-1] in ",:;-–":
        return None
    owned = (word.endswith(("’s", "'s")) for word in words[:-1])  # "each agency’s plan" is a plan
    kinds = (core for core, of in zip(cores, [*owned, False], strict=True) if not of)
    headed = any(part in HEADS for core in kinds for part in re.split(r"[/-]", core.lower()))
    collective = first in _COLLECTIVES and headed
    if any(_acts(before, core, collective=collective) for before, core in pairwise(["", *cores])):
        return None
    odd = sum(core.islower() and core not in JOINTS and core not in HEADS and "/" not in core for core in cores)
    if odd > 3 and not collective:
        return None
    return 1.5 + headed + (1.0 if collective else -1.2 * odd) - (len(words) > 14)


def _acts(before: str, word: str, *, collective: bool) -> bool:
    """True if a word is a verb of a sentence; those that describe a collective are none ("All who attend")."""
    if collective and word == "to":
        return before.lower() in HEADS
    return word in VERBS and not (collective and (word in _DESCRIBING or before in _DESCRIBING))
