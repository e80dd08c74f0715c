"""Lines put into paragraphs, items and headings, with the hyphens at line ends undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dhrcurate.documents.marks import BULLET, MARKER
from dhrcurate.documents.model import Box, Stretch
from dhrcurate.documents.pdf.lines import Line

_END = re.compile(r"[.!?:;][”’\"')\]]*\Z")
_WIDER = 1.35
_NOT_RARE = 0.15
_DASHES = "-–"
_HYPHENS = "-\u2010\u2011"


Whole = Callable[[str], bool]
"""Whether a word stands within a line of the report, to tell a hyphen at a line's end from one of the word's own."""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of lines.

    Attributes:
        text: The words, with one blank between them.
        stretches: Where each line begins in the text, and its place.
        hyphen: Whether the file says that the last word goes on elsewhere.
    """

    text: str = ""
    stretches: tuple[Stretch, ...] = ()
    hyphen: bool = False

    def above(self, other: Written) -> Written:
        """Return the text with another one below it, as a paragraph of its own."""
        return self._before(other, f"{self.text}\n" if self.text else "")

    def with_rest(self, rest: Written, whole: Whole) -> Written:
        """Return the text with its rest, which begins in the middle of a sentence or word."""
        return self._before(rest, joined(self.text, rest.text, self.hyphen, whole) if self.text else "")

    def _before(self, other: Written, text: str) -> Written:
        moved = len(text)
        stretches = [
            Stretch(one.start + moved, one.box, tuple((at + moved, x) for at, x in one.words))
            for one in other.stretches
        ]
        return Written(text + other.text, (*self.stretches, *stretches), other.hyphen)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        lines: The lines, each with its page.
        written: Their words.
    """

    lines: list[tuple[int, Line]]
    written: Written = Written()

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0][1]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _END.search(self.last.text) is not None


def with_markers_joined(lines: Sequence[Line], parted: Callable[[Line, Line], bool]) -> list[Line]:
    """Return the lines; a number or bullet that stands apart is in the line beside it.

    Args:
        lines: The lines of a page.
        parted: Whether a rule stands between two lines.
    """
    markers = [line for line in lines if BULLET.fullmatch(line.text) or MARKER.fullmatch(line.text)]
    lone = set(map(id, markers))
    found = {}
    for marker in markers:
        text = _beside(marker, lines, parted)
        if text is not None and id(text) not in lone:
            found[id(text)] = marker
    gone = {id(marker) for marker in found.values()}
    return [_prefixed(found[id(line)], line) if id(line) in found else line for line in lines if id(line) not in gone]


def _beside(marker: Line, lines: Sequence[Line], parted: Callable[[Line, Line], bool]) -> Line | None:
    """The line that a number or bullet stands before."""
    near = [
        line
        for line in lines
        if line.x0 >= marker.x1
        and abs(line.base - marker.base) <= 0.5 * line.size
        and line.x0 - marker.x1 < 5 * line.size + 20
    ]
    nearest = min(near, key=lambda line: line.x0, default=None)
    return nearest if nearest is not None and not parted(marker, nearest) else None


def _prefixed(marker: Line, line: Line) -> Line:
    """A line with its number or bullet; its size and place are those of both."""
    return replace(
        line,
        words=[*marker.words, *line.words],
        x0=marker.x0,
        base=marker.base,
        bold=marker.bold,
        marks=[*marker.marks, *line.marks],
    )


def pitch_of(lines: Sequence[Line]) -> float:
    """Return the usual distance of two lines of a paragraph, as a multiple of the size of their letters.

    It is the least one that is not rare: where paragraphs are short, the distances between them are as many.
    """
    steps = Counter(
        round((b.base - a.base) / a.size, 1)
        for a, b in pairwise(lines)
        if a.size and abs(a.size - b.size) < 0.5 and 0.8 * a.size < b.base - a.base < 2.2 * a.size
    )
    return min((step for step, count in steps.items() if count >= _NOT_RARE * steps.total()), default=1.25)


def paragraphs_of(lines: Sequence[tuple[int, Line]], pitch: float, whole: Whole) -> list[Paragraph]:
    """Put lines of one column or cell into paragraphs.

    Args:
        lines: The lines in reading order, each with its page.
        pitch: The usual distance of two lines, from `pitch_of`.
        whole: Whether a word is known.
    """
    found: list[Paragraph] = []
    if not lines:
        return found
    for at, (page, line) in enumerate(lines):
        if found and not _begins(found[-1], page, line, pitch, *_column(lines, at)):
            found[-1].lines.append((page, line))
        else:
            found.append(Paragraph([(page, line)]))
    for paragraph in found:
        paragraph.written = _written(paragraph.lines, whole)
    return found


def _column(lines: Sequence[tuple[int, Line]], at: int) -> tuple[float, float]:
    """The left and the right side of the column that a line stands in, from the lines around it."""
    page, line = lines[at]
    near = [
        one
        for on, one in lines[max(0, at - 60) : at + 60]
        if on == page and one.x0 < line.x1 and line.x0 < one.x1 and abs(one.x0 - line.x0) < 8 * line.size
    ]
    return min((one.x0 for one in near), default=line.x0), max((one.x1 for one in near), default=line.x1)


def _begins(paragraph: Paragraph, page: int, line: Line, pitch: float, left: float, right: float) -> bool:
    """Whether a line begins a new paragraph."""
    before_page, before = paragraph.lines[-1]
    first = paragraph.first
    text = line.text
    if before.hyphen and not before.text.endswith("."):
        return False
    if abs(line.size - before.size) > 0.08 * before.size and not BULLET.match(first.text):
        return True
    short = before.x1 < right - 0.22 * (right - left)
    ended = _END.search(before.text) is not None
    if BULLET.match(text) and (ended or text[0] not in _DASHES or before.x1 < right - 0.1 * (right - left)):
        return True
    if before_page != page or line.base < before.base - before.size:
        return ended or not text[:1].islower()
    if line.base - before.base > _WIDER * pitch * max(before.size, line.size):
        return True
    marker = MARKER.match(text)
    if marker and not ended and marker[0].isdigit() and text[marker.end() :].lstrip()[:1].islower():
        return False  # a number within a sentence
    if marker and (line.x0 <= first.x0 + 2 or ended) and (ended or short or line.x0 < before.x0 - 2):
        return True
    if line.bold != before.bold and (short or ended):
        return True
    if short and ended and not text[:1].islower():
        return True
    return len(paragraph.lines) > 1 and abs(line.x0 - before.x0) > 8 and not text[:1].islower() and ended


def _written(lines: Sequence[tuple[int, Line]], whole: Whole) -> Written:
    text, hyphen = "", False
    stretches = []
    for page, line in lines:
        if not line.words:
            continue
        if text:
            text = joined(text, line.words[0].text, hyphen, whole)
        start = len(text)
        offsets = []
        for at, word in enumerate(line.words):
            if at:
                text += " "
            offsets.append((len(text), round(word.x0, 1)))
            text += word.text
        box = Box(page, *(round(side, 1) for side in (line.x0, line.y0, line.x1, line.y1)))
        stretches.append(Stretch(start, box, tuple(offsets)))
        hyphen = line.hyphen
    return Written(text, tuple(stretches), hyphen)


def joined(text: str, following: str, hyphen: bool, whole: Whole) -> str:
    """Return the text as the next word is written to it: without a hyphen that only broke the line.

    Args:
        text: The text.
        following: The next word, with what follows it.
        hyphen: Whether the file says that the last word was broken.
        whole: Whether a word is known.
    """
    last = text.rsplit(maxsplit=1)[-1]
    if hyphen:  # the file says that the line broke the word
        stem = last.rstrip(_HYPHENS)
        return text + ("-" if _own_hyphen(stem, following, whole) and not last.endswith(tuple(_HYPHENS)) else "")
    if last[-1:] in _HYPHENS and last[:-1][-1:].isalpha() and following[:1].islower():
        return text if _own_hyphen(last[:-1], following, whole) else text[:-1]
    return text + " "


def _own_hyphen(stem: str, following: str, whole: Whole) -> bool:
    """Whether a word is written with a hyphen wherever it stands."""
    head = re.search(r"[\w’']+\Z", stem)
    tail = re.match(r"[\w’']+", following)
    if head is None or tail is None:
        return True
    if whole(f"{head[0]}{tail[0]}"):
        return False
    if whole(f"{head[0]}-{tail[0]}"):
        return True
    return whole(head[0]) and whole(tail[0]) and len(head[0]) > 3 and len(tail[0]) > 3
