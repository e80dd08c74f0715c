"""Opening PDF files, also broken ones."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from dhrcurate.documents.model import UnreadError

_TAIL = 4096
"""Something may follow the end of a file."""


def open_pdf(data: bytes) -> tuple[pdfium.PdfDocument, bool]:
    """Open a file; the caller closes it.

    Args:
        data: Its bytes.

    Returns:
        The file, and whether something of it may be lost, as it is cut off or was mended.

    Raises:
        UnreadError: If it asks for a password, or nothing can be made of it.
    """
    whole = b"%%EOF" in data[-_TAIL:]
    try:
        return pdfium.PdfDocument(data), not whole
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadError("password") from error
    try:
        return pdfium.PdfDocument(_mended(data)), True
    except pdfium.PdfiumError as error:
        raise UnreadError("damaged") from error


def _mended(data: bytes) -> bytes:
    """The file as it is put together anew from what is left of it.

    Raises:
        UnreadError: If nothing can be made of it, or the library that could is not installed.
    """
    try:
        import pikepdf  # noqa: PLC0415  # need not be installed
    except ImportError:
        raise UnreadError("damaged") from None
    made = BytesIO()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            document.save(made)
    except pikepdf.PasswordError as error:
        raise UnreadError("password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise UnreadError("damaged") from error
    return made.getvalue()
