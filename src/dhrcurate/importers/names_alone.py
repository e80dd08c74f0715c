"""Lines of a list that are a body's name and nothing else: its cell below each recommendation, or over a chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.importers.numbers import Printed
from dhrcurate.importers.page import Line
from dhrcurate.importers.tails import shape

_LONGEST = 12
"""A name that stands alone has at most so many words."""


def names_below(
    lines: Sequence[Line], numbers: Sequence[Printed | None], is_name: Callable[[str], bool]
) -> frozenset[int]:
    """The places of the names that belong to the recommendation above them.

    Decided by the whole list: a name follows the last recommendation and, as a rule, each of the others, and none
    stands before the first. A name with a gap above it and none below it is a heading, as is one over several.

    Args:
        lines: The paragraphs of the list.
        numbers: The number that each begins with.
        is_name: Tells if words are surely the name of a body.
    """
    alone = [printed is None and _may_be_name(line) for line, printed in zip(lines, numbers, strict=True)]
    starts = _starts(lines, numbers, alone)
    if not starts or any(alone[: starts[0]]):
        return frozenset()
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        bare = (number := numbers[start]) is not None and not number.rest  # the words are on the next line
        inside = [i for i in range(start + 1 + bare, end) if alone[i]]
        if len(inside) > 1 or (inside and inside[0] != end - 1 and end < len(lines)):
            return frozenset()
        found += inside
    known = sum(is_name(lines[i].text) for i in found)
    if not found or found[-1] < starts[-1] or _head(lines, found):
        return frozenset()
    if len(found) == len(starts):
        sure = 2 * known >= len(found) and (len(found) > 1 or not lines[found[0]].gap)
    else:
        sure = known == len(found) > 1 and 2 * len(found) >= len(starts)
    return frozenset(found) if sure else frozenset()


def _may_be_name(line: Line) -> bool:
    text = line.text
    if line.item or line.heading or not text[:1].isupper() or text[-1:] in ".?!;," or ":" in text:
        return False
    return len(text.split()) <= _LONGEST and shape(text) is not None


def _starts(lines: Sequence[Line], numbers: Sequence[Printed | None], alone: Sequence[bool]) -> list[int]:
    """The places where recommendations begin: at numbers, else at the items of a list, else at each other line."""
    if numbered := [i for i, printed in enumerate(numbers) if printed]:
        return numbered
    if items := [i for i, line in enumerate(lines) if line.item]:
        least = min(lines[i].depth for i in items)
        return [i for i in items if lines[i].depth == least]
    return [i for i, name in enumerate(alone) if not name]


def _head(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """True if the names are set as headings are: apart from what is above them, and not from what is below."""
    above = [i for i in found if i + 1 < len(lines)]
    return bool(above) and all(lines[i].gap and not lines[i + 1].gap for i in above)
