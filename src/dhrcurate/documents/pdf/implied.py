"""Rules that a page does not draw but shows: edges of shaded cells, and the gaps between the columns of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Rules, Side
from dhrcurate.documents.pdf.shades import cells_of

_NEAR = 4.0
_LOW = 8.0
"""Rows are at least so high, in points."""
_GAP = 6.0
"""Columns are at least so far apart."""
_CHUNK = 0.5
"""Words that stand farther apart, in sizes of their letters, may be in two columns."""
_FEWEST_ROWS = 2
_HIGHEST = 0.5
"""A row that takes up more of a page is none."""

Span = tuple[float, float]


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
    for left, right, drawn in _regions(made.across, height):
        end = _end(drawn[-1], left, right, lines) if cells else drawn[-1]
        tops = [*drawn, end] if end > drawn[-1] else drawn
        bands = [_band(top, bottom, left, right, lines, made.down) for top, bottom in pairwise(tops)]
        columns = _columns(bands, left, right)
        made.down.extend(columns)
        if columns:
            made.across.append((left, right, end))
    return made


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


def chunks_of(line: Line) -> Iterator[Span]:
    """Yield where the words of a line stand, those that stand close together as one."""
    start, end = line.words[0].x0, line.words[0].x1
    for word in line.words[1:]:
        if word.x0 - end > _CHUNK * line.size:
            yield start, end
            start = word.x0
        end = word.x1
    yield start, end


def joined_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans with those that overlap, or stand closer than columns do, as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < _GAP:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _columns(bands: Sequence[Band], left: float, right: float) -> list[Side]:
    """The rules between the columns of a table, in those of its rows that have none."""
    rows = [band for band in bands if len(band.spans) > 1]
    if len(rows) < _FEWEST_ROWS or next((band for band in bands if band.spans), None) is not rows[0]:
        return []
    gaps = _gaps(rows)
    if len(gaps) == 1 and not (rows[0].bold or any(row.parted for row in rows)):
        return []  # text between rules may have a date beside it
    found: list[Side] = []
    for band in bands:
        crossed = any(start < gap < end for start, end in band.spans for gap in gaps)
        if gaps and not band.parted and band.spans and not crossed:
            found.extend((band.top, band.bottom, x) for x in (left, *gaps, right))
    return found


def _gaps(rows: Sequence[Band]) -> list[float]:
    """The middles of the gaps between columns, which go through all rows but those that take up several columns."""
    drawn = sorted({round(x) for row in rows for x in row.parted})
    if drawn:
        return [float(x) for x in drawn]
    columns = joined_spans(span for row in rows for span in row.spans)
    gaps = []
    for before, column in pairwise(columns):
        starts = [min(span[0] for span in inside) for row in rows if (inside := _inside(row, column))]
        aligned = sum(abs(start - column[0]) <= _NEAR for start in starts)
        if 2 * aligned >= len(starts):
            gaps.append((before[1] + column[0]) / 2)
    return gaps


def _inside(row: Band, column: Span) -> list[Span]:
    return [span for span in row.spans if span[0] >= column[0] - 1 and span[1] <= column[1] + 1]
