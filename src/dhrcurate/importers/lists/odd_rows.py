"""Recommendations of a list that differ from all others of it, so that they may be something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.importers.lists.begun import Begun
from dhrcurate.importers.wording.asking import wishes

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


def _is_sentence(one: Begun) -> bool:
    return one.parts[-1][-1:] in _END


def _is_of_part(one: Begun, before: Begun) -> bool:
    """True if no theme and no body of its own stand above a recommendation."""
    return one.title == before.title and one.cell in {"", before.cell}
