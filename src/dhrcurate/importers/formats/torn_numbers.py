"""Numbers that a program took from a print apart from the paragraphs they stand beside, each on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dhrcurate.domain.number import natural_key
from dhrcurate.domain.words import plural
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.model import Found
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.wording.numbers import Printed, follows, printed_number

_FEWEST = 4
"""A paragraph that a number is put to has at least so many words."""
_BEGINNING = 40
"""So many characters tell the line with which a recommendation begins."""
_MOST_BETWEEN = 4
_LONGEST_HEADING = 8
"""Between numbers and what they count stand at most so many headings, of so many words."""
_ENDS = (".", "?", "!")
"""With which a sentence ends."""


def with_torn_numbers(page: Page) -> Page:
    """The page, each of several numbers in a row put before the paragraph it was torn from.

    Where two or more numbers that count on stand one below the other, and just as many paragraphs follow before the
    next number or heading, the first is that of the first. Where there are more or fewer the page stays as it is.

    Args:
        page: The page.
    """
    if page.tables:
        return page
    lines = list(page.lines)
    for run in _runs(lines):
        paragraphs = _paragraphs(lines, run.stop)
        if len(paragraphs) == len(run):
            for number, at in zip(run, paragraphs, strict=True):
                lines[at] = replace(lines[at], text=f"{lines[number].text} {lines[at].text}")
                lines[number] = replace(lines[number], text="")
    return replace(page, lines=tuple(line for line in lines if line.text))


def with_numbers_apart(found: Found, page: Page) -> Found:
    """A review whose recommendations have no numbers, with those that stand one below the other above or behind them.

    As many that count from 1 are theirs, in order; where there are more or fewer, it is told.

    Args:
        found: The review.
        page: Its page.
    """
    if not found.rows or any(row.number for row in found.rows):
        return found
    first = _place_of(found.rows[0].text, page.lines)
    runs = [run for run in _runs(page.lines) if _counts_from_one(page.lines[run.start])]
    runs = [run for run in runs if run.start > first or _stands_over(page.lines, run.stop, first)]
    if len(runs) == 1 and len(runs[0]) == len(found.rows):
        numbers = [page.lines[at].text for at in runs[0]]
        return replace(found, rows=tuple(replace(row, number=n) for row, n in zip(found.rows, numbers, strict=True)))
    told = tuple(
        f"numbers stand apart from the recommendations, and are not as many: {page.lines[run[0]].text} to "
        f"{page.lines[run[-1]].text}, {plural(len(found.rows), 'recommendation')}"
        for run in runs
    )
    return replace(found, warnings=(*found.warnings, *told), lost=(*found.lost, *told))


def _place_of(text: str, lines: Sequence[Line]) -> int:
    """The place of the line with which a recommendation begins; -1 where none does."""
    said = " ".join(text.split())
    begins = (" ".join(line.text.split())[:_BEGINNING] for line in lines)
    whole = len(said.split()) < _FEWEST
    return next((at for at, b in enumerate(begins) if said.startswith(b) and (whole or len(b.split()) >= _FEWEST)), -1)


def _stands_over(lines: Sequence[Line], end: int, first: int) -> bool:
    """True if nothing but headings is between numbers and the first recommendation."""
    between = lines[end : max(first, end)]
    return first >= end and len(between) <= _MOST_BETWEEN and all(map(_may_head, between))


def _may_head(line: Line) -> bool:
    return len(line.text.split()) <= _LONGEST_HEADING and not line.text.endswith(_ENDS)


def _counts_from_one(line: Line) -> bool:
    printed = _alone(line)
    return printed is not None and printed.key[-1] == (0, 1)


def _runs(lines: Sequence[Line]) -> list[range]:
    """The places of numbers alone of which each counts on from the one on the line above: two or more."""
    alone = [_alone(line) for line in lines]
    runs: list[range] = []
    for at, (above, number) in enumerate(pairwise([None, *alone])):
        if above and number and follows(above, number):
            runs[-1] = range(runs[-1].start, at + 1)
        elif number:
            runs.append(range(at, at + 1))
    return [run for run in runs if len(run) > 1]


def _alone(line: Line) -> Printed | None:
    printed = None if line.item or line.heading else printed_number(line.text)
    return Printed(printed[0], "", natural_key(printed[0])) if printed and not printed[1] else None


def _paragraphs(lines: Sequence[Line], start: int) -> list[int]:
    """The places at which paragraphs begin below numbers, up to the next number or heading."""
    places: list[int] = []
    for at, line in enumerate(lines[start:], start):
        if line.heading or printed_number(line.text) or is_recommendations_heading(line.text):
            break
        if (places and not line.gap) or _goes_on(lines, start, at):
            continue
        if _is_short(lines, at):
            break
        places.append(at)
    return places


def _goes_on(lines: Sequence[Line], start: int, at: int) -> bool:
    """True if a line below a gap, as between two pages, goes on with the sentence above."""
    return at > start and lines[at].text[:1].islower() and not lines[at - 1].text.endswith(_ENDS)


def _is_short(lines: Sequence[Line], at: int) -> bool:
    """True if a paragraph is too short to be a recommendation: a heading or a name."""
    alone = at + 1 == len(lines) or lines[at + 1].gap
    return alone and len(lines[at].text.split()) < _FEWEST and not lines[at].text.endswith(_ENDS)
