"""PDF files made by hand, for what no program that makes them would write."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[bytes], *, resources: bytes = b"/Font << /F1 3 0 R >>", page: bytes = b"") -> bytes:
    """A file of pages of 595 by 842 points.

    Args:
        pages: What is drawn on each, with the font `/F1`, Helvetica.
        resources: What the pages may use.
        page: Further properties of each page.
    """
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for at, drawn in enumerate(pages):
        packed = zlib.compress(drawn)
        objects[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %b >> /Contents %d 0 R %b >>"
            % (resources, 11 + 2 * at, page)
        )
        objects[11 + 2 * at] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    return _file(objects)


def _file(objects: dict[int, bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    table = [b"0000000000 65535 f \n"]
    for key in range(1, max(objects) + 1):
        if key in objects:
            table.append(b"%010d 00000 n \n" % len(made))
            made += b"%d 0 obj\n%b\nendobj\n" % (key, objects[key])
        else:
            table.append(b"0000000000 00000 f \n")
    start = len(made)
    made += b"xref\n0 %d\n%b" % (len(table), b"".join(table))
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(table), start)
    return bytes(made)


def drawn(*lines: str, x: float = 72, y: float = 770, size: float = 11, pitch: float = 14, mode: int = 0) -> bytes:
    """Lines of text, the first at a height from the bottom."""
    each = b"".join(
        b"%d Tr /F1 %g Tf 1 0 0 1 %g %g Tm (%b) Tj\n" % (mode, size, x, y - at * pitch, _escaped(line))
        for at, line in enumerate(lines)
    )
    return b"BT\n%bET\n" % each


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
