"""Rows of a table beyond the rules and shades that show it: its heading, and what a page's end leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from dhrcurate.documents.pdf.levels import Level, Span

_NEAR = 4.0
_BESIDE = 1.2
"""A row stands no farther from the rule, in sizes of its letters."""
_CLOSE = 1.5
"""The lines of a row stand no farther apart, in sizes of their letters."""
_SEVERAL = 3
_MOST_ABOVE = 2
"""So many rows may be above the first shaded one: the heading, and a first row."""


def heading_above(levels: Sequence[Level], sides: Span, edge: float) -> float | None:
    """Return where a line begins that stands right above the first rule of a table and heads several columns.

    Args:
        levels: What stands on each height of the page.
        sides: The left and right side of the table.
        edge: The height of the rule.
    """
    level = next((level for level in reversed(levels) if level.base < edge), None)
    if level is None or edge - level.bottom > _BESIDE * level.size or len(level.spans) < _SEVERAL:
        return None
    return level.top - 1 if _fits(level, sides, ()) else None


def rows_above(levels: Sequence[Level], sides: Span, gaps: Sequence[float], edge: float) -> list[float]:
    """Return where the rows begin that stand in the columns of a table above its first rule, from below.

    Args:
        levels: What stands on each height between the sides of the table.
        sides: Its left and right side.
        gaps: Where its columns are parted.
        edge: The height of the rule.
    """
    levels = [level for level in reversed(levels) if level.base < edge]
    found: list[float] = []
    while len(found) < _MOST_ABOVE:
        row = list(_together(levels, sides, gaps))
        if not row or edge - row[0].bottom > _BESIDE * row[0].size or not _is_row(row, gaps):
            break
        edge = row[-1].top - 1
        found.append(edge)
        levels = levels[len(row) :]
    return found


def row_below(levels: Sequence[Level], sides: Span, gaps: Sequence[float], edge: float) -> list[float]:
    """Return where the row ends that stands in the columns of a table below its last rule, if there is one.

    Args:
        levels: What stands on each height between the sides of the table.
        sides: Its left and right side.
        gaps: Where its columns are parted.
        edge: The height of the rule.
    """
    row = list(_together((level for level in levels if level.lines[0].middle > edge), sides, gaps))
    if not row or row[0].top - edge > _BESIDE * row[0].size or not _is_row(row[:1], gaps):
        return []
    return [row[-1].bottom + 1]


def _together(levels: Iterable[Level], sides: Span, gaps: Sequence[float]) -> Iterator[Level]:
    """The first of some levels, with those that stand close to it, all in the columns."""
    before: Level | None = None
    for level in takewhile(lambda level: _fits(level, sides, gaps), levels):
        if before is not None and abs(level.base - before.base) > _CLOSE * level.size:
            return
        yield level
        before = level


def _fits(level: Level, sides: Span, gaps: Sequence[float]) -> bool:
    left, right = sides
    inside = all(left - _NEAR <= line.x0 and line.x1 <= right + _NEAR for line in level.lines)
    return inside and not any(start < gap < end for start, end in level.spans for gap in gaps)


def _is_row(levels: Sequence[Level], gaps: Sequence[float]) -> bool:
    """Whether something stands in at least half of the columns, and in two."""
    columns = {sum(gap <= start for gap in gaps) for level in levels for start, _ in level.spans}
    return len(columns) >= max(2, (len(gaps) + 2) // 2)
