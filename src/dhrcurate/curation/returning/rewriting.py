"""Cells that a program takes for numbers, times or dates and writes anew when it saves a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?")
_WHOLE = re.compile(r"\d{1,15}")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d{1,3}")
_PERCENT = re.compile(r"(\d+(?:\.\d*)?) ?%")
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AaPp])[Mm])?")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LIKE_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/]\d{2,4})?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LIKE_MONTH = re.compile(
    rf"({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?[ -]?(\d{{1,4}})", re.IGNORECASE
)
_NO_YEAR = re.compile(r"\d{1,2}-[A-Za-z]{3}")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%Y", "%b-%y", "%d-%b-%y", "%d-%b-%Y")
"""How spreadsheets write dates in English, and what calamine makes of one."""
_KEPT_WHOLE = 11
"""Excel shows so many figures of a whole number; longer ones it writes with a power of ten."""
_CENTURY = 100
_SECONDS = 24 * 60 * 60


def rewritings(exported: str) -> frozenset[str]:
    """The ways, by name, in which a program that reads a cell as a number, a time or a date writes it otherwise."""
    exported = exported.strip()
    return frozenset(way for way, (can_be, _) in _WAYS.items() if can_be(exported))


def rewritten(cell: str, exported: str) -> str:
    """The way in which a program made a cell of what was exported, as 10.1 of 10.10; empty if none did."""
    cell, exported = cell.strip(), exported.strip()
    if cell == exported:
        return ""
    return next((way for way, (can_be, is_made) in _WAYS.items() if can_be(exported) and is_made(cell, exported)), "")


def _has_other_digits(exported: str) -> bool:
    return bool(_NUMBER.fullmatch(exported)) and exported != f"{float(exported):.15g}" and not _is_long(exported)


def _is_same_number(cell: str, exported: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and float(cell) == float(exported)


def _is_whole(exported: str) -> bool:
    return bool(_WHOLE.fullmatch(exported))


def _is_with_point(cell: str, exported: str) -> bool:
    """True for 1.0 of 1, as a column with an empty cell becomes one of numbers with a point."""
    return "." in cell and _is_same_number(cell, exported)


def _is_long(exported: str) -> bool:
    return bool(_NUMBER.fullmatch(exported)) and len(exported.split(".", maxsplit=1)[0].lstrip("+-0")) > _KEPT_WHOLE


def _is_rounded(cell: str, exported: str) -> bool:
    """True if a number is another one to as many figures as it has."""
    if not (_SCIENTIFIC.fullmatch(cell) or _NUMBER.fullmatch(cell)):
        return False
    figures = cell.lower().split("e")[0].lstrip("+-").replace(".", "").strip("0")
    return len(figures) > 0 and float(f"{float(exported):.{len(figures) - 1}e}") == float(cell)


def _is_scientific(exported: str) -> bool:
    return bool(_SCIENTIFIC.fullmatch(exported))


def _is_percent(exported: str) -> bool:
    return bool(_PERCENT.fullmatch(exported))


def _is_share(cell: str, exported: str) -> bool:
    """True for 0.05 or 5.00% of 5%."""
    was, now = _PERCENT.fullmatch(exported), _PERCENT.fullmatch(cell)
    if was and now:
        return float(was[1]) == float(now[1])
    return was is not None and bool(_NUMBER.fullmatch(cell)) and f"{float(was[1]) / 100:.12g}" == f"{float(cell):.12g}"


def _is_time(exported: str) -> bool:
    return bool(_TIME.fullmatch(exported))


def _is_same_time(cell: str, exported: str) -> bool:
    """True for 01:30:00, 1:30:00 AM or the share of a day of 1:30."""
    was = _seconds(exported)
    if _NUMBER.fullmatch(cell):
        return was is not None and abs(float(cell) * _SECONDS - was) < 1
    return was is not None and _seconds(cell) == was


def _seconds(text: str) -> int | None:
    if (time := _TIME.fullmatch(text)) is None:
        return None
    half = {"": 0, "a": 0, "p": 12}[(time[4] or "").lower()]
    return ((int(time[1]) % 12 if time[4] else int(time[1])) + half) * 3600 + int(time[2]) * 60 + int(time[3] or 0)


def _is_like_date(exported: str) -> bool:
    return bool(_DATE.fullmatch(exported) or _LIKE_DATE.fullmatch(exported))


def _is_same_date(cell: str, exported: str) -> bool:
    days = set(_days(cell))
    if date := _DATE.fullmatch(exported):
        return (int(date["year"]), int(date["month"]), int(date["day"] or 1)) in days
    if like := _LIKE_DATE.fullmatch(exported):
        one, other = int(like[1]), int(like[2])
        return any(tuple(rest) in {(one, other), (other, one)} for _, *rest in days)
    return False


def _is_like_month(exported: str) -> bool:
    return bool(_LIKE_MONTH.fullmatch(exported))


def _is_same_month(cell: str, exported: str) -> bool:
    """True for 01-Mar or Mar-01 of MAR1."""
    if (like := _LIKE_MONTH.fullmatch(exported)) is None:
        return False
    month, number = _MONTHS.index(like[1].lower()) + 1, int(like[2])
    return any(m == month and number in (day, year, year % _CENTURY) for year, m, day in _days(cell))


def _days(cell: str) -> Iterator[tuple[int, int, int]]:
    """The days that a cell may mean."""
    text = f"{cell}-00" if _NO_YEAR.fullmatch(cell) else cell.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for form in _DATES:
        with suppress(ValueError):
            day = datetime.strptime(text, form)  # noqa: DTZ007  # a day
            yield day.year, day.month, day.day


_WAYS: Mapping[str, tuple[Callable[[str], bool], Callable[[str, str], bool]]] = MappingProxyType(
    {
        "digits": (_has_other_digits, _is_same_number),
        "point": (_is_whole, _is_with_point),
        "long": (_is_long, _is_rounded),
        "power": (_is_scientific, _is_rounded),
        "percent": (_is_percent, _is_share),
        "time": (_is_time, _is_same_time),
        "date": (_is_like_date, _is_same_date),
        "month": (_is_like_month, _is_same_month),
    }
)
"""What a program may do to a cell: which cells it does it to, and whether one was made of another so.

Each is by itself, as one program does the one and leaves the other.
"""
