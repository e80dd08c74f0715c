"""The one clock of all checks: the local day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
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


def in_utc(moment: datetime) -> str:
    """Returns a moment as events have it: RFC 3339 in UTC with milliseconds and `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def this_moment() -> str:
    """Returns the present moment as events have it."""
    return in_utc(datetime.now(UTC))
