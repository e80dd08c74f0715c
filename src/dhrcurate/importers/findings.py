"""The findings of a review between its recommendations, which are none themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.numbers import printed_number
from dhrcurate.importers.page import Line

_FINDING = re.compile(
    r"\W*(?:key\s+)?(?:finding|issue|observation|learning(?:\s+point)?|lesson(?:\s+learn(?:ed|t))?)\s+"
    r"(?:n(?:o|umber)\.?\s*)?\d{1,3}[a-z]?\b",
    re.IGNORECASE,
)


def begins_finding(line: Line) -> bool:
    """True if a line has the number of a finding, an issue or a lesson, with or without its words."""
    return _FINDING.match(line.text) is not None


def without_findings(lines: Sequence[Line]) -> tuple[list[Line], str]:
    """The lines without the findings among recommendations that are counted as such, and the first that was left out.

    A finding goes on to the next "Recommendation 2" or the like. Without any, nothing tells where it ends.
    """
    if not any(map(_is_counted, lines)):
        return list(lines), ""
    kept: list[Line] = []
    first, inside = "", False
    for line in lines:
        inside = begins_finding(line) or (inside and not _is_counted(line))
        first = first or (line.text if inside else "")
        kept += [] if inside else [line]
    return kept, first


def _is_counted(line: Line) -> bool:
    found = printed_number(line.text.strip(" *_"))
    return found is not None and found[0][:3].lower() in {"rec", "arg"}
