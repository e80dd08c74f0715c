"""Verifying a trail: every line an event, every id right, every parent there, every state joined to the one before."""

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
    """What verifying a trail told.

    Attributes:
        events: How many whole lines were read; where the chain is broken, up to and with the bad line.
        heads: Ids of the events that no other names as its parent.
        after: Digest of the record after the only head; `None` where there are none or several.
        broken: What is wrong with the first bad line, `None` where all is well.
        broken_line: Number of that line, from 1.
        clock_went_back: Numbers of lines whose time lies before their parent's.
        torn: Whether bytes stand after the last line end.
        redacted: How many events had values taken out.
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
    """What later lines need to know of an event."""

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
        """Joins an event to the chain; says what is wrong, if anything."""
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

    A trail without a fork takes constant memory. What a chain cannot show is a rewrite of everything, or a tail cut
    back together with the record: only heads that are kept elsewhere can.

    Args:
        lines: Gives the trail's lines with their line ends, each time it is called (see `lines_of`).
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
        OSError: Where it cannot be read.
    """
    with path.open("rb") as file:
        yield from file


def verify_bytes(raw: bytes) -> Verification:
    """Verifies a trail that is held in memory."""
    return verify(lambda: raw.splitlines(keepends=True))


def rebuild_digest(raw: bytes, name: str = "the trail") -> str | None:
    """Digest of the record as the trail alone rebuilds it; `None` where values it needs were redacted.

    Raises:
        RefusedError: Where the trail cannot be replayed.
    """
    state = replay(read_events(raw, name))
    if state.redacted:
        return None
    rebuilt = digest(state.data)
    if rebuilt != state.event.after:
        raise RefusedError(f"{name}: replayed, its changes yield another state than its last event names")
    return rebuilt
