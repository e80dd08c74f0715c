"""A document read, whatever its format: what it is shows in its first bytes and not in its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from dhrcurate.documents.model import Report, UnreadError, refuse_too_much

LARGEST = 256 * 2**20
"""The most bytes of a document."""
_PDF = b"%PDF-"
_HEAD = re.compile(rb"(?:^|(?<=[\r\n\0\xbf\f]))[ \t]*%PDF-\d")
_OBJECT = re.compile(rb"[\r\n]\s*\d+\s+\d+\s+obj\b")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_PDF_WITHIN = 1024
"""A PDF file may have so many bytes of something else before its head."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of the older office formats, and of the newer ones where they are encrypted."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Format = Literal["pdf", "docx", "xlsx"]


def read(data: bytes, name: str) -> Report:
    """Read a document.

    Args:
        data: Its bytes.
        name: Its name, which only tells what a file that is cut off should have been.

    Returns:
        What it says; a document that cannot be read has a `problem` and nothing else.

    Raises:
        ImportError: If the libraries that read documents are not installed.
    """
    try:
        report = _read(data, name)
        refuse_too_much(report.blocks)
    except UnreadError as error:
        return Report(problem=error.problem)
    except (MemoryError, RecursionError):
        return Report(problem="too-large")
    return report


def _read(data: bytes, name: str) -> Report:
    if len(data) > LARGEST:
        raise UnreadError("too-large")
    match format_of(data, name):
        case "pdf":
            from dhrcurate.documents.pdf.reading import read_pdf  # noqa: PLC0415  # each format

            return read_pdf(data)
        case "docx":
            from dhrcurate.documents.docx.reading import read_docx  # noqa: PLC0415  # has libraries

            return read_docx(data)
        case "xlsx":
            from dhrcurate.documents.xlsx import read_xlsx  # noqa: PLC0415  # of its own

            return read_xlsx(data)


def format_of(data: bytes, name: str) -> Format:
    """Return what a document is.

    Args:
        data: Its bytes.
        name: Its name.

    Raises:
        UnreadError: If it is nothing that can be read.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadError("empty")
    if begins_as_pdf(data):
        return "pdf"
    if data.startswith(_COMPOUND):
        raise UnreadError("password" if _ENCRYPTED in data else "not-this-format")
    if data.startswith(_ZIP):
        return _office_format(data, name)
    raise UnreadError("not-this-format")


def begins_as_pdf(data: bytes) -> bool:
    """Return whether bytes begin as those of a PDF: with its head, or with some other lines before the file itself.

    A page or a letter that speaks of such a head, even on a line of its own, holds no object of a PDF behind it.
    """
    start = _HEAD.search(data, 0, _PDF_WITHIN + len(_PDF))
    if start is None:
        return False
    before = data[: start.start()].strip(b"\xef\xbb\xbf\0 \t\r\n")
    return not before or (not _MARKUP.match(before) and _OBJECT.search(data, start.end()) is not None)


def _office_format(data: bytes, name: str) -> Format:
    from dhrcurate.documents.archive import Archive  # noqa: PLC0415  # PDF files need no lxml

    try:
        archive = Archive(data)
        main = archive.related("", "officeDocument") or ""
    except UnreadError:
        if PurePath(name).suffix.casefold() in {".docx", ".docm", ".xlsx", ".xlsm"}:
            raise
        raise UnreadError("not-this-format") from None
    if main.endswith(".xml") and main.startswith(("word/", "xl/")):
        return "docx" if main.startswith("word/") else "xlsx"
    raise UnreadError("not-this-format")
