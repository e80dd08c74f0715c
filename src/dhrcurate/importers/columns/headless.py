"""Tables of recommendations without headings: what stands in a column tells what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.dates import read_date
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import is_number
from dhrcurate.importers.wording.tails import shape
from dhrcurate.importers.wording.telling import telling
from dhrcurate.importers.words import HEADS

_SHOULD = re.compile(r"\b(?:should|must|shall)\b", re.IGNORECASE)
_TO = re.compile(r"(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|the|for)\s+)*){0,9}[Tt]o\s+[a-z]+")
_FEWEST = 4
"""A recommendation has at least so many words."""
_LONGEST = 12
"""The name of a body has no more."""
_PAIR = 2
"""A number and words are a list, and no table."""


def headings_by_content(rows: Sequence[Sequence[str]], *, headed: bool = False) -> tuple[str, ...] | None:
    """The headings of a table that has none, `None` if its rows are not plainly recommendations.

    One column has the words of recommendations in each row, and one the names of bodies, perhaps not in each; what
    stands in the others is under no heading. The names may also stand in rows of their own, above those that are for
    them, the first of them above all. Of two columns of words that of recommendations says in each row what
    somebody should do, as one of actions does not, or is the first. Two columns of names are both of bodies.

    Args:
        rows: The cells of its rows.
        headed: Whether it stands below a heading of recommendations; then no column needs to have names, if one has
            numbers.
    """
    alone = [[cell for cell in row if cell.strip()] for row in rows]
    groups = [cells[0].strip(" *_:") for cells in alone if len(cells) == 1]
    over = len(alone[0]) == 1 and are_names(groups) if alone and len(groups) < len(rows) else False
    rows = [row for row, cells in zip(rows, alone, strict=True) if len(cells) != 1] if over else rows
    width = max(map(len, rows), default=0)
    columns = [[row[i].strip() if i < len(row) else "" for row in rows] for i in range(width)]
    numbers = [i for i, cells in enumerate(columns) if all(map(is_number, cells))][:1]
    sure = over and bool(numbers)
    beside = headed and bool(numbers) and any(all(cells) and are_names(cells) for cells in columns)
    texts = [
        i
        for i, cells in enumerate(columns)
        if all(cells) and (_are_tasks(cells, sure=sure) or (beside and _are_to_be_done(cells)))
    ]
    if len(texts) > 1:
        texts = [*(i for i in texts if all(map(_SHOULD.search, columns[i]))), *texts]
    if not texts or len(rows) < 2:
        return None
    bodies = [i for i, cells in enumerate(columns) if i not in texts and are_names([c for c in cells if c])]
    counted = headed and bool(numbers) and len(columns) > _PAIR
    if not (bodies or over or counted) or not (numbers or len(columns) == _PAIR):
        return None
    named = {texts[0]: "Recommendation"} | dict.fromkeys(bodies, "Agency") | dict.fromkeys(numbers, "Number")
    return tuple(named.get(i, "") for i in range(width))


def _are_tasks(cells: Sequence[str], *, sure: bool) -> bool:
    """True if cells are long enough for recommendations and half of them ask; where it is sure, if none only tells."""
    asked = 2 * sum(map(wishes, cells)) >= len(cells) or (sure and not any(map(telling, cells)))
    return asked and all(len(cell.split()) >= _FEWEST for cell in cells)


def _are_to_be_done(cells: Sequence[str]) -> bool:
    """True if cells are long enough for recommendations and each says to do something: "Wold Police to explore ..."."""
    return all(len(cell.split()) >= _FEWEST and (wishes(cell) or _TO.match(cell)) for cell in cells)


def are_names(cells: Sequence[str]) -> bool:
    """True if cells are names of bodies, at least half of them with a word such as "Police" or "Council"."""
    plain = all(
        len(cell.split()) <= _LONGEST
        and shape(cell) is not None
        and read_date(cell) is None
        and not (cell.islower() or wishes(cell))
        for cell in cells
    )
    headed = sum(not HEADS.isdisjoint(cell.lower().replace("|", " ").split()) for cell in cells)
    return bool(cells) and plain and 2 * headed >= len(cells)
