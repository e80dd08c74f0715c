"""What stands behind a list of which each recommendation is an item, below a line like a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.leftovers.held_words import runs
from dhrcurate.importers.pages.page import COUNTING, Line
from dhrcurate.importers.wording.asking import asks
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.paragraphs import may_be_heading

_OTHERWISE = re.compile(
    r"\b(?:(?:is|are)(?! to\b)|was|were|has|have|had|does|did|do|you|your)\b"
    r"|\((?:19|20)\d\d[a-z]?\)|(?:\d ?){6}|@|www|http"
    r"|\A\W*(?:she|he|they|it|we|i|there|this|these|no|nothing|nobody|none)\b",
    re.IGNORECASE,
)
"""What a sentence has that tells something, speaks to the reader or names a source, and hardly what names a task."""


class BehindList:
    """Tells, line by line, what the form of a list excludes.

    A sentence without the mark of an item below a line like a heading belongs to something else if it tells something,
    speaks to the reader or names a source, unless further rows follow. What asks for something, or names a task
    without a verb ("Better locks."), may still be a recommendation.

    Args:
        rows: How many recommendations were read; `None` if some are missing, so that any sentence may be one.
    """

    def __init__(self, rows: int | None) -> None:
        self._rows = rows
        self._items = 0  # the rows that are items
        self._outermost: int | None = None  # how far in the first of them stands
        self._held: list[str] | None = None  # the sentences below a line like a heading

    def at_row(self, line: Line, *, numbered: bool = False) -> Sequence[str]:
        """Notes a line of a row; returns the sentences above it that were taken out, and are between rows.

        Args:
            line: The line.
            numbered: Whether its number stands alone on the line above.
        """
        held, self._held = self._held, None
        if numbered or _is_item(line):
            self._outermost = line.depth if self._outermost is None else self._outermost
            self._items += line.depth <= self._outermost
        return held or ()

    def takes(self, line: Line, *, under: bool) -> bool:
        """True if a line is none of the list's.

        Args:
            line: A line that is in no row.
            under: Whether it stands under what heads recommendations, so that any sentence may be one.
        """
        if self._rows is None or self._items < self._rows or _is_item(line):
            return False
        if line.gap and may_be_heading(line.text):
            self._held = self._held or []
            return True
        if self._held is None or (runs(line.text) and asks(line.text)) or not _OTHERWISE.search(line.text):
            return False
        self._held += [line.text] if under and line.text.endswith(".") and runs(line.text) else []
        return True


def _is_item(line: Line) -> bool:
    """True if a line has the mark or the number of an item."""
    return line.item or printed_number(line.full) is not None or COUNTING.match(line.full) is not None
