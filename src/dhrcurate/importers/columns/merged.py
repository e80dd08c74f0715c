"""Cells of addressees that are merged over several rows, of which only the first is written."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

FILLED = "empty cells of addressees were filled from the row above"
PERHAPS = "empty cells of addressees may be of one that is merged with those above, and were left empty"
_SHARE = 4
"""At least one cell of so many is empty where cells are merged."""
_FEWEST = 2
"""More different cells, empty ones among them, are needed to tell."""


def leads(addressed_to: int | None, others: Sequence[int | None]) -> bool:
    """True if a column of addressees is left of all others that are known, where cells are merged as of a group.

    Further right a cell may be empty since nobody is named.
    """
    return addressed_to is not None and all(addressed_to < at for at in others if at is not None)


@dataclass(frozen=True, slots=True)
class Merged:
    """The addressees of rows whose column does not lead, and may have merged cells.

    Attributes:
        bodies: The addressees, the empty ones filled where the column is left of the recommendations.
        filled: The places of those that were.
        doubtful: The places of empty cells further right, which may be merged with those above or name nobody.
    """

    bodies: list[str]
    filled: list[int]
    doubtful: list[int]


def perhaps_merged(
    bodies: Sequence[str], groups: Sequence[Hashable], acts: Callable[[int], bool], *, before_words: bool
) -> Merged:
    """The addressees of rows, as they are where nothing speaks for merged cells.

    Where cells are merged, no two neighbours of one review say the same, and the first is filled. A row whose own words
    say who is to act needs none.

    Args:
        bodies: The addressee of each row.
        groups: What each row belongs to.
        acts: Tells if the words of the row in a place say which body is to act.
        before_words: Whether the column is left of the recommendations and of their titles.
    """
    empty = [at for at, body in enumerate(bodies) if not body]
    alike = any(a and a == b and g == h for (a, b), (g, h) in zip(pairwise(bodies), pairwise(groups), strict=True))
    if not any(bodies[:1]) or alike or len(set(bodies)) <= _FEWEST or _SHARE * len(empty) < len(bodies):
        return Merged(list(bodies), [], [])
    whole = filled_down(bodies, groups)
    places = [at for at in empty if whole[at]]
    if before_words:
        return Merged(whole, places, [])
    return Merged(list(bodies), [], [at for at in places if not acts(at)])


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
