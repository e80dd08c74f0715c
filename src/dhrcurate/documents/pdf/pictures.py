"""What a page shows that is no text: pictures, and letters that are drawn."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

from dhrcurate.documents.pdf.rules import objects_of

_DRAWN = 400
"""A page without text and with so many drawings shows letters as outlines, or a chart."""


def covered(page: pdfium.PdfPage) -> float:
    """Return how much of a page is covered by pictures, from 0 to 1; 1 if it is drawn."""
    width, height = page.get_size()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    area, drawn = 0.0, 0
    for kind, one in objects_of(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            drawn += 1
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
            raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
            area += abs(right.value - left.value) * abs(top.value - bottom.value)
    return 1.0 if drawn >= _DRAWN else min(area / max(width * height, 1.0), 1.0)
