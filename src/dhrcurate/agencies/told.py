"""Cells that name several agencies in no way that tells for certain which: they are told as several all the same.

What is known to be a name is a part, and so is each side of a join without one. Every such part is open: a curator has
to see it, because other words stand between them ("A on behalf of B", "A or B", "both A and B"), or because another
side is in no register. The work grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhrcurate.agencies.joins import Join, Strength, joins
from dhrcurate.domain.agency import Part

NamesAt = Sequence[Sequence[tuple[int, int, tuple[int, ...]]]]
"""For each word of a text the names that start there, as `Mentions.by_word` returns them."""

_ARTICLE = re.compile(r"(?:the\s+)?", re.IGNORECASE)
_BLANK = r"[ \u00a0\u200b-\u200f\u202a-\u202e\u2060]"
"""A blank on the line, or a sign of no width, which is no more between two words."""
_GOES_ON = re.compile(rf"{_BLANK}+[A-Z]")
_HAS_BEGUN = re.compile(rf"(?:^|[ \u00a0(])([A-Z]\w*){_BLANK}+\Z")
"""A word with a capital beside a name: both may be a longer name, which is in no register."""

_CAPITAL = re.compile(r"\b[A-Z]\w*")
_NAMED = re.compile(r"\b[A-Z].*?\w(?=\W*(?:\s(?:and|with|plus|or|for|by)\W*)?\Z)", re.DOTALL)

_NO_BEGINNING = frozenset(
    {
        "the",
        "and",
        "or",
        "with",
        "also",
        "primary",
        "secondary",
        "both",
        "either",
        "lead",
        "led",
        "support",
        "supported",
        "supporting",
        "not",
        "for",
    }
)


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands between two joins, with the bodies that it names: their bounds, and who they may be."""

    start: int
    end: int
    named: tuple[tuple[int, int, frozenset[int]], ...]
    whole: bool
    """True if it is a name and nothing else, but for an article."""
    several_words: bool
    """True if it names a body by more than one word: a single word may be anything."""


@dataclass(frozen=True, slots=True)
class Told:
    """The names of a text that is not divided for certain."""

    parts: tuple[Part, ...]
    joined_by: str
    bodies: int
    """How many different bodies are among them."""


def told_several(
    whole: Part, names_at: NamesAt, is_body: Callable[[int], bool], within: Collection[Join] = ()
) -> Told | None:
    """Return the names in a text that is no name, each of them open; `None` if it does not name several.

    Args:
        whole: The text, with its place in the cell.
        names_at: The names in it.
        is_body: Whether an agency, by its position, is a body of its own.
        within: Joins that are within one name, as the one of "Police and Crime Panel" is.
    """
    text = whole.text
    found, sides = _sides(text, names_at, is_body, within)
    bounds = [each for at, side in enumerate(sides) for each in _parts(text, side, found[at : at + 1])]
    different: list[frozenset[int]] = []
    for side in sides:
        for _, _, positions in side.named:
            if all(positions.isdisjoint(each) for each in different):
                different.append(positions)
    if len(bounds) < 2 or not (len(different) > 1 or _is_beside(sides, found)):
        return None
    parts = tuple(Part(text[start:end], whole.start + start, whole.start + end, open=True) for start, end in bounds)
    between = " ".join(text[bounds[0][1] : bounds[1][0]].split())
    return Told(parts, found[0].name if found else between or "and", len(different))


def listed_names(whole: Part, names_at: NamesAt, is_body: Callable[[int], bool]) -> Told | None:
    """Return the names of a text of which each side of a join is exactly one; `None` if another is not."""
    found, sides = _sides(whole.text, names_at, is_body)
    if not found or not all(side.whole for side in sides):
        return None
    parts = (
        Part(whole.text[each.start : each.end], whole.start + each.start, whole.start + each.end) for each in sides
    )
    return Told(tuple(parts), found[0].name, len(sides))


def _sides(
    text: str, names_at: NamesAt, is_body: Callable[[int], bool], within: Collection[Join] = ()
) -> tuple[list[Join], list[_Side]]:
    names = [*_names(names_at, is_body)]
    named = [each for each in names if len(text[each[0] : each[1]].split()) > 1]
    rest = iter([*named, (len(text), len(text), frozenset())])
    name = next(rest)
    found = []
    for join in joins(text):
        while name[1] <= join.start:
            name = next(rest)
        if join.end <= name[0] and join not in within:
            found.append(join)
    bounds = [(0, 0), *((each.start, each.end) for each in found), (len(text), len(text))]
    sides = []
    at = 0
    for (_, left), (right, _) in pairwise(bounds):
        start, end = _trimmed(text, left, right)
        inside = []
        while at < len(names) and names[at][0] < right:
            inside.append(names[at])
            at += 1
        bare = start + len(_ARTICLE.match(text[start:end])[0])  # type: ignore[index]  # it may be empty
        fills = len(inside) == 1 and inside[0][0] in {start, bare} and inside[0][1] == end
        longer = tuple(each for each in inside if len(text[each[0] : each[1]].split()) > 1)
        sides.append(_Side(start, end, tuple(inside) if fills else longer, fills, bool(longer)))
    return found, sides


def _names(names_at: NamesAt, is_body: Callable[[int], bool]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the names of bodies in a text in order, the longest at each place."""
    at = 0
    for row in names_at:
        for start, end, positions in row:
            bodies = frozenset(filter(is_body, positions))
            if start >= at and bodies:
                yield start, end, bodies
                at = end
                break


def _parts(text: str, side: _Side, after: Sequence[Join]) -> list[tuple[int, int]]:
    """Return the names of one side: the bodies that it names, or itself where it names none or a longer name."""
    if len(side.named) > 1:
        return sorted([(start, end) for start, end, _ in side.named] + [*_others(text, side)])
    if side.named and not _is_longer(text[side.start : side.end], *(each - side.start for each in side.named[0][:2])):
        return sorted([side.named[0][:2], *_others(text, side)])
    label = bool(after) and after[0].name == ":"
    return [(side.start, side.end)] if any(map(str.isalpha, text[side.start : side.end])) and not label else []


def _others(text: str, side: _Side) -> Iterator[tuple[int, int]]:
    """Yield what is written as a name between and around the bodies of one side: it has words with capitals."""
    bounds = [(side.start, side.start), *(each[:2] for each in side.named), (side.end, side.end)]
    for (_, left), (right, _) in pairwise(bounds):
        named = _NAMED.search(text[left:right])
        if named and any(each.lower() not in _NO_BEGINNING for each in _CAPITAL.findall(named[0])):
            yield left + named.start(), left + named.end()


def _is_longer(text: str, start: int, end: int) -> bool:
    before = _HAS_BEGUN.search(text[:start])
    return bool(_GOES_ON.match(text[end:]) or (before and before[1].lower() not in _NO_BEGINNING))


def _is_beside(sides: Sequence[_Side], found: Sequence[Join]) -> bool:
    """True if a side is a body's name of several words, and what "and" or the like joins to it is another side."""
    return any(
        side.whole
        and side.several_words
        and any(each.strength > Strength.APPOSITION for each in found[max(0, at - 1) : at + 1])
        for at, side in enumerate(sides)
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not (text[start].isalnum() or text[start] in "([{\"'“‘█"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
