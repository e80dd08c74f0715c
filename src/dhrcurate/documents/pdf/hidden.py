"""Words of a page that nobody sees: off its edges, or white on white.

Text without any paint stays, as programs lay it over the picture of a page that they have read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from dhrcurate.documents.pdf.rules import colour_of
from dhrcurate.documents.pdf.words import WHITE, Sheet, Word

_MOST = 20_000
"""Of a page with more objects it is not asked what is painted behind its words."""

Area = tuple[float, float, float, float]


def seen(words: Sequence[Word], page: pdfium.PdfPage, sheet: Sheet) -> list[Word]:
    """Return the words of a page that it shows."""
    wide, high = sheet.upright_size
    on_page = [
        word for word in words if word.x1 > 0 and word.x0 < wide and word.base > 0 and word.base - word.size < high
    ]
    if not any(word.white for word in on_page):
        return on_page
    painted = list(_painted(page, sheet))
    return [word for word in on_page if not word.white or any(_behind(word, area) for area in painted)]


def _behind(word: Word, area: Area) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    x0, y0, x1, y1 = area
    return x0 <= x <= x1 and y0 <= y <= y1


def _painted(page: pdfium.PdfPage, sheet: Sheet) -> Iterator[Area]:
    """Where something else than white may be painted; everywhere on a page of too many things."""
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST:
        yield (0.0, 0.0, *sheet.upright_size)
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for at in range(count):
        one = raw.FPDFPage_GetObject(page, at)
        if _may_paint(one) and raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            yield sheet.upright(left.value, bottom.value, right.value, top.value)


def _may_paint(one: object) -> bool:
    kind = raw.FPDFPageObj_GetType(one)
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return bool(kind != raw.FPDF_PAGEOBJ_TEXT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one, fill, stroke)
    return bool(fill.value) and min(colour_of(one)) < WHITE
