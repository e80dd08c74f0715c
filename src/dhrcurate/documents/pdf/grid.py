"""The cells that the rules of a page draw, and the lines in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules

_NEAR = 3.0
"""Rules that are no farther apart are one, in points."""

_WIDTH = 0.8
"""A rule above or below a cell is at least so wide, as a share of the cell."""


class Frame(NamedTuple):
    """The rectangle around a cell, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Grid:
    """Cells that adjoin one another; all of them are there before anything is asked.

    Attributes:
        cells: The lines of each cell.
    """

    cells: dict[Frame, list[Line]] = field(default_factory=dict)

    @cached_property
    def lefts(self) -> list[float]:
        """Where its columns begin."""
        return _distinct(frame.x0 for frame in self.cells)

    def take_columns(self, lefts: Sequence[float]) -> None:
        """Take the columns of the table that it is the rest of: in one of them nothing may stand here."""
        if len(lefts) > len(self.lefts):
            self.lefts = list(lefts)

    @cached_property
    def tops(self) -> list[float]:
        """Where its rows begin."""
        return _distinct(frame.y0 for frame in self.cells)

    @property
    def has_columns(self) -> bool:
        """Whether some cells stand beside each other; else they are boxes."""
        return any(
            min(a.y1, b.y1) - max(a.y0, b.y0) > _NEAR and a.x1 - b.x0 <= _NEAR for a, b in permutations(self.cells, 2)
        )

    def spans(self, frame: Frame) -> tuple[int, int]:
        """Return how many rows and columns a cell takes up."""
        rows = sum(frame.y0 - _NEAR <= top < frame.y1 - _NEAR for top in self.tops)
        columns = sum(frame.x0 - _NEAR <= left < frame.x1 - _NEAR for left in self.lefts)
        return max(rows, 1), max(columns, 1)

    def place(self, frame: Frame) -> tuple[int, int]:
        """Return the row and the column of a cell, from 0."""
        return _nearest(self.tops, frame.y0), _nearest(self.lefts, frame.x0)


def split_at_rules(lines: Iterable[Line], rules: Rules) -> list[Line]:
    """Return the lines, parted where a vertical rule stands between two of their words."""
    parted = []
    for line in lines:
        crossing = [x for y0, y1, x in rules.down if y0 <= line.middle <= y1 and line.x0 < x < line.x1]
        parted.extend(_parted(line, sorted(crossing)) if crossing else [line])
    return parted


def parted_by(rules: Rules) -> Callable[[Line, Line], bool]:
    """Return whether a vertical rule stands between two lines that stand beside each other."""

    def parted(left: Line, right: Line) -> bool:
        return any(y0 <= left.middle <= y1 and left.x1 - _NEAR <= x <= right.x0 + _NEAR for y0, y1, x in rules.down)

    return parted


def _parted(line: Line, rules: Sequence[float]) -> list[Line]:
    parts: list[list[int]] = [[]]
    for at, word in enumerate(line.words):
        if parts[-1] and any(line.words[at - 1].x1 <= x + _NEAR and x - _NEAR <= word.x0 for x in rules):
            parts.append([])
        parts[-1].append(at)
    made = []
    for part in parts:
        words = [line.words[at] for at in part]
        last = part[-1] == len(line.words) - 1
        made.append(replace(line, words=words, x0=words[0].x0, x1=words[-1].x1, hyphen=line.hyphen and last))
    return made


def grids_of(lines: Sequence[Line], rules: Rules) -> tuple[list[Grid], dict[int, tuple[int, Frame]]]:
    """Return the grids of a page, and for each line in one (by its id) the grid and the cell."""
    framed = [(line, frame) for line in lines if (frame := _frame(line, rules)) is not None]
    groups: list[set[Frame]] = []
    for _, frame in framed:
        touched = [group for group in groups if any(_adjoin(frame, other) for other in group)]
        joined = {frame}.union(*touched)
        groups = [group for group in groups if group not in touched] + [joined]
    groups.sort(key=lambda group: min(frame.y0 for frame in group))
    grids = [Grid() for _ in groups]
    places = {}
    for line, frame in framed:
        at = next(i for i, group in enumerate(groups) if frame in group)
        grids[at].cells.setdefault(frame, []).append(line)
        places[id(line)] = at, frame
    return grids, places


def _frame(line: Line, rules: Rules) -> Frame | None:
    """The nearest rules around a line, if there is one on each side; those above and below are about as wide."""
    beside = [x for y0, y1, x in rules.down if y0 - _NEAR <= line.middle <= y1 + _NEAR]
    left = max((x for x in beside if x <= line.x0 + _NEAR), default=None)
    right = min((x for x in beside if x >= line.x1 - _NEAR), default=None)
    if left is None or right is None:
        return None
    least = _WIDTH * (right - left)
    over = [y for x0, x1, y in rules.across if min(x1, right) - max(x0, left) >= least]
    top = max((y for y in over if y <= line.middle), default=None)
    bottom = min((y for y in over if y >= line.middle), default=None)
    if top is None or bottom is None:
        return None
    return Frame(round(left), round(top), round(right), round(bottom))


def _adjoin(a: Frame, b: Frame) -> bool:
    beside = min(a.y1, b.y1) - max(a.y0, b.y0) > _NEAR and (abs(a.x1 - b.x0) <= _NEAR or abs(b.x1 - a.x0) <= _NEAR)
    above = min(a.x1, b.x1) - max(a.x0, b.x0) > _NEAR and (abs(a.y1 - b.y0) <= _NEAR or abs(b.y1 - a.y0) <= _NEAR)
    return a == b or beside or above


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _nearest(values: Sequence[float], wanted: float) -> int:
    return min(range(len(values)), key=lambda at: abs(values[at] - wanted))
