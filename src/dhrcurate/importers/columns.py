"""The columns of a table, from their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 60
"""No heading of a column is longer."""
_ADDRESSED = re.compile(r"address|directed|recipient", re.IGNORECASE)
_RESPONSIBLE = re.compile(
    r"agenc(y|ies)\b|organi[sz]ation|responsib|\blead\b|\bowner|\bbody\b|\bbodies\b|^(for|to|who|whom)$", re.IGNORECASE
)
_NUMBER = re.compile(r"#|№|\bno\b|\bnr\b|\bnum\b|\bnumber\b|\bref\b|\breference\b|\bid\b|^rec$|^item$", re.IGNORECASE)
_TITLE = re.compile(r"\btheme\b|\btitle\b|\bheading\b|\btopic\b|\bsubject\b|\bissue\b", re.IGNORECASE)
_TEXT = re.compile(r"recommend|argymhell|\btext\b|\bwording\b", re.IGNORECASE)
_ACTION = re.compile(r"\baction\b|\bactions\b|\bdetails?\b", re.IGNORECASE)
_PATTERNS = {
    "addressed_to": _ADDRESSED,
    "number": _NUMBER,
    "text": _TEXT,
    "responsible": _RESPONSIBLE,
    "title": _TITLE,
    "action": _ACTION,
}
_ORDER = ("addressed_to", "number", "text", "responsible", "title")
_FIELDS = {"responsible": "addressed_to"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns that a record has a place for.

    Attributes:
        text: The recommendation.
        number: Its number, `None` if there is no such column.
        title: Its theme or heading.
        addressed_to: Whom it is addressed to.
        others: The columns that have no place in a record.
    """

    text: int
    number: int | None = None
    title: int | None = None
    addressed_to: int | None = None
    others: tuple[int, ...] = ()


def recognise(header: Sequence[str]) -> Columns | None:
    """Finds the columns of a table of recommendations.

    Args:
        header: The cells of the heading row.

    Returns:
        The columns, `None` if the heading is not that of a table of recommendations.
    """
    cells = [_named(cell) for cell in header]
    taken: dict[str, int] = {}
    for kind in _ORDER:
        field = _FIELDS.get(kind, kind)
        if field not in taken:
            at = next((i for i, named in enumerate(cells) if kind in named and i not in taken.values()), None)
            if at is not None:
                taken[field] = at
    if "text" not in taken and "addressed_to" in taken:
        at = next((i for i, named in enumerate(cells) if i not in taken.values() and "action" in named), None)
        if at is not None:
            taken["text"] = at
    if "text" not in taken or len(cells) < 2:
        return None
    others = tuple(i for i, cell in enumerate(header) if i not in taken.values() and _shown(cell))
    return Columns(taken["text"], taken.get("number"), taken.get("title"), taken.get("addressed_to"), others)


def _shown(cell: str) -> str:
    return re.sub(r"[\s_*:.]+", " ", cell).strip()


@lru_cache(maxsize=1 << 12)
def _named(cell: str) -> frozenset[str]:
    """The kinds of columns of which a heading can be the name."""
    shown = _shown(cell)
    long = len(shown) > _LONGEST
    return frozenset(kind for kind, p in _PATTERNS.items() if (not long or kind == "action") and p.search(shown))


def begins_heading(cell: str) -> bool:
    """True if a cell can be the first of a heading row: that of the numbers or of the recommendations."""
    return len(cell) <= _LONGEST and (_NUMBER.search(cell) or _TEXT.search(cell)) is not None
