"""Two reviews on a page: between the recommendations stands the title or a date of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.dates import read_date
from dhrcurate.importers.lists.which_review import PLAIN_WORDS, REVIEW, names_review
from dhrcurate.importers.metadata import is_plan_heading, is_recommendations_heading
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.wording.asking import wishes

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
_DEATH = re.compile(
    r"\b(?:death|died|homicide|killed|killing|murder(?:ed)?|year of death)\b[^.;\d]{0,20}?(?:\d{1,2}\s\w{3,9}\s)?"
    r"(?P<year>(?:19[89]|20\d)\d)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:adults?|child|case|victim|subject|person|dhr|dardr|susr|review|report)(?:\s*(?:no\.?|number)?\s*[-/]?\s*)"
    r"(?P<which>\d{1,4}|(?-i:[A-Z]{1,2}))\b",
    re.IGNORECASE,
)
"""How a title tells one review from another that is called alike: by a letter or a number."""
_CHAPTER = re.compile(r"\d{1,2}\.?\s+(?=[A-Z])")
_OF_ALL = frozenset({"community", "safety", "partnership", "csp", "council", "safer", "death", "case"})
"""Words in titles of reviews that tell none from another."""
_NAME = re.compile(r"\b[A-Z0-9][\w’'-]*")


def divided(page: Page, at: int) -> tuple[Page, Page]:
    """A page as two, where another review begins.

    Args:
        page: The page.
        at: How many lines stand before it.
    """
    first = replace(
        page, lines=page.lines[:at], tables=tuple(t for t in page.tables if t.at <= at), cut=False, hanging=False
    )
    tables = tuple(replace(table, at=table.at - at) for table in page.tables if table.at > at)
    return first, replace(page, lines=page.lines[at:], tables=tables)


def is_titled(line: Line) -> bool:
    """True if what begins another review is its title, and not only a date."""
    return _is_apart(line) and REVIEW.search(line.text) is not None


def _is_apart(line: Line) -> bool:
    """True if a line may be a title: it is set apart, or has the number of a chapter on a page without blank lines."""
    return line.gap or line.heading or _CHAPTER.match(line.text) is not None


def start_again(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """True if the numbers of other recommendations do not go on from those of the first: 1, 2 and 1, not 1, 2 and 3."""
    first, second = rows[0].number, others[0].number
    return not (first and second) or natural_key(second) <= natural_key(first)


def year_of_death(lines: Sequence[Line]) -> int | None:
    """The year of the death that the titles of a review name, if it is one."""
    years = {year for line in lines if is_titled(line) and _may_name(line) for year in _years(line.text)}
    return int(*years) if len(years) == 1 else None


def begins_another_review(page: Page, rows: Sequence[Row]) -> int | None:
    """How many lines stand before the one between a page's recommendations that begins another review, if one does.

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
    years = {year for line in above for year in _years(line.text)}
    named = {name for line in above for name in _names(line)}
    titles = {_called(line): line.text for line in above if _called(line)}
    list_at = _last_list(page, last)
    for at, line in enumerate(page.lines[first:last], first):
        if not _may_name(line):
            continue
        if dates and any(date not in dates for date in _dates(line.text)):
            return at
        if years and not wishes(line.text) and (said := _years(line.text)) and years.isdisjoint(said):
            return at
        if named and _is_apart(line) and (names := _names(line)) and named.isdisjoint(names):
            return at
        if at < list_at and titles.get(_called(line), line.text) != line.text:
            return at
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
    found = {name.casefold() for name in _NAME.findall(PLAIN_WORDS.sub(" ", REVIEW.sub(" ", line.text)))}
    return found - _OF_ALL


def _years(text: str) -> set[str]:
    """The years of a death that a line tells of."""
    return {found["year"] for found in _DEATH.finditer(text)}


def _called(line: Line) -> str:
    """The title of a review without the letter or the number that tells which one it is; empty for any other line."""
    if not (line.gap or line.heading) or _SUBJECT.search(line.text) is None:
        return ""
    return " ".join(_SUBJECT.sub("#", line.text).casefold().split())


def _last_list(page: Page, end: int) -> int:
    """Where the last heading over recommendations, or table, down to a place of a page stands; -1 if there is none."""
    heads = (i for i, line in enumerate(page.lines[: end + 1]) if is_recommendations_heading(line.text))
    return max((*heads, *(table.at for table in page.tables if table.at <= end + 1)), default=-1)
