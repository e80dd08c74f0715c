"""Which redaction names which value that was taken out: a value without one was taken out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import Redacted
from dhrcurate.trail.event import Event
from dhrcurate.trail.graph import MERGE, REDACT, Node, marks_above
from dhrcurate.trail.log import parents_first

Place = tuple[str, int | None]
"""An event's id and the index of its change, `None` for its note."""

UNDONE = (
    "redaction undone by a merge or revert: {}; `dhrcurate audit merge RECORD` takes it out again, or else"
    " `dhrcurate audit redact RECORD`"
)


@dataclass(frozen=True, slots=True)
class _Taken:
    line: int
    path: str = ""
    left: str | None = None
    wholly: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    line: int
    event: str
    left: str | None
    of_version_1: bool
    by_merge: bool


def named_by(event: Event) -> tuple[Redacted | tuple[str, str], ...]:
    """What a redaction took out; in version 1 the event's id and the path."""
    if event.v > 1:
        return event.redacts
    because = event.because or {}
    target, path = because.get("event"), because.get("path")
    return ((target, path),) if event.action == REDACT and isinstance(target, str) and isinstance(path, str) else ()


def refuse_undone(events: Sequence[Event]) -> None:
    """Refuses to write over a redaction that a merge or a revert undid and folding could not do again.

    Raises:
        RefusedError: With the place, and what to do.
    """
    if not any(event.action == REDACT for event in events):
        return
    by_id = {event.id: event for event in events}
    for event in events:
        for one in event.redacts if event.v > 1 else ():
            target = by_id.get(one.event)
            if target is not None and (what := _still_there(target, one)) is not None:
                raise RefusedError(
                    f"a redaction was undone by a merge or revert: {what} of the event {target.id[:12]} is there again;"
                    " take it out with `dhrcurate audit redact RECORD --text-from FILE` once more"
                )


def _still_there(target: Event, one: Redacted) -> str | None:
    if one.change is None:
        return "the reason" if target.note_redacted is None else None
    if one.change < len(target.changes) and (change := target.changes[one.change]).redacted is None:
        return f"the value at {change.path or 'the whole record'}"
    return None


@dataclass(slots=True)
class Redactions:
    """The values that were taken out of a trail, and the events that say so; nothing else of the trail is held."""

    _taken: dict[Place, _Taken] = field(default_factory=dict)
    _names: dict[Place, list[_Name]] = field(default_factory=dict)
    _at: dict[tuple[str, str], Place] = field(default_factory=dict)
    events: int = 0

    def add(self, event: Event, line: int) -> str | None:
        """Adds an event after those that it follows; returns what is wrong with it, if anything."""
        taken = False
        for index, change in enumerate(event.changes):
            if change.redacted is not None:
                self._taken[event.id, index] = _Taken(line, change.path, change.left, change.gone is None)
                self._at.setdefault((event.id, change.path), (event.id, index))
                taken = True
        if event.note_redacted is not None:
            self._taken[event.id, None] = _Taken(line)
            taken = True
        self.events += taken
        if event.action not in (REDACT, MERGE):
            return "it takes values out and is no redaction" if event.redacts else None
        for one in named_by(event):
            if (wrong := self._add_name(one, event, line)) is not None:
                return wrong
        return None

    def _add_name(self, one: Redacted | tuple[str, str], event: Event, line: int) -> str | None:
        if isinstance(one, Redacted):
            place: Place | None = (one.event, one.change)
            left, what = one.left, "note" if one.change is None else f"change {one.change}"
            target = one.event
        else:
            target, what = one
            place, left = self._at.get((target, what)), None
        if place is None or place not in self._taken or target == event.id:
            return UNDONE.format(f"{what or 'the record'} of the event {target[:12]} still stands there")
        self._names.setdefault(place, []).append(_Name(line, event.id, left, event.v == 1, event.action == MERGE))
        return None

    def problem(self, nodes: Mapping[str, Node] | None, *, one_head: bool) -> tuple[int, str] | None:
        """The first value that was not taken out as a redaction says: its line and what is wrong.

        Args:
            nodes: The events by id, each after its parents; `None` if every line follows all lines before it.
            one_head: Whether the trail has one head. Redactions on branches that are not merged yet need not agree.
        """
        descent = self._descent(nodes)
        for place, taken in sorted(self._taken.items(), key=lambda item: item[1].line):
            names = self._names.get(place, [])
            what = "its note" if place[1] is None else f"the value at {taken.path or 'the whole record'}"
            if not names:
                return taken.line, f"{what} was taken out, and no later redaction says so"
            if place in descent.apart:
                return taken.line, f"{what} was taken out by a redaction that does not follow it"
            if place in descent.doubled:
                return taken.line, f"{what} was taken out by more than one redaction"
            last = descent.last(place, names)
            # Version 1 took out whole values and its event does not say what is left, so nothing may be.
            fits = all(taken.wholly if n.of_version_1 else n.left == taken.left for n in last)
            if not fits and (one_head or len(last) == 1):
                return taken.line, f"{what} has more or less taken out than the redaction says"
        return None

    def disagreeing(self, nodes: Mapping[str, Node]) -> Iterator[Redacted]:
        """The changes of which branches took out different parts, with what is left of them now."""
        descent = self._descent(nodes)
        for place, taken in self._taken.items():
            last = descent.last(place, self._names.get(place, []))
            if place[1] is not None and any(not n.of_version_1 and n.left != taken.left for n in last):
                yield Redacted(place[0], place[1], taken.left)

    def _descent(self, nodes: Mapping[str, Node] | None) -> _Descent:
        """How the redactions of each place follow it and each other."""
        found = _Descent()
        for place, names in self._names.items():
            if len({name.event for name in names}) < len(names):
                found.doubled.add(place)
        if nodes is None:
            for place, names in self._names.items():
                found.in_a_line(place, names)
            return found
        asked = {name.event for names in self._names.values() for name in names}
        places: dict[str, list[Place]] = {}
        for place, names in self._names.items():
            for event_id in {place[0], *(name.event for name in names)}:
                places.setdefault(event_id, []).append(place)
        for bits, above in marks_above(nodes, list(places), asked):
            for place in {place: None for event_id in bits for place in places[event_id]}:
                found.among(place, self._names[place], bits, above)
        return found


