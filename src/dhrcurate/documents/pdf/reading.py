"""A PDF file read into blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from dhrcurate.documents.marks import BULLET, MARKER
from dhrcurate.documents.model import Block, Cell, Problem, Report, Stretch
from dhrcurate.documents.pdf.furniture import body_size, without_furniture, without_notes
from dhrcurate.documents.pdf.grid import Frame, Grid, grids_of, parted_by, split_at_rules
from dhrcurate.documents.pdf.legible import is_legible
from dhrcurate.documents.pdf.lines import Line, lines_of
from dhrcurate.documents.pdf.opening import open_pdf
from dhrcurate.documents.pdf.paragraphs import Paragraph, paragraphs_of, pitch_of, with_markers_joined
from dhrcurate.documents.pdf.pictures import covered
from dhrcurate.documents.pdf.rules import Rules, rules_of
from dhrcurate.documents.pdf.words import Sheet

_TERMS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FEW = 60
_COVERED = 0.2
"""A page without text of which pictures cover more is a picture of a page."""


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[Line]
    rules: Rules
    pictures: float = 0.0
    """How much of it is covered by pictures; 0 where it has much text."""
    unreadable: bool = False
    blank: bool = False
    """Whether it has no text beside its running heads."""


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
    pages = [_page(document, at) for at in range(len(document))]
    labels = tuple(_label(document, at) for at in range(len(pages)))
    blocks = _blocks(pages)
    unreadable = tuple(page.number for page in pages if page.unreadable or (partial and page.blank))
    if not blocks:
        problem: Problem = "damaged" if partial else "no-text"
        return Report(pages=len(pages), labels=labels, unreadable=unreadable, problem=problem, repaired=partial)
    return Report(tuple(blocks), len(pages), labels, unreadable, None, _outline(document), partial)


def _page(document: pdfium.PdfDocument, at: int) -> _Page:
    try:
        page = document[at]
        sheet = Sheet(page)
    except pdfium.PdfiumError:
        return _Page(at + 1, 1.0, [], Rules([], []), unreadable=True)
    try:
        words = list(sheet.words())
        readable = is_legible([word.text for word in words])
        rules = rules_of(page, sheet)
        lines = with_markers_joined(split_at_rules(lines_of(words if readable else []), rules), parted_by(rules))
        pictures = covered(page) if len(words) < _FEW else 0.0
        return _Page(at + 1, sheet.height, lines, rules, pictures, unreadable=not readable)
    finally:
        page.close()


def _label(document: pdfium.PdfDocument, at: int) -> str:
    return document.get_page_label(at) or str(at + 1)


def _outline(document: pdfium.PdfDocument) -> tuple[tuple[int, str, int], ...]:
    found = []
    for item in document.get_toc(max_depth=6):
        dest = item.get_dest()
        index = dest.get_index() if dest else None
        if index is not None:
            found.append((item.level + 1, item.get_title() or "", index + 1))
    return tuple(found)


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    kept = without_furniture([(page.height, page.lines) for page in pages])
    body = body_size(line for lines in kept for line in lines)
    for page, lines in zip(pages, kept, strict=True):
        page.lines = without_notes(lines, page.rules.across, body)
        page.blank = not page.lines
        page.unreadable |= page.blank and page.pictures > _COVERED
    whole = _vocabulary(pages)
    pitch = pitch_of([line for page in pages for line in page.lines if abs(line.size - body) < 0.5])
    blocks: list[Block] = []
    tables: list[_Table] = []
    boxes = 0
    run: list[tuple[int, Line]] = []

    def flush() -> None:
        blocks.extend(_block(paragraph, body) for paragraph in paragraphs_of(run, pitch, whole))
        run.clear()

    for page in pages:
        grids, places = grids_of(page.lines, page.rules)
        done: set[int] = set()
        for line in page.lines:
            if id(line) not in places:
                run.append((page.number, line))
                continue
            at, _ = places[id(line)]
            if at in done:
                continue
            done.add(at)
            flush()
            grid = grids[at]
            if len(grid.lefts) == 1:
                for frame in sorted(grid.cells, key=lambda frame: frame.y0):
                    inside = paragraphs_of([(page.number, one) for one in grid.cells[frame]], pitch, whole)
                    blocks.extend(replace(_block(one, body), box=boxes) for one in inside)
                    boxes += 1
                continue
            rows = _rows(grid, page.number, pitch, whole)
            last = tables[-1] if tables else None
            if last is not None and last.goes_on(grid, page.number) and last.end == len(blocks):
                last.add(rows, page.number)
                del blocks[last.start :]
            else:
                last = _Table(len(tables), len(blocks), grid.lefts, page.number, rows)
                tables.append(last)
            blocks.extend(last.blocks(body))
            last.end = len(blocks)
    flush()
    return _joined_over_pages(blocks)


def _vocabulary(pages: Sequence[_Page]) -> Callable[[str], bool]:
    """The words that stand within lines of the report."""
    known: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            for at, word in enumerate(line.words):
                if 0 < at < len(line.words) - 1:
                    known.update(term.casefold() for term in _TERMS.findall(word.text))
    return lambda word: word.casefold() in known


def _block(paragraph: Paragraph, body: float) -> Block:
    first, text = paragraph.first, paragraph.text
    is_heading = (
        len(text) < 200
        and (first.size > body * 1.06 or (first.bold and len(paragraph.lines) <= 3 and not text.endswith(".")))
        and not BULLET.match(text)
    )
    kind = "heading" if is_heading else "item" if BULLET.match(text) else "paragraph"
    return Block(kind, text, tuple(paragraph.stretches), size=round(first.size, 1), bold=first.bold)  # type: ignore[arg-type]


_Row = dict[int, tuple[str, tuple[Stretch, ...]]]


def _rows(grid: Grid, page: int, pitch: float, whole: Callable[[str], bool]) -> list[_Row]:
    """The rows of a grid: of each column the text and where it stands."""
    rows: dict[int, _Row] = {}
    for frame in sorted(grid.cells, key=lambda frame: (frame.y0, frame.x0)):
        row, column = grid.place(frame)
        text, stretches = _cell([(page, line) for line in _in_order(grid.cells[frame])], pitch, whole)
        before = rows.setdefault(row, {}).get(column)
        rows[row][column] = _appended(before, (text, stretches), "\n") if before else (text, stretches)
    return [rows[row] for row in sorted(rows)]


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (round(line.base), line.x0))


def _cell(
    lines: Sequence[tuple[int, Line]], pitch: float, whole: Callable[[str], bool]
) -> tuple[str, tuple[Stretch, ...]]:
    text = ""
    stretches: tuple[Stretch, ...] = ()
    for paragraph in paragraphs_of(lines, pitch, whole):
        text, stretches = _appended(
            (text, stretches), (paragraph.text, tuple(paragraph.stretches)), "\n" if text else ""
        )
    return text, stretches


def _appended(
    a: tuple[str, tuple[Stretch, ...]], b: tuple[str, tuple[Stretch, ...]], between: str
) -> tuple[str, tuple[Stretch, ...]]:
    moved = len(a[0]) + len(between)
    return a[0] + between + b[0], a[1] + tuple(
        Stretch(one.start + moved, one.box, tuple((at + moved, x) for at, x in one.words)) for one in b[1]
    )


class _Table:
    """A table that may run over pages."""

    def __init__(self, number: int, start: int, lefts: Sequence[float], page: int, rows: list[_Row]) -> None:
        self.number, self.start, self.end = number, start, start
        self.lefts, self.page, self.rows = list(lefts), page, rows

    def goes_on(self, grid: Grid, page: int) -> bool:
        """Whether a grid at the top of a page is the rest of this table."""
        lefts = grid.lefts
        near = sum(any(abs(a - b) < 4 for b in self.lefts) for a in lefts)
        return page == self.page + 1 and near == len(lefts) and len(lefts) >= len(self.lefts) - 1

    def add(self, rows: list[_Row], page: int) -> None:
        """Add the rows of the next page, without the heading if it is repeated; a row that was parted is joined."""
        head = self.rows[0]
        if rows and _said(rows[0]) == _said(head):
            rows = rows[1:]
        if rows and len(self.rows) > 1 and self._is_rest(rows[0]):
            last = self.rows[-1]
            for column, rest in rows[0].items():
                before = last.get(column)
                last[column] = _appended(before, rest, " ") if before and before[0] else rest
            rows = rows[1:]
        self.rows.extend(rows)
        self.page = page

    def _is_rest(self, row: _Row) -> bool:
        """Whether a first row on a page goes on from the last one before it."""
        filled = {column for column, (text, _) in row.items() if text}
        usual = {
            column
            for column in range(len(self.lefts))
            if sum(bool(one.get(column, ("",))[0]) for one in self.rows[1:]) > 0.8 * (len(self.rows) - 1)
        }
        last = {column for column, (text, _) in self.rows[-1].items() if text}
        if not filled <= last:
            return False
        first = row[min(filled)][0] if filled else ""
        if min(usual, default=-1) not in filled:
            return True
        if MARKER.match(first):
            return False
        before = self.rows[-1].get(min(filled), ("",))[0]
        return 2 * len(filled & usual) <= len(usual) or (first[:1].islower() and not re.search(r"[.!?]\W*\Z", before))

    def blocks(self, body: float) -> list[Block]:
        """Return its cells as blocks."""
        return [
            Block("cell", text, stretches, cell=Cell(self.number, at, column), size=body)
            for at, row in enumerate(self.rows)
            for column, (text, stretches) in sorted(row.items())
            if text
        ]


def _said(row: _Row) -> str:
    return " ".join(" ".join(text.split()).casefold() for _, (text, _) in sorted(row.items()))


def _joined_over_pages(blocks: Sequence[Block]) -> list[Block]:
    """Join a paragraph with its rest, which begins a later page in the middle of a sentence."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind == block.kind == "paragraph"
            and before.box == block.box
            and before.pages
            and block.pages
            and before.pages[-1] != block.pages[0]
            and block.text[:1].islower()
            and not re.search(r"[.!?:]\W*\Z", before.text)
        ):
            text, stretches = _appended((before.text, before.stretches), (block.text, block.stretches), " ")
            joined[-1] = replace(before, text=text, stretches=stretches)
        else:
            joined.append(block)
    return joined


__all__ = ["Frame", "read_pdf"]
