"""Beginnings of sentences that numbered items end: `1. The Trust should:`, `1.1 train …`, `1.2 report …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.documents.printed import Paper, Printed

_FIGURE = re.compile(r"\d{1,9}")


def is_stem(one: Printed) -> bool:
    """Return whether what is printed is the beginning of a sentence that what follows in its list ends."""
    return one.text.rstrip().endswith(":")


def below(stem: Printed, papers: Sequence[Paper]) -> list[Printed]:
    """Return the first item below a stem, if there is one."""
    listed = [one for one in papers[stem.paper].printed if one.run == stem.run]
    following = next((one for one in listed if one.first > stem.first), None)
    return [following] if following is not None and _is_below(following, stem, stem) else []


def stem_of(inside: Sequence[Printed], everything: Sequence[Printed]) -> Printed | None:
    """Return the stem of which several numbered passages are the items, with it or without it; `None` if there is none.

    Args:
        inside: The passages.
        everything: All that the report prints, in its order.
    """
    if len(inside) < 2:
        return None
    first, last = min(inside, key=lambda one: one.first), max(inside, key=lambda one: one.first)
    listed = [one for one in everything if one.run == first.run]
    stem = next((one for one in reversed(listed) if one.first <= first.first and is_stem(one)), None)
    if stem is None:
        return None
    items = [one for one in listed if stem.first < one.first <= last.first]
    below_it = all(_is_below(one, before, stem) for before, one in zip([stem, *items], items, strict=False))
    return stem if below_it else None


def _is_below(one: Printed, before: Printed, stem: Printed) -> bool:
    """Whether an item is one of a stem's: its number is within the stem's, or it counts on from 1 behind the stem."""
    if is_stem(one):
        return False
    if stem.number and one.number.startswith(f"{stem.number}."):
        return True
    if before is stem:
        return one.number == "1"
    figures = [_FIGURE.fullmatch(each.number) for each in (before, one)]
    return all(figures) and int(one.number) == int(before.number) + 1
