"""A trail as a file: whole lines, and perhaps a torn last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.trail.event import Event, EventError

PARTLY = b'"gone":['
"""Stands in the lines of a trail if some values of a change were taken out and others were left."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The events of a trail, in the order of the file.

    Attributes:
        events: The events; their chain is not verified here.
        torn: Bytes after the last line end, left by an interrupted write; empty if there are none.
    """

    events: tuple[Event, ...] = ()
    torn: bytes = b""

    @property
    def heads(self) -> tuple[str, ...]:
        """Ids of the events that are no other event's parent, in the order of the file."""
        parents = {p for e in self.events for p in e.parents}
        return tuple(dict.fromkeys(e.id for e in self.events if e.id not in parents))

    @property
    def head(self) -> Event | None:
        """The only head; `None` for an empty trail.

        Raises:
            RefusedError: If there are several.
        """
        heads = self.heads
        if len(heads) > 1:
            raise RefusedError(
                f"the trail has {len(heads)} heads, as after merging branches:"
                " `dhrcurate audit merge RECORD` joins them"
            )
        return self.by_id(heads[0]) if heads else None

    def by_id(self, event_id: str) -> Event:
        """The event whose id is, or begins with, `event_id`.

        Raises:
            UnusableError: If none or several do.
        """
        found = {e.id: e for e in self.events if e.id.startswith(event_id)}
        if len(found) != 1:
            number = "no event" if not found else f"{len(found)} events"
            raise UnusableError(f"{number} of the trail has the id {event_id}; `dhrcurate audit log` lists them")
        return next(iter(found.values()))


def parents_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in an order in which each follows its parents; where they do already, as they are."""
    by_id = {event.id: event for event in events}
    placed: dict[str, Event] = {}
    entered: set[str] = set()
    for event in by_id.values():
        waiting = [event]
        while waiting:
            here = waiting[-1]
            before = [by_id[p] for p in here.parents if p in by_id and p not in entered]
            entered.update((here.id, *(e.id for e in before)))
            if before:
                waiting += before
            else:
                placed.setdefault(here.id, waiting.pop())
    return tuple(placed.values())


def whole_lines(raw: bytes) -> tuple[bytes, bytes]:
    """Splits a trail into its whole lines and the bytes after the last line end."""
    end = raw.rfind(b"\n") + 1
    return raw[:end], raw[end:]


def read_events(raw: bytes, name: str = "the trail") -> Trail:
    """Reads a trail.

    Args:
        raw: The file's bytes.
        name: Its name in an error.

    Raises:
        RefusedError: If a whole line is not an event; the message names the line.
    """
    whole, torn = whole_lines(raw)
    return Trail(tuple(_events(whole, name)), torn)


def events_in(lines: Iterable[bytes]) -> list[Event]:
    """The events among some lines, without their line ends; what is none is left out."""
    found: list[Event] = []
    for line in lines:
        with suppress(EventError):
            found.append(Event.from_line(line))
    return found


def _events(whole: bytes, name: str) -> Iterator[Event]:
    for number, line in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            yield Event.from_line(line)
        except EventError as error:
            raise RefusedError(
                f"{name}:{number}: this line is not an event: {error}; see `dhrcurate audit verify`"
            ) from error
