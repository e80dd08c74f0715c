"""Verification: every line is an event, every id is right, every parent exists, every state follows its parent's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of verifying a trail.

    Attributes:
        events: How many whole lines were read; if the chain is broken, up to and including the bad line.
        heads: Ids of the events that are no other event's parent.
        after: Digest of the record after the only head; `None` if there are none or several.
        broken: What is wrong with the first bad line, `None` if all is well.
        broken_line: Number of that line, from 1.
        clock_went_back: Numbers of lines dated before their parent.
        torn: Whether there are bytes after the last line end.
        redacted: How many events have redacted values.
    """

    events: int = 0
    heads: tuple[str, ...] = ()
    after: str | None = None
    broken: str | None = None
    broken_line: int = 1
    clock_went_back: tuple[int, ...] = ()
    torn: bool = False
    redacted: int = 0


@dataclass(slots=True)
class _Known:
    """The part of an event that later lines are checked against."""

    after: str
    at: str


@dataclass(slots=True)
class _Chain:
    """The state of a walk along a trail. Without a fork only the heads are held, so memory does not grow."""

    reread: Callable[[], Iterable[bytes]]
    heads: dict[str, _Known] = field(default_factory=dict)
    everything: dict[str, _Known] | None = None
    count: int = 0
    clock: list[int] = field(default_factory=list)
    redacted: int = 0

    def add(self, event: Event) -> str | None:
        """Adds an event to the chain; returns what is wrong, if anything."""
        if event.id != event.computed_id():
            return "its content does not have its id: it was changed after it was written"
        if not event.parents and self.count > 1:
            return "it has no parent, but is not the first event"
        if event.parents and self.count == 1:
            return "the first event has a parent: lines before it are missing"
        if event.id in self.heads or (self.everything and event.id in self.everything):
            return "this event stands in the trail twice"
        known = [self._known(p) for p in event.parents]
        if self.everything and event.id in self.everything:
            return "this event stands in the trail twice"
        for parent, found in zip(event.parents, known, strict=True):
            if found is None:
                return f"its parent {parent[:12]} does not stand before it: a line was removed or moved"
            if event.at < found.at and self.count not in self.clock:
                self.clock.append(self.count)
        if known and known[0] is not None and event.before != known[0].after:
            return "the state it starts from is not the state that its parent left"
        if not known and event.before is not None:
            return "the first event starts from a state"
        for parent in event.parents:
            self.heads.pop(parent, None)
        here = _Known(event.after, event.at)
        self.heads[event.id] = here
        if self.everything is not None:
            self.everything[event.id] = here
        self.redacted += event.redacted
        return None

    def _known(self, event_id: str) -> _Known | None:
        if event_id in self.heads:
            return self.heads[event_id]
        if self.everything is None:
            self.everything = {}
            for _, line in zip(range(self.count - 1), self.reread(), strict=False):
                event = Event.from_line(line)
                self.everything[event.id] = _Known(event.after, event.at)
        return self.everything.get(event_id)


def verify(lines: Callable[[], Iterable[bytes]]) -> Verification:
    """Verifies a trail's chain, reading line by line.

    A trail without a fork takes constant memory. A chain cannot reveal that all of it was rewritten, or that its end
    was cut off together with the record's changes: only heads that are kept elsewhere can.

    Args:
        lines: Returns the trail's lines with their line ends, each time it is called (see `lines_of`).
    """
    chain = _Chain(lines)
    broken, torn = None, False
    for line in lines():
        if not line.endswith(b"\n"):
            torn = True
            break
        chain.count += 1
        try:
            broken = chain.add(Event.from_line(line))
        except (EventError, NotCanonicalError) as error:
            broken = f"it is no event: {error}"
        if broken:
            break
    only = next(iter(chain.heads.values())).after if len(chain.heads) == 1 else None
    return Verification(
        events=chain.count,
        heads=tuple(chain.heads),
        after=only,
        broken=broken,
        broken_line=chain.count,
        clock_went_back=tuple(chain.clock),
        torn=torn,
        redacted=chain.redacted,
    )


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file with their line ends; the file is closed with the iterator.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        yield from file


def verify_bytes(raw: bytes) -> Verification:
    """Verifies a trail that is held in memory."""
    return verify(lambda: raw.splitlines(keepends=True))


def rebuild_digest(raw: bytes, name: str = "the trail") -> str | None:
    """Digest of the record as the trail alone rebuilds it; `None` if values it needs were redacted.

    Raises:
        RefusedError: If the trail cannot be replayed.
    """
    state = replay(read_events(raw, name))
    if state.redacted:
        return None
    rebuilt = digest(state.data)
    if rebuilt != state.event.after:
        raise RefusedError(f"{name}: replaying its changes gives another state than its last event records")
    return rebuilt
