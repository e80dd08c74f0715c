"""A trail that is kept in memory while lines are added, so that a write looks at what came since the one before."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.graph import MERGE, REDACT
from dhrcurate.trail.log import Trail
from dhrcurate.trail.redactions import named_by, refuse_undone


class GrowingTrail:
    """The events of a trail as far as it was read, and what every writer has to know of all of them.

    Args:
        trail: The trail as it was read first.

    Attributes:
        torn: Bytes after the last line end.
        heads: The events that are no other event's parent.
    """

    def __init__(self, trail: Trail = Trail()) -> None:  # noqa: B008  # frozen
        self.torn = trail.torn
        self.heads: tuple[Event, ...] = ()
        self._events: list[Event] = []
        self._ids: set[str] = set()
        self._parents: set[str] = set()
        self._folded = self._intact = False
        self._trail: Trail | None = None
        self.add(trail.events, trail.torn)

    def __len__(self) -> int:
        return len(self._events)

    def add(self, events: Iterable[Event], torn: bytes = b"") -> None:
        """Adds the events of more lines."""
        more = tuple(events)
        for event in more:
            if self._folded and not self._only_follows(event):
                self._folded = self._intact = False
            self._events.append(event)
            self._ids.add(event.id)
            self._parents.update(event.parents)
        self.heads = tuple({e.id: e for e in (*self.heads, *more) if e.id not in self._parents}.values())
        self.torn, self._trail = torn, None

    def trail(self, count: int) -> Trail:
        """The first events as a trail."""
        if count < len(self._events):
            return Trail(tuple(self._events[:count]))
        if self._trail is None:
            self._trail = Trail(tuple(self._events), self.torn)
        return self._trail

    def folded(self) -> tuple[Event, ...] | None:
        """The events with one line for each (see `dhrcurate.trail.fold`); `None` if that is so already.

        Raises:
            RefusedError: If one event stands there with different content.
        """
        if self._folded:
            return None
        events = self.trail(len(self)).events
        if (found := fold_events(events)) is not events:
            return found
        # Only where nothing that is named is missing can a line that is yet to come be known to change nothing before.
        self._folded = all(name in self._ids for event in events for name in _names(event))
        return None

    def refuse_undone(self) -> None:
        """Refuses to write over a redaction that was undone (see `dhrcurate.trail.redactions`).

        Raises:
            RefusedError: With the place, and what to do.
        """
        if not self._intact:
            refuse_undone(self._events)
            self._intact = self._folded

    def _only_follows(self, event: Event) -> bool:
        """True if a new event changes nothing that is known of those before: it takes nothing out and joins none."""
        ordinary = event.action not in (REDACT, MERGE) and not event.redacts and event.id not in self._ids
        return ordinary and all(parent in self._ids for parent in event.parents)


def _names(event: Event) -> Iterable[str]:
    yield from event.parents
    for one in named_by(event):
        yield one[0] if isinstance(one, tuple) else one.event
