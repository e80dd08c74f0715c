"""The rules of a PDF page: the thin lines and frames that draw its tables and boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from dhrcurate.documents.pdf.words import WHITE, Sheet

_THIN = 3.0
"""A path that is no wider is a rule, in points."""
_SHORT = 8.0
_MOST = 20_000
"""A drawing of more objects on one page is no table."""
_NESTED = 3
_LARGEST = 0.6
"""What is shaded and covers more of a page is its background."""


Side = tuple[float, float, float]
"""A rule: where it begins, where it ends, and where it stands."""


class Shade(NamedTuple):
    """A shaded rectangle.

    Attributes:
        x0: Its left side.
        y0: Its top.
        x1: Its right side.
        y1: Its bottom.
        colour: Its colour: red, green and blue.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[int, int, int] = (0, 0, 0)


class Rules(NamedTuple):
    """The rules of a page, as its text is upright.

    Attributes:
        across: Horizontal ones: left, right, height.
        down: Vertical ones: top, bottom, distance from the left.
        shades: Shaded rectangles.
    """

    across: list[Side]
    down: list[Side]
    shades: list[Shade]

    def merged(self) -> Rules:
        """Return the rules with the pieces of each as one."""
        return Rules(_merged(self.across), _merged(self.down), self.shades)


def rules_of(page: pdfium.PdfPage, sheet: Sheet) -> Rules:
    """Return the rules of a page; a frame is four."""
    rules = Rules([], [], [])
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for kind, path in objects_of(page):
        if kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(path, left, bottom, right, top)
        x0, y0, x1, y1 = sheet.upright(left.value, bottom.value, right.value, top.value)
        if y1 - y0 <= _THIN < _SHORT <= x1 - x0:
            rules.across.append((x0, x1, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN < _SHORT <= y1 - y0:
            rules.down.append((y0, y1, (x0 + x1) / 2))
        elif min(x1 - x0, y1 - y0) > _SHORT and raw.FPDFPath_CountSegments(path) in {4, 5}:
            raw.FPDFPath_GetDrawMode(path, fill, stroke)
            if stroke.value:
                rules.across.extend(((x0, x1, y0), (x0, x1, y1)))
                rules.down.extend(((y0, y1, x0), (y0, y1, x1)))
            elif fill.value and (x1 - x0) * (y1 - y0) < _LARGEST * sheet.width * sheet.height:
                colour = colour_of(path)
                if min(colour) < WHITE:
                    rules.shades.append(Shade(x0, y0, x1, y1, colour))
    return rules


def colour_of(path: object) -> tuple[int, int, int]:
    """Return what a path is filled with; white if that lets everything through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if alpha.value else (255, 255, 255)


def _merged(sides: list[Side]) -> list[Side]:
    found: list[Side] = []
    for start, end, at in sorted(sides, key=lambda side: (round(side[2]), side[0])):
        before = found[-1] if found else None
        if before is not None and round(before[2]) == round(at) and start <= before[1] + _THIN:
            found[-1] = before[0], max(before[1], end), before[2]
        else:
            found.append((start, end, at))
    return found


def objects_of(page: pdfium.PdfPage) -> Iterator[tuple[int, object]]:
    """Yield the kinds of what a page is made of, and the objects; of an overly busy page nothing."""
    count = raw.FPDFPage_CountObjects(page)
    if count <= _MOST:
        yield from _walk(count, partial(raw.FPDFPage_GetObject, page), 0)


def _walk(count: int, get: Callable[[int], object], depth: int) -> Iterator[tuple[int, object]]:
    for at in range(count):
        one = get(at)
        kind = raw.FPDFPageObj_GetType(one)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, one
        elif depth < _NESTED:
            count_inside = min(raw.FPDFFormObj_CountObjects(one), _MOST)
            yield from _walk(count_inside, partial(raw.FPDFFormObj_GetObject, one), depth + 1)
