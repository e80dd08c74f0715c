"""A document as it is shown beside a recommendation: its paragraphs and pages, and the passage in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dhrcurate.documents.comparing import Run, runs_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.printed_place import page_told
from dhrcurate.review.passage import paragraphs_around
from dhrcurate.review.word_differences import Piece

_BEFORE, _BEHIND = 90, 140
"""How many lines are shown before and behind a passage: more than two pages of most reports."""
_HEADING = 160
"""A line with more characters is no heading."""

_OF_A_ROW = re.compile(
    r"\s\|\s|\t|\A\s*(?:addressed to|lead (?:agency|body)|agency|owner|responsible)\b.*:", re.IGNORECASE
)
"""What stands in a row of a table or in the labels below a recommendation, and in no heading."""

Span = tuple[int, int]
"""A stretch of text in code points, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document.

    Attributes:
        start: Where it begins in the document's text.
        page: The sheet that it stands on, from 1; 0 in formats without pages.
        top: How far down the sheet it begins, in points.
        place: Where it stands in a format without pages.
        begins: Whether a block begins with it; else it goes on with the line before.
        cell: Whether it is of a cell of a table.
    """

    start: int
    page: int = 0
    top: float = 0.0
    place: str = ""
    begins: bool = True
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was read.

    Attributes:
        text: Its text, the blocks with a line end between them.
        lines: Where its lines begin.
        labels: What is printed as the number of each sheet; empty for one of which that is not known.
        unreadable: The sheets whose text cannot be read.
    """

    text: str
    lines: tuple[Line, ...] = ()
    labels: tuple[str, ...] = ()
    unreadable: tuple[int, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, report: Report) -> Paper:
        """Takes what is shown out of what was read."""
        lines: list[Line] = []
        length = 0
        for block in report.blocks:
            lines += _lines(block, length)
            length += len(block.text) + 1
        starts = tuple(line.start for line in lines)
        text = "\n".join(block.text for block in report.blocks)
        return cls(text, tuple(lines), report.labels, report.unreadable, starts)

    def line_at(self, offset: int) -> int:
        """Return the line that a place of the text is in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def line_of(self, passage: Passage) -> int:
        """Return the line that a passage begins in, as far as its page, its height or its place tells."""
        box = passage.boxes[0] if passage.boxes else None
        page = box.page if box else passage.pages[0] if passage.pages else 0
        if page:
            on_page = [at for at, line in enumerate(self.lines) if line.page == page]
            return min(on_page, key=lambda at: abs(self.lines[at].top - (box.y0 if box else 0.0)), default=0)
        return next((at for at, line in enumerate(self.lines) if line.place == passage.place), 0)

    def spans_of(self, passage: Passage) -> list[Span]:
        """Return where a passage stands, line by line of its text; none if it is not there.

        Between them may be what is none of it, as the head of a page or the other cells of a row.
        """
        spans: list[Span] = []
        begin = at = self.lines[self.line_of(passage)].start if self.lines else 0
        for words in filter(None, (line.strip() for line in passage.text.split("\n"))):
            start = self.text.find(words, at)
            start = start if start >= 0 else self.text.find(words, begin)
            if start >= 0:
                spans.append((start, start + len(words)))
                at = start + len(words)
        return spans

    def line_of_page(self, called: str) -> int | None:
        """Return the first line of a page, by the number printed on it, else of that sheet; `None` if there is none."""
        folded = called.strip().casefold()
        labelled = (at for at, label in enumerate(self.labels, 1) if label and label.casefold() == folded)
        sheet = next(labelled, int(folded) if folded.isdecimal() else 0)
        return next((at for at, line in enumerate(self.lines) if line.page == sheet), None) if sheet else None

    def page_text(self, first: int) -> str:
        """Return the lines of a page from its first line on, a paragraph each."""
        page = self.lines[first].page
        behind = next((at for at in range(first, len(self.lines)) if self.lines[at].page != page), len(self.lines))
        return "".join(_Window(self, first, behind, heads=False).pieces)

    def around(self, passage: Passage, count: int = 3) -> tuple[list[str], list[str]]:
        """Return up to so many paragraphs before a passage and behind it; none where it is not found in the text."""
        spans = self.spans_of(passage)
        if not spans:
            return [], []
        return paragraphs_around(self.text, min(spans)[0], max(end for _, end in spans), count)

    @property
    def has_numbers(self) -> bool:
        """Whether it is known what is printed as the number of any page."""
        return any(self.labels)

    def page_told(self, page: int) -> str:
        """Return what a sheet is called: by the number printed on it, and as a sheet where that differs."""
        return page_told(self.labels[page - 1] if 0 < page <= len(self.labels) else "", str(page))


def _lines(block: Block, start: int) -> Iterator[Line]:
    """The lines of a block; one that begins within a word, whose hyphen is undone, begins behind that word."""
    place, text = block.place or "", block.text
    if not block.stretches:
        yield Line(start, place=place, cell=block.cell is not None)
    for one in block.stretches:
        at = one.start
        while 0 < at < len(text) and not text[at - 1].isspace():
            at += 1
        if at < len(text) or not text:
            yield Line(start + at, one.box.page, one.box.y0, place, begins=at == 0, cell=block.cell is not None)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that a document has and the record does not, or the other way round, at a place of the shown text.

    Attributes:
        at: Where it stands in the shown text; where only the record has words, at a single place.
        record: The record's words; empty if it has none there.
        mine: Where they stand in the record's text.
    """

    at: Span
    record: str = ""
    mine: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a document around a passage.

    Attributes:
        text: The paragraphs, parted at ends of pages, with heads of pages.
        heads: Where the heads of pages stand in it.
        passage: Where the passage stands, in order; empty where none is shown.
        differences: Where its words differ from the record's, in order.
        of_title: How many characters of the compared text are the title and the line end behind it.
        cut: Whether more comes before it, and behind it.
        anchor: Where the passage begins, or is to be expected if there is none; else where the wanted line does.
        lines: Which lines of the document these are, the end exclusive.
        heading: Where the line above the passage stands that names whom it is addressed to; empty if none is found.
    """

    text: str
    heads: tuple[Span, ...] = ()
    passage: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()
    of_title: int = 0
    cut: tuple[bool, bool] = (False, False)
    anchor: int = 0
    lines: Span = (0, 0)
    heading: Span = (0, 0)

    def in_fields(self) -> dict[str, list[Span]]:
        """Return where the record has words that the document does not, by field: `title` or `text`."""
        found: dict[str, list[Span]] = {}
        for start, end in (one.mine for one in self.differences if one.record):
            if end <= self.of_title:
                found.setdefault("title", []).append((start, end))
            else:
                found.setdefault("text", []).append((max(0, start - self.of_title), end - self.of_title))
        return found


def shown(
    paper: Paper,
    passages: Sequence[Passage],
    rec: Mapping[str, Any] | None,
    near: Passage | None = None,
    line: int | None = None,
) -> Shown:
    """Return a document around passages, or around any of its lines.

    Args:
        paper: The document.
        passages: The passages, which the text is compared with; none where nothing is found.
        rec: The recommendation; `None` where nothing is compared.
        near: The passage to be near where there are none.
        line: The line to be shown instead; passages are marked where they are in sight of it.
    """
    spans = [span for passage in passages for span in paper.spans_of(passage)]
    anchor = passages[0] if passages else near
    first = paper.line_at(min(spans)[0]) if spans else paper.line_of(anchor) if anchor is not None else 0
    last = max(first, paper.line_at(max(end for _, end in spans) - 1)) if spans else first
    begin = spans[0][0] if spans else paper.lines[first].start if paper.lines else 0
    if line is not None:
        first = last = line
        begin = paper.lines[line].start
    first, last = max(0, first - _BEFORE), min(len(paper.lines), last + 1 + _BEHIND)
    window = _Window(paper, first, last)
    inside = [(window.at(start), window.at(end)) for start, end in spans if start >= window.start and end <= window.end]
    runs, of_title = (
        _compared(rec, "\n".join(paper.text[a:b] for a, b in spans))
        if rec is not None and spans and (line is None or len(inside) == len(spans))
        else ([], 0)
    )
    differences = [_placed(run, spans, window, _texts(rec or {}, of_title)) for run in runs]
    cut = (first > 0, last < len(paper.lines))
    text, heads = "".join(window.pieces), tuple(window.heads)
    heading = _heading(text, inside, passages[0].addressed or (), window.cells) if inside else (0, 0)
    at = window.at(begin)
    return Shown(text, heads, tuple(inside), tuple(differences), of_title, cut, at, (first, last), heading)


def _heading(text: str, passage: Sequence[Span], addressed: Sequence[str], cells: Collection[int]) -> Span:
    """The last line before a passage that names whom it is addressed to; none where the line behind it does.

    A cell or a label of another passage is none; `cells` are the places where cells begin.
    """
    names = [" ".join(one.split()).casefold() for one in addressed]

    def names_it(start: int, end: int) -> bool:
        line = " ".join(text[start:end].split()).casefold()
        return len(line) <= _HEADING and any(name in line for name in names)

    def is_heading(start: int, end: int) -> bool:
        return start not in cells and names_it(start, end) and not _OF_A_ROW.search(text[start:end])

    behind = text.find("\n", passage[-1][1]) + 1
    if not names or (behind and names_it(behind, text.find("\n", behind))):
        return 0, 0
    end = text.rfind("\n", 0, passage[0][0])
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        if is_heading(start, end):
            return start, end
        end = start - 1
    return 0, 0


def _texts(rec: Mapping[str, Any], of_title: int) -> str:
    text = str(rec.get("text") or "")
    return f"{rec.get('title') or ''}\n{text}" if of_title else text


def _compared(rec: Mapping[str, Any], document: str) -> tuple[list[Run], int]:
    """Where the text differs from a passage, with its title in front where that differs less."""
    title = str(rec.get("title") or "")
    both = [(runs_of(_texts(rec, 0), document), 0)]
    if title:
        both.append((runs_of(_texts(rec, 1), document), len(title) + 1))
    return min(both, key=lambda one: len(one[0]))


def passage_pieces(rec: Mapping[str, Any], document: str) -> Iterator[Piece]:
    """Yield a passage: what both have, and what only the passage (`removed`) or the record (`added`) has.

    Args:
        rec: The recommendation.
        document: The passage.
    """
    runs, of_title = _compared(rec, document)
    mine, at = _texts(rec, of_title), 0
    for run in runs:
        yield Piece("same", document[at : run.document[0]])
        at = run.document[1]
        theirs, ours = Piece("removed", document[slice(*run.document)]), Piece("added", mine[slice(*run.record)])
        both = [piece for piece in (theirs, ours) if piece.text]
        if not theirs.text:  # words that the report lacks stand between two others, or behind the last
            both = [_BLANK, *both] if at == len(document) else [*both, _BLANK]
        elif ours.text:
            both = [theirs, _BLANK, ours]
        yield from both
    yield Piece("same", document[at:])


_BLANK = Piece("same", " ")


def _placed(run: Run, spans: Sequence[Span], window: _Window, mine: str) -> Difference:
    """A difference at its place in the shown text."""
    start, end = (_outside(at, spans) for at in run.document)
    if run.document[0] == run.document[1] or end < start:
        end = start
    return Difference((window.at(start), window.at(end)), mine[run.record[0] : run.record[1]], run.record)


def _outside(at: int, spans: Sequence[Span]) -> int:
    """Where a place of the joined stretches is in the whole text."""
    for start, end in spans:
        if at <= end - start:
            return start + at
        at -= end - start + 1
    return spans[-1][1]


class _Window:
    """Some lines of a document as one text, and where its places are in it."""

    def __init__(self, paper: Paper, first: int, last: int, *, heads: bool = True) -> None:
        lines = paper.lines[first:last]
        self.start = lines[0].start if lines else 0
        self.end = paper.lines[last].start if last < len(paper.lines) else len(paper.text)
        self.pieces: list[str] = []
        self.heads: list[Span] = []
        self.cells: set[int] = set()
        self._lines: list[int] = []
        self._shown: list[int] = []
        self._ends: list[int] = []
        self._length = 0
        page = -1
        for line, behind in pairwise((*lines, Line(self.end))):
            turned = bool(line.page) and line.page != page
            if self._length:  # a paragraph is wrapped to the width there is, which is seldom that of the page
                self._add("\n" if line.begins or turned else " ")
            if turned and heads:
                self._heads(paper, page, line.page)
            if turned:
                page = line.page
            if line.cell:
                self.cells.add(self._length)
            self._lines.append(line.start)
            self._shown.append(self._length)
            self._add(paper.text[line.start : behind.start].rstrip())
            self._ends.append(self._length)

    def _heads(self, paper: Paper, before: int, page: int) -> None:
        for missing in (one for one in paper.unreadable if before > 0 and before < one < page):
            self._head(f"{paper.page_told(missing)}: cannot be read")
        self._head(paper.page_told(page))

    def _head(self, words: str) -> None:
        start = self._length
        self._add(f"── {words} ")
        self.heads.append((start, self._length))
        self._add("\n")

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def at(self, offset: int) -> int:
        """Where a place of the document is in the window's text."""
        if not self._lines:
            return 0
        line = max(0, bisect_right(self._lines, offset) - 1)
        return min(self._shown[line] + max(0, offset - self._lines[line]), self._ends[line])
