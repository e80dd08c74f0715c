"""Rows that a page's end parts and that are drawn open there: no rule at the foot, nor below the repeated heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dhrcurate.documents.pdf.grid import Frame, Grid
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules, Side
from dhrcurate.documents.stream import letters

_NEAR = 3.0
"""Rules that end no farther apart end together, in points."""
_FEWEST = 3
"""So many rules that end together are the sides of two columns."""
_WIDTH = 0.8
"""A rule across closes them if it is at least so wide, as a share of their width."""


def with_ends(rules: Rules) -> Rules:
    """Return the rules of a page with one across where those between columns end without any, above and below."""
    for end in (0, 1):
        rules.across.extend(_missing(rules.across, _ending_together(rules.down, end)))
    return rules


def _ending_together(down: Iterable[Side], end: int) -> Iterator[tuple[list[Side], float]]:
    """The rules down that end at one height, and that height."""
    group: list[Side] = []
    for side in sorted(down, key=lambda side: side[end]):
        if group and side[end] - group[-1][end] > _NEAR:
            yield group, group[-1][end]
            group = []
        group.append(side)
    if group:
        yield group, group[-1][end]


def _missing(across: Sequence[Side], groups: Iterable[tuple[list[Side], float]]) -> list[Side]:
    found = []
    for group, at in groups:
        left, right = min(x for *_, x in group), max(x for *_, x in group)
        wide = [y for x0, x1, y in across if min(x1, right) - max(x0, left) >= _WIDTH * (right - left)]
        top, bottom = min(side[0] for side in group), max(side[1] for side in group)
        closed = any(abs(y - at) <= _NEAR for y in wide)
        is_table = any(top - _NEAR <= y <= bottom + _NEAR for y in wide)
        if len(group) >= _FEWEST and is_table and not closed:
            found.append((left, right, at))
    return found


def parted_at_heading(grid: Grid, heading: Mapping[int, str]) -> Grid:
    """Return a grid whose first cells hold a repeated heading and, with no rule between, the rest of a row, as two.

    Args:
        grid: The grid at the top of a page.
        heading: The texts of the table's heading by their columns.
    """
    first = {frame: grid.place(frame)[1] for frame in grid.cells if grid.place(frame)[0] == 0}
    ends = {frame: _end_of(grid.cells[frame], heading.get(column, "")) for frame, column in first.items()}
    heads = [line for frame, end in ends.items() for line in _ordered(grid.cells[frame])[: end or 0]]
    rests = [line for frame, end in ends.items() for line in _ordered(grid.cells[frame])[end or 0 :]]
    if None in ends.values() or not rests or not heads:
        return grid
    at = round(max(line.y1 for line in heads))
    if any(line.middle < at for line in rests):
        return grid
    cells: dict[Frame, list[Line]] = {}
    for frame, lines in grid.cells.items():
        if frame not in first:
            cells[frame] = lines
            continue
        cells[frame._replace(y1=at)] = [line for line in lines if line.middle < at]
        if below := [line for line in lines if line.middle >= at]:
            cells[frame._replace(y0=at)] = below
    parted = Grid(cells)
    parted.take_columns(grid.lefts)
    return parted


def _ordered(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (round(line.base), line.x0))


def _end_of(lines: Sequence[Line], text: str) -> int | None:
    """How many lines of a cell are a heading's text; `None` if it does not begin with it."""
    wanted, said = letters(text), ""
    for at, line in enumerate(_ordered(lines), start=1):
        said += letters(line.text)
        if said == wanted:
            return at
        if not wanted.startswith(said):
            return None
    return None
