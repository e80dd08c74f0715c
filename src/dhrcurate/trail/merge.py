"""Merging the heads of a trail, as after merging branches in git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import digest, to_json
from dhrcurate.domain.difference import Conflict, begun_apart, difference, join, reorder
from dhrcurate.domain.edit import KEYED, ORDER, Edit, apply, get, parts, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import REDACTED, Redacted, below
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.graph import ancestors
from dhrcurate.trail.log import Trail
from dhrcurate.trail.redact import Blanked, Secret, blanked, outside_names
from dhrcurate.trail.redactions import disagreeing, named_by
from dhrcurate.trail.replay import State, lineage, replay, states
from dhrcurate.trail.same_text import shows


@dataclass(frozen=True, slots=True)
class HeadsJoined:
    """The outcome of merging a trail's heads.

    Attributes:
        heads: The heads; the changes are relative to the first.
        ours: The state after the first head.
        data: The state with the changes of all branches; where they disagree, the first head's.
        conflicts: The values on which they disagree.
        gone: The paths of values that were taken out and that the join would need.
        states: The states after the heads, and those from which they parted.
        ends: The states after the heads alone.
    """

    heads: tuple[Event, ...]
    ours: State
    data: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    gone: tuple[str, ...] = ()
    states: tuple[Mapping[str, Any], ...] = ()
    ends: tuple[Mapping[str, Any], ...] = ()

    def missing_edits(self, record: Mapping[str, Any]) -> tuple[Edit, ...]:
        """The edits that the record on disk still needs to hold every branch's changes.

        Values in conflict stay as the record has them, which is the curator's decision; so does what was edited in the
        record itself (`edits_outside`).
        """
        apart = self._open() | {e.path for e in self.edits_outside(record)}
        needed = [
            e for e in difference(record, self.data) if not _is_order(e) and not any(_under(e.path, p) for p in apart)
        ]
        held = apply(record, needed, check=False) if needed else dict(record)
        for name in KEYED:
            if pointer(name, ORDER) not in apart:
                here = _keys(held, name)
                needed += reorder(name, here, _placed(here, _keys(self.data, name)))
        return tuple(needed)

    def edits_outside(self, record: Mapping[str, Any]) -> tuple[Edit, ...]:
        """What the record on disk holds beyond the branches: values that are in no branch, and not from before them.

        Returns:
            Edits from the merged state to the record. Values in conflict are not among them.
        """
        apart = self._open()
        return tuple(
            e
            for e in difference(self.data, record)
            if not any(_under(e.path, p) for p in apart) and not self._is_known(e, record)
        )

    def gone_from_all(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """The paths of values that were taken out where the record has what no branch ended in."""
        ends = self.ends
        return tuple(p for p in self.gone if to_json(get(record, p)) not in [to_json(get(end, p)) for end in ends])

    def is_news(self, record: Mapping[str, Any]) -> bool:
        """True if no branch ended in this state."""
        return all(difference(state, record) for state in self.ends)

    def _open(self) -> set[str]:
        return {c.path for c in self.conflicts} | set(self.gone)

    def _is_known(self, edit: Edit, record: Mapping[str, Any]) -> bool:
        """True if one of the states has the value, or the order, that the record has."""
        where = parts(edit.path)
        if _is_order(edit):
            here = _keys(record, where[0])
            orders = (_keys(state, where[0]) for state in self.states)
            return any([k for k in here if k in order] == [k for k in order if k in here] for order in orders)
        states = self.states
        if where[0] in KEYED and len(where) > len((where[0], "key")):
            states = tuple(s for s in states if get(s, pointer(*where[:2])) is not None)
        new = to_json(edit.new)
        return any(_fits(new, to_json(get(state, edit.path))) for state in states)

    def _of_gone(self, path: str) -> Conflict:
        """What the branches have where one of the values was taken out; the others are as they were."""
        for conflict in self.conflicts:
            if conflict.path == path:
                return conflict
        return Conflict(path, *(get(state, path) for state in (self.states[2], *self.states[:2])))

    def undecided(self, record: Mapping[str, Any]) -> tuple[Conflict, ...]:
        """The conflicts in which the record still holds just one side's value, and the values that are gone."""
        conflicts = (c for c in self.conflicts if not any(_under(c.path, path) for path in self.gone))
        gone = tuple(self._of_gone(path) for path in self.gone)
        return gone + tuple(c for c in conflicts if get(record, c.path) in (c.ours, c.theirs, c.base))


