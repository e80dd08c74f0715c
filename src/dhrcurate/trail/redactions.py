"""Which redaction names which value that was taken out: a value without one was taken out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import Redacted
from dhrcurate.trail.event import Event
from dhrcurate.trail.graph import MERGE, REDACT, ancestors

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
    events: int = 0

    def add(self, event: Event, line: int) -> str | None:
        """Adds an event after those that it follows; returns what is wrong with it, if anything."""
        taken = False
        for index, change in enumerate(event.changes):
            if change.redacted is not None:
                self._taken[event.id, index] = _Taken(line, change.path, change.left, change.gone is None)
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
            found = (
                p for p, taken in self._taken.items() if p[0] == target and taken.path == what and p[1] is not None
            )
            place, left = next(found, None), None
        if place is None or place not in self._taken or target == event.id:
            return UNDONE.format(f"{what or 'the record'} of the event {target[:12]} still stands there")
        self._names.setdefault(place, []).append(_Name(line, event.id, left, event.v == 1, event.action == MERGE))
        return None

    def problem(self, above: Callable[[str], set[str]] | None, *, one_head: bool) -> tuple[int, str] | None:
        """The first value that was not taken out as a redaction says: its line and what is wrong.

        Args:
            above: The ids of all ancestors of an event; `None` if every line follows all lines before it.
            one_head: Whether the trail has one head. Redactions on branches that are not merged yet need not agree.
        """
        for place, taken in sorted(self._taken.items(), key=lambda item: item[1].line):
            names = self._names.get(place, [])
            what = "its note" if place[1] is None else f"the value at {taken.path or 'the whole record'}"
            if not names:
                return taken.line, f"{what} was taken out, and no later redaction says so"
            if above is not None and any(place[0] not in above(name.event) for name in names):
                return taken.line, f"{what} was taken out by a redaction that does not follow it"
            if _doubled(names, above):
                return taken.line, f"{what} was taken out by more than one redaction"
            last = _last(names, above)
            # Version 1 took out whole values and its event does not say what is left, so nothing may be.
            fits = all(taken.wholly if n.of_version_1 else n.left == taken.left for n in last)
            if not fits and (one_head or len(last) == 1):
                return taken.line, f"{what} has more or less taken out than the redaction says"
        return None

    def disagreeing(self, above: Callable[[str], set[str]]) -> Iterator[Redacted]:
        """The changes of which branches took out different parts, with what is left of them now."""
        for (event_id, index), taken in self._taken.items():
            last = _last(self._names.get((event_id, index), []), above)
            if index is not None and any(not n.of_version_1 and n.left != taken.left for n in last):
                yield Redacted(event_id, index, taken.left)


def _follows(later: _Name, earlier: _Name, above: Callable[[str], set[str]] | None) -> bool:
    return later.line > earlier.line if above is None else earlier.event in above(later.event)


def _last(names: Sequence[_Name], above: Callable[[str], set[str]] | None) -> list[_Name]:
    return [n for n in names if not any(_follows(other, n, above) for other in names)]


def _doubled(names: Sequence[_Name], above: Callable[[str], set[str]] | None) -> bool:
    """True if a later redaction takes out what an earlier one took out already; a merge may say it again."""
    if len({name.event for name in names}) < len(names):
        return True
    pairs = ((one, other) for one in names for other in names if one.left == other.left and not other.by_merge)
    return any(_follows(other, one, above) for one, other in pairs)


def disagreeing(events: Sequence[Event]) -> tuple[Redacted, ...]:
    """The changes of which branches took out different parts, with what is left of them, for the event that merges.

    Args:
        events: The events of a folded trail.
    """
    found = Redactions()
    for line, event in enumerate(events, 1):
        found.add(event, line)
    by_id = {e.id: e for e in events}
    return tuple(found.disagreeing(lambda event_id: ancestors(by_id, event_id) - {event_id}))
