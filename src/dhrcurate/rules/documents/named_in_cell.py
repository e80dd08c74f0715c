"""Whether a cell says a printed name, and means its body by it."""

from __future__ import annotations

import re
from collections.abc import Collection

from dhrcurate.rules.cells import Cell


def is_said(printed: str, written: str, cell: Cell, meant: Collection[str]) -> bool:
    """Return whether a cell has the words of a printed name, and not only within the longer name of another body.

    Args:
        printed: The name.
        written: The cell.
        cell: The same as it was read.
        meant: The bodies that the printed name means, if they are known.
    """
    words = [re.escape(word) for word in printed.split()]
    if not words:
        return True
    name = r"\s+".join(words)
    for found in re.finditer(rf"(?<!\w){name}(?!\w)", written, re.IGNORECASE):
        around = [one for one in cell.names if one.part.start <= found.start() and found.end() <= one.part.end]
        longer = [one for one in around if len(one.part.text.split()) > len(words) and one.stands_for]
        if not meant or not longer or any(body in meant for one in longer for body in one.stands_for):
            return True
    return False
