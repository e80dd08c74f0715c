"""Text that a viewer lays on a page and that is no part of it: comments, and what the fields of a form hold."""

from __future__ import annotations

from ctypes import POINTER, c_ushort, cast, create_string_buffer

import pypdfium2 as pdfium
from pypdfium2 import raw

_MOST = 2_000
"""Of a page with more of them no more are looked at."""
_FEWEST = 12
"""A shorter text is a date or a tick, and no recommendation."""
_LONG = 120
"""An appearance with text takes so many bytes to draw one of that length."""


def has_texts_laid_on(page: pdfium.PdfPage) -> bool:
    """Return whether a comment in the page's own text, or a filled field of a form, is shown on a page."""
    return any(_shows_text(page, at) for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)))


def _shows_text(page: pdfium.PdfPage, at: int) -> bool:
    one = raw.FPDFPage_GetAnnot(page, at)
    if not one:
        return False
    try:
        if raw.FPDFAnnot_GetFlags(one) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW):
            return False
        match raw.FPDFAnnot_GetSubtype(one):
            case raw.FPDF_ANNOT_FREETEXT:
                return len(_value(one, b"Contents")) >= _FEWEST
            case raw.FPDF_ANNOT_WIDGET:
                value = _value(one, b"V")
                return len(value) >= _FEWEST or (not value and "Tj" in (drawn := _drawn(one)) and len(drawn) >= _LONG)
        return False
    finally:
        raw.FPDFPage_CloseAnnot(one)


def _value(one: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(one, key, None, 0)
    text = create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(one, key, cast(text, POINTER(c_ushort)), size)
    return text.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _drawn(one: object) -> str:
    size = raw.FPDFAnnot_GetAP(one, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
    text = create_string_buffer(size)
    raw.FPDFAnnot_GetAP(one, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, cast(text, POINTER(c_ushort)), size)
    return text.raw.decode("utf-16-le", "replace")
