"""Printed headings of recommendations within a text, told from what points at the recommendation of another review."""

from __future__ import annotations

import re
from collections.abc import Container

from dhrcurate.domain.number import normalised
from dhrcurate.domain.patterns import rare

_HEADING = rare(
    r"(?:\A\W{0,3}|(?<=[.!?;:”’)]\s)|\n\s*)"
    r"(?:(?:Overview|National|Local|Single|Multi|Panel|IMR|DHR|Key|Agency)\s+)?"
    r"(?:Recommendation|RECOMMENDATION|Rec\.?|REC\.?)\s+(?:[Nn]o\.?|[Nn]umber"
    r"|#)?\s*(?:\d{1,3}[a-z]?(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])"
    r"(?=\s*[:.–—)-]|\s+[A-Z])[:.)]?"
)
_BARE_HEADING = rare(
    r"(?<![\w’'(\"“‘-])(?:Recommendation|RECOMMENDATION)\s+(?:\d{1,3}[a-z]?|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
    r"|Eleven|Twelve)(?::(?=\s)|(?=\s+(?:[-–—] )?(?:The|All|That|Each|Every)\s[^:;.]{3,90}? (?:should|must|to)\b))"
    r"|(?<=[.!?;]\s)Recommendation:(?=\s+[A-Za-z])"
    r"|(?<!\w)(?:National|Local|Overview|Single|Multi|Panel)\s+recommendation\s+\d{1,2}(?=\s+(?:The|All|To|That|Each)\s)"
)
"""A heading without a full stop before it, or with its number written out, or with none."""
_LAST_HEADING = re.compile(
    r"(?:(?<=[.!?]\s)|(?<=[.!?][”’)]\s)|\n\s*)(?:Recommendation|RECOMMENDATION|Rec\.?|REC\.?)\s+"
    r"(?:[Nn]o\.?\s*|[Nn]umber\s+)?(?:[A-Z]{1,3}[-. ]?)?\d{1,3}[a-z]?(?:\.\d{1,2}){0,3}[:.)]?\s*\Z"
)
"""A heading behind the last sentence, of which the text went elsewhere."""
_LONGEST_LAST = 40
_POINTS_AT = re.compile(
    r"(?:\b(?:see|of|in|to|with|and|or|from|per|under|on|by|as|the|this|at)|[’']s)\s+\Z", re.IGNORECASE
)
_MARKED = (":", ".", ")")
_ASIDE = re.compile(r"\s*(?:[–—] [a-z][^.;–—]*[–—]|- [a-z][^.;]*? - )")
"""An aside between dashes, which no heading has after it: "Recommendation 4 – on beds – of the last review"."""
_NUMBER = re.compile(r"(\d+)[a-z]?")
_BEYOND = 3
"""How far the number of a heading may be beyond the count of a record's recommendations, some of which may be lost."""


def heading_in(text: str, printed: Container[str], count: int) -> re.Match[str] | None:
    """The first heading of a recommendation in a text.

    Args:
        text: The text.
        printed: The record's own numbers, normalised.
        count: How many recommendations the record has. Where nothing but its number shows that it is a heading, a
            number that is far from them is that of another review.
    """
    for match in _HEADING.finditer(text):
        sure = match.group().endswith(_MARKED) or _is_near(match.group(), printed, count)
        if sure and not _ASIDE.match(text, match.end()):
            return match
    for match in _BARE_HEADING.finditer(text):
        points = _POINTS_AT.search(text, max(0, match.start() - 8), match.start())
        if not points and _is_near(match.group(), printed, count):
            return match
    last = _LAST_HEADING.search(text, max(0, len(text) - _LONGEST_LAST))
    return last if last and _is_near(last.group(), printed, count) else None


def _is_near(heading: str, printed: Container[str], count: int) -> bool:
    number = _NUMBER.search(heading)
    if number is None:
        return True
    return normalised(number.group()) in printed or int(number[1]) <= count + _BEYOND
