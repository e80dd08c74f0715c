"""Headings of pages without blank lines, as a program leaves them that takes the words out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line

_PLAIN = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:[A-Z][\w’'-]*,?\s+(?:(?:and|of|from|&|/)\s+)?(?:the\s+)?){0,4}"
    r"(?:recommendations|argymhellion)(?:\s+(?:for|from|of|by|to|made)\b.*)?:?",
    re.IGNORECASE,
)
"""Recommendations, with a number or what else the chapter has: "7. Recommendations", "Lessons and recommendations"."""
_COUNT = re.compile(r"\d{1,4}\s+recommendations?\b")
_FULL = 0.8
"""A line that is so much of the longest may go on in the next one."""


def with_headings_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, a heading over recommendations as if a blank line were above it.

    It has a line of its own, below what ends there: a sentence, or a line too short to be filled.

    Args:
        lines: The lines of a text.
    """
    longest = max((len(line.full) for line in lines), default=0)
    result = list(lines[:1])
    for before, line in pairwise(lines):
        ended = before.full.endswith(ENDS) or len(before.full) < _FULL * longest
        result.append(replace(line, gap=True) if ended and not line.gap and _is_plain(line) else line)
    return result


def _is_plain(line: Line) -> bool:
    """True if a line is a heading over recommendations and nothing else."""
    text = line.text
    return (
        not line.item
        and is_recommendations_heading(text)
        and _PLAIN.fullmatch(text) is not None
        and _COUNT.match(text) is None
    )
