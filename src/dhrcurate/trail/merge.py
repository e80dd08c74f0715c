"""Merging the heads of a trail, as after merging branches in git."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.difference import Conflict, difference, join
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import State, replay


@dataclass(frozen=True, slots=True)
class HeadsJoined:
    """The outcome of merging a trail's heads.

    Attributes:
        heads: The heads; the changes are relative to the first.
        ours: The state after the first head.
        data: The state with the changes of all branches; where they disagree, the first head's.
        conflicts: The values on which they disagree.
    """

    heads: tuple[Event, ...]
    ours: State
    data: dict[str, Any]
    conflicts: tuple[Conflict, ...]

    def missing_edits(self, record: Mapping[str, Any]) -> tuple[Edit, ...]:
        """The edits that the record on disk still needs to hold every branch's changes.

        Values in conflict stay as the record has them, which is the curator's decision.
        """
        open_paths = {c.path for c in self.conflicts}
        return tuple(e for e in difference(record, self.data) if not any(_under(e.path, p) for p in open_paths))

    def undecided(self, record: Mapping[str, Any]) -> tuple[Conflict, ...]:
        """The conflicts in which the record still holds just one side's value."""
        return tuple(c for c in self.conflicts if get(record, c.path) in (c.ours, c.theirs, c.base))


def join_heads(trail: Trail) -> HeadsJoined:
    """Merges a trail's heads, two or more, from the states that the trail alone rebuilds.

    Raises:
        RefusedError: If there are fewer than two heads, the branches share no event, or values that are needed
            were redacted.
    """
    heads = [trail.by_id(h) for h in trail.heads]
    if len(heads) < 2:
        raise RefusedError("the trail has one head: there is nothing to merge")
    ours = replay(trail, heads[0])
    data = ours.data
    conflicts: list[Conflict] = []
    for head in heads[1:]:
        theirs = replay(trail, head)
        base = replay(trail, _common(trail, heads[0], head))
        if ours.redacted or theirs.redacted:
            raise RefusedError("a value that the merge needs was redacted: adopt the record instead")
        joined = join(base.data, data, theirs.data)
        data = joined.data
        conflicts += joined.conflicts
    return HeadsJoined(tuple(heads), ours, data, tuple(conflicts))


def ancestors(trail: Trail, event: Event) -> set[str]:
    """Ids of an event and of all its ancestors."""
    by_id = {e.id: e for e in trail.events}
    seen: set[str] = set()
    waiting = [event.id]
    while waiting:
        here = waiting.pop()
        if here not in seen and here in by_id:
            seen.add(here)
            waiting.extend(by_id[here].parents)
    return seen


def _common(trail: Trail, one: Event, other: Event) -> Event:
    shared = ancestors(trail, one) & ancestors(trail, other)
    # The last common ancestor: in the file every event follows its parents.
    found = next((e for e in reversed(trail.events) if e.id in shared), None)
    if found is None:
        raise RefusedError("the heads share no event: the trail holds two histories")
    return found


def merge_event(joined: HeadsJoined, record: Mapping[str, Any], *, by: str, tool: str, note: str = "") -> Event:
    """The event that merges the heads into the record as it is."""
    return Event.make(
        parents=[h.id for h in joined.heads],
        by=by,
        tool=tool,
        action="merge",
        before=joined.ours.event.after,
        after=digest(record),
        edits=difference(joined.ours.data, record),
        note=note,
    )


def _under(path: str, whole: str) -> bool:
    return path == whole or path.startswith(whole + "/") or whole.startswith(path + "/")
