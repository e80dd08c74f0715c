"""Paragraphs among the recommendations of a list, and at its ends, that tell something and ask for nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.importers.lists.begun import Begun
from dhrcurate.importers.wording.telling import Telling, says_will, telling

_PART = re.compile(r"\d+(?:\.\d+)+")
"""The number of a paragraph of a chapter, which reports give to whatever the chapter says."""


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


def without_statements(found: Sequence[Begun]) -> Parted:
    """Takes out what tells something, where most of a list asks for something.

    It is surely no recommendation above the first one or below the last, if it is no item as they are: a paragraph, one
    that only counts on in its chapter, or one that is counted in another way. What is counted as a recommendation, or
    has an addressee beside it, is one whatever it says.

    Args:
        found: What was read, in order.
    """
    tells = [Telling.NO if one.cell or (one.number or "")[:1].isalpha() else _telling(one) for one in found]
    kept = [i for i, told in enumerate(tells) if not told]
    if not kept or 2 * sum(found[i].asks for i in kept) < len(kept):
        return Parted(list(found))
    usual = Counter(_kind(found[i]) for i in kept).most_common(1)[0][0]
    if usual != "":  # and what stands as a paragraph below the items may say what becomes of them
        kept = _without_ending(found, kept)
    taken = sorted(set(range(len(found))) - set(kept))
    if len(taken) > len(kept):
        return Parted(list(found))
    sure: list[str] = []
    doubtful: list[str] = []
    for i in taken:
        one = found[i]
        outside = not kept[0] < i < kept[-1]
        told = tells[i] is Telling.SURELY and (_kind(one) == "" or _PART.match(one.number or ""))
        other = tells[i] and _kind(one) != usual
        (sure if outside and (told or other) else doubtful).append("\n".join([one.first.full, *one.parts[1:]]))
    return Parted([found[i] for i in kept], tuple(sure), tuple(doubtful))


def _telling(one: Begun) -> Telling:
    return min(map(telling, one.parts))


def _without_ending(found: Sequence[Begun], kept: Sequence[int]) -> list[int]:
    """The places without those at the end of paragraphs of what will be done, where no item says that of anything."""
    end = len(kept)
    while end and _kind(found[kept[end - 1]]) == "" and says_will("\n".join(found[kept[end - 1]].parts)):
        end -= 1
    items = kept[:end]
    will = any(" will " in part for i in items for part in found[i].parts)
    return list(kept if will or not items else items)


def _kind(one: Begun) -> str:
    """How it is counted or marked; empty for a paragraph."""
    if one.number:
        return re.sub(r"\w+", "1", one.number)
    return "item" if one.first.item else ""
