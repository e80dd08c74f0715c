"""Cells of addressees that are merged over several rows, of which only the first is written."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

FILLED = "empty cells of addressees were filled from the row above"


def leads(addressed_to: int | None, others: Sequence[int | None]) -> bool:
    """True if a column of addressees is left of all others that are known, where cells are merged as of a group.

    Further right a cell may be empty since nobody is named.
    """
    return addressed_to is not None and all(addressed_to < at for at in others if at is not None)


def filled_down(bodies: Sequence[str], groups: Sequence[Hashable]) -> list[str]:
    """The addressees of rows, an empty one taken from the row above in its group; as they are if the first is empty.

    Args:
        bodies: The addressee of each row.
        groups: What each row belongs to.
    """
    result = list(bodies)
    if not result or not result[0]:
        return result
    for at, (before, group) in enumerate(pairwise(groups), 1):
        if not result[at] and before == group:
            result[at] = result[at - 1]
    return result
