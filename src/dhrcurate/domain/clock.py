"""The one clock of all checks: the local day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], date]
"""Tells which day it is."""


def local_day() -> date:
    """The day that it is now where the program runs."""
    return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A clock that always tells the same day, so that all files of one check are checked on one day."""

    day: date

    def __call__(self) -> date:
        """The day."""
        return self.day


class AskedDay:
    """A day that notes what is asked of it: the answers hold on every later day on which they are still the same.

    Args:
        day: The day.
    """

    def __init__(self, day: date) -> None:
        self._day = day.isoformat()
        self._until: str | None = None

    @property
    def until(self) -> str | None:
        """The first date, of any precision, on which an answer may be another one; `None` if none ever is."""
        return self._until

    def is_before(self, value: str) -> bool:
        """True if a date of any precision lies after the day and what of it is as precise."""
        ahead = value > self._day[: len(value)]
        if ahead:
            self._note(value)
        return ahead

    def is_before_year(self, year: int) -> bool:
        """True if a year comes after that of the day."""
        ahead = year > int(self._day[:4])
        if ahead and year <= MAXYEAR:
            self._note(f"{year:04}")
        return ahead

    def _note(self, date_ahead: str) -> None:
        self._until = date_ahead if self._until is None else min(self._until, date_ahead)


def holds(made: str, until: str | None, day: date) -> bool:
    """True if answers of one day, the second date being their `AskedDay.until`, are the same on another."""
    return made <= day.isoformat() and (until is None or day.isoformat() < until)


def in_utc(moment: datetime) -> str:
    """Returns a moment as events have it: RFC 3339 in UTC with milliseconds and `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def this_moment() -> str:
    """Returns the present moment as events have it."""
    return in_utc(datetime.now(UTC))
