"""Matching of the elements of two lists of tables."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from dhrcurate.domain.canonical import canonical
from dhrcurate.domain.edit import NAMES


def matched(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new element the position of the old one that it matches, `None` for an added one.

    Elements are matched by their `key`, `sha256`, `id` or `name`, if all have one and no two the same; else by their
    content, where one that changed between two that did not counts as the same.
    """
    for name in NAMES:
        before, after = _names(old, name), _names(new, name)
        if before is not None and after is not None:
            return [before.get(n) for n in after]
    return _by_content(old, new)


def _names(elements: Sequence[Any], name: str) -> dict[str, int] | None:
    names = {e[name]: i for i, e in enumerate(elements) if isinstance(e.get(name), str)}
    return names if len(names) == len(elements) else None


def _by_content(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    found: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(None, [canonical(e) for e in old], [canonical(e) for e in new], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for i in range(min(end - start, new_end - new_start)):
                found[new_start + i] = start + i
    return found
