"""Shaded rectangles that are cells or boxes, and not the highlighting of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.documents.marks import MARKER
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.rules import Shade

_NEAR = 3.0
_GAP = 6.0
_CHUNK = 0.5
"""A line goes on where its words stand no farther apart, in sizes of their letters."""
_HANGING = 4
"""A number stands no farther before its paragraph, in sizes of its letters."""
_ROW = 20.0
"""A shade that is higher, in points, is more than that of a line."""
_BESIDE = 3
_LOW = 1.8
"""What highlights a line is no higher, in sizes of its letters."""


def cells_of(shades: Sequence[Shade], lines: Sequence[Line]) -> list[Shade]:
    """Return what is shaded and is a cell or box: it has a text, and no line runs on over its sides.

    Args:
        shades: What is shaded on a page.
        lines: The lines of the page.
    """
    whole = list(_whole(shades))
    return [shade for shade in whole if _is_cell(shade, whole, lines)]


def _whole(shades: Sequence[Shade]) -> Iterator[Shade]:
    """Shades of one colour and width that touch below each other, as those of the lines of a paragraph, as one.

    Where several end beside each other, they are cells of a row.
    """
    before: Shade | None = None
    ends = Counter(round(shade.y1) for shade in shades if shade.y1 - shade.y0 > _ROW)
    for shade in sorted(shades, key=lambda shade: (shade.colour, round(shade.x0), round(shade.x1), shade.y0)):
        if before is None or not _touch(before, shade) or ends[round(before.y1)] >= _BESIDE:
            if before is not None:
                yield before
            before = shade
        else:
            before = before._replace(y1=max(before.y1, shade.y1))
    if before is not None:
        yield before


def _touch(above: Shade, below: Shade) -> bool:
    return (
        above.colour == below.colour
        and abs(above.x0 - below.x0) <= 1
        and abs(above.x1 - below.x1) <= 1
        and below.y0 - above.y1 <= 1
    )


def _is_cell(shade: Shade, shades: Sequence[Shade], lines: Sequence[Line]) -> bool:
    level = [line for line in lines if shade.y0 <= line.middle <= shade.y1]
    inside = [line for line in level if line.x0 < shade.x1 and line.x1 > shade.x0]
    if not inside or any(_highlights(shade, line) or _runs_on(line, shade) for line in inside):
        return False
    # A paragraph may have its number beside what shades it; in a table that is shaded, too.
    return _has_neighbour(shade, shades) or not any(_hangs(line, shade.x0) for line in level)


def _highlights(shade: Shade, line: Line) -> bool:
    hugs = abs(shade.x1 - line.x1) <= _NEAR and abs(shade.x0 - line.x0) <= _NEAR
    return hugs and shade.y1 - shade.y0 < _LOW * line.size


def _runs_on(line: Line, shade: Shade) -> bool:
    """Whether a line goes on over a side as sentences do."""
    for x in (shade.x0, shade.x1):
        if any(word.x0 + 1 < x < word.x1 - 1 for word in line.words):
            return True
        if any(a.x0 + 1 < x < b.x1 - 1 and b.x0 - a.x1 < _CHUNK * line.size for a, b in pairwise(line.words)):
            return True
    return False


def _has_neighbour(shade: Shade, shades: Sequence[Shade]) -> bool:
    """Whether something is shaded left of a shade."""
    return any(
        other.x0 < shade.x0 < other.x1 + _GAP and other.y0 < shade.y1 and other.y1 > shade.y0 for other in shades
    )


def _hangs(line: Line, x: float) -> bool:
    """Whether a line is, or begins with, the number of a paragraph that begins right of it."""
    before = [word for word in line.words if word.x1 <= x + 1]
    if not before or x - before[-1].x1 > _HANGING * line.size:
        return False
    return MARKER.fullmatch(" ".join(word.text for word in before)) is not None
