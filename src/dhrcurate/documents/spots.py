"""How places of a report that may be a text's compare."""

from __future__ import annotations

from dhrcurate.documents.printed import Printed
from dhrcurate.documents.wanted import Spot


def order(spot: Spot) -> tuple[object, ...]:
    """Return what puts the main place first: where nothing is left out, in the list itself, and else the later one."""
    listed = spot.printed is None
    return (listed, not spot.exact, spot.printed.rank if spot.printed else (spot.paper.at,), -spot.spans[0][0])


def lies_in(spot: Spot, printed: Printed) -> bool:
    """Return whether all words of a place are those of a printed recommendation."""
    first, last = spot.spans[0]
    return printed.overlap(first, last) == last - first


def is_one_place(a: Spot, b: Spot) -> bool:
    """Return whether two places overlap, or print one recommendation."""
    if a.printed is not None and b.printed is not None and a.printed.group == b.printed.group:
        return True
    return a.paper is b.paper and any(x0 < y1 and y0 < x1 for x0, x1 in a.spans for y0, y1 in b.spans)


def say_one(a: Spot, b: Spot) -> bool:
    """Return whether two recommendations have one text, so that what is near to one is as near to the other."""
    return a.printed is not None and b.printed is not None and a.printed.said == b.printed.said
