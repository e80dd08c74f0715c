"""The numbers of a list's recommendations, as opposed to those of lists in one and to figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.importers.numbers import Printed, likely_chain, printed_numbers
from dhrcurate.importers.page import Line


def numbered(lines: Sequence[Line], asks: Callable[[str], bool]) -> list[Printed | None]:
    """The numbers of the recommendations at line starts: not those of a list in one, nor figures in a sentence."""
    found = printed_numbers([line.full for line in lines])
    inner = _inner(lines, found, asks)
    found = [None if i in inner else printed for i, printed in enumerate(found)]
    at = [i for i, printed in enumerate(found) if printed]
    chain = {at[i] for i in likely_chain([p for p in found if p], [True] * len(at))}
    if len(chain) == 1 and not any(
        (p := found[i]) and (p.key[-1] == (0, 1) or not p.number.isdecimal()) for i in chain
    ):
        return [None] * len(lines)
    return [printed if i in chain else None for i, printed in enumerate(found)]


def _inner(lines: Sequence[Line], numbers: Sequence[Printed | None], asks: Callable[[str], bool]) -> frozenset[int]:
    """The places of items that are part of a numbered recommendation, which asks for something or introduces them."""
    inner: set[int] = set()
    around: list[int] = []  # the items that a line may be in, from the outermost
    for i, line in enumerate(lines):
        if not line.item:
            continue
        while around and lines[around[-1]].depth >= line.depth:
            around.pop()
        above = numbers[around[-1]] if around else None
        if around and (around[-1] in inner or (above and (asks(above.rest) or above.rest.endswith(":")))):
            inner.add(i)
        around.append(i)
    return frozenset(inner)
