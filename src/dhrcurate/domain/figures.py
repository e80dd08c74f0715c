"""What belongs to a figure besides its digits: its point, and a sign directly before or after it."""

from __future__ import annotations

import html
import re
import unicodedata

from dhrcurate.domain.patterns import rare

_BEFORE = r"(?:[£$€¥] ?|(?<=[^\S\n(\[])[-−–+±<>≤≥~])"
"""A sign before a figure; at the beginning of a line a dash is a bullet, and so is what quotes."""
_AFTER = r"(?: ?[%‰°]|\+)"
_SIGN_BEFORE = rare(rf"{_BEFORE}\Z")
_SIGN_AFTER = re.compile(rf"\s?{_AFTER}")
WORD_OR_FIGURE = rare(rf"(?:{_BEFORE})?\d+(?:[-.,·:/−–]\d+)*{_AFTER}?(?![^\W_])|[^\W_]+")
"""A word, or a figure with its sign and points."""
FIGURE = rf"(?:{_BEFORE})?\d[^\W_]*(?:(?:[.,·:/]|(?:{_AFTER})? ?[-−–—] ?)\d[^\W_]*)*(?:{_AFTER})?"
"""A figure with its sign and points, its letters, and what it reaches to: `£1.5m`, `9:30am`, `2 - 4%`."""
_EMPHASIS = re.compile(r"[*_]+")
_THOUSANDS = re.compile(r"(?=(?:\d{3})+(?!\d))")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POINTS = {".": ".", "·": ".", ",": ",", ":": ":", "/": "/", "−": "-"}


def begins_thousands(digits: str, at: int) -> bool:
    """Return whether from a place of some digits on there are three, or six, and so on."""
    return _THOUSANDS.match(digits, at) is not None


def point(between: str, *, thousands: bool) -> str:
    """Return what parts two digits: a point, a comma, a dash, something else or, before thousands, nothing."""
    sign = between.strip()[:1]
    if thousands and (sign == "," or not between.strip()):
        return ""
    return _POINTS.get(sign, _dash(sign) or " ") if between else ""


def signs(between: str, *, after_digit: bool, before_digit: bool) -> str:
    """Return which signs of what stands between two words belong to a figure before or after it.

    Args:
        between: What stands there, of a line's beginning as well.
        after_digit: Whether the word before ends in a digit.
        before_digit: Whether the word after begins with a digit.
    """
    said = _EMPHASIS.sub("", html.unescape(between) if "&" in between else between)
    after = _SIGN_AFTER.match(said) if after_digit else None
    before = _SIGN_BEFORE.search(said, after.end() if after else 0) if before_digit else None
    return "/".join(_alike(found.group()) if found else "" for found in (after, before))


def folded(word: str) -> str:
    """Return a word or figure as it is compared: without case, blanks and the commas of thousands."""
    word = word.casefold()
    return word if word.isalnum() else "".join(_alike(sign) for sign in _GROUPED.sub("", word))


def _alike(sign: str) -> str:
    sign = sign.strip()
    return _dash(sign) or _POINTS.get(sign, sign)


def _dash(sign: str) -> str:
    return "-" if sign and (sign == "−" or unicodedata.category(sign) == "Pd") else ""
