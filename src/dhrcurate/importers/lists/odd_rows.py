"""Recommendations of a list that differ from all others of it, so that they may be something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.lists.begun import Begun
from dhrcurate.importers.wording.asking import says_should, wishes
from dhrcurate.importers.wording.numbers import Key, printed_number

_LONGEST = 8
"""A heading has at most so many words."""
_END = ".;!?”\"')"


def odd_rows(found: Sequence[Begun]) -> Iterator[str]:
    """The texts that are set as headings among sentences, and those without a number below the last that has one.

    Args:
        found: What was read as recommendations, in order.
    """
    sentences = sum(_is_sentence(one) for one in found)
    for i, one in enumerate(found):
        before = found[i - 1] if i else None
        bare = not (one.listed or one.inner) and len(one.parts) == 1
        short = bare and not wishes(one.parts[0]) and len(one.parts[0].split()) <= _LONGEST
        heading = short and not _is_sentence(one) and 2 * sentences >= len(found)
        if heading or (bare and before and before.number and _is_of_part(one, before)):
            yield one.parts[0]


def counted_with_chapter(found: Sequence[Begun], heading: str) -> Iterator[str]:
    """The last text, if its number counts on with that of the heading and not with those of the list: 8., 1., 2., 9.

    Args:
        found: What was read as recommendations, in order.
        heading: The heading over them.
    """
    chapter = printed_number(heading.strip())
    if chapter is None or len(found) < 2:
        return
    above, before, last = (natural_key(number or "") for number in (chapter[0], found[-2].number, found[-1].number))
    text = found[-1].parts[0]
    counts = len(above) == len(last) == 1 and _is_next(above, last) and not _is_next(before, last)
    if counts and not says_should(text):
        yield text


def _is_next(before: Key, after: Key) -> bool:
    (_, first), (_, second) = before[-1], after[-1]
    return isinstance(first, int) and second == first + 1


def _is_sentence(one: Begun) -> bool:
    return one.parts[-1][-1:] in _END


def _is_of_part(one: Begun, before: Begun) -> bool:
    """True if no theme and no body of its own stand above a recommendation."""
    return one.title == before.title and one.cell in {"", before.cell}