def join_heads(trail: Trail) -> HeadsJoined:
    """Merges a trail's heads, two or more, from the states that the trail alone rebuilds.

    Raises:
        RefusedError: If there are fewer than two heads, or the branches are of two records.
    """
    heads = [trail.by_id(h) for h in trail.heads]
    if len(heads) < 2:
        raise RefusedError("the trail has one head: there is nothing to merge")
    ours = replay(trail, heads[0])
    data, gone = ours.data, set(ours.redacted)
    conflicts: list[Conflict] = []
    known: list[Mapping[str, Any]] = [ours.data]
    ends: list[Mapping[str, Any]] = [ours.data]
    for head in heads[1:]:
        theirs = replay(trail, head)
        base, taken_out = _parted(trail, heads[0], head)
        known += (theirs.data, base)
        ends.append(theirs.data)
        joined = join(base, data, theirs.data)
        data = joined.data
        conflicts += joined.conflicts
        gone |= {*theirs.redacted, *taken_out}
    # What a branch has replaced since is not needed.
    needed = tuple(path for path in sorted(gone) if get(data, path) == REDACTED or _disputed(path, conflicts))
    return HeadsJoined(tuple(heads), ours, data, tuple(conflicts), needed, tuple(known), tuple(ends))


def _fits(value: Any, state: Any) -> bool:
    """True if a value is the one that a state has, whatever stood there where something was taken out."""
    if state == REDACTED:
        return True
    if isinstance(state, Mapping) and isinstance(value, Mapping):
        return state.keys() == value.keys() and all(_fits(value[name], state[name]) for name in state)
    if isinstance(state, list) and isinstance(value, list):
        return len(state) == len(value) and all(map(_fits, value, state))
    return bool(value == state) and type(value) is type(state)


def _disputed(path: str, conflicts: Iterable[Conflict]) -> bool:
    return any(_under(path, c.path) and REDACTED in (c.base, c.ours, c.theirs) for c in conflicts)


def _parted(trail: Trail, one: Event, other: Event) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The state from which two heads parted, and the paths of what was taken out of it.

    Where each of two curators began the same record, or the register, it is what their first states have in common.
    """
    if (common := _common(trail, one, other)) is not None:
        state = replay(trail, common)
        return state.data, state.redacted
    mine, theirs = (replay(trail, lineage(trail, head)[0]) for head in (one, other))
    if mine.data.get("id") != theirs.data.get("id"):
        raise RefusedError(
            f"the trail holds the histories of two records, {mine.data.get('id')} and {theirs.data.get('id')}: give"
            " one of them and its trail another name"
        )
    return begun_apart(mine.data, theirs.data), (*mine.redacted, *theirs.redacted)


def _common(trail: Trail, one: Event, other: Event) -> Event | None:
    by_id = {e.id: e for e in trail.events}
    shared = ancestors(by_id, one.id) & ancestors(by_id, other.id)
    # The last common ancestor: in the file every event follows its parents.
    return next((e for e in reversed(trail.events) if e.id in shared), None)


def merge(
    trail: Trail, joined: HeadsJoined, record: Mapping[str, Any], *, by: str, tool: str, note: str = ""
) -> tuple[Event, ...]:
    """The events of a trail with one more that merges its heads into the record as it is.

    What one branch took out and another still holds, because it changed that value, is taken out by this event.
    """
    blank = _without_what_is_gone(trail, record)
    places = {(one.event, one.change) for one in blank.redacts}
    agreed = (one for one in disagreeing(blank.events) if (one.event, one.change) not in places)
    event = Event.make(
        parents=[h.id for h in joined.heads],
        by=by,
        tool=tool,
        action="merge",
        state=digest(record),
        edits=[_of_gone(e, joined.ours.redacted) for e in difference(joined.ours.data, record)],
        note=note,
        redacts=(*blank.redacts, *agreed),
    )
    return fold_events((*blank.events, event))


def held_again(trail: Trail, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a record holds what one of its trail's heads took out, because another branch went on with that value.

    Returns:
        JSON Pointers; an entry of a list is named by its number there.
    """
    return tuple(sorted({place for text in _taken_out(trail) for place in Secret.of([text]).places(record)}))


