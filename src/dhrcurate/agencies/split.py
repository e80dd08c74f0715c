"""An addressed-to cell taken apart: `|` always, other joins only where each part stands on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dhrcurate.agencies.mentions import Mentions, spans
from dhrcurate.domain.agency import Part, Split

MOST_JOINS = 14
"""A cell with more joins than this is prose and is left whole."""

_JOIN = re.compile(r"\s*(?:[\r\n]+\s*[•*·-]?|[;•/,&](?:\s*and\b)?)\s*|\s+and\s+", re.IGNORECASE)
_BLANK = " \t\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Ways:
    """What the splitter asks of the matcher.

    Attributes:
        stands: Whether a text is the name of something on its own.
        apart: Whether a body may be one of several that stand side by side with only a space between.
    """

    stands: Callable[[str], bool]
    apart: Callable[[int], bool]


def split(cell: str, ways: Ways, mentions: Callable[[], Mentions]) -> Split:
    """Takes a cell apart; every character stands in a part or between two as a join or a blank."""
    parts: list[Part] = []
    empty = 0
    joins: list[str] = []
    at = 0
    pieces = cell.split("|")
    for piece in pieces:
        found, join = _piece(cell, at, at + len(piece), ways, mentions)
        empty += not found and len(pieces) > 1
        parts.extend(found)
        if join:
            joins.append(join)
        at += len(piece) + 1
    joined_by = "|" if len(pieces) > 1 else joins[0] if joins else None
    return Split(tuple(parts), joined_by, empty)


def _part(cell: str, start: int, end: int) -> Part | None:
    while start < end and (cell[start].isspace() or cell[start] in _BLANK):
        start += 1
    while end > start and (cell[end - 1].isspace() or cell[end - 1] in _BLANK):
        end -= 1
    return Part(cell[start:end], start, end) if start < end else None


def _piece(
    cell: str, start: int, end: int, ways: Ways, mentions: Callable[[], Mentions]
) -> tuple[list[Part], str | None]:
    whole = _part(cell, start, end)
    if whole is None:
        return [], None
    joins = _joins(whole.text)
    words = len(whole.text.split())
    if words < 2 and not joins:
        return [whole], None
    if ways.stands(whole.text):
        return [whole], None
    if 0 < len(joins) <= MOST_JOINS:
        bounds = _fewest(whole, joins, ways)
        if bounds is not None:
            found = [part for left, right in bounds if (part := _part(cell, left, right)) is not None]
            return found, _name(joins[0][2])
    if words >= 4:
        fused = _fused(whole, ways, mentions())
        if fused:
            return fused, "space"
    return [whole], None


def _joins(text: str) -> list[tuple[int, int, str]]:
    """The joins outside brackets: start, end, and what stands there."""
    depth = 0
    depths = []
    for char in text:
        depth = max(0, depth + (char in "([") - (char in ")]"))
        depths.append(depth)
    return [
        (match.start(), match.end(), match[0])
        for match in _JOIN.finditer(text)
        if depths[match.start()] == 0 and match.start() > 0 and match.end() < len(text)
    ]


def _fewest(whole: Part, joins: list[tuple[int, int, str]], ways: Ways) -> list[tuple[int, int]] | None:
    """The division into the fewest parts that all stand on their own, or `None` where there is none."""
    starts = [0, *(end for _, end, _ in joins)]
    ends = [*(start for start, _, _ in joins), len(whole.text)]
    best: list[list[tuple[int, int]] | None] = [None] * len(starts) + [[]]
    for first in range(len(starts) - 1, -1, -1):
        for last in range(len(starts) - 1, first - 1, -1):
            rest = best[last + 1]
            if rest is None or (first == 0 and last == len(starts) - 1):
                continue
            here = best[first]
            if here is not None and len(here) <= len(rest) + 1:
                continue
            if ways.stands(whole.text[starts[first] : ends[last]].strip()):
                best[first] = [(whole.start + starts[first], whole.start + ends[last]), *rest]
    return best[0]


def _fused(whole: Part, ways: Ways, mentions: Mentions) -> list[Part]:
    """The bodies in a text that is nothing but their names with blanks between; none where it is anything else."""
    row = spans(whole.text)
    at_word = mentions.cover(whole.text)
    word_at = {start: at for at, (start, _, _) in enumerate(row)}
    ways_on: list[list[tuple[int, int, frozenset[int]]] | None] = [None] * len(row) + [[]]
    for at in range(len(row) - 1, -1, -1):
        for start, end, bodies in at_word[at]:
            apart = frozenset(filter(ways.apart, bodies))
            after = next((word_at[other] for other, _, _ in row[at:] if other >= end), len(row))
            rest = ways_on[after]
            between = whole.text[end : row[after][0]] if after < len(row) else whole.text[end:]
            if not apart or rest is None or between.strip():
                continue
            if any(apart & bodies_there for _, _, bodies_there in rest):
                continue
            ways_on[at] = [(start, end, apart), *rest]
            break
    found = ways_on[0]
    if not found or len(found) < 2 or row[0][0] != 0:
        return []
    return [Part(whole.text[start:end], whole.start + start, whole.start + end) for start, end, _ in found]


def _name(join: str) -> str:
    bare = join.strip()
    if "\n" in join or "\r" in join or "•" in join:
        return "newline"
    if bare[:1] in {";", "/", ",", "&"}:
        return bare[:1]
    return "and"
