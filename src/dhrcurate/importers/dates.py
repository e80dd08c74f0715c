"""Dates at the beginning of words, in English and Welsh."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth fawrth", "ebrill", "mai fai", "mehefin fehefin", "gorffennaf orffennaf", "awst",
    "medi fedi", "hydref", "tachwedd dachwedd", "rhagfyr ragfyr",
)  # fmt: skip
"""Months in Welsh, and as they are written after some words."""
_WELSH = {name: i for i, names in enumerate(_WELSH_MONTHS, 1) for name in names.split()}
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)"),
    re.compile(
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|eg|ain)?\s+(?:of\s+|o\s+)?)?(?P<w>[A-Za-z]{3,10})\.?,?\s+(?P<y>\d{4})(?!\d)"
    ),
    re.compile(r"(?P<w>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?:(?P<d>\d{1,2})/)?(?P<m>0?[1-9]|1[0-2])/(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?!\d)"),
)


def read_date(text: str) -> str | None:
    """The date with which a text begins, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` if there is none."""
    text = text.strip()
    for pattern in _DATES:
        found = pattern.match(text)
        if found is None:
            continue
        part = found.groupdict()
        month = int(part["m"]) if part.get("m") else 0
        if (word := part.get("w")) and not (month := _month(word)):
            continue
        day = int(part["d"]) if part.get("d") else 0
        if day > 31:
            continue
        return part["y"] + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return None


def _month(word: str) -> int:
    """The number of a month, in English or Welsh; 0 for another word."""
    short = word[:3].lower()
    return _WELSH.get(word.lower(), 0) or (_MONTHS.index(short) + 1 if short in _MONTHS else 0)
