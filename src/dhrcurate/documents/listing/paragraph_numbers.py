"""The numbers of paragraphs that are counted through a chapter or a report, which are no words of the texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dhrcurate.documents.listing.labels import UNITS
from dhrcurate.documents.model import Block

_NUMBER = re.compile(r"\(?(?P<before>(?:\d{1,3}\.)*)(?P<last>\d{1,4})(?:[.)]+\s*|\s+)(?=[^\W\d]|[‘“\"'(])")
_APART = re.compile(r"\(?(?P<before>(?:\d{1,3}\.)*)(?P<last>\d{1,4})[.)]*\Z")
_FAR = 60
"""The next number stands in so many blocks, if anywhere."""


class _Count(NamedTuple):
    before: str
    last: int
    end: int


def number_end(blocks: Sequence[Block], at: int, opened: int | None = None) -> int:
    """Return where the text of a paragraph begins behind a number that counts on with its neighbours'; 0 for none.

    `5.4` counts on from `5.3`, or to `5.5`. A number without a point may also be that of an item within a text: it is a
    paragraph's only if what it counts on from stands before the text.

    Args:
        blocks: The report.
        at: The paragraph.
        opened: The label of the text that it is of, if it is known.
    """
    count = _count(blocks[at])
    if count is None or not count.end:
        return 0
    if count.before:
        return count.end if _counts_on(blocks, at, count) else 0
    before = _next(blocks, at, -1, "")
    while before is not None and before[1].last == count.last - 1:
        if opened is None or before[0] < opened:
            return count.end if count.last > 1 else 0
        count = before[1]
        before = _next(blocks, before[0], -1, "")
    return 0


def _counts_on(blocks: Sequence[Block], at: int, count: _Count) -> bool:
    """Whether a number with points is the next to one before or behind it, or the first of one of several chapters."""
    before, behind = _next(blocks, at, -1, count.before), _next(blocks, at, 1, count.before)
    if (before and before[1].last == count.last - 1) or (behind and behind[1].last == count.last + 1):
        return True
    *above, chapter, _ = count.before.split(".")
    others = ((step, ".".join([*above, str(int(chapter) + step), ""])) for step in (-1, 1))
    return count.last == 1 and any(_next(blocks, at, step, other) is not None for step, other in others)


def _count(block: Block) -> _Count | None:
    """The number of a paragraph, whether its format keeps it apart from the text or not."""
    if block.cell is not None:
        return None
    if apart := _APART.match(block.number.strip()):
        return _Count(apart["before"], int(apart["last"]), 0)
    mark = _NUMBER.match(block.text)
    if mark is None or UNITS.match(block.text[mark.end() :]):
        return None
    return _Count(mark["before"], int(mark["last"]), mark.end())


def _next(blocks: Sequence[Block], at: int, step: int, before: str) -> tuple[int, _Count] | None:
    """The nearest paragraph with a number of some chapter, before or behind another paragraph."""
    among = range(at + step, min(max(at + step * _FAR, -1), len(blocks)), step)
    found = ((one, count) for one in among if (count := _count(blocks[one])) is not None)
    return next((one for one in found if one[1].before == before), None)
