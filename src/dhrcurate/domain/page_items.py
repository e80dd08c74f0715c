"""The items of a page: the cells, list items and numbered paragraphs of which each recommendation has the whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.domain.number import normalised
from dhrcurate.domain.page_text import CELL_BEGINS, CELL_ENDS, marked_cells, page_text
from dhrcurate.domain.patterns import rare

_LABEL = rare(
    r"[*_>\s]*(?P<label>(?:(?:recommendation|rec|r|no)\b\.?\s*|r)?\d{1,3}(?:\.\d{1,3}){0,3}(?:\s?\([a-z]\)|[a-z])?)"
    r"[.):\]]*[*_]*(?:\s+|\Z)",
    re.IGNORECASE,
)
_BULLET = re.compile(rf"\s*(?:[{OF_LINES}]|o(?=\s+\w)|\(?(?:[a-z]|[ivx]{{1,5}})[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s*#+\s*")
_STOPPED = re.compile(r"[.;?!][’”\"')\]*_]*\Z")
_LONGEST_HEADING = 8
"""So many words at most has a line without a stop that heads what follows it."""
_FURTHEST = 60
"""How many lines an item is followed in either direction."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a page, in code points of the page as it reads.

    Attributes:
        start: Where its words start, after its number.
        end: Where it ends, exclusive.
        sure: Whether the page's own marks bound it, so that every word in it is its own.
    """

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty.

    Attributes:
        start: Where it starts.
        end: Where it ends, exclusive.
        depth: How far it is indented.
        gap: Whether an empty line is before it.
        label: The number that it begins with, normalised, or an empty string.
        body: Where its words start, after a number or a bullet.
        bullet: Whether it begins with a bullet.
        barrier: Whether it can be part of no item: a heading, or a row of a table.
        heading: Whether it is a heading, which may open an item with its number.
    """

    start: int
    end: int
    depth: int
    gap: bool
    label: str
    body: int
    bullet: bool
    barrier: bool
    heading: bool


@lru_cache(maxsize=4)
def cells_of(page: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return where the cells and list items stand in a page as it reads, in order; none if its format marks none.

    Args:
        page: The page as it is kept.
        name: Its file's name, which tells its format.
    """
    marked = marked_cells(page, name)
    if not marked:
        return ()
    counts: list[tuple[int, int]] = []
    count = begun = 0
    for sign in marked:
        if sign == CELL_BEGINS:
            begun = count
        elif sign == CELL_ENDS:
            if count > begun:
                counts.append((begun, count))
        elif not sign.isspace():
            count += 1
    places = [at for at, sign in enumerate(page_text(page, name)) if not sign.isspace()]
    return tuple((places[a], places[b - 1] + 1) for a, b in counts if b <= len(places))


def item_around(
    page: str, start: int, end: int, cells: Sequence[tuple[int, int]], number: str, numbers: Collection[str]
) -> Item | None:
    """Return the item of a page that has a stretch of it, `None` where the page does not tell.

    Args:
        page: The page as it reads.
        start: Where the stretch starts.
        end: Where it ends, exclusive.
        cells: Where `cells_of` finds cells.
        number: The number of the recommendation that has the stretch, normalised; empty if it has none.
        numbers: The numbers of all recommendations of the record, normalised.
    """
    first, last = _cell_at(cells, start), _cell_at(cells, end - 1)
    if first is not None and last is not None:
        return Item(first[0], last[1], sure=True)
    if first is not None or last is not None:
        return None
    lines = _lines(page)
    starts = [line.start for line in lines]
    opened = _opening(lines, bisect_right(starts, start) - 1, start, number)
    if opened is None:
        return None
    at = bisect_right(starts, end - 1) - 1
    if lines[at].barrier:
        return None
    counting = bool(number) and lines[opened].label == number
    return Item(lines[opened].body, _closing(page, lines, opened, at, numbers if counting else ()), sure=False)


def _cell_at(cells: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    at = bisect_right(cells, (place, len(cells) and cells[-1][1] + 1)) - 1
    return cells[at] if at >= 0 and cells[at][0] <= place < cells[at][1] else None


def _opening(lines: Sequence[_Line], at: int, start: int, number: str) -> int | None:
    """The line that opens the item of a place: the one with its number, or the bullet that it is in."""
    if at < 0:
        return None
    for i in range(at, max(-1, at - _FURTHEST), -1):
        line = lines[i]
        if line.barrier and not (line.heading and number and line.label == number):
            return None
        if number and line.label == number and line.body <= start:
            return i
        if not number and line.bullet and line.body <= start and (i == at or line.depth < lines[at].depth):
            return i
    return None


def _closing(page: str, lines: Sequence[_Line], opened: int, at: int, numbers: Collection[str]) -> int:
    """Where an item ends that reaches a line at least: before the next number, or with its lists and indented lines.

    What a heading with a number opens goes on to the next heading. No item goes on over a line that heads what follows.
    """
    following = range(at + 1, min(len(lines), at + _FURTHEST))
    stop = next((i for i in following if lines[i].barrier or lines[i].label in numbers), None)
    if stop is not None and (not lines[stop].barrier or (lines[stop].heading and lines[opened].heading)):
        headed = (i for i in range(at + 1, stop - 1) if _is_title(page, lines[i], lines[i + 1]))
        last = next(headed, stop) - 1
        while last > at and _heads(page, lines[last], lines[last - 1]):
            last -= 1
        return lines[last].end
    last = at
    for i in following if stop is None else range(at + 1, stop):
        line = lines[i]
        deeper = line.depth > lines[opened].depth
        listed = line.bullet and not lines[opened].bullet and (lines[i - 1].bullet or page[lines[i - 1].end - 1] == ":")
        wraps = not line.gap and page[line.body : line.body + 1].islower()
        if not (deeper or listed or wraps):
            break
        last = i
    return lines[last].end


def _heads(page: str, line: _Line, above: _Line) -> bool:
    """True if a line heads what follows it: it begins a paragraph, and is short or ends in a colon."""
    words = page[line.start : line.end]
    begins = line.gap or _STOPPED.search(page[above.start : above.end]) is not None
    short = len(words.split()) <= _LONGEST_HEADING and not _STOPPED.search(words)
    return begins and not line.bullet and (short or words.endswith(":"))


def _is_title(page: str, line: _Line, below: _Line) -> bool:
    """True if a line is a short paragraph of its own that begins in capitals and has no stop."""
    words = page[line.body : line.end]
    alone = line.gap and below.gap and not line.bullet and not line.label
    return alone and words[:1].isupper() and words[-1].isalnum() and len(words.split()) <= _LONGEST_HEADING


@lru_cache(maxsize=2)
def _lines(page: str) -> tuple[_Line, ...]:
    found: list[_Line] = []
    at, gap = 0, True
    for text in page.split("\n"):
        if not text.strip():
            gap = True
        else:
            heading = _HEADING.match(text)
            label, bullet = _LABEL.match(text, heading.end() if heading else 0), _BULLET.match(text)
            bare = text.expandtabs(4)
            body = label.end() if label else bullet.end() if bullet else len(text) - len(text.lstrip())
            found.append(
                _Line(
                    start=at,
                    end=at + len(text.rstrip()),
                    depth=len(bare) - len(bare.lstrip()),
                    gap=gap,
                    label=normalised(label["label"]) if label else "",
                    body=at + (len(text) if heading else body),
                    bullet=bullet is not None and label is None,
                    barrier=heading is not None or "|" in text,
                    heading=heading is not None,
                )
            )
            gap = False
        at += len(text) + 1
    return tuple(found)
