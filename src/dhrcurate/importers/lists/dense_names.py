"""Names of bodies over their recommendations, of a page that has no blank lines to set them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.lists.names_alone import stands_alone
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import printed_numbers

_FEWEST = 2
"""A single name may be that of anybody."""


def with_names_on_lines(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """Settled lines, a name over an item or a number as a line of its own, though the sentence above fills its line.

    Args:
        lines: The lines, of which it is settled which go on from the one before.
        is_name: Tells if words are surely the name of a body.
    """
    numbers = printed_numbers([line.full for line in lines])
    kept = [
        replace(line, wrapped=False)
        if line.wrapped
        and (after.item or number)
        and before.text.endswith(ENDS)
        and stands_alone(line)
        and is_name(line.text)
        else line
        for before, line, after, number in zip(lines, lines[1:], lines[2:], numbers[2:], strict=False)
    ]
    return [*lines[:1], *kept, *lines[max(1, len(lines) - 1) :]]


def with_names_apart(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """The lines, names right above a number or an item as if a blank line were above them.

    The first name stands above all of them: names that stand below their recommendations have the first one above them,
    and none above the first number.

    Args:
        lines: The lines of a list, wrapped ones put together.
        is_name: Tells if words are surely the name of a body.
    """
    numbers = printed_numbers([line.full for line in lines])
    numbered = any(numbers)
    begins = [bool(number) or (line.item and not numbered) for line, number in zip(lines, numbers, strict=True)]
    first = begins.index(True) if any(begins) else 0
    names = [
        i
        for i, line in enumerate(lines[:-1])
        if begins[i + 1] and not begins[i] and not line.heading and stands_alone(line) and is_name(line.text)
    ]
    ended = all(i < first or lines[i - 1].text.endswith(ENDS) for i in names)
    below = names[1:]
    dense = not any(lines[i].gap for i in below) or sum(not lines[i].gap for i in below) >= _FEWEST
    if len(names) < _FEWEST or names[0] != first - 1 or not (ended and dense):
        return list(lines)
    apart = frozenset(names)
    return [replace(line, gap=True) if i in apart else line for i, line in enumerate(lines)]
