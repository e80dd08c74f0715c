"""Verification: every line is an event, every id is right, every parent exists, nothing was taken out unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import ACTIONS, REIMPORT, Event, EventError
from dhrcurate.trail.every_state import every_state
from dhrcurate.trail.graph import clearing, unsalted
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.redactions import Redactions
from dhrcurate.trail.roots import extracted_count, made_keys, whole_record
from dhrcurate.trail.salts import Salts, salts_among

TWICE = (
    "this event stands in the trail twice; `dhrcurate audit merge RECORD` folds lines that differ in what was taken out"
)


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of verifying a trail.

    Attributes:
        events: How many whole lines were read; if the chain is broken, up to and including the bad line.
        heads: Ids of the events that are no other event's parent.
        broken: What is wrong with the first bad line, `None` if all is well.
        broken_line: Number of that line, from 1.
        clock_went_back: Numbers of lines dated before their parent.
        torn: Whether there are bytes after the last line end.
        redacted: How many events have redacted values.
        of_version_1: How many events are of version 1.
        unknown_actions: Kinds of events that this program does not know.
        last: The only head; `None` if there are none or several.
        begun_with: How many recommendations the first event made, or the newest extraction had.
    """

    events: int = 0
    heads: tuple[str, ...] = ()
    broken: str | None = None
    broken_line: int = 1
    clock_went_back: tuple[int, ...] = ()
    torn: bool = False
    redacted: int = 0
    of_version_1: int = 0
    unknown_actions: tuple[str, ...] = ()
    last: Event | None = None
    begun_with: int = 0

    @property
    def empty(self) -> bool:
        """True if the trail holds nothing at all."""
        return not self.events and not self.torn

    def ends_in(self, state: str | None) -> bool:
        """True if the only head left the record in the state with this digest."""
        return self.last is not None and self.last.leads_to(state)


@dataclass(frozen=True, slots=True)
class _Known:
    """The part of an event that later lines are checked against."""

    line: int
    v: int
    at: str
    action: str
    parents: tuple[str, ...]
    after: str
    salted: bool


def _known(event: Event, line: int) -> _Known:
    return _Known(line, event.v, event.at, event.action, event.parents, event.after, event.state_salt is not None)


