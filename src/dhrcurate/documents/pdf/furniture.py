"""What a page of a report carries beside its text: running heads and feet, page numbers and footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dhrcurate.documents.pdf.lines import Line

_EDGE = 0.13
"""Running heads and feet stand within this share of a page's height from its edges."""
_OFTEN = 3
_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\A(\d{1,3}|[*†‡])(?:\s|\Z)")
_SMALLER = 0.92


def without_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """Return the lines of each page without its running heads, feet and page numbers.

    Args:
        pages: The height of each page and its lines.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_key(line, height) for line in lines if _at_edge(line, height)})
    # A running head that names the chapter changes, but stands at one height with nothing beside it.
    heights: dict[int, set[int]] = defaultdict(set)
    for at, (height, lines) in enumerate(pages):
        for line in lines:
            if _at_edge(line, height):
                heights[_height(line, height)].add(at)
    usual = {h for h, on in heights.items() if len(on) >= max(_OFTEN, 0.6 * len(pages))}
    body = body_size(line for _, lines in pages for line in lines)
    kept = []
    for height, lines in pages:
        edge = _outermost(lines, height)
        kept.append(
            [
                line
                for line in lines
                if not (
                    _at_edge(line, height)
                    and (
                        seen[_key(line, height)] >= min(_OFTEN, max(2, len(pages)))
                        or (id(line) in edge and _NUMBER.fullmatch(line.text))
                        or (id(line) in edge and _height(line, height) in usual and line.size < body * _SMALLER)
                    )
                )
            ]
        )
    return kept


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most of the letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += sum(len(word.text) for word in line.words)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_notes(lines: Sequence[Line], rules: Sequence[tuple[float, float, float]], body: float) -> list[Line]:
    """Return the lines of a page without its footnotes.

    Args:
        lines: Its lines.
        rules: Horizontal rules: left, right and height.
        body: The size in which the report is set.
    """
    marks = {mark for line in lines for mark in line.marks}
    starts = []
    for line in lines:
        note = _NOTE.match(line.text)
        if note is None:
            continue
        ruled = any(abs(x0 - line.x0) < 20 and 0 < line.y0 - y < 2 * line.size for x0, _, y in rules)
        if (note[1] in marks and (ruled or line.size < body * _SMALLER)) or (ruled and line.size < body * _SMALLER):
            starts.append(line.y0)
    if not starts:
        return list(lines)
    top = min(starts)
    below = [line for line in lines if line.y0 >= top - 1]
    if any(line.size > body * 1.05 for line in below):
        return list(lines)
    return [line for line in lines if line.y0 < top - 1]


def _at_edge(line: Line, height: float) -> bool:
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
