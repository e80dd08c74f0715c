"""The rows of a table of an HTML page, with the cells that span several written out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

_WIDEST = 1000
"""A spanning cell widens no row beyond so many cells, and goes down over no more rows."""
_COUNT = re.compile(r"[0-9]{1,9}")


def grid(table: LexborNode, words: Callable[[LexborNode], str]) -> list[list[str]]:
    """The cells of a table's rows, with spanning cells written out: across, empty; down, repeated.

    Args:
        table: The table.
        words: Gives the words of a cell.
    """
    found: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}
    for tr in _rows(table):
        row: list[str] = []
        cells = deque(c for c in tr.iter() if c.tag in {"td", "th"} and "hidden" not in c.attributes)
        while cells or len(row) in down:
            if len(row) in down:
                left, text = down.pop(len(row))
                if left > 1:
                    down[len(row)] = (left - 1, text)
                row.append(text)
                continue
            cell = cells.popleft()
            text = words(cell)
            if (rows := _span(cell, "rowspan")) > 1:
                down[len(row)] = (rows - 1, text)
            row += [text, *[""] * min(_span(cell, "colspan") - 1, max(0, _WIDEST - len(row)))]
        if any(row):
            found.append(row)
    return found


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """The rows in the order in which a browser shows them: a foot stands below wherever it is written."""
    parts = sorted(table.iter(), key=lambda child: child.tag == "tfoot")
    for child in parts:
        if "hidden" in child.attributes:
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), _WIDEST) if _COUNT.fullmatch(value) else 1
