"""What of a printed recommendation only says whom it asks: `It is recommended that the Trust should`.

An extraction that puts whom a recommendation asks into its cell often leaves it out of the text. That is no other
wording, as long as the cell names the same body.
"""

from __future__ import annotations

import re

from dhrcurate.documents.stream import letters
from dhrcurate.domain.initials import is_initialled

_RECOMMENDS = (
    r"(?P<that>(?:it\s+is\s+(?:therefore\s+)?recommended|(?:the|this|our)\s+(?:\w+\s+){0,3}?"
    r"(?:panel|review|report|chair|author)\s+(?:\w+ly\s+|therefore\s+)?(?:recommend|ask|suggest|propose|request)s?)"
    r"\s+that\s+)?"
)
_TASK = r"(?P<task>\s+(?:should|must|shall|will|to|needs?\s+to|ought\s+to|(?:is|are)\s+(?:asked\s+)?to)|\W*[:–—\])-])?"
_FRONT = re.compile(rf"\W*{_RECOMMENDS}(?P<the>the\s+)?(?P<name>(?-i:[A-Z])[^.;:\n]*?){_TASK}\W*", re.IGNORECASE)
_NAMING = re.compile(r"(?:[A-Z&(][\w’'&)-]*|of|and|the|for|in|on|&)\Z")
_JOINTS = re.compile(r"\s*(?:[|;]|,|\band\b|&)\s*")
_SHORT = 2
"""`The Force`, `The Partnership`: who that is stands in the cell."""


def only_asks(front: str, cell: str) -> bool:
    """Return whether a front part of a text says no more than whom it asks, and a cell names the same.

    Args:
        front: What stands in front, with the signs behind it.
        cell: Whom the record addresses the recommendation to, as written; empty where it does not say.
    """
    found = _FRONT.fullmatch(front.strip())
    if found is None or not cell.strip() or not (found["that"] or found["task"]):
        return False
    name = found["name"].strip()
    if letters(name) == letters(cell):
        return True
    if not all(_NAMING.match(word.strip(",")) for word in name.split()):
        return False
    if found["the"] and len(name.split()) <= _SHORT:
        return True
    parts = [part for part in _JOINTS.split(cell) if part]
    return _is_same(name, cell) or all(any(_is_same(one, part) for one in _JOINTS.split(name)) for part in parts)


def _is_same(name: str, written: str) -> bool:
    """Whether one of two names has the words of the other, or initials for some of them."""
    mine, theirs = (frozenset(one.casefold().split()) for one in (name, written))
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or is_initialled(name, written) or is_initialled(written, name)
