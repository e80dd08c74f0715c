"""What a page of a report carries beside its text: running heads and feet, page numbers and footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from dhrcurate.documents.pdf.lines import Line
from dhrcurate.documents.pdf.page import Page
from dhrcurate.documents.pdf.rules import Rules

_EDGE = 0.13
"""Running heads and feet stand within this share of a page's height from its edges."""
_OFTEN = 3
_NUMBER = re.compile(
    r"\W*(?:page\W*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?(?:\W*page)?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\A(\d{1,3}|[*†‡])(?:\s|\Z|(?=[A-Z“‘]))")
_SMALLER = 0.92
_WORDS = 6
_STOPS = (".", ";", ":")
"""A line of so many words that ends with one of these is a sentence, or the end of one."""
_LEADING, _RAGGED = 1.6, 6.0
"""Lines of a paragraph are nearer than this, and all but the last end so near its right side, in sizes of the text."""
_MOSTLY = 0.8


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the lines of each page without its running heads, feet and page numbers."""
    seen = _Seen(pages)
    body = body_size(line for page in pages for line in page.lines)
    return [_kept(page, seen, body) for page in pages]


class _Seen:
    """How often the lines at the edges of pages stand there."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._least = min(_OFTEN, max(2, len(pages)))
        self._half = len(pages) / 2
        self._keys: Counter[tuple[str, int]] = Counter()
        on: dict[int, set[int]] = defaultdict(set)
        for page in pages:
            edge = {_key(line, page.height) for line in page.lines if at_edge(line, page.height)}
            self._keys.update(edge)
            for _, height in edge:
                on[height].add(page.number)
        repeated: Counter[int] = Counter()
        for (_, height), count in self._keys.items():
            repeated[height] += count if count >= self._least else 0
        lines = Counter(height for _, height in self._keys.elements())
        self._mostly = {height for height in lines if repeated[height] >= _MOSTLY * lines[height]}
        # A running head that names the chapter changes, but stands at one height with nothing beside it.
        self.usual = {height for height, there in on.items() if len(there) >= max(_OFTEN, 0.6 * len(pages))}

    def is_repeated(self, line: Line, height: float) -> bool:
        """Whether a line stands there on several pages.

        Where only its number differs, as that of a recommendation on the first line of its page, others must, too.
        """
        key = _key(line, height)
        return self._keys[key] >= self._least and ("#" not in key[0] or key[1] in self._mostly)

    def is_on_few(self, line: Line, height: float) -> bool:
        """Whether less than half of the pages have a line, so that it may be no running head, but said again."""
        return self._keys[_key(line, height)] < self._half


def _kept(page: Page, seen: _Seen, body: float) -> list[Line]:
    height = page.height
    edge = _outermost(page.lines, height)
    repeated = {id(line) for line in page.lines if at_edge(line, height) and seen.is_repeated(line, height)}
    said = {
        id(line)
        for line in page.lines
        if id(line) in repeated and seen.is_on_few(line, height) and _is_said(line, page.lines, repeated, body)
    }
    heads = [
        line
        for line in page.lines
        if at_edge(line, height)
        and not _is_in_table(line, page)
        and (
            (id(line) in repeated and id(line) not in said)
            or (id(line) in edge and _height(line, height) in seen.usual and line.size < body * _SMALLER)
        )
    ]
    gone = {id(line) for line in heads}
    kept = [line for line in page.lines if id(line) not in gone]
    numbers = {
        id(line)
        for line in kept
        if id(line) in edge
        and at_edge(line, height)
        and _NUMBER.fullmatch(line.text)
        and not any(other is not line and abs(other.base - line.base) < 3 for other in kept)
    }
    return [line for line in kept if id(line) not in numbers]


def _is_said(line: Line, lines: Sequence[Line], repeated: Collection[int], body: float) -> bool:
    """Whether a line is set as the text is, and is of a sentence or goes on in a line that is no running head.

    So a recommendation is known that is made to several bodies in the same words, at the same place of its page.
    """
    if not _SMALLER <= line.size / body <= 1 / _SMALLER:
        return False
    paragraph = _paragraph(line, sorted(lines, key=lambda one: one.base), body)
    if any(id(one) not in repeated for one in paragraph):
        return True
    return sum(len(one.words) for one in paragraph) >= _WORDS and paragraph[-1].text.endswith(_STOPS)


def _paragraph(line: Line, lines: Sequence[Line], body: float) -> list[Line]:
    """The lines that go on to a line and from it: all but the last end near the right side."""
    full = max(one.x1 for one in lines) - _RAGGED * body
    found = [line]
    at = next(at for at, one in enumerate(lines) if one is line)
    for one in reversed(lines[:at]):
        if not _goes_on(one, found[0], full, body):
            break
        found.insert(0, one)
    for one in lines[at + 1 :]:
        if not _goes_on(found[-1], one, full, body):
            break
        found.append(one)
    return found


def _goes_on(line: Line, below: Line, full: float, body: float) -> bool:
    return line.x1 > full and abs(line.size - below.size) < 1 and 0 < below.base - line.base < _LEADING * body


def _is_in_table(line: Line, page: Page) -> bool:
    """Whether a line stands in a ruled table that goes on into the page."""
    low, high = _EDGE * page.height, (1 - _EDGE) * page.height
    beside = [
        x for y0, y1, x in page.rules.down if y0 <= line.middle <= y1 and (y1 > low if line.y1 < low else y0 < high)
    ]
    return any(x <= line.x0 + 3 for x in beside) and any(x >= line.x1 - 3 for x in beside)


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most of the letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += sum(len(word.text) for word in line.words)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_notes(lines: Sequence[Line], rules: Rules, body: float) -> list[Line]:
    """Return the lines of a page without its footnotes.

    Args:
        lines: Its lines.
        rules: Its rules; what stands between vertical ones is the row of a table and no note.
        body: The size in which the report is set.
    """
    marks = {mark for line in lines for mark in line.marks}
    starts = []
    for line in lines:
        note = _NOTE.match(line.text)
        if note is None or any(y0 <= line.middle <= y1 for y0, y1, _ in rules.down):
            continue
        ruled = any(abs(x0 - line.x0) < 20 and 0 < line.y0 - y < 2 * line.size for x0, _, y in rules.across)
        if (note[1] in marks and (ruled or line.size < body * _SMALLER)) or (ruled and line.size < body * _SMALLER):
            starts.append(line.y0)
    if not starts:
        return list(lines)
    top = min(starts)
    below = [line for line in lines if line.y0 >= top - 1]
    if any(line.size > body * 1.05 for line in below):
        return list(lines)
    return [line for line in lines if line.y0 < top - 1]


def at_edge(line: Line, height: float) -> bool:
    """Return whether a line stands where running heads and feet do."""
    return line.y1 < _EDGE * height or line.y0 > (1 - _EDGE) * height


def _height(line: Line, height: float) -> int:
    return round(line.y0 / 4) if line.y0 < height / 2 else -round((height - line.y1) / 4)


def _key(line: Line, height: float) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), _height(line, height)


def _outermost(lines: Sequence[Line], height: float) -> set[int]:
    """The lines at the top and at the bottom with nothing between them and the edge."""
    if not lines:
        return set()
    top, bottom = min(line.y0 for line in lines), max(line.y1 for line in lines)
    near = [line for line in lines if line.y0 - top < 0.012 * height or bottom - line.y1 < 0.012 * height]
    return {id(line) for line in near}
