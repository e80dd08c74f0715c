"""The numbers of a list's recommendations, as opposed to those of lists in one and to figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import Printed, follows, likely_chain, printed_numbers
from dhrcurate.importers.words import LINKS

_NEAR = 3
"""So many numbers at most are left out before the last one of a list."""


def numbered(lines: Sequence[Line], asks: Callable[[str], bool]) -> list[Printed | None]:
    """The numbers of the recommendations at line starts: not those of a list in one, nor figures in a sentence."""
    found = printed_numbers(["" if line.number else line.full for line in lines])
    figures = _figures(lines, found)
    found = [None if i in figures else printed for i, printed in enumerate(found)]
    inner = _inner(lines, found, asks)
    found = [None if i in inner else printed for i, printed in enumerate(found)]
    at = [i for i, printed in enumerate(found) if printed]
    chain = {at[i] for i in likely_chain([p for p in found if p], [True] * len(at))}
    if len(chain) == 1 and not any((p := found[i]) and (p.key[-1] == (0, 1) or not _is_bare(p)) for i in chain):
        return [None] * len(lines)
    return [printed if i in chain else None for i, printed in enumerate(found)]


def _figures(lines: Sequence[Line], numbers: Sequence[Printed | None]) -> frozenset[int]:
    """The places of figures in a sentence, as where a program that wraps lines broke it before one.

    A bare one in a sentence, where as many numbers have marks ("2."), and one in the middle of a sentence for sure that
    does not count on from the number above it, while the next number does.
    """
    bare = sum(printed is not None and _is_bare(printed) and printed.rest[:1].islower() for printed in numbers)
    marked = sum(printed is not None and not _is_bare(printed) for printed in numbers) >= max(1, bare)
    following = _following(numbers, marked=marked)
    figures: set[int] = set()
    above: Printed | None = None
    for i, printed in enumerate(numbers):
        if printed is None:
            continue
        within = i > 0 and not lines[i].gap and _is_broken(lines[i - 1].text)
        odd = marked and _is_bare(printed) and (within or printed.rest[:1].islower())
        if odd or (within and not _counts_on(above, printed, 1) and not _goes_on(above, printed, following[i])):
            figures.add(i)
        else:
            above = printed
    return frozenset(figures)


def _following(numbers: Sequence[Printed | None], *, marked: bool) -> list[Printed | None]:
    """For each place the next number below it, a bare one only where numbers are."""
    found: list[Printed | None] = []
    last: Printed | None = None
    for printed in reversed(numbers):
        found.append(last)
        last = printed if printed and not (marked and _is_bare(printed)) else last
    return found[::-1]


def _goes_on(above: Printed | None, printed: Printed, below: Printed | None) -> bool:
    """True if a number that leaves some out is one of the list: the next counts on from it, or it is near the last."""
    if below is None:
        return _counts_on(above, printed, _NEAR)
    return follows(printed, below) and not _counts_on(above, below, 1)


def _counts_on(above: Printed | None, printed: Printed, most: int) -> bool:
    """True if a number is at most so much higher than the one above it; the first is 1."""
    if above is None:
        return printed.key[-1] == (0, 1)
    (_, before), (_, after) = above.key[-1], printed.key[-1]
    near = isinstance(before, int) and isinstance(after, int) and 0 < after - before <= most
    return follows(above, printed) or (near and above.key[:-1] == printed.key[:-1])


def _is_bare(printed: Printed) -> bool:
    return printed.number.isdecimal()


def _is_broken(text: str) -> bool:
    """True if a line ends with a comma or a word with which no sentence ends."""
    return text[-1:] == "," or text.rsplit(maxsplit=1)[-1] in LINKS


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
