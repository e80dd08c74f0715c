"""Lines of a list that are a body's name and nothing else, each the cell of the recommendation above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import heads_group, words_for
from dhrcurate.importers.wording.announcing import introduces_what_follows
from dhrcurate.importers.wording.numbers import Printed
from dhrcurate.importers.wording.tails import shape

_LONGEST = 12
"""A name that stands alone has at most so many words, in each language of a page in two."""
_LANGUAGES = " / "
_DASHES = frozenset("-–")


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
    if found and known == len(found) and all(_ends(lines, i) for i in found) and not lines[found[0]].gap:
        return frozenset(found)
    if not found or found[-1] < starts[-1] or _head(lines, found):
        return frozenset()
    if len(found) == len(starts):
        sure = 2 * known >= len(found) and (len(found) > 1 or not lines[found[0]].gap)
    else:
        sure = known == len(found) > 1 and 2 * len(found) >= len(starts)
    return frozenset(found) if sure else frozenset()


def kind_of_list(lines: Sequence[Line], numbers: Sequence[Printed | None], at: int) -> str | None:
    """What kind of list goes on at a line: one with numbers, or the marker of its items; `None` if there is none."""
    if at >= len(lines):
        return None
    return "number" if numbers[at] else alike(lines[at].marker) or "item" if lines[at].item else None


def alike(marker: str) -> str:
    """A marker of an item, as those are written that somebody types in either way: a hyphen or a dash."""
    return "-" if marker in _DASHES else marker


def stands_alone(line: Line) -> bool:
    """True if a line is no item and no sentence, as the names and themes over recommendations are."""
    text = line.text
    plain = text[:1].isupper() and text[-1:] not in ".?!;," and ":" not in text
    return plain and not line.item and all(len(name.split()) <= _LONGEST for name in text.split(_LANGUAGES))


def _may_be_name(line: Line) -> bool:
    """True if a line may be a name; one that says in words that recommendations are for a body heads those below."""
    plain = stands_alone(line) and not (line.heading or is_recommendations_heading(line.text))
    return plain and shape(line.text) is not None and not words_for(line.text)


def _starts(lines: Sequence[Line], numbers: Sequence[Printed | None], alone: Sequence[bool]) -> list[int]:
    """The places where recommendations begin: at numbers, else at the items of a list, else at each other line."""
    if numbered := [i for i, printed in enumerate(numbers) if printed]:
        return numbered
    if items := [i for i, line in enumerate(lines) if line.item]:
        least = min(lines[i].depth for i in items)
        return [i for i in items if lines[i].depth == least]
    return [i for i, name in enumerate(alone) if not name]


def names_between(lines: Sequence[Line], numbers: Sequence[Printed | None], heads: Mapping[int, str]) -> list[str]:
    """The names over recommendations that may belong to what is above them as well: nothing sets them apart from it.

    A list whose first recommendation has a name above it has all of them there.

    Args:
        lines: The paragraphs of the list.
        numbers: The number that each begins with.
        heads: The places of the lines over recommendations, each with the body that it names.
    """
    starts = [i for i, line in enumerate(lines) if numbers[i] or line.item]
    names = [i for i, name in heads.items() if name]
    if not starts or any(i < starts[0] for i in names) or (names and _begins_part(lines, numbers, names[0] - 1)):
        return []
    inside = sorted(i for i in names if i < starts[-1] and not (numbers[i] or lines[i].item))
    bare = [i for i in inside if lines[i].text.strip(" *_") == heads[i]]
    return [heads[i] for i in bare if not (lines[i].heading or lines[i].gap)]


def _begins_part(lines: Sequence[Line], numbers: Sequence[Printed | None], at: int) -> bool:
    """True if a line heads or announces a part of the list, so that the name below it has nothing above it."""
    printed = numbers[at]
    said = printed.rest if printed else lines[at].text
    return is_recommendations_heading(said) or heads_group(said) or introduces_what_follows(said)


def _ends(lines: Sequence[Line], at: int) -> bool:
    """True if a name is set apart from what is below it, and not from what is above it."""
    return not lines[at].gap and (at + 1 == len(lines) or lines[at + 1].gap)


def _head(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """True if the names are set as headings are: apart from what is above them, and not from what is below."""
    above = [i for i in found if i + 1 < len(lines)]
    return bool(above) and all(lines[i].gap and not lines[i + 1].gap for i in above)
