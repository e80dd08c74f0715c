"""Notes below the rows of a table of values: its source, a count of its rows, how it is to be read."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.values.reviews import Told
from dhrcurate.importers.wording.asking import wishes

_FEWEST = 2
"""So many rows at least tell how others are filled."""


def without_notes(rows: Sequence[TableRow], filled: Sequence[int], told: Told) -> list[TableRow]:
    """The rows without those at the end that have words only, below rows that all have a number or an addressee.

    What asks for something may be a recommendation, and stays. Both are told.

    Args:
        rows: The rows.
        filled: How many cells of each are filled.
        told: What is told of the table.
    """
    end = len(rows)
    while end and filled[end - 1] == 1 and rows[end - 1].values.get("text"):
        end -= 1
    whole = all(row.values.get("number") for row in rows[:end]) or all(
        row.values.get("addressed_to") for row in rows[:end]
    )
    if end < _FEWEST or not whole:
        return list(rows)
    kept = list(rows[:end])
    for row in rows[end:]:
        text = row.values["text"]
        if wishes(text):
            kept.append(row)
            told.lose(f"row {row.place} has only words and may be a note below the table: “{text[:60]}”")
        else:
            told.lose(f"left out a note below the table, row {row.place}: “{text[:60]}”")
    return kept
