"""The columns of a table, from their headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dhrcurate.importers.columns.names import USUAL_NAMES
from dhrcurate.importers.wording.headings import (
    SHORTENED,
    are_headings,
    asks_who,
    is_planned,
    names_bodies,
    unbroken,
)

_LONGEST = 60
"""No heading of a column is longer."""
_FIRST = 3
_MOST_ABOVE = 10
"""The headings stand among so many rows at a table's beginning, those that are like others among the first few."""
_ADDRESSED = re.compile(r"address|directed|recipient", re.IGNORECASE)
_RESPONSIBLE = re.compile(
    r"agenc(y|ies)\b|organi[sz]ation|responsib|\blead\b|\bowner|\bbody\b|\bbodies\b|asiantaeth|sefydliad|^(for|to|who|whom)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"#|№|\bno\b|\bnr\b|\bnum\b|\bnumber\b|\bref\b|\breference\b|\bid\b|^rec$|^item$|\brhif\b", re.IGNORECASE
)
_TITLE = re.compile(r"\btheme\b|\btitle\b|\bheading\b|\btopic\b|\bsubject\b|\bissue\b", re.IGNORECASE)
_TEXT = re.compile(r"recommend|argymhell|\btext\b|\bwording\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:recommendations?|recs?|argymhelliad|argymhellion|text)( (?:text|wording|in full))?", re.IGNORECASE
)
"""The usual headings of a column of recommendations, which go before one that only speaks of them."""
_OF_THEM = re.compile(
    r"\b(?:of|in|on|for|to|towards?|by|with|from|against|about|since|whether)\b.*\brecommend", re.IGNORECASE
)
_WORDS_OF = re.compile(
    r"(?:full )?(?:text|wording|words|details?|description|content|statement|summary)\b", re.IGNORECASE
)
_ACTION = re.compile(r"\baction\b|\bactions\b|\bdetails?\b", re.IGNORECASE)
_WHAT = re.compile(r"what(?: (?:should|must|will|needs? to|has to|is to)\b.*)?\??", re.IGNORECASE)
"""The heading of a column of what a body beside it is to do: "What", "What needs to happen"."""
_WHEN_IT_WAS = re.compile(r"(?:date|day|time|year)s?(?: (?:and|&|/) time)?", re.IGNORECASE)
"""The first heading of a chronology, whose "What" is what was done."""
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
        also: Further columns of bodies that it is addressed to.
    """

    text: int
    number: int | None = None
    title: int | None = None
    addressed_to: int | None = None
    others: tuple[int, ...] = ()
    also: tuple[int, ...] = ()


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
            options = [i for i, named in enumerate(cells) if kind in named and i not in taken.values()]
            if kind == "text":
                options.sort(key=lambda i: (_speaks_of_them(header[i]), not _PLAIN.fullmatch(shown(header[i]))))
            if kind == "responsible":
                options.sort(key=lambda i: not names_bodies(header[i]))  # a body goes before a person
            at = next(iter(options), None)
            if at is not None:
                taken[field] = at
    if "text" not in taken and "addressed_to" in taken:
        at = next((i for i, named in enumerate(cells) if i not in taken.values() and "action" in named), None)
        if at is not None:
            taken["text"] = at
    if "text" not in taken and "addressed_to" in taken and not _WHEN_IT_WAS.fullmatch(shown(header[0])):
        free = (i for i in range(len(header)) if i not in taken.values())
        at = next((i for i in free if _WHAT.fullmatch(shown(header[i]))), None)
        taken |= {} if at is None else {"text": at}
    if "text" not in taken or (len(cells) == 1 and not _is_alone(header[0])):
        return None
    if "addressed_to" not in taken:
        at = next((i for i, cell in enumerate(header) if i not in taken.values() and asks_who(cell)), None)
        taken |= {} if at is None else {"addressed_to": at}
    spare = [i for i, cell in enumerate(header) if i not in taken.values() and shown(cell)]
    also = tuple(i for i in spare if "addressed_to" in taken and names_bodies(header[i]))
    others = tuple(i for i in spare if i not in also)
    return Columns(taken["text"], taken.get("number"), taken.get("title"), taken.get("addressed_to"), others, also)


def _is_alone(cell: str) -> bool:
    """True if a heading can be that of a table that has no other column."""
    words = shown(cell)
    return _PLAIN.fullmatch(words) is not None and words.casefold() != "text"


def place_of_headings(rows: Sequence[Sequence[str]], *, first: int = _FIRST) -> int | None:
    """The place of the headings among the first rows of a table of recommendations, `None` if there are none.

    Args:
        rows: Its rows.
        first: Among so many rows, one that only resembles headings counts as such where none is nothing but headings.
            One cell is their heading only over others of one line, as else it is the title of what is placed below.
    """
    alone = all(len(row) == 1 and "\n" not in row[0] for row in rows)
    known = [i for i, row in enumerate(rows[:_MOST_ABOVE]) if (alone or may_head(row)) and recognise(row)]
    plain = [i for i in known if are_headings(rows[i], USUAL_NAMES)]
    return next(iter(plain or [i for i in known if i < first]), None)


def may_head(row: Sequence[str]) -> bool:
    """True if a row of several cells may be headings: it begins with no number, nor is it one cell over a group.

    Such a cell says more than the heading of a column: "Recommendations for us".
    """
    said = [cell.strip() for cell in row if cell.strip()]
    several = len(said) > 1 and not said[0].strip("().").isdigit()
    return len(row) > 1 and (several or (len(said) == 1 and _is_alone(said[0])))


def is_of_plan(cell: str) -> bool:
    """True if a heading is that of a column of actions, of their state or of their dates."""
    return is_planned(cell) or is_of_actions(cell)


def is_of_actions(cell: str) -> bool:
    """True if a heading is that of a column of actions."""
    return "action" in _named(cell)


def is_worded(cell: str) -> bool:
    """True if a heading is named like that of a column of recommendations, and not of what is said of them."""
    return "text" in _named(cell) and not _speaks_of_them(cell)


def _speaks_of_them(cell: str) -> bool:
    """True if a heading names something of recommendations and not their words: "Scope of recommendation"."""
    words = shown(cell)
    return _OF_THEM.search(words) is not None and _WORDS_OF.match(words) is None


def is_heading(cell: str) -> bool:
    """True if a cell can be a heading: it is empty, or short and no number or sentence."""
    text = SHORTENED.sub("", cell.strip())
    return len(text) <= _LONGEST and text[-1:] not in {".", ";", "!"} and not any(char.isdigit() for char in text)


def in_two_rows(
    header: Sequence[str], below: Sequence[str], text: int, named: Callable[[str], bool]
) -> tuple[str, ...] | None:
    """The headings of a table whose headings stand in two rows, as where one spans several.

    Args:
        header: The upper row.
        below: The row below it, which may be the first of the table's own.
        text: Which column the upper row says is that of the recommendations.
        named: Tells whether a cell is the name of a known column.

    Returns:
        The two put together, `None` if the lower one is no row of headings.
    """
    over = [cell.strip() for cell in header]
    under = [cell.strip() for cell in below[: len(over)]] + [""] * (len(over) - len(below))
    pairs = list(zip(over, under, strict=True))
    new = [b for a, b in pairs if b and shown(b) != shown(a)]
    if not new or any(cell.strip() for cell in below[len(over) :]) or not all(map(is_heading, under)):
        return None
    repeated = shown(over[text]) == shown(under[text])
    parts = not under[text] and any(b and not a for a, b in pairs) and any(map(named, new))
    if not (repeated or parts or _divide(pairs, text, named)):
        return None
    return tuple(_over(a, b, named) for a, b in _spanned(pairs))


def _divide(pairs: Sequence[tuple[str, str]], text: int, named: Callable[[str], bool]) -> bool:
    """True if the cells of a lower row divide the heading of the recommendations, and else repeat the one above."""
    end = next((i for i in range(text + 1, len(pairs)) if pairs[i][0]), len(pairs))
    within = [below for _, below in pairs[text:end]]
    beside = [pair for i, pair in enumerate(pairs) if not text <= i < end]
    same = all(not below or shown(above) == shown(below) for above, below in beside)
    return same and len(within) > 1 and all(within) and any(map(named, within))


def _spanned(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The headings above and below in each column; one of bodies counts in all the columns that it spans."""
    over = ""
    for above, below in pairs:
        over = above or over
        both = f"{below} {over}"
        yield ("", both) if below and over and names_bodies(both) else (above, below)


def _over(over: str, under: str, named: Callable[[str], bool]) -> str:
    """A heading and the one below it as one."""
    if not under or shown(over) == shown(under):
        return over
    both = f"{over} {under}".strip()
    return under if named(under) and not named(both) else both


def is_named(cell: str) -> bool:
    """True if a cell is named like a column that a record has a place for."""
    return bool(_named(cell))


def shown(cell: str) -> str:
    """The words of a heading without blanks and marks around and between them."""
    return re.sub(r"[\s_*:.]+", " ", unbroken(cell)).strip()


@lru_cache(maxsize=1 << 12)
def _named(cell: str) -> frozenset[str]:
    """The kinds of columns of which a heading can be the name."""
    words = shown(cell)
    long = len(words) > _LONGEST
    return frozenset(kind for kind, p in _PATTERNS.items() if (not long or kind == "action") and p.search(words))


def begins_heading(cell: str) -> bool:
    """True if a cell can be the first of a heading row: that of the numbers or of the recommendations."""
    return len(cell) <= _LONGEST and (_NUMBER.search(cell) or _TEXT.search(cell)) is not None
