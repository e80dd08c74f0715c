"""The printed number at the start of a text that was run into another recommendation."""

from __future__ import annotations

import re
from collections.abc import Collection

from dhrcurate.domain.number import normalised, scheme

_NUMBER = re.compile(
    r"(?P<number>(?:(?i:recommendation|rec)\.? )?(?:[A-Z]{1,5}[-./ ]?)?(?:\d{1,3}\.){0,3}(?P<last>\d{1,3})[a-z]?)"
    r"(?P<mark>[.):]?)\s+(?=[“‘]?[A-Z])"
)
_MOST_AHEAD = 3
"""How many numbers later the next recommendation's number may be, where those between were lost."""


def number_behind(own: str, taken: Collection[str], before: str, text: str) -> tuple[str, str] | None:
    """Return the number at the start of a text, written as another one is, and the text behind it.

    `None` unless it has the other one's scheme, follows it, and is nobody's yet: any other number there may be a
    quantity, a date or the label of a list's item, and stays in the text.

    Args:
        own: The number of the recommendation that the text was part of.
        taken: The numbers of the record.
        before: The text before it.
        text: The text.
    """
    found = _NUMBER.match(text)
    ahead = re.search(r"(\d+)\D*\Z", own)
    if not found or not ahead:
        return None
    number, last = found["number"], int(found["last"])
    steps = last - int(ahead[1])
    over = own[: ahead.start(1)].strip() == number[: found.start("last")].strip()
    follows = over and 0 < steps <= (_MOST_AHEAD if found["mark"] or not number.isdecimal() else 1)
    listed = re.search(rf"(?<=\s){last - 1}[.)]\s", before)  # at the start it is the other one's own number
    if not follows or listed or scheme(number) != scheme(own) or normalised(number) in map(normalised, taken):
        return None
    written = number + found["mark"] if own.endswith(found["mark"]) else number
    return written, text[found.end() :]
