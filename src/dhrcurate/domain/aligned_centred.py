"""Rows of a table with aligned columns whose numbers stand in the middle of their height, beside the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.domain.drawn_tables import is_number

_OFF = 2
"""What stands in the middle may be so many half lines off, where the lines of two columns are not at one height."""


def centred_rows(lines: Sequence[tuple[str, ...]], number: int, text: int) -> list[list[tuple[str, ...]]]:
    """The lines in rows, none where they are not plainly set so.

    A row begins with a sentence, where one ended above, and each of its cells goes as far above its number as below.

    Args:
        lines: The pieces of the lines, one for each column.
        number: The column of the numbers, which begins below the first line.
        text: The column of the recommendations.
    """
    numbers = [at for at, line in enumerate(lines) if is_number(line[number])]
    begins = _beginnings(lines, text)
    starts = [0]
    for before, after in pairwise(numbers):
        options = [at for at in begins if before < at <= after]
        fitting = [at for at in options if _is_in_middle(lines, range(starts[-1], at), text, before)]
        if len(fitting) != 1:
            return []
        starts.append(fitting[0])
    rows = [range(a, b) for a, b in pairwise([*starts, len(lines)])]
    others = [at for at in range(len(lines[0])) if at != number]
    plain = len(rows) == len(numbers) > 1 and all(
        place in row and all(_is_in_middle(lines, row, at, place) for at in others)
        for row, place in zip(rows, numbers, strict=False)
    )
    return [list(lines[row.start : row.stop]) for row in rows] if plain else []


def _beginnings(lines: Sequence[tuple[str, ...]], text: int) -> list[int]:
    """The places at which a recommendation may begin: behind the end of a sentence."""
    found: list[int] = []
    said = ""
    for at, line in enumerate(lines):
        if line[text] and said.endswith(ENDS) and line[text][:1].isupper():
            found.append(at)
        said = line[text] or said
    return found


def _is_in_middle(lines: Sequence[tuple[str, ...]], row: range, column: int, place: int) -> bool:
    """True if a row has nothing in a column, or as many lines above a place as below."""
    filled = [at for at in row if lines[at][column]]
    return not filled or abs(filled[0] + filled[-1] - 2 * place) <= _OFF
