"""Rows of a table that a print has at the head or the foot of its pages, and that are nobody's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.domain.page_marks import OF_REVIEW, marks

_BARE = re.compile(r"\d{1,4}")
_MOST_CELLS = 2
"""What stands at a page's foot fills no more cells: a title, and the number of the page."""
_LONGEST = 90
"""Nor is it longer."""


def rows_of_print(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The places of rows that are the numbers of pages, protective markings, or a running title with such numbers.

    A bare figure beside such a row is the number of a page, unless it is the next one after the row above, as that of
    a recommendation whose words are lacking.

    Args:
        rows: The cells of each row.
    """
    short = {at: said for at, row in enumerate(rows) if (said := _short(row))}
    found = {at for at, said in short.items() if len(" ".join(said)) <= _LONGEST and marks([" ".join(said)])}
    found |= set(_running_titles(rows, short))
    beside = {near for at in found for near in (at - 1, at + 1) if near in short and near not in found}
    alone = {at for at in beside if len(short[at]) == 1 and _BARE.fullmatch(short[at][0])}
    above = _above(rows, found) if alone else []
    return frozenset(found | {at for at in alone if not _counts_on(above[at], short[at][0])})


def _short(row: Sequence[str]) -> list[str]:
    """The words of the filled cells of a row that has few, empty for any other."""
    said = [" ".join(cell.split()) for cell in row if cell.strip()]
    return said if len(said) <= _MOST_CELLS else []


def _running_titles(rows: Sequence[Sequence[str]], short: dict[int, list[str]]) -> Iterator[int]:
    """Rows of the same words, each time with a higher figure beside them that does not count on from the row above.

    Where all rows are as short, only the words of a title tell that they are one.
    """
    few = 2 * len(short) < len(rows)
    by_title: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, said in short.items():
        figures = [cell for cell in said if _BARE.fullmatch(cell)]
        words = [cell for cell in said if not _BARE.fullmatch(cell)]
        if len(figures) != 1 or len(words) != 1 or not (few or OF_REVIEW.search(words[0])):
            continue
        if not _counts_on(rows[at - 1] if at else (), figures[0]):
            by_title[words[0].casefold()].append((at, figures[0]))
    for places in by_title.values():
        if len(places) > 1 and all(int(a) < int(b) for (_, a), (_, b) in pairwise(places)):
            yield from (at for at, _ in places)


def _above(rows: Sequence[Sequence[str]], found: set[int]) -> list[Sequence[str]]:
    """The last row above each that is none of a print."""
    above: list[Sequence[str]] = []
    last: Sequence[str] = ()
    for at, row in enumerate(rows):
        above.append(last)
        last = last if at in found else row
    return above


def _counts_on(above: Sequence[str], figure: str) -> bool:
    """True if a figure is the one after that of a row."""
    return str(int(figure) - 1) in {cell.strip(" .)") for cell in above}
