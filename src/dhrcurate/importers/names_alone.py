"""Lines of a list that are a body's name and nothing else: its cell below each recommendation, or over a chapter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from dhrcurate.importers.numbers import Printed
from dhrcurate.importers.page import Line
from dhrcurate.importers.tails import shape
from dhrcurate.importers.words import HEADS, JOINTS

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


def names_above(
    lines: Sequence[Line],
    numbers: Sequence[Printed | None],
    heads: Collection[int],
    is_name: Callable[[str], bool],
    asks: Callable[[str], bool],
) -> dict[int, str]:
    """The lines that head a chapter as the names of known bodies do, each with its words if they are a name.

    They stand like a known one: alone, no sentence, marked as a heading and set apart as that is, over a list of the
    same kind that asks for something. Of such words one that may be a theme, as the texts use its words, is no name.

    Args:
        lines: The paragraphs of the list.
        numbers: The number that each begins with.
        heads: The places of the names of known bodies over a chapter.
        is_name: Tells if words are surely the name of a body.
        asks: Tells if a text asks for something.
    """
    alike = {(lines[i].heading, lines[i].gap, _kind(lines, numbers, i + 1)) for i in heads if not lines[i].item}
    said = {word.strip(".,;:()") for line in lines for word in line.text.split() if word.islower()}
    found: dict[int, str] = {}
    for i, line in enumerate(lines):
        kind = _kind(lines, numbers, i + 1)
        if i in heads or numbers[i] or kind is None or (line.heading, line.gap, kind) not in alike:
            continue
        below = numbers[i + 1]
        asked = below.rest if below else lines[i + 1].text
        if not asked:  # the number has a line of its own
            asked = next((each.text for each in lines[i + 2 : i + 3]), "")
        open_above = i > 0 and lines[i - 1].text[-1:] in ":;,"
        if not open_above and _may_be_name(line, marked=True) and asks(asked):
            found[i] = line.text if _may_be_body(line.text, said, is_name) else ""
    return found


def _kind(lines: Sequence[Line], numbers: Sequence[Printed | None], at: int) -> str | None:
    """What kind of list goes on at a line: one with numbers, or the marker of its items; `None` if there is none."""
    if at >= len(lines):
        return None
    return "number" if numbers[at] else lines[at].marker or "item" if lines[at].item else None


def _may_be_body(text: str, said: Collection[str], is_name: Callable[[str], bool]) -> bool:
    """True if words alone are those of a body and not of a theme, such as "Sharing information"."""
    words = text.split()
    ends = {words[0].lower(), words[-1].lower()} - HEADS
    if any(word.endswith("ing") for word in ends):
        return False
    proper = all(word[:1].isupper() or word in JOINTS for word in words)
    ordinary = any(word.lower() in said for word in words if word not in JOINTS)
    return is_name(text) or (len(words) > 1 and proper and not ordinary)


def _may_be_name(line: Line, *, marked: bool = False) -> bool:
    """True if a line may be a name that stands alone; one that is marked as a heading only where that is asked for."""
    text = line.text
    if line.item or (line.heading and not marked) or not text[:1].isupper() or text[-1:] in ".?!;," or ":" in text:
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