@dataclass(slots=True)
class _Descent:
    """How the redactions that name a place follow it and each other.

    Attributes:
        apart: The places that one of them does not follow.
        doubled: The places from which a later one takes out what an earlier one took out already; a merge may say it
            again.
        followed: The redactions, by place, that another one of the same place follows.
    """

    apart: set[Place] = field(default_factory=set)
    doubled: set[Place] = field(default_factory=set)
    followed: dict[Place, set[str]] = field(default_factory=dict)

    def in_a_line(self, place: Place, names: Sequence[_Name]) -> None:
        """Takes in a place of a trail in which every line follows all lines before it."""
        latest = max((name.line for name in names), default=0)
        self.followed[place] = {name.event for name in names if name.line < latest}
        first: dict[str | None, int] = {}
        for name in names:
            first[name.left] = min(first.get(name.left, name.line), name.line)
        if any(name.line > first[name.left] and not name.by_merge for name in names):
            self.doubled.add(place)

    def among(self, place: Place, names: Sequence[_Name], bits: Mapping[str, int], above: Mapping[str, int]) -> None:
        """Takes in a place, as far as some of its events have bits (see `marks_above`)."""
        if (own := bits.get(place[0])) is not None and not all(above[name.event] & own for name in names):
            self.apart.add(place)
        with_left: dict[str | None, int] = {}
        everything = followed = 0
        for name in names:
            bit = bits.get(name.event, 0)
            with_left[name.left] = with_left.get(name.left, 0) | bit
            everything |= bit
        for name in names:
            followed |= above[name.event] & everything
            if not name.by_merge and above[name.event] & with_left[name.left]:
                self.doubled.add(place)
        if followed:
            here = {name.event for name in names if followed & bits.get(name.event, 0)}
            self.followed.setdefault(place, set()).update(here)

    def last(self, place: Place, names: Sequence[_Name]) -> list[_Name]:
        """The redactions of a place that no other one of it follows."""
        followed = self.followed.get(place, set())
        return [name for name in names if name.event not in followed]


def disagreeing(events: Sequence[Event]) -> tuple[Redacted, ...]:
    """The changes of which branches took out different parts, with what is left of them, for the event that merges.

    Args:
        events: The events of a folded trail.
    """
    found = Redactions()
    for line, event in enumerate(events, 1):
        found.add(event, line)
    return tuple(found.disagreeing({event.id: event for event in parents_first(events)}))
