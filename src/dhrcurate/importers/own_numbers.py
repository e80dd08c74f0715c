"""Numbers that stand before the words of a table's recommendations, where no column has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.number import normalised
from dhrcurate.importers.model import Row
from dhrcurate.importers.numbers import printed_number

_FEWEST = 3
"""So many words go on after a number."""


def with_own_numbers(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, their numbers set apart from their words where each row begins with one of its own.

    A figure counts as a number only if it is written as one, "1." or "R1", as a sentence may begin with "2 officers".
    """
    texts = [row.text for row in rows if row.text]
    printed = [_numbered(text) for text in texts]
    numbers = {normalised(found[0]) for found in printed if found}
    if not texts or any(row.number for row in rows) or len(numbers) < len(texts):
        return list(rows)
    parts = iter(found for found in printed if found)
    result = []
    for row in rows:
        number, text = next(parts) if row.text else (None, "")
        result.append(replace(row, number=number, text=text))
    return result


def _numbered(text: str) -> tuple[str, str] | None:
    """The number with which a text begins and the rest of it; `None` also for a list of numbered points."""
    first, *others = text.split("\n")
    found = printed_number(first)
    if found is None or any(printed_number(line) for line in others):
        return None
    number, rest = found
    figure = number[0].isdigit() and "." not in number
    marked = number[-1] in ".):" or (not figure and not rest[:1].islower())  # "COVID 19 guidance" has no number
    return (number, "\n".join([rest, *others]).strip()) if marked and len(rest.split()) >= _FEWEST else None