@dataclass(slots=True)
class _Chain:
    """The state of a walk along a trail. Without a fork only the heads are held, so memory does not grow."""

    reread: Callable[[], Iterable[bytes]]
    heads: dict[str, Event] = field(default_factory=dict)
    everything: dict[str, _Known] | None = None
    count: int = 0
    clock: list[int] = field(default_factory=list)
    redactions: Redactions = field(default_factory=Redactions)
    salts: Salts = field(default_factory=Salts)
    of_version_1: int = 0
    unknown: dict[str, None] = field(default_factory=dict)
    begun_with: int = 0
    updates: list[tuple[str, int]] = field(default_factory=list)  # the updates, with the number before each
    begun_as: tuple[object] | None = None  # the id of the record that the first line makes, once that was asked

    def add(self, event: Event) -> str | None:
        """Adds an event to the chain; returns what is wrong, if anything."""
        if event.id != event.computed_id():
            return "its content does not have its id: it was changed after it was written"
        if not event.parents and self.count > 1:
            if self._find(event.id) is not None:
                return TWICE
            if not self._begins_the_same(event):
                return "it has no parent, but is not the first event"
        if event.parents and self.count == 1:
            return "the first event has a parent: lines before it are missing"
        if event.id in self.heads or (self.everything and event.id in self.everything):
            return TWICE
        known = [self._find(p) for p in event.parents]
        if self.everything and event.id in self.everything:
            return TWICE
        for parent, found in zip(event.parents, known, strict=True):
            if found is None:
                return f"its parent {parent[:12]} does not stand before it: a line was removed or moved"
            if event.v < found.v:
                return f"it is of version {event.v}, and its parent of version {found.v}"
            if event.at < found.at and self.clock[-1:] != [self.count]:
                self.clock.append(self.count)
        if event.v == 1:
            self.of_version_1 += 1
            if known and known[0] is not None and event.before != known[0].after:
                return "the state it starts from is not the state that its parent left"
            if not known and event.before is not None:
                return "the first event starts from a state"
        return self._add(event)

    def _add(self, event: Event) -> str | None:
        if event.action not in ACTIONS:
            self.unknown[event.action] = None
        for parent in event.parents:
            self.heads.pop(parent, None)
        self.heads[event.id] = event
        if self.count == 1:
            self.begun_with = len(made_keys(event.changes))
        elif event.action == REIMPORT:
            self.updates.append((event.id, self.begun_with))
            self.begun_with = extracted_count(event)
        elif event.action == "undo" and self.updates and self.updates[-1][0] == event.reverses:
            self.begun_with = self.updates.pop()[1]
        if self.everything is not None:
            self.everything[event.id] = _known(event, self.count)
        else:
            self.salts.add(event, self.count)
        return self.redactions.add(event, self.count)

    def _begins_the_same(self, event: Event) -> bool:
        """True if two curators each began this record, or the register, by themselves; a merge joins that."""
        if self.begun_as is None:
            self.begun_as = (whole_record(Event.from_line(next(iter(self.reread())))).get("id"),)
        return self.begun_as == (whole_record(event).get("id"),)

    def _find(self, event_id: str) -> Event | _Known | None:
        if event_id in self.heads:
            return self.heads[event_id]
        if self.everything is None:
            self.everything = {}
            for line, raw in zip(range(1, self.count), self.reread(), strict=False):
                event = Event.from_line(raw)
                self.everything[event.id] = _known(event, line)
        return self.everything.get(event_id)

    def problem(self) -> tuple[int, str] | None:
        """What is wrong with the whole of a chain of sound events: its line, and what it is."""
        everything = self.everything
        salts = self.salts.problem if everything is None else salts_among(everything)
        taken = self.redactions.problem(everything, one_head=len(self.heads) == 1)
        return min((p for p in (salts, taken) if p is not None), default=None)


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
    broken_line = chain.count
    if not broken and (problem := chain.problem()):
        broken_line, broken = problem
    return Verification(
        events=chain.count,
        heads=tuple(chain.heads),
        broken=broken,
        broken_line=broken_line,
        clock_went_back=tuple(chain.clock),
        torn=torn,
        redacted=chain.redactions.events,
        of_version_1=chain.of_version_1,
        unknown_actions=tuple(chain.unknown),
        last=next(iter(chain.heads.values())) if len(chain.heads) == 1 else None,
        begun_with=chain.begun_with,
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
    return verify(lambda: BytesIO(raw))


def _digest_after(data: Mapping[str, Any], where: str) -> str:
    try:
        return digest(data)
    except NotCanonicalError as error:
        raise RefusedError(f"{where} has no canonical form: {error}") from error


def rebuild_digest(raw: bytes, name: str = "the trail") -> str | None:
    """Digest of the record as the trail alone rebuilds it; `None` if version 1 took out values that it needs.

    Every state that has a salt is rebuilt: no id covers the salts.

    Raises:
        RefusedError: If the trail cannot be replayed to the states that it records.
    """
    trail = read_events(raw, name)
    head = trail.head
    if head is None:
        raise RefusedError(f"{name}: the trail is empty")
    return rebuilt(trail, name)[head.id]


def rebuilt(trail: Trail, name: str = "the trail") -> dict[str, str | None]:
    """The same of each of the heads of a trail, by its id, as after a merge that waits for its heads to be joined.

    Raises:
        RefusedError: If the trail cannot be replayed to the states that it records.
    """
    heads = dict.fromkeys(trail.heads)
    by_id = {e.id: e for e in trail.events}
    cleared = clearing(by_id)
    # With several heads, one may go on with what another took out; what joins them decides about that.
    whole = cleared - unsalted(by_id, cleared) | heads.keys() if len(heads) == 1 else set()
    last: dict[str, str | None] = dict(heads)
    for event, data, gone in every_state(trail):
        found = None
        where = f"{name}: the state after the event {event.id[:12]}"
        if gone:
            if event.id in whole and event.v > 1 and not any(gone.values()):
                raise RefusedError(f"{where} needs a value that was taken out: {min(gone)}")
        elif event.id in whole or event.state_salt is not None:
            found = _digest_after(data, where)
            if not event.leads_to(found):
                raise RefusedError(f"{where}: replaying its changes gives another state than it records")
        if event.id in last:
            last[event.id] = found
    return last
