"""Two reviews on a page: between the recommendations stands the title or the date of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.importers.learning_points import PLAIN_WORDS, REVIEW, names_review
from dhrcurate.importers.metadata import is_plan_heading, is_recommendations_heading, read_date
from dhrcurate.importers.model import Row
from dhrcurate.importers.page import Line, Page

_LONGEST = 20
"""The title of a review, or what says when it was published, has at most so many words."""
_BEGINNING = 40
"""So many characters tell a recommendation's first line."""
_TRIED = 5
"""So many recommendations at most are looked for at either end, as each is sought in all of the page."""
_PUBLISHED = re.compile(
    r"\b(?:published|cyhoeddwyd)\s?:?\s+(?:(?:on|in|ar|(?:yn|ym)(?: mis)?)\s+)?(?=\w)", re.IGNORECASE
)
_OF_ITS_OWN = re.compile(r"\b(?:plan|update[ds]?|response|letter|guidance|act|strategy)\b", re.IGNORECASE)
"""What is published after a review, and belongs to it."""
_NAME = re.compile(r"\b[A-Z0-9][\w’'-]*")


def begins_another_review(page: Page, rows: Sequence[Row]) -> str | None:
    """The line between the recommendations of a page with which another review begins; `None` if there is none.

    Args:
        page: The page.
        rows: The recommendations that were read of it.
    """
    first = next(_places(page, rows[:_TRIED]), None)
    last = next(_places(page, rows[: -_TRIED - 1 : -1]), None)
    if first is None or last is None:
        return None
    above = [line for line in page.lines[:first] if _may_name(line)]
    dates = {date for line in above for date in _dates(line.text)}
    named = {name for line in above for name in _names(line)}
    for line in page.lines[first:last]:
        if not _may_name(line):
            continue
        if dates and any(date not in dates for date in _dates(line.text)):
            return line.text
        if named and (line.gap or line.heading) and (names := _names(line)) and named.isdisjoint(names):
            return line.text
    return None


def _places(page: Page, rows: Sequence[Row]) -> Iterator[int]:
    yield from (at for row in rows if (at := _place(page, row)) is not None)


def _place(page: Page, row: Row) -> int | None:
    """How many lines stand before a recommendation; `None` if it is not found."""
    begun = row.text.split("\n")[0][:_BEGINNING]
    if not begun:
        return None
    for table in page.tables:
        if any(cell.strip().startswith(begun) for cells in (*table.above, *table.rows) for cell in cells):
            return table.at
    return next((at for at, line in enumerate(page.lines) if begun in line.text), None)


def _may_name(line: Line) -> bool:
    text = line.text
    return (
        not line.item
        and len(text.split()) <= _LONGEST
        and text[-1:] not in ".;?!"
        and not (is_plan_heading(text) or is_recommendations_heading(text))
        and _OF_ITS_OWN.search(text) is None
    )


def _dates(text: str) -> Iterator[str]:
    for found in _PUBLISHED.finditer(text):
        if date := read_date(text[found.end() :]):
            yield date


def _names(line: Line) -> set[str]:
    """The names in the title of a review, without what all titles say."""
    if not names_review(line.text):
        return set()
    return {name.casefold() for name in _NAME.findall(PLAIN_WORDS.sub(" ", REVIEW.sub(" ", line.text)))}
