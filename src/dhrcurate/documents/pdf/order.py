"""The order in which the lines of a page are read, where the file has them in another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from dhrcurate.documents.pdf.lines import Line

_PAIRS = 3
"""Text in columns has at least so many lines with another one beside them."""
_GUTTER = 8.0
"""Columns are at least so far apart, in points."""
_NARROWEST = 90.0


def in_reading_order(lines: Sequence[Line], parted: Callable[[Line, Line], bool], *, turned: bool) -> list[Line]:
    """Return the lines of a page, those of each column together.

    Args:
        lines: The lines in the order of the file.
        parted: Whether a rule stands between two lines: then they are cells.
        turned: Whether the text runs up or down the page: files have such lines in any order.
    """
    steps = sum(_is_beside(a, b) and not parted(a, b) for a, b in pairwise(lines))
    if steps >= _PAIRS and (gutter := _gutter(lines)) is not None:
        return _by_columns(lines, gutter)
    return sorted(lines, key=_top) if turned else list(lines)


def _top(line: Line) -> tuple[float, float]:
    return round(line.base), line.x0


def _is_beside(a: Line, b: Line) -> bool:
    """Whether a line that follows another one in the file goes on beside it, in another column."""
    wide = min(a.x1 - a.x0, b.x1 - b.x0) > _NARROWEST
    return wide and abs(a.base - b.base) < 0.3 * a.size and b.x0 - a.x1 > _GUTTER


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of a gap that goes down the page between lines that stand beside each other."""
    pairs = [(a, b) for a, b in pairwise(lines) if _is_beside(a, b)]
    left, right = max(a.x1 for a, _ in pairs), min(b.x0 for _, b in pairs)
    if right - left < _GUTTER:
        return None
    middle = (left + right) / 2
    beside = {id(line) for pair in pairs for line in pair}
    lone = [line for line in lines if id(line) not in beside]
    crossing = sum(line.x0 < middle < line.x1 for line in lone)
    return middle if crossing <= len(pairs) else None


def _by_columns(lines: Sequence[Line], gutter: float) -> list[Line]:
    """Lines that go over the gutter as they come, and between them the left column before the right one."""
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=_top):
        if line.x1 <= gutter:
            left.append(line)
        elif line.x0 >= gutter:
            right.append(line)
        else:
            ordered += [*left, *right, line]
            left, right = [], []
    return [*ordered, *left, *right]
