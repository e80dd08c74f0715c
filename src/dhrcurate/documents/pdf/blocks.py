"""The pages of a PDF file put together into blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.documents.marks import BULLET, MARKER, OPEN_END
from dhrcurate.documents.model import Block
from dhrcurate.documents.pdf.furniture import body_size, without_furniture, without_notes
from dhrcurate.documents.pdf.grid import Frame, Grid, grids_of, split_at_rules
from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.open_rows import parted_at_heading
from dhrcurate.documents.pdf.page import Page
from dhrcurate.documents.pdf.paragraphs import Paragraph, Whole, Written, paragraphs_of, pitch_of
from dhrcurate.documents.pdf.tables import Table, rows_of
from dhrcurate.documents.pdf.unruled import with_rest

_TERMS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]\W*\Z")
_CONTENTS = re.compile(r"(?:[.…·]\s?){4,}\s*\w{1,5}\Z")
"""A line of a table of contents, with dots up to the number of the page."""
_COVERED = 0.2
"""A page without text of which pictures cover more is a picture of a page."""
_LONGEST_HEADING = 200


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """Return the text of pages, and note on each whether it is blank or cannot be read."""
    kept = without_furniture(pages)
    body = body_size(line for lines in kept for line in lines)
    for page, lines in zip(pages, kept, strict=True):
        page.lines = without_notes(lines, page.rules, body)
        page.blank = not page.lines
        page.unreadable |= page.blank and page.pictures > _COVERED
    assembly = _Assembly(pages, body)
    for page in pages:
        assembly.add(page)
    turned = {page.number: page for page in pages if page.turned}
    blocks = _joined_over_pages(assembly.finished(), assembly.whole)
    return [_displayed(block, turned) for block in blocks] if turned else blocks


class _Assembly:
    """The blocks of the pages so far.

    Args:
        pages: All pages.
        body: The size in which the report is set.
    """

    def __init__(self, pages: Sequence[Page], body: float) -> None:
        self.whole = _vocabulary(pages)
        self._body = body
        self._pitch = pitch_of([line for page in pages for line in page.lines if abs(line.size - body) < 0.5])
        self._blocks: list[Block] = []
        self._hyphens: set[int] = set()
        self._tables: list[Table] = []
        self._boxes = 0
        self._run: list[tuple[int, Line]] = []

    def add(self, page: Page) -> None:
        """Add a page."""
        last = self._tables[-1] if self._tables and not self._run else None
        if last is not None and last.page == page.number - 1 and last.end == len(self._blocks):
            page.rules = with_rest(page.rules, page.lines, last.lefts)
            page.lines = split_at_rules(page.lines, page.rules)
        grids, places = grids_of(page.lines, page.rules)
        done: set[int] = set()
        for line in page.lines:
            if id(line) not in places:
                self._run.append((page.number, line))
                continue
            at, _ = places[id(line)]
            if at not in done:
                done.add(at)
                self._flush()
                self._add_grid(grids[at], page.number)

    def finished(self) -> list[Block]:
        """Return all blocks."""
        self._flush()
        return self._blocks

    def _flush(self) -> None:
        self._add_lines(self._run, None)
        self._run = []

    def _add_lines(self, lines: Sequence[tuple[int, Line]], box: int | None) -> None:
        for paragraph in paragraphs_of(lines, self._pitch, self.whole):
            self._blocks.append(_block(paragraph, self._body, box))

    def _add_grid(self, grid: Grid, page: int) -> None:
        if not grid.has_columns:
            for frame in sorted(grid.cells, key=_top):
                self._add_lines([(page, line) for line in grid.cells[frame]], self._boxes)
                self._boxes += 1
            return
        last = self._tables[-1] if self._tables else None
        if last is not None and last.goes_on(grid, page) and last.end == len(self._blocks):
            grid.take_columns(last.lefts)
            grid = parted_at_heading(grid, last.heading)
            last.add(rows_of(grid, page, self._pitch, self.whole), page, self.whole)
            del self._blocks[last.start :]
        else:
            rows = rows_of(grid, page, self._pitch, self.whole)
            last = Table(len(self._tables), len(self._blocks), grid.lefts, page, rows)
            self._tables.append(last)
        self._blocks.extend(last.blocks(self._body))
        last.end = len(self._blocks)


def _top(frame: Frame) -> tuple[float, float]:
    return frame.y0, frame.x0


def _vocabulary(pages: Sequence[Page]) -> Whole:
    """The words that stand within lines of the report."""
    known: set[str] = set()
    for page in pages:
        inner = (word.text for line in page.lines for word in line.words[1:-1])
        known.update(_TERMS.findall(" ".join(inner).casefold()))
    return lambda word: word.casefold() in known


def _block(paragraph: Paragraph, body: float, box: int | None) -> Block:
    first, text = paragraph.first, paragraph.written.text
    bullet = BULLET.match(text) is not None
    is_heading = (
        len(text) < _LONGEST_HEADING
        and (first.size > body * 1.06 or (first.bold and len(paragraph.lines) <= 3 and not text.endswith(".")))
        and not bullet
        and _CONTENTS.search(text) is None
    )
    kind = "heading" if is_heading else "item" if bullet else "paragraph"
    block = Block("paragraph", text, paragraph.written.stretches, size=round(first.size, 1), bold=first.bold, box=box)
    return replace(block, kind=kind)  # type: ignore[arg-type]


def _joined_over_pages(blocks: Sequence[Block], whole: Whole) -> list[Block]:
    """Join a paragraph with its rest, which begins a later page in mid-sentence; so is a box around them."""
    found: list[Block] = []
    boxes: dict[int, int] = {}
    for one in blocks:
        block = one if one.box is None else replace(one, box=boxes.get(one.box, one.box))
        before = found[-1] if found else None
        if before is not None and _is_rest(before, block):
            written = Written(before.text, before.stretches).with_rest(Written(block.text, block.stretches), whole)
            found[-1] = replace(before, text=written.text, stretches=written.stretches)
            if one.box is not None and before.box is not None:
                boxes[one.box] = before.box
        else:
            found.append(block)
    return found


def _is_rest(before: Block, block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and before.kind in {"paragraph", "item"}
        and (before.box is None) == (block.box is None)
        and bool(before.pages)
        and bool(block.pages)
        and before.pages[-1] != block.pages[0]
        and not _SENTENCE_END.search(before.text)
        and (block.text[:1].islower() or (bool(OPEN_END.search(before.text)) and not MARKER.match(block.text)))
    )


def _displayed(block: Block, turned: dict[int, Page]) -> Block:
    """A block with its places on the pages as they are displayed; along a line that runs up or down there are none."""
    stretches = tuple(
        one._replace(box=turned[one.box.page].displayed(one.box), words=()) if one.box.page in turned else one
        for one in block.stretches
    )
    return replace(block, stretches=stretches)
