"""Folding: a trail in which one event stands in several lines, as after a merge, back to one line for each event.

Lines of one event can differ only in what was taken out of them. The one that is left lacks whatever a redaction took
out of any of them, so that a merge or a revert never brings a redacted value back, and no line that somebody emptied by
hand takes a value away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain, combinations

from dhrcurate.domain.canonical import NotCanonicalError
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import Change, Redacted, leaves
from dhrcurate.trail.event import Event
from dhrcurate.trail.graph import REDACT, clearing, unsalted
from dhrcurate.trail.log import read_events
from dhrcurate.trail.redactions import named_by

_TRIED = 2**16
"""How many leaves are digested at most to find those of a change that were taken out."""


TOLD_OTHERWISE = "a redaction tells other values than the line that it redacts"
"""Said of a line in which something was taken out and something else was written."""

NamedPlace = tuple[str, int | str | None]
"""An event's id and the index of its change, or in version 1 the change's path; `None` for its note."""


def folded(raw: bytes, name: str = "the trail") -> bytes:
    """A trail in which every event stands once, after its parents, without anything that was ever taken out of it.

    Every writer of a trail, and a merge in git before it commits, has to leave it like this.

    Args:
        raw: The trail's bytes; a torn last line is kept.
        name: Its name in an error.

    Returns:
        The same bytes if there is nothing to do.

    Raises:
        RefusedError: If a line is not an event, or one event stands there with different content.
    """
    trail = read_events(raw, name)
    events = fold_events(trail.events)
    return raw if events is trail.events else lines_of_events(events) + trail.torn


def fold_events(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The same of events that were read; the very same tuple if there is nothing to do.

    Raises:
        RefusedError: If one event stands there with different content.
    """
    if len({e.id for e in events}) == len(events) and not any(e.action == REDACT for e in events):
        return events
    named = _named_places(events)
    by_id: dict[str, Event] = {}
    for event in events:
        by_id[event.id] = fold_two(by_id[event.id], event, named) if event.id in by_id else event
    by_id = _parents_first(by_id)
    _take_out_again(by_id)
    for event_id in unsalted(by_id, clearing(by_id)):
        if event_id in by_id and by_id[event_id].state_salt is not None:
            by_id[event_id] = replace(by_id[event_id], state_salt=None)
    found = tuple(by_id.values())
    return events if found == events else found


def fold_two(one: Event, other: Event, named: Collection[NamedPlace] | None = None) -> Event:
    """One event of two lines, without whatever a redaction took out of either of them.

    What only one of them lacks and no redaction names was taken out by hand, and stays.

    Args:
        one: The event in one line.
        other: The event in the other.
        named: What the redactions of the trail name; `None` for all that either lacks.

    Raises:
        RefusedError: If they differ in anything else, as in what a redaction left.
    """
    if one == other:
        return one
    try:
        same = one.id == other.id == one.computed_id() == other.computed_id()
    except NotCanonicalError:
        same = False
    if not same or len(one.changes) != len(other.changes):
        raise RefusedError(f"the event {one.id[:12]} stands in the trail twice with different content")

    if not one.agrees_with(other):
        raise RefusedError(f"the event {one.id[:12]}: {TOLD_OTHERWISE}")

    def is_named(place: int | str | None) -> bool:
        return named is None or (one.id, place) in named

    changes = tuple(
        _fold_changes(a, b, named=is_named(i) or is_named(a.path))
        for i, (a, b) in enumerate(zip(one.changes, other.changes, strict=True))
    )
    salts = (one.state_salt, other.state_salt)
    # Where redactions are known, the salts that have to go are taken out after folding.
    salt = next((s for s in salts if s is not None), None) if named is not None or None not in salts else None
    result = replace(one, changes=changes, state_salt=salt)
    if other.note_redacted is not None and is_named(None):
        return result.without_note()
    if one.note_redacted is not None and other.note_redacted is None and not is_named(None):
        return replace(result, note=other.note, note_salt=other.note_salt, note_redacted=None)
    return result


