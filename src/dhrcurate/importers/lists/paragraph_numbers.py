"""Chapters with numbered paragraphs, some of which count a recommendation: "12.2 Recommendation 1: ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import is_counted, printed_number

_PARAGRAPH = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}\.?")
_FEWEST = 2
"""A single one may be what a paragraph speaks of."""


def without_paragraph_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that count a recommendation without the numbers that they have as paragraphs.

    The other paragraphs keep theirs, which tell them from the recommendations.

    Args:
        lines: The lines of a list.
    """
    counted = {i: rest for i, line in enumerate(lines) if (rest := _counted(line))}
    if len(counted) < _FEWEST:
        return list(lines)
    return [replace(line, text=counted[i], gap=True) if i in counted else line for i, line in enumerate(lines)]


def _counted(line: Line) -> str:
    """What stands behind the number of a paragraph, if that counts a recommendation; empty for any other line."""
    found = None if line.item else printed_number(line.text)
    plain = found is not None and _PARAGRAPH.fullmatch(found[0]) is not None
    said = printed_number(found[1]) if found and plain and is_counted(found[1]) else None
    begins = said is not None and (said[0].endswith((":", ".")) or not said[1][:1].islower())
    return found[1] if found and begins else ""
