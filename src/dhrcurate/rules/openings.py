"""The opening of a text: the name of somebody, followed at once by what they should do."""

from __future__ import annotations

import re

_LENGTH = 120
_LEAD = re.compile(
    r"[\s•\-–*]*(?:(?:it is|the (?:dhr )?panel|the review|we) recommend(?:s|ed)? )?(?:that )?(?:the )?", re.IGNORECASE
)
_TASK = re.compile(
    r"(?: \([^()]{1,40}\),? |, | )(?:should|must|shall|will|needs? to|ought to|is to|are to|to(?! be\b)"
    r"|ensures?|reviews?|considers?|develops?|provides?|explores?|undertakes?|takes?)\b"
)
_NOBODY = ("To ", "All ", "A ", "An ", "In ", "When ", "Where ")
"""The commonest openings without a name, checked first to save the search."""


def opening_of(text: str) -> tuple[int, int] | None:
    """The start and end of the name-like opening of a text, if what its bearer should do follows at once."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if not text[start : start + 1].isupper() or text.startswith(_NOBODY, start):
        return None
    task = _TASK.search(text, start, start + _LENGTH)
    return (start, task.start()) if task else None
