"""Cards: blocks of a page that are set alike, each with the number, the words and the addressee of a recommendation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import is_number
from dhrcurate.importers.wording.tails import shape

_FEWEST = 4
"""A recommendation has at least so many words."""
_LONGEST = 12
"""The name of a body has no more."""
MOST_PARTS = 4
"""A card has no more parts."""


def headings_of_cards(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The headings under which the parts of cards can stand, `None` if they are no recommendations with addressees.

    Args:
        rows: The parts of each card, in order.
    """
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) != 1 or not 2 <= min(widths) <= MOST_PARTS:
        return None
    kinds = [next((kind for kind, fits in _KINDS if all(map(fits, column))), "") for column in zip(*rows, strict=True)]
    once = all(kinds.count(kind) == 1 for kind in set(kinds))
    return tuple(kinds) if once and {"Recommendation", "Agency"} <= set(kinds) and "" not in kinds else None


def _is_wish(text: str) -> bool:
    return len(text.split()) >= _FEWEST and wishes(text)


def _is_name(text: str) -> bool:
    return 0 < len(text.split()) <= _LONGEST and shape(text) is not None and not _is_wish(text)


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("Number", is_number),
    ("Recommendation", _is_wish),
    ("Agency", _is_name),
)
