"""A PDF file read into blocks."""

from __future__ import annotations

import pypdfium2 as pdfium

from dhrcurate.documents.model import Problem, Report
from dhrcurate.documents.pdf.blocks import blocks_of
from dhrcurate.documents.pdf.opening import open_pdf
from dhrcurate.documents.pdf.page import page_of
from dhrcurate.documents.pdf.page_numbers import page_numbers

_MOST_ENTRIES = 20_000
_DEEPEST = 6


def read_pdf(data: bytes) -> Report:
    """Read a PDF file.

    Args:
        data: Its bytes.

    Raises:
        UnreadError: If it cannot be opened.
    """
    document, partial = open_pdf(data)
    try:
        return _read(document, partial=partial)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, *, partial: bool) -> Report:
    pages = [page_of(document, at) for at in range(len(document))]
    labels = page_numbers([document.get_page_label(at) for at in range(len(pages))], pages)
    blocks = blocks_of(pages)
    unreadable = tuple(page.number for page in pages if page.unreadable or (partial and page.blank))
    partly = any(page.partly for page in pages)
    if not blocks:
        problem: Problem = "damaged" if partial else "no-text"
        return Report(pages=len(pages), labels=labels, unreadable=unreadable, problem=problem, repaired=partial)
    return Report(tuple(blocks), len(pages), labels, unreadable, None, _outline(document), partial, partly)


def _outline(document: pdfium.PdfDocument) -> tuple[tuple[int, str, int], ...]:
    found = []
    for count, item in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count >= _MOST_ENTRIES:
            break
        dest = item.get_dest()
        index = dest.get_index() if dest else None
        if index is not None:
            found.append((item.level + 1, item.get_title() or "", index + 1))
    return tuple(found)
