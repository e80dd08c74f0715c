"""The headings of columns as words: what they are compared by, and which of them name bodies or a plan's parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_LONGEST = 1000
"""No more of a heading is looked at."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\r?\n[ \t]*(?=[a-z])")
_KIND = (
    r"lead|leading|main|primary|support|supporting|partner|other|joint|secondary|additional|responsible|accountable"
    r"|relevant|named|owning|delivery|contributing|assisting|participating|involved|key|all|which|name|names|of|and|the"
)
_BODY = (
    r"agency|agencies|organi[sz]ations?|body|bodies|partners?|addressees?|recipients?"
    r"|addressed (?:at|to)|directed (?:at|to)|supported by|supporting|with support from"
)
_BODIES = re.compile(
    rf"(?:(?:{_KIND}) )*(?:{_BODY})(?: (?:name|names|responsible|involved|addressed|concerned|and partners)"
    r"|,? (?:at|by|for|to) (?:which|whom) (?:it|this|they|these) (?:is|are) \w+)?"
)
_DUE = re.compile(r"(?:to be |for )?(?:complet|achiev|deliver|implement|finish)(?:e|ed|ion) by|(?:to be )?done by")
"""Headings of when something is to be done."""
_WHO = re.compile(
    r"whom? (?:(?:is|are|will|should|must|needs?|has|have|can|may|this|it|these|leads?|acts?|owns?|does)\b.*"
    r"|to act|for)"
    r"|(?:for|to) whom(?: .*)?"
)
SHORTENED = re.compile(r"(?<![^\W\d_]{4})\.\Z")
"""The full stop after a short word at the end of a heading: "Ref. No."."""
_NUMBERED = re.compile(r" \d{1,2}\Z")
_PLANNED = """
    action, actions, action no, action number, action taken, action required, actions required, key actions, deadline,
    timescale, timescales, timeframe, target date, due, due date, date, by when, when, when by, to be completed by,
    to be done by, completed by, complete by, completion by, to be met by, who, by whom, status, rag,
    rag rating, outcome, outcomes, desired outcome, intended outcome, evidence, progress, update, notes, comments,
    scope, priority, level, what it should do, body, completed, completion date, date completed, review date,
    lead officer, responsible officer
"""
_PLAN = frozenset(" ".join(name.split()) for name in _PLANNED.split(","))
"""Headings of plans of action, beside those of columns that a record has a place for."""
_MOST_WORDS = 5
_FEWEST = 4
"""A sentence has at least so many words."""


def unbroken(heading: str) -> str:
    """A heading without what is not seen in it, and without a break within a word."""
    return _BROKEN.sub("", _UNSEEN.sub("", heading))


@lru_cache(maxsize=1 << 12)  # asked for each row
def folded(heading: str) -> str:
    """A heading without what differs between writers: case, and what stands between its words."""
    words = unbroken(heading[:_LONGEST].strip())
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s_\-./:*]+", " ", words).strip().casefold()


def names_bodies(heading: str) -> bool:
    """True if a heading is that of a column of bodies, alone or one of several: "Supporting agencies", "Agency 2"."""
    name = _NUMBERED.sub("", folded(heading))
    return name != "body" and _BODIES.fullmatch(name) is not None  # which may be that of a text


def asks_who(heading: str) -> bool:
    """True if a heading asks in a sentence who is to act: "Who will do it", "For whom?"."""
    return _WHO.fullmatch(folded(heading).rstrip(" ?")) is not None


def is_planned(heading: str) -> bool:
    """True if a heading is usual in plans of action and no record has a place for what is under it."""
    name = folded(heading)
    return name in _PLAN or _DUE.fullmatch(name) is not None


def is_sentence(heading: str) -> bool:
    """True if what stands in the place of a heading is a sentence: a table on its side, or one without headings."""
    words = heading.strip()
    return words[-1:] in {".", ";", "!"} and len(words.split()) >= _FEWEST


def are_headings(cells: Sequence[str], names: frozenset[str]) -> bool:
    """True if the filled cells of a row are headings, two or more: short, most of them usual, and none a sentence.

    Args:
        cells: The row.
        names: Folded names of the columns that a record has a place for.
    """
    said = [SHORTENED.sub("", unbroken(cell).strip()) for cell in cells if cell.strip()]
    if len(said) < 2 or any(len(s.split()) > _MOST_WORDS or s[-1:] in {".", ";", "!"} or s.isdigit() for s in said):
        return False
    usual = sum(folded(s) in names or folded(s) in _PLAN or names_bodies(s) for s in said)
    return usual >= 2 and usual > len(said) / 2
