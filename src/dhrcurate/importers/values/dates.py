"""Dates as spreadsheets and programs write them in the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dhrcurate.importers.dates import read_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(?P<w>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<y>(?:19|20)?\d\d)"
_TIME = r"(?:[T\s]+00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
_DAY_WORD = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-/.\s]+{_WORD}[-/.,\s]+[’']?{_YEAR}{_TIME}", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"{_WORD}(?:[-/.,\s]+|\s*[’']){_YEAR}", re.IGNORECASE)
_FIGURES = re.compile(rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep){_YEAR}{_TIME}")
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?:(?P=sep)(?P<d>\d{{1,2}}))?{_TIME}")
_SERIAL = re.compile(r"[34]\d{4}(?:\.0+)?")
_CENTURY = 2000
_LAST_SHORT_YEAR = 49
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class TableDate:
    """A date of a cell.

    Attributes:
        value: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        sure: Whether it can mean nothing else; a curator is told of the others.
        whole: Whether it says all that the cell says.
    """

    value: str
    sure: bool = True
    whole: bool = True


class DateColumn:
    """The dates of one column, in which figures stand in one order.

    Args:
        cells: All its cells.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        found = [m for cell in cells if (m := _FIGURES.fullmatch(cell.strip()))]
        months_last = any(int(m["a"]) > 12 for m in found)
        months_first = any(int(m["b"]) > 12 for m in found)
        self._mixed = months_last and months_first
        self._months_first = months_first and not months_last

    def read(self, cell: str) -> TableDate | None:
        """The date of a cell, `None` if it is none or there is no telling which."""
        text = cell.strip()
        if found := _FIGURES.fullmatch(text):
            return self._figures(found)
        if (found := _DAY_WORD.fullmatch(text)) or (found := _YEAR_FIRST.fullmatch(text)):
            part = found.groupdict()
            month = _month(part["w"]) if part.get("w") else int(part["m"])
            years = part.get("sep") == "/" and not part["d"] and month == (int(part["y"]) + 1) % 100  # perhaps 2011/12
            return _dated(part["y"], month, int(part["d"]) if part["d"] else 0, sure=not years)
        if found := _MONTH_WORD.fullmatch(text):
            return _dated(found["y"], _month(found["w"]), 0, sure=len(found["y"]) > 2)
        if _SERIAL.fullmatch(text):
            day = _EPOCH + timedelta(days=int(float(text)))
            return TableDate(day.isoformat(), sure=False)
        value = read_date(text)
        return TableDate(value, whole=_is_all(value, text)) if value and _exists(value) else None

    def _figures(self, found: re.Match[str]) -> TableDate | None:
        a, b = int(found["a"]), int(found["b"])
        if self._mixed and a <= 12 and b <= 12 and a != b:
            return None
        day, month = (b, a) if b > 12 or self._months_first else (a, b)
        return _dated(found["y"], month, day, sure=len(found["y"]) > 2 and not self._months_first)


def _dated(year: str, month: int, day: int, *, sure: bool = True) -> TableDate | None:
    if len(year) == 2:
        if int(year) > _LAST_SHORT_YEAR:
            return None
        year = str(_CENTURY + int(year))
    value = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
    return TableDate(value, sure=sure) if _exists(value) else None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _exists(value: str) -> bool:
    """True if a day of that date was or will be."""
    try:
        date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def _is_all(value: str, text: str) -> bool:
    """True if a date says all that a text does: as many figures, and no other words than its month's."""
    said = re.findall(r"\d+", text)
    words = [word for word in re.findall(r"[a-z]{3,}", text.lower()) if word[:3] not in _MONTHS]
    return len(said) + bool(re.search(r"[a-z]{3}", text.lower())) == value.count("-") + 1 and not words