def changed_again(trail: Trail, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Where one head took something out for good and another set a value since they parted, which a record has.

    Nobody can tell whether that value holds again what was taken out: its text may be another.
    """
    by_id = {event.id: event for event in trail.events}
    above = [ancestors(by_id, head) for head in trail.heads]
    found: set[str] = set()
    for mine in above:
        for theirs in above:
            taken = {path for event_id in mine - theirs for path in _paths_taken_out(by_id[event_id], by_id)}
            changes = (c for event_id in theirs - mine for c in by_id[event_id].changes if not _is_order(c.edit))
            found |= {
                change.path
                for change in changes
                if change.new is not None
                and any(_under(change.path, path) for path in taken)
                and to_json(get(record, change.path)) == change.new
            }
    return tuple(sorted(found))


def _paths_taken_out(event: Event, by_id: Mapping[str, Event]) -> Iterator[str]:
    """The paths of the changes that an event took something out of, but for a whole record, as of version 1."""
    for one in named_by(event):
        if not isinstance(one, Redacted):
            path = one[1]
        elif one.change is None or one.event not in by_id or one.change >= len(by_id[one.event].changes):
            continue
        else:
            path = by_id[one.event].changes[one.change].path
        if path:
            yield path


def _taken_out(trail: Trail) -> set[str]:
    return {text for head in trail.heads for text in _held_before(lineage(trail, trail.by_id(head)))}


def _without_what_is_gone(trail: Trail, record: Mapping[str, Any]) -> Blanked:
    unheld = [text for text in _taken_out(trail) if next(Secret.of([text]).places(record), None) is None]
    try:
        return blanked(trail, Secret.of(unheld)) if unheld else Blanked(trail.events, ())
    except RefusedError:  # it stands in a name too, so that only a curator can decide
        return Blanked(trail.events, ())


def _held_before(events: Iterable[Event]) -> Iterator[str]:
    """The texts that changes name as the value before where that value was taken out."""
    gone = Gone()
    before: tuple[str, ...] = ()
    for event, _ in states(events, gone):
        for change in event.changes:
            for path in before:
                if path == change.path or path.startswith(change.path + "/"):
                    value = below(change.old, parts(path[len(change.path) :]))
                    texts = [value] if isinstance(value, str) else outside_names(value, *parts(path)[-1:])
                    yield from filter(shows, texts)
        before = tuple(gone)


def _of_gone(edit: Edit, gone: Iterable[str]) -> Edit:
    """An edit; of a value that is gone without its placeholder as the value before."""
    return Edit(edit.path, None, edit.new) if any(_under(edit.path, path) for path in gone) else edit


def _is_order(edit: Edit) -> bool:
    return parts(edit.path)[-1:] == [ORDER]


def _keys(data: Mapping[str, Any], name: str) -> list[str]:
    """The keys of a list's entries; none if it counts as one value."""
    return list(get(data, pointer(name, ORDER)) or ()) if data.get(name) else []


def _placed(here: list[str], wanted: list[str]) -> list[str]:
    """The keys of a list in an order that is wanted; what that lacks stays behind the one it stands behind."""
    placed = [key for key in wanted if key in here]
    for at, key in enumerate(here):
        if key not in placed:
            placed.insert(placed.index(here[at - 1]) + 1 if at else 0, key)
    return placed


def _under(path: str, whole: str) -> bool:
    return path == whole or path.startswith(whole + "/") or whole.startswith(path + "/")
