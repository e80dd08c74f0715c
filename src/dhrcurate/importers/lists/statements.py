"""Paragraphs among the recommendations of a list, and at its ends, that tell something and ask for nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dhrcurate.importers.lists.begun import Begun
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.announcing import announced, only_introduces
from dhrcurate.importers.wording.asking import begins_with_command
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.telling import Telling, says_what_becomes, says_will, telling

_PART = re.compile(r"\d+(?:\.\d+)+")
"""The number of a paragraph of a chapter, which reports give to whatever the chapter says."""
_BEFORE = re.compile(r"\A[^:.;]{2,80}:[\s*_]*")
"""What may be the name of who is asked, before a colon."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What was read of a list.

    Attributes:
        kept: Its recommendations.
        sure: Texts that surely are none.
        doubtful: Texts that are none or differ from all of the others.
    """

    kept: list[Begun]
    sure: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def without_introduction(lines: Sequence[Line], names_body: Callable[[str], bool]) -> list[Line]:
    """The lines without a first part that has a heading of its own, and only tells of the list.

    Args:
        lines: The lines of a section.
        names_body: Tells if words that stand alone are the name of a body.
    """
    end = next((i for i, line in enumerate(lines) if i and line.heading), 0)
    inside = lines[1:end]
    told = all(telling(line.text) or only_introduces(line.text) for line in inside)
    told = told and not any(line.item or printed_number(line.full) for line in inside)
    if not (inside and told and lines[0].heading) or printed_number(lines[0].text) is not None:
        return list(lines)
    return list(lines if names_body(lines[0].text.strip(" *_:")) else lines[end:])


def without_chapter_paragraph(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines without a first paragraph that only speaks of the recommendations, with a number of its chapter alone.

    So has "8.1 The agencies made recommendations of their own, which are given here." over a list of items, or of
    others that are counted in another way; it is no number of theirs.

    Args:
        lines: The lines of a section.

    Returns:
        The lines, and the paragraph that was taken out.
    """
    found = None if not lines or lines[0].item or lines[0].heading else printed_number(lines[0].text)
    if found is None or not _PART.match(found[0]) or not only_introduces(found[1]) or found[1][-1:] == ":":
        return list(lines), []
    below = [printed for line in lines[1:] if (printed := printed_number(line.full))]
    chapter = found[0].split(".", 1)[0]
    other = any(line.item for line in lines[1:]) or any(not _PART.match(number) for number, _ in below)
    if announced(found[1]) or not other or any(number.startswith(f"{chapter}.") for number, text in below if text):
        return list(lines), []
    return list(lines[1:]), [lines[0].text]


def without_statements(found: Sequence[Begun]) -> Parted:
    """Takes out what tells something, where most of a list asks for something.

    It is surely no recommendation above the first one or below the last, if it is no item as they are: a paragraph, one
    that only counts on in its chapter, or one that is counted in another way. Among those that are counted as
    recommendations, a paragraph of the chapter that surely tells something is none wherever it stands. What is so
    counted, or has an addressee beside it, is one whatever it says.

    Args:
        found: What was read, in order.
    """
    tells = [Telling.NO if one.cell or (one.number or "")[:1].isalpha() else _telling(one) for one in found]
    kept = [i for i, told in enumerate(tells) if not told]
    if not kept or 2 * sum(_asks(found[i]) for i in kept) < len(kept):
        return Parted(list(found))
    usual = Counter(_kind(found[i]) for i in kept).most_common(1)[0][0]
    if usual != "":  # and what stands as a paragraph above or below the items may say what becomes of them
        kept = _without_ends(found, kept)
    taken = sorted(set(range(len(found))) - set(kept))
    if len(taken) > len(kept):
        return Parted(list(found))
    last = max((i for i in kept if not _is_scrap(found[i])), default=kept[-1])
    sure: list[str] = []
    doubtful: list[str] = []
    for i in taken:
        one = found[i]
        outside = not kept[0] < i < last
        told = Telling.SURELY in (tells[i], _of_end(one)) and (_kind(one) == "" or _PART.match(one.number or ""))
        other = (tells[i] or usual[:1].isalpha()) and _kind(one) != usual
        chapter = usual[:1].isalpha() and tells[i] is Telling.SURELY and _PART.match(one.number or "")
        (sure if chapter or (outside and (told or other)) else doubtful).append(
            "\n".join([one.first.full, *one.parts[1:]])
        )
    return Parted([found[i] for i in kept], tuple(sure), tuple(doubtful))


def _asks(one: Begun) -> bool:
    """True if it asks for something, perhaps behind the name of who is asked: "Wold Council: train all staff."."""
    behind = _BEFORE.sub("", one.parts[0], count=1)
    return one.asks or (behind != "" and begins_with_command(behind))


def _telling(one: Begun) -> Telling:
    return min(map(telling, one.parts))


def _without_ends(found: Sequence[Begun], kept: Sequence[int]) -> list[int]:
    """The places without paragraphs at the ends that say what will be done, where no item says that of anything.

    Above the items, what asks for nothing is none of them either.
    """
    begin, last = 0, len(kept)
    while last and _is_scrap(found[kept[last - 1]]):  # the foot of a page, of which the reading tells
        last -= 1
    end = last
    while begin < end and _leads_in(found[kept[begin]]):
        begin += 1
    first = begin
    while begin < end and _of_end(found[kept[begin]]):
        begin += 1
    while begin < end and _of_end(found[kept[end - 1]]):
        end -= 1
    items = kept[begin:end]
    will = any(says_will(part) for i in items for part in found[i].parts)
    return list((kept[first:] if will else [*items, *kept[last:]]) if items else kept)


def _leads_in(one: Begun) -> bool:
    """True if it is a paragraph of whole sentences that ask for nothing."""
    return _kind(one) == "" and not one.asks and all(part[-1:] == "." and len(part.split()) > 2 for part in one.parts)


def _is_scrap(one: Begun) -> bool:
    return not (one.listed or one.asks) and one.parts[-1][-1:] not in ".;!?"


def _of_end(one: Begun) -> Telling:
    return Telling.NO if _kind(one) else min(map(says_what_becomes, one.parts))


def _kind(one: Begun) -> str:
    """How it is counted or marked; empty for a paragraph."""
    if one.number:
        return re.sub(r"\d+", "1", one.number).rstrip(".:)").casefold()
    return "-" if one.first.item else ""
