"""The rows of a table divided into reviews by a column that tells them apart, where nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from dhrcurate.domain.number import natural_key, normalised
from dhrcurate.importers.wording.headings import folded

_REVIEW_NAMES = (
    "filename|file name|file|source file|source filename|input file|pdf|pdf name|pdf file|pdf filename|document"
    "|document name|document id|source document|doc|dhr name|dhr title|case name|case title|victim|victim name"
    "|deceased|pseudonym"
)
_REVIEWS = frozenset(_REVIEW_NAMES.split("|"))
"""Columns that tell reviews apart whether or not their rows are numbered."""
_PARTS = re.compile(
    r"\b(?:agenc(?:y|ies)|organi[sz]ations?|lead|owner|responsib\w+|address\w*|themes?|topics?|headings?|sections?"
    r"|levels?|scope|categor(?:y|ies)|types?|priority|status|rag|dates?|deadline|timescale|target|outcomes?|actions?"
    r"|pages?|chapters?|parts?|tables?)\b"
)
"""Words in the names of columns that divide a single review."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        place: Its line or its number, for messages.
        values: Its values by field, and those that its review gives for all of its rows.
        incomplete: Whether the file breaks off in it.
        other: Whether it has something in columns that a record has no place for.
        beside: Its cells, by heading, in the columns that may tell reviews apart but are none of a known fact of one.
        extracted: What its extraction says of it (`model.Row`).
        extra: What else it says, by the name of the column; empty if that is not kept.
    """

    place: int
    values: Mapping[str, str]
    incomplete: bool = False
    other: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    extracted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


def divided(rows: Sequence[TableRow]) -> tuple[str, list[list[TableRow]]] | None:
    """The rows of what seems one review divided by a column that tells several apart.

    That is a column whose name says so, or any whose cells stay the same until the numbers start again. A column that
    is named like a part of a review, such as `Section`, is none.

    Args:
        rows: The rows, in order.

    Returns:
        The column's heading and its reviews; `None` if there is no such column.
    """
    for heading in sorted(dict.fromkeys(h for row in rows for h in row.beside), key=lambda h: not tells_reviews(h)):
        cells = list(_filled_down(row.beside.get(heading, "") for row in rows))
        if len(set(cells)) > 1 and (tells_reviews(heading) or _starts_again_by(heading, rows, cells)):
            groups: dict[str, list[TableRow]] = {}
            titled = folded(heading) == "title"
            for row, cell in zip(rows, cells, strict=True):
                groups.setdefault(cell, []).append(_titled(row, cell) if titled else row)
            return heading, list(groups.values())
    return None


def starts_again(rows: Sequence[TableRow]) -> TableRow | None:
    """The first row with which the numbers of a review start again; `None` if they do not."""
    numbered = [(row, number) for row in rows if (number := row.values.get("number"))]
    seen: set[str] = set()
    for at, (row, number) in enumerate(numbered):
        before = numbered[at - 1][1] if at else number
        first = normalised(number) == normalised(numbered[0][1])
        if normalised(number) in seen and (first or natural_key(number) < natural_key(before)):
            return row
        seen.add(normalised(number))
    return None


def counted_by_body(rows: Sequence[TableRow]) -> bool:
    """True if each body's recommendations have numbers of their own, which tells that they are of one review.

    The numbers start again wherever the addressee changes and nowhere else. In a table of several reviews a body
    mostly comes again, or one review has several of them.
    """
    cells = [row.values.get("addressed_to", "") for row in rows]
    return all(cells) and any(a == b for a, b in pairwise(cells)) and _counts(rows, cells)


def tells_reviews(heading: str) -> bool:
    """True if the name of a column says that its cells tell reviews apart."""
    return folded(heading) in _REVIEWS


def _starts_again_by(heading: str, rows: Sequence[TableRow], cells: Sequence[str]) -> bool:
    """True if a column that is not named like a part of a review changes where the numbers start again."""
    return not _PARTS.search(folded(heading)) and _counts(rows, cells)


def _filled_down(cells: Iterator[str]) -> Iterator[str]:
    before = ""
    for cell in cells:
        before = cell or before
        yield before


def _counts(rows: Sequence[TableRow], cells: Sequence[str]) -> bool:
    """True if the numbers start again wherever the cell changes, and nowhere else."""
    numbered = [(cell, number) for row, cell in zip(rows, cells, strict=True) if (number := row.values.get("number"))]
    if len({(cell, normalised(number)) for cell, number in numbered}) < len(numbered) or starts_again(rows) is None:
        return False
    changes = [(a, b) for (before, a), (after, b) in pairwise(numbered) if before != after]
    return bool(changes) and all(natural_key(b) <= natural_key(a) for a, b in changes)


def _titled(row: TableRow, title: str) -> TableRow:
    """The row with its title, which is that of its review, taken as such."""
    values = {"review_title": title, **{kind: v for kind, v in row.values.items() if v and kind != "title"}}
    return replace(row, values=values)
