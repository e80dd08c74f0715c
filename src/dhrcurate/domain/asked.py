"""Answers remembered for every context in which they are surely the same.

What a written name means depends on the area and the time of its record, but mostly on little of them: on no area at
all, or on a time before some body ended. An answer is made once with a context that notes what was asked of it, and
holds for every other context of which the same was asked with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from dhrcurate.domain.agency import Context, Interval

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_Asked_contra = TypeVar("_Asked_contra", bound=Hashable, contravariant=True)

_FIRST, _LAST = "", "\U0010ffff"
"""Before and after every date."""

_ANY = ()
_AREA = {True: (True,), False: (False,)}
"""What stands for an area where an answer depends on none, or only on whether there is one: no text, as an area is."""


Plain = Sequence[Any]
"""What was asked of the context of an answer, as JSON holds it."""


class Kept(Protocol[_Asked_contra, _Value]):
    """Answers that an earlier run made, and a place for those of this one."""

    def answers(self, key: _Asked_contra) -> Iterable[tuple[Plain, _Value]]:
        """Return the known answers for a key, each with what was asked of its context."""

    def add(self, key: _Asked_contra, asked: Plain, value: _Value) -> None:
        """Note an answer that was made."""


class _NotedArea:
    """What was asked about an area: whether there is one, and which it is."""

    __slots__ = ("some", "which")

    def __init__(self) -> None:
        self.some = self.which = False

    def add(self, more: _NotedArea) -> None:
        self.some |= more.some
        self.which |= more.which


class _NotedTime:
    """What was asked about a time.

    Attributes:
        asked: Whether anything was asked.
        exact: Whether the very dates were.
        end_from: The latest date that the end is not before.
        end_before: The earliest date that the end is before.
        start_after: The latest date that the start is after.
        start_to: The earliest date that the start is not after.
    """

    __slots__ = ("asked", "end_before", "end_from", "exact", "start_after", "start_to")

    def __init__(self) -> None:
        self.asked = self.exact = False
        self.end_from = self.start_after = _FIRST
        self.end_before = self.start_to = _LAST

    def add(self, more: _NotedTime) -> None:
        if not more.asked:
            return
        self.asked = True
        self.exact |= more.exact
        self.end_from = max(self.end_from, more.end_from)
        self.end_before = min(self.end_before, more.end_before)
        self.start_after = max(self.start_after, more.start_after)
        self.start_to = min(self.start_to, more.start_to)

    def is_same(self, span: Interval, other: Interval) -> bool:
        """True if what was asked of one span would have had the same answers of another."""
        if self.exact:
            return span == other
        if (self.end_from, self.end_before) != (_FIRST, _LAST) and not (
            len(span.end) == len(other.end) and self.end_from <= other.end < self.end_before
        ):
            return False  # dates of another precision are compared otherwise
        return (self.start_after, self.start_to) == (_FIRST, _LAST) or (
            len(span.start) == len(other.start) and self.start_after < other.start <= self.start_to
        )


_NO_AREA, _NO_TIME = _NotedArea(), _NotedTime()
"""What most answers note: they are very many."""


class _AskedInterval(Interval):
    """A span of time that notes what is asked of it."""

    __slots__ = ("_noted", "_span")
    _noted: _NotedTime
    _span: Interval

    def __init__(self, span: Interval, noted: _NotedTime) -> None:
        object.__setattr__(self, "_span", span)
        object.__setattr__(self, "_noted", noted)

    @property
    def start(self) -> str:
        """The start; an answer that needs it holds for this span only."""
        self._noted.exact = True
        return self._span.start

    @property
    def end(self) -> str:
        """The end; an answer that needs it holds for this span only."""
        self._noted.exact = True
        return self._span.end

    def overlaps(self, since: str | None, until: str | None) -> bool:
        """True if a period has a day in common with the span; see `Interval.overlaps`."""
        noted, span = self._noted, self._span
        if since is not None:
            end = span.end
            since = since[: len(end)]
            if end < since:
                noted.end_before = min(noted.end_before, since)
                return False
            noted.end_from = max(noted.end_from, since)
        if until is None:
            return True
        start = span.start
        # What is less precise than the start lasts to its end: "2014" ends after "2014-05".
        until = until[: len(start)] if len(until) >= len(start) else until + _LAST
        if start <= until:
            noted.start_to = min(noted.start_to, until)
            return True
        noted.start_after = max(noted.start_after, until)
        return False


class AskedContext(Context):
    """A context that notes what is asked of it."""

    __slots__ = ("_area", "_noted_area", "_noted_time", "_on", "_span")
    _area: str | None
    _noted_area: _NotedArea
    _noted_time: _NotedTime
    _on: Interval | None
    _span: Interval | None

    def __init__(self, area: str | None, span: Interval | None, noted_area: _NotedArea, noted: _NotedTime) -> None:
        object.__setattr__(self, "_area", area)
        object.__setattr__(self, "_span", span)
        object.__setattr__(self, "_noted_area", noted_area)
        object.__setattr__(self, "_noted_time", noted)
        object.__setattr__(self, "_on", None if span is None else _AskedInterval(span, noted))

    @property
    def csp(self) -> str | None:
        """The area; an answer that needs it holds for this area only."""
        self._noted_area.which = True
        return self._area

    @property
    def on(self) -> Interval | None:
        """The time; an answer that needs it does not hold where there is none, or the other way round."""
        self._noted_time.asked = True
        return self._on

    @property
    def has_area(self) -> bool:
        """True if an area is known."""
        self._noted_area.some = True
        return bool(self._area)

    @property
    def is_anywhere(self) -> bool:
        """True if neither area nor time is known."""
        if self._area:
            self._noted_area.some = True
            return False
        self._noted_area.which = True
        self._noted_time.asked = True
        return self._area is None and self._span is None

    def at_any_time(self) -> Context:
        """The same area without a time."""
        return AskedContext(self._area, None, self._noted_area, _NotedTime())

    def in_any_area(self) -> Context:
        """The same time without an area."""
        return AskedContext(None, self._span, _NotedArea(), self._noted_time)

    def note(self, area: _NotedArea, time: _NotedTime) -> None:
        """Notes what was asked for a part of an answer."""
        self._noted_area.add(area)
        self._noted_time.add(time)

    def facts(self) -> tuple[str | None, Interval | None]:
        """The area and the time, for a look-up that notes itself what they are needed for."""
        return self._area, self._span


class _Answer(Generic[_Value]):
    """An answer, and what was asked of the context for it: of which area, and of which time."""

    __slots__ = ("area", "span", "time", "value", "where")

    def __init__(
        self, value: _Value, where: str | None, span: Interval | None, area: _NotedArea, time: _NotedTime
    ) -> None:
        self.value, self.span = value, span
        self.area = area if area.some or area.which else _NO_AREA
        self.time = time if time.asked else _NO_TIME
        self.where: Hashable = where if area.which else _AREA[bool(where)] if area.some else _ANY

    @classmethod
    def of_plain(cls, value: _Value, plain: Plain) -> _Answer[_Value]:
        """The answer of an earlier run.

        Raises:
            ValueError, TypeError: If what was asked is not as `plain` gives it.
        """
        where, some, which, span, times = plain
        area, time = _NotedArea(), _NotedTime()
        area.some, area.which = some, which
        if times is not None:
            time.asked = True
            time.exact, time.end_from, time.end_before, time.start_after, time.start_to = times
        return cls(value, where, Interval(*span) if span is not None else None, area, time)

    def plain(self) -> Plain:
        """What was asked, and of which area and time; nothing is said of one that was not asked."""
        area, time, span = self.area, self.time, self.span
        where = self.where if area.which else "some" if self.where == _AREA[True] else None
        if not time.asked:
            return where, area.some, area.which, None, None
        times = time.exact, time.end_from, time.end_before, time.start_after, time.start_to
        return where, area.some, area.which, (span.start, span.end) if span is not None else None, times

    def holds(self, span: Interval | None) -> bool:
        """True if the answer is the same at another time."""
        if not self.time.asked or span is self.span:
            return True
        return span is not None and self.span is not None and self.time.is_same(self.span, span)


class Remembered(Generic[_Key, _Value]):
    """A function of a key and a context that makes each answer once for all contexts in which it is the same.

    Args:
        make: The function; it asks the context that it is given, and no other, and gives that to what it calls.
        most: The most answers that are remembered; the older half of the keys is forgotten beyond.
        kept: What an earlier run remembered, and where what this one makes is noted.
    """

    def __init__(
        self, make: Callable[[_Key, Context], _Value], most: int, kept: Kept[_Key, _Value] | None = None
    ) -> None:
        self._make = make
        self._most = most
        self._kept = kept
        self._known: dict[_Key, dict[Hashable, list[_Answer[_Value]]]] = {}
        self._count = 0

    def __call__(self, key: _Key, context: Context) -> _Value:
        """Return what the function returns."""
        asked = context if isinstance(context, AskedContext) else None
        csp, span = asked.facts() if asked else (context.csp, context.on)
        known = self._known.get(key)
        if known is None and self._kept is not None:
            known = self._of_earlier(key, self._kept)
        if known is not None:
            for area in (_ANY, csp, _AREA[bool(csp)]):
                for answer in known.get(area, ()):
                    if answer.holds(span):
                        if asked and not (answer.area is _NO_AREA and answer.time is _NO_TIME):
                            asked.note(answer.area, answer.time)
                        return answer.value
        noted_area, noted_time = _NotedArea(), _NotedTime()
        value = self._make(key, AskedContext(csp, span, noted_area, noted_time))
        made = _Answer(value, csp, span, noted_area, noted_time)
        self._keep(key, made)
        if self._kept is not None:
            self._kept.add(key, made.plain(), value)
        if asked:
            asked.note(noted_area, noted_time)
        return value

    def _of_earlier(self, key: _Key, kept: Kept[_Key, _Value]) -> dict[Hashable, list[_Answer[_Value]]] | None:
        for plain, value in kept.answers(key):
            self._keep(key, _Answer.of_plain(value, plain))
        return self._known.get(key)

    def _keep(self, key: _Key, answer: _Answer[_Value]) -> None:
        if self._count >= self._most:
            for old in list(islice(self._known, (len(self._known) + 1) // 2)):
                self._count -= sum(map(len, self._known.pop(old, {}).values()))
        self._count += 1
        self._known.setdefault(key, {}).setdefault(answer.where, []).append(answer)
