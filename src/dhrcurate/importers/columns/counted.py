"""Tables without headings of a number and words in each row: a list, which is only set as a table."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.importers.columns.headless import headings_by_content
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import is_number

_FEWEST = 3
"""What a list counts has at least so many words."""
_LONGEST = 12
"""What stands alone over some of its items has no more."""
_PAIR = 2


def lines_of_list(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The lines of the list that a table is, an empty one above each item; `None` for any other table.

    A row of one cell stands over those below it, as a heading does.

    Args:
        rows: The cells of all its rows.
    """
    lines: list[str] = []
    items = 0
    for row in rows:
        said = [cell.strip() for cell in row if cell.strip()]
        if len(said) == _PAIR and is_number(said[0]) and len(said[1].split()) >= _FEWEST:
            items += 1
            lines += ["", *f"{said[0]} {said[1]}".split("\n")]
        elif len(said) == 1 and not is_number(said[0]) and len(said[0].split()) <= _LONGEST and "\n" not in said[0]:
            lines += ["", said[0], ""]
        elif said:
            return None
    return [*lines, ""] if items else None


def headings_of_values(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The headings of a table of values that has none, `None` if its rows are not plainly recommendations.

    Each row begins with a number. Half of those that have nothing beside their words, at least two, ask for something.

    Args:
        rows: The cells of its rows.
    """
    said = [[cell.strip() for cell in row] for row in rows]
    if not all(is_number(row[0]) for row in said if row):
        return None
    if header := headings_by_content(said):
        return header
    plain = all(len(row) == _PAIR and row[1] for row in said) and lines_of_list(said) is not None
    asking = sum(wishes(row[1]) for row in said) if plain else 0
    return ("Number", "Recommendation") if asking >= max(_PAIR, len(said) / 2) else None
