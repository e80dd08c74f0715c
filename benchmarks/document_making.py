"""Made reports: their parts in order, written as a PDF or a Word file, with the truth about what they recommend."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from fpdf import FPDF

RULED, OPEN = "ruled", "open"


@dataclass(frozen=True)
class Piece:
    """A part of a report.

    Attributes:
        kind: `h1`, `h2`, `bold`, `p`, `numbered`, `bullet`, `letter`, `box`, `table` or `page` for a new page.
        text: Its words.
        mark: What stands in front of it: a number, a letter.
        truth: The recommendation that it prints, by its place among those of the report.
        place: Where that is: `main` in the list, `also` elsewhere.
        rows: Of a table the rows of cells, the heading first; of a box its parts.
        column: Of a table the column with the recommendations.
        truths: Of a table the recommendation in each row below the heading.
        widths: Of a table how wide the columns are, as shares.
        style: Of a table `ruled` or `open`.
        goes_on: Whether its words go on with those of the recommendation before it.
    """

    kind: str
    text: str = ""
    mark: str = ""
    truth: int | None = None
    place: str = "main"
    rows: tuple[Any, ...] = ()
    column: int = 0
    truths: tuple[int | None, ...] = ()
    widths: tuple[float, ...] = ()
    style: str = RULED
    goes_on: bool = False


@dataclass
class Truth:
    """A recommendation that a made report prints.

    Attributes:
        number: Its number as printed, empty if it has none.
        text: Its words, the paragraphs as lines.
        body: Whom the layout names for it apart from its words, empty where it does not.
        pages: Its pages in the list.
        also: The pages on which it is printed elsewhere.
        otherwise: The same in other words, as an extraction may put it.
    """

    number: str
    text: str
    body: str = ""
    otherwise: str = ""
    pages: set[int] = field(default_factory=set)
    also: set[int] = field(default_factory=set)


@dataclass
class Made:
    """A made report.

    Attributes:
        layout: The name of its layout.
        pieces: Its parts.
        truths: What it recommends.
    """

    layout: str
    pieces: list[Piece]
    truths: list[Truth]


class _Writer(FPDF):
    """A PDF with running head and page numbers."""

    def __init__(self, font: str, size: float, head: str, *, landscape: bool = False) -> None:
        super().__init__("landscape" if landscape else "portrait", "pt", "A4")
        self.face, self.size, self.head = font, size, head
        self.set_margins(64, 72, 64)
        self.set_auto_page_break(True, 72)

    def header(self) -> None:
        self.set_font(self.face, size=8)
        self.set_xy(64, 36)
        self.cell(text=self.head)
        self.set_xy(64, 72)
        self.set_font(self.face, size=self.size)

    def footer(self) -> None:
        self.set_y(-44)
        self.set_font(self.face, size=8)
        self.cell(0, text=str(self.page_no()), align="C")


def pdf_of(made: Made, *, font: str = "Helvetica", size: float = 11, landscape: bool = False) -> bytes:
    """Write a made report as a PDF, and note in its truth on which pages each recommendation stands."""
    pdf = _Writer(font, size, "Domestic Homicide Review - overview report", landscape=landscape)
    pdf.add_page()
    for piece in made.pieces:
        _write(pdf, piece, made)
    return bytes(pdf.output())


def _write(pdf: _Writer, piece: Piece, made: Made) -> None:
    wide, size = pdf.epw, pdf.size
    if piece.kind == "page":
        pdf.add_page()
        return
    if piece.kind == "table":
        _table(pdf, piece, made)
        return
    if piece.kind == "box":
        _box(pdf, piece, made)
        return
    style, letters, indent = {
        "h1": ("B", size * 1.5, 0.0),
        "h2": ("B", size * 1.2, 0.0),
        "bold": ("B", size, 0.0),
        "bullet": ("", size, 18.0),
        "letter": ("", size, 36.0),
        "numbered": ("", size, 36.0),
    }.get(piece.kind, ("", size, 0.0))
    pdf.set_font(pdf.face, style, letters)
    pdf.ln(letters * 0.5)
    if piece.kind in {"h1", "h2", "bold"} and pdf.will_page_break(letters * 4):
        pdf.add_page()
    mark = chr(149) if piece.kind == "bullet" else piece.mark
    if pdf.will_page_break(letters * 1.3):
        pdf.add_page()
    start = pdf.page_no()
    if indent:
        y = pdf.y
        pdf.set_x(pdf.l_margin + (18 if piece.kind == "letter" else 0))
        pdf.cell(indent, letters * 1.3, mark)
        pdf.set_xy(pdf.l_margin + indent, y)
        pdf.multi_cell(wide - indent, letters * 1.3, piece.text, align="L", new_x="LMARGIN", new_y="NEXT")
    else:
        text = f"{mark} {piece.text}".strip()
        pdf.multi_cell(wide, letters * 1.3, text, align="L", new_x="LMARGIN", new_y="NEXT", markdown="**" in text)
    _note(made, piece.truth, piece.place, range(start, pdf.page_no() + 1))


def _note(made: Made, truth: int | None, place: str, pages: range) -> None:
    if truth is not None:
        one = made.truths[truth]
        (one.pages if place == "main" else one.also).update(pages)


def _box(pdf: _Writer, piece: Piece, made: Made) -> None:
    high = sum(_height(pdf, inner, pdf.epw - 20) for inner in piece.rows) + 16
    if pdf.will_page_break(high + 12):
        pdf.add_page()
    pdf.ln(10)
    top = pdf.y
    left, right = pdf.l_margin, pdf.r_margin
    pdf.rect(left, top, pdf.epw, high)
    pdf.set_margins(left + 10, 72, right + 10)
    pdf.set_xy(left + 10, top + 2)
    for inner in piece.rows:
        _write(pdf, inner, made)
    pdf.set_margins(left, 72, right)
    pdf.set_xy(left, top + high + 4)


def _height(pdf: _Writer, piece: Piece, wide: float) -> float:
    letters = pdf.size * {"h1": 1.5, "h2": 1.2}.get(piece.kind, 1.0)
    indent = {"bullet": 18, "letter": 36, "numbered": 36}.get(piece.kind, 0)
    pdf.set_font(pdf.face, "B" if piece.kind in {"h1", "h2", "bold"} else "", letters)
    lines = pdf.multi_cell(wide - indent, letters * 1.3, f"{piece.mark} {piece.text}", dry_run=True, output="LINES")
    assert isinstance(lines, list)
    return len(lines) * letters * 1.3 + letters * 0.5


def _table(pdf: _Writer, piece: Piece, made: Made) -> None:
    size = pdf.size - 1.5
    line = size * 1.25
    widths = [pdf.epw * share for share in piece.widths]
    pdf.ln(8)
    for at, row in enumerate(piece.rows):
        head = at == 0
        pdf.set_font(pdf.face, "B" if head else "", size)
        high = max(_lines(pdf, str(cell), width - 8) for cell, width in zip(row, widths, strict=False)) * line + 8
        if pdf.will_page_break(high):
            pdf.add_page()
            if not head and piece.style == RULED:
                _row(pdf, piece, piece.rows[0], widths, line, size, bold=True)
                pdf.set_font(pdf.face, "", size)
        _row(pdf, piece, row, widths, line, size, bold=head)
        if not head and at - 1 < len(piece.truths):
            _note(made, piece.truths[at - 1], piece.place, range(pdf.page_no(), pdf.page_no() + 1))
    pdf.set_x(pdf.l_margin)
    pdf.ln(8)


def _lines(pdf: _Writer, text: str, width: float) -> int:
    lines = pdf.multi_cell(width, text=text, dry_run=True, output="LINES", align="L") if text else []
    assert isinstance(lines, list)
    return len(lines)


def _row(
    pdf: _Writer, piece: Piece, row: tuple[str, ...], widths: list[float], line: float, size: float, *, bold: bool
) -> None:
    pdf.set_font(pdf.face, "B" if bold else "", size)
    spans = [sum(widths)] if len(row) == 1 else widths
    top, left = pdf.y, pdf.l_margin
    bottom = top
    for cell, width in zip(row, spans, strict=False):
        pdf.set_xy(left + 4, top + 4)
        pdf.multi_cell(width - 8, line, str(cell), align="L", new_x="LEFT", new_y="NEXT")
        bottom = max(bottom, pdf.y + 4)
        left += width
    if piece.style == RULED:
        left = pdf.l_margin
        for width in spans:
            pdf.rect(left, top, width, bottom - top)
            left += width
    pdf.set_xy(pdf.l_margin, bottom)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.styles+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
_STYLES = (
    f'<w:styles xmlns:w="{_W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for n, size in ((1, 32), (2, 26))
    )
    + "</w:styles>"
)


def docx_of(made: Made) -> bytes:
    """Write a made report as a Word file; its numbers are typed."""
    body = "".join(_docx(piece) for piece in made.pieces)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/_rels/document.xml.rels", _DOCUMENT_RELS)
        archive.writestr("word/styles.xml", _STYLES)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        )
    return file.getvalue()


def _docx(piece: Piece) -> str:
    if piece.kind == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    if piece.kind == "table":
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{_paragraph(str(cell))}</w:tc>" for cell in row) + "</w:tr>"
            for row in piece.rows
        )
        return f"<w:tbl>{rows}</w:tbl>"
    if piece.kind == "box":
        return "<w:tbl><w:tr><w:tc>" + "".join(_docx(inner) for inner in piece.rows) + "</w:tc></w:tr></w:tbl>"
    mark = "•" if piece.kind == "bullet" else piece.mark
    style = {"h1": "Heading1", "h2": "Heading2"}.get(piece.kind, "")
    between = "\t" if piece.kind in {"bullet", "numbered", "letter"} else " "
    text = f"{mark}{between if mark else ''}{piece.text}"
    return _paragraph(text, style, bold=piece.kind == "bold")


def _paragraph(text: str, style: str = "", *, bold: bool = False) -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "".join(
        f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold or at % 2 else ""}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for at, part in enumerate(text.split("**"))
    ).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:p>{kind}{runs}</w:p>"


def also(piece: Piece) -> Piece:
    """Return a part as it is printed outside of the list."""
    return replace(piece, place="also")
