"""Whether a text is plainly all of its cell, told by what stands directly around it, which is quick."""

from __future__ import annotations

import re
from collections.abc import Collection

_NEXT = re.compile(r"\s*(?:\Z|[|#]|(?:R|Rec(?:ommendation)?\W*)?\d{1,3}\b)")
"""What stands below a whole text: nothing, a row, a heading or another number."""


def is_plainly_whole(page: str, start: int, end: int, cell: str, labels: Collection[str]) -> bool:
    """Return whether a part of a page plainly has all of its cell, so that nothing needs to be searched for.

    Args:
        page: The page.
        start: Where the part starts.
        end: Where it ends, exclusive.
        cell: The addressed-to cell, which may follow it on its line.
        labels: What may stand before it on its line: its number, its title, both.
    """
    stopped = page[end - 1 : end] in {".", "!", "?"}
    numbered = any(label[:1].isalnum() for label in labels)
    while end < len(page) and page[end] in " .":
        end += 1
    line_start = page.rfind("\n", 0, start) + 1
    before = page[line_start:start].strip()
    ends = page[end : end + 1] in {"|", "\t"} or (bool(cell) and page.startswith(cell, end))
    if not ends and page[end : end + 1] == "\n":
        ends = page.startswith("\n\n", end) or (stopped and "|" not in page[line_start:end])
        ends = ends and _NEXT.match(page, end) is not None
    if before:
        return ends and (before[-1] == "|" or before in labels)
    if numbered:  # which would stand before it
        return False
    return ends and (page[max(0, line_start - 2) : line_start] == "\n\n" or not page[start : start + 1].islower())