def _fold_changes(one: Change, other: Change, *, named: bool) -> Change:
    if not named and (one.redacted is None or other.redacted is None):
        return one if one.redacted is None else other
    if other.redacted is None:
        return one
    if one.redacted is None or other.gone is None:
        one, other = other, one
    return one if one.gone is None else one.without(other.taken_out)


def _named_places(events: Iterable[Event]) -> frozenset[NamedPlace]:
    found: set[NamedPlace] = set()
    for event in events:
        for one in named_by(event):
            found.add((one.event, one.change) if isinstance(one, Redacted) else one)
    return frozenset(found)


def _parents_first(events: dict[str, Event]) -> dict[str, Event]:
    """The events in their order, but each after its parents; what waits for a parent stands behind all that do not."""
    places = {event_id: at for at, event_id in enumerate(events)}
    parents = {i: {p for p in event.parents if p in places} for i, event in events.items()}
    if all(places[p] < places[i] for i, above in parents.items() for p in above):
        return events
    children: dict[str, list[str]] = {}
    for event_id, above in parents.items():
        for parent in above:
            children.setdefault(parent, []).append(event_id)
    rounds = dict.fromkeys(events, 0)  # how often an event waits for one that stands behind it
    left = {i: len(above) for i, above in parents.items()}
    ready = [i for i, count in left.items() if not count]
    for event_id in ready:  # which grows
        for child in children.get(event_id, ()):
            rounds[child] = max(rounds[child], rounds[event_id] + (places[event_id] > places[child]))
            left[child] -= 1
            if not left[child]:
                ready.append(child)
    circle = [i for i in events if left[i]]  # which verifying finds
    return {i: events[i] for i in (*sorted(ready, key=lambda i: (rounds[i], places[i])), *circle)}


def _take_out_again(events: dict[str, Event]) -> None:
    """Takes out once more what redactions say that they took out, where that can be told."""
    named: dict[NamedPlace, list[str | None]] = {}
    for event in events.values():
        for one in named_by(event):
            place = (one.event, one.change) if isinstance(one, Redacted) else one
            named.setdefault(place, []).append(one.left if isinstance(one, Redacted) else None)
    for (target_id, which), lefts in named.items():
        target = events.get(target_id)
        if target is None:
            continue
        if which is None:
            if target.v > 1 and target.note_redacted is None:
                events[target_id] = target.without_note()
            continue
        index = which
        if isinstance(which, str):
            index = next((i for i, change in enumerate(target.changes) if change.path == which), -1)
        if isinstance(index, int) and 0 <= index < len(target.changes):
            blank = _blank(target.changes[index], lefts)
            changes = (*target.changes[:index], blank, *target.changes[index + 1 :])
            events[target_id] = target if blank is target.changes[index] else replace(target, changes=changes)


def _blank(change: Change, lefts: list[str | None]) -> Change:
    """The change as the last redaction of it left it, else as an earlier one did; itself if neither can be told."""
    if change.redacted is not None and change.gone is None:
        return change
    for left in reversed(lefts):
        if left is None:
            return change.without_values()
        if change.redacted is not None and change.left == left:
            return change
        if (found := _matching(change, left)) is not None:
            return found
    return change


def _matching(change: Change, left: str) -> Change | None:
    """The change without those of its leaves of which a redaction left what has this digest."""
    return next((blank for blank in _blanks(change) if blank.left == left), None)


def _blanks(change: Change) -> Iterator[Change]:
    """The change without some of its values, the fewest first; equal ones are taken out together."""
    places: dict[str, list[str]] = {}
    for place, leaf in leaves(change):
        places.setdefault(repr(leaf), []).append(place)
    left = _TRIED
    for count in range(1, len(places) + 1):
        for some in combinations(places.values(), count):
            left -= sum(map(len, places.values()))
            if left < 0:
                return
            yield change.without(chain.from_iterable(some))


def lines_of_events(events: Iterable[Event]) -> bytes:
    """Events as the lines of a trail."""
    return b"".join(e.to_line() for e in events)
