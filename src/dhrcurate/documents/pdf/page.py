"""One page of a PDF file: its lines and its rules, and whether it can be read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2 as pdfium

from dhrcurate.documents.model import Box
from dhrcurate.documents.pdf.grid import parted_by, split_at_rules
from dhrcurate.documents.pdf.hidden import seen
from dhrcurate.documents.pdf.implied import with_implied
from dhrcurate.documents.pdf.laid_on import has_texts_laid_on
from dhrcurate.documents.pdf.legible import is_legible
from dhrcurate.documents.pdf.lines import Line, lines_of
from dhrcurate.documents.pdf.open_rows import with_ends
from dhrcurate.documents.pdf.order import in_reading_order
from dhrcurate.documents.pdf.paragraphs import with_markers_joined
from dhrcurate.documents.pdf.pictures import covered
from dhrcurate.documents.pdf.rules import Rules, rules_of
from dhrcurate.documents.pdf.unruled import with_unruled
from dhrcurate.documents.pdf.words import Sheet

_FEW = 60


@dataclass(slots=True)
class Page:
    """A page as its text is read: turned, if its text runs up or down.

    Attributes:
        number: Its number, from 1.
        width: Its width in points.
        height: Its height in points.
        lines: Its lines in the order of the file.
        rules: Its rules.
        turned: By how much it has to be turned clockwise to be as it is displayed, in degrees.
        pictures: How much of it is covered by pictures, from 0 to 1; 0 where it has much text.
        unreadable: Whether it has a text that cannot be read.
        blank: Whether it has no text beside its running heads.
        partly: Whether comments or fields of a form show text on it.
    """

    number: int
    width: float = 1.0
    height: float = 1.0
    lines: list[Line] = field(default_factory=list)
    rules: Rules = field(default_factory=lambda: Rules([], [], []))
    turned: int = 0
    pictures: float = 0.0
    unreadable: bool = False
    blank: bool = False
    partly: bool = False

    def displayed(self, box: Box) -> Box:
        """Return a rectangle of this page as it is displayed."""
        page, x0, y0, x1, y1 = box
        wide, high = self.width, self.height
        match self.turned:
            case 90:
                sides = high - y1, x0, high - y0, x1
            case 180:
                sides = wide - x1, high - y1, wide - x0, high - y0
            case 270:
                sides = y0, wide - x1, y1, wide - x0
            case _:
                return box
        return Box(page, *(round(side, 1) for side in sides))


def page_of(document: pdfium.PdfDocument, at: int) -> Page:
    """Read a page.

    Args:
        document: The file.
        at: Which, from 0.
    """
    try:
        page = document[at]
        sheet = Sheet(page)
    except pdfium.PdfiumError:
        return Page(at + 1, unreadable=True)
    try:
        words = seen(list(sheet.words()), page, sheet)
        legible = is_legible([word.text for word in words])
        lines = list(lines_of(words if legible else []))
        rules = with_unruled(with_ends(with_implied(rules_of(page, sheet), lines, sheet.height)), lines)
        parted = parted_by(rules)
        lines = with_markers_joined(split_at_rules(lines, rules), parted)
        lines = in_reading_order(lines, parted, turned=sheet.turned != 0)
        pictures = covered(page) if len(words) < _FEW else 0.0
        made = Page(at + 1, sheet.width, sheet.height, lines, rules, sheet.turned, pictures, unreadable=not legible)
        made.partly = has_texts_laid_on(page)
        return made
    finally:
        page.close()
