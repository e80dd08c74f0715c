"""Rules that a page does not draw but shows: edges of shaded cells, and the gaps between the columns of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhrcurate.documents.pdf.beyond import heading_above, row_below, rows_above
from dhrcurate.documents.pdf.levels import Span, chunks_of, joined_spans, levels_of
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules, Side
from dhrcurate.documents.pdf.shades import cells_of

_NEAR = 4.0
_LOW = 8.0
"""Rows are at least so high, in points."""
_BEFORE = 3.0
"""So far before its column a rule between two is thought to stand."""
_FEWEST_ROWS = 2
_HIGHEST = 0.5
"""A row that takes up more of a page is none."""


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table: what stands between two rules, or is shaded.

    Attributes:
        top: Where it begins.
        bottom: Where it ends.
        spans: Where its words stand from left to right, those that stand close together as one.
        parted: Where rules stand within it.
        bold: Whether all of it is bold.
    """

    top: float
    bottom: float
    spans: tuple[Span, ...]
    parted: tuple[float, ...]
    bold: bool


def with_implied(rules: Rules, lines: Sequence[Line], height: float) -> Rules:
    """Return the rules of a page with those that it only implies.

    Args:
        rules: What is drawn.
        lines: The lines of the page, as far as no rule parts them.
        height: The height of the page.
    """
    cells = cells_of(rules.shades, lines)
    across = [*rules.across, *((cell.x0, cell.x1, y) for cell in cells for y in (cell.y0, cell.y1))]
    down = [*rules.down, *((cell.y0, cell.y1, x) for cell in cells for x in (cell.x0, cell.x1))]
    made = Rules(across, down, rules.shades).merged()
    regions = list(_regions(made.across, height))
    levels = list(levels_of(lines)) if regions else []
    for left, right, drawn in regions:
        end = _end(drawn[-1], left, right, lines) if cells else drawn[-1]
        tops = [*drawn, end] if end > drawn[-1] else drawn
        bands = [_band(top, bottom, left, right, lines, made.down) for top, bottom in pairwise(tops)]
        above = heading_above(levels, (left, right), drawn[0])
        heading = [_band(above, drawn[0], left, right, lines, made.down)] if above is not None else []
        if gaps := _parting(bands) or (_parting([*heading, *bands]) if heading else []):
            made.down.extend(_columns(bands, left, right, gaps))
            made.across.append((left, right, end))
            _add_beyond(made, (left, right), gaps, (drawn[0], end), lines)
    return made


def _add_beyond(made: Rules, sides: Span, gaps: Sequence[float], ends: Span, lines: Sequence[Line]) -> None:
    """Add the sides of what stands in the columns of a table above its first rule or below its last one."""
    left, right = sides
    inside = list(levels_of([line for line in lines if line.x1 > left and line.x0 < right]))
    above, below = rows_above(inside, sides, gaps, ends[0]), row_below(inside, sides, gaps, ends[1])
    tops = [*reversed(above), *ends, *below]
    if any(left + _NEAR < x < right - _NEAR and y0 < ends[0] - _NEAR and y1 > tops[0] for y0, y1, x in made.down):
        return
    made.across.extend((left, right, y) for y in (*above, *below))
    for top, bottom in (*pairwise([*reversed(above), ends[0]]), *pairwise([ends[1], *below])):
        made.down.extend((top, bottom, x) for x in (left, *gaps, right))


def _end(bottom: float, left: float, right: float, lines: Sequence[Line]) -> float:
    """Where the row ends that stands below the last shaded one; where that ends if there is none."""
    end = bottom
    for line in sorted(lines, key=lambda line: line.base):
        inside = left - _NEAR <= line.x0 and line.x1 <= right + _NEAR
        if line.middle > bottom and line.y0 - end < line.size and inside:
            end = max(end, line.y1 + 1)
    return end


def _regions(across: Iterable[Side], height: float) -> Iterator[tuple[float, float, list[float]]]:
    """Rules of one width below each other: their left and right sides, and their heights."""
    groups: list[list[Side]] = []
    for rule in sorted(across, key=lambda rule: rule[2]):
        group = next((one for one in reversed(groups) if _same(one[-1], rule)), None)
        if group is None or rule[2] - group[-1][2] > _HIGHEST * height:
            groups.append([rule])
        elif rule[2] - group[-1][2] > _LOW:
            group.append(rule)
    for group in groups:
        if len(group) > _FEWEST_ROWS:
            yield min(rule[0] for rule in group), max(rule[1] for rule in group), [rule[2] for rule in group]


def _same(a: Side, b: Side) -> bool:
    return abs(a[0] - b[0]) <= _NEAR and abs(a[1] - b[1]) <= _NEAR


def _band(top: float, bottom: float, left: float, right: float, lines: Sequence[Line], down: Sequence[Side]) -> Band:
    inside = [line for line in lines if top <= line.middle <= bottom and line.x1 > left and line.x0 < right]
    spans = joined_spans(span for line in inside for span in chunks_of(line))
    middle = (top + bottom) / 2
    parted = (x for y0, y1, x in down if y0 <= middle <= y1 and left + _NEAR < x < right - _NEAR)
    return Band(top, bottom, tuple(spans), tuple(sorted(parted)), all(line.bold for line in inside))


def _parting(bands: Sequence[Band]) -> list[float]:
    """Where the columns of a table are parted; nowhere if its rows are none of a table."""
    rows = [band for band in bands if len(band.spans) > 1]
    if len(rows) < _FEWEST_ROWS or next((band for band in bands if band.spans), None) is not rows[0]:
        return []
    gaps = _gaps(rows)
    if len(gaps) == 1 and not (rows[0].bold or any(row.parted for row in rows)):
        return []  # text between rules may have a date beside it
    return gaps


def _columns(bands: Sequence[Band], left: float, right: float, gaps: Sequence[float]) -> list[Side]:
    """The rules between the columns of a table, in those of its rows that have none."""
    found: list[Side] = []
    for band in bands:
        crossed = any(start < gap < end for start, end in band.spans for gap in gaps)
        if not band.parted and band.spans and not crossed:
            found.extend((band.top, band.bottom, x) for x in (left, *gaps, right))
    return found


def _gaps(rows: Sequence[Band]) -> list[float]:
    """Where columns are parted, right before the next begins: on each page of a table in one place."""
    drawn = sorted({round(x) for row in rows for x in row.parted})
    if drawn:
        return [float(x) for x in drawn]
    columns = joined_spans(span for row in rows for span in row.spans)
    gaps = []
    for before, column in pairwise(columns):
        starts = [min(span[0] for span in inside) for row in rows if (inside := _inside(row, column))]
        aligned = sum(abs(start - column[0]) <= _NEAR for start in starts)
        if 2 * aligned >= len(starts):
            gaps.append(max((before[1] + column[0]) / 2, column[0] - _BEFORE))
    return gaps


def _inside(row: Band, column: Span) -> list[Span]:
    return [span for span in row.spans if span[0] >= column[0] - 1 and span[1] <= column[1] + 1]
