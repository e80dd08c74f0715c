"""A change that was proposed for an older state, rebased onto the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import Edit, EditError, Working
from dhrcurate.domain.errors import ConflictError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail


@dataclass(frozen=True, slots=True)
class Rebased:
    """Edits that fit the current state.

    Attributes:
        edits: Those that still change something; `old` is the current value.
        data: The content after them.
    """

    edits: tuple[Edit, ...]
    data: dict[str, Any]


def rebase(
    data: Mapping[str, Any], proposal: Proposal, *, name: str, trail: Callable[[], Trail], base: str | None
) -> Rebased:
    """Applies the edits of a change field by field to the current state.

    A field that nobody else changed takes the edit; one that already has the new value needs none; one that was given
    another value meanwhile is a conflict, and so is another value of what the change was decided on. Then no edit is
    applied.

    Args:
        data: The current content.
        proposal: The change.
        name: The record's id, for the message.
        trail: Reads its trail, to name who else changed it.
        base: Digest of the state that the edits were made for, `None` if unknown.

    Raises:
        ConflictError: With the paths of the fields in conflict.
    """
    kept: list[Edit] = []
    lost: list[str] = []
    working = Working(data)
    other = [path for path, seen in proposal.seen.items() if to_json(working.get(path)) != to_json(seen)]
    for edit in proposal.edits:
        now = to_json(working.get(edit.path))
        if now == to_json(edit.new):
            continue
        if now != to_json(edit.old):
            lost.append(edit.path)
            continue
        try:
            working.apply(edit)
        except EditError:
            lost.append(edit.path)
        else:
            kept.append(edit)
    if kept:
        lost += other
    if lost:
        raise ConflictError(_message(name, lost, trail(), base), tuple(lost))
    return Rebased(tuple(kept), working.data)


def _message(name: str, lost: Sequence[str], trail: Trail, base: str | None) -> str:
    fields = ", ".join(lost)
    event = _last_change(trail, lost, base)
    if event is None:
        return f"{name}: {fields} differs from what the change was made for; nothing was saved"
    return f"{name}: {fields} was changed meanwhile by {event.by} ({event.at}); nothing was saved"


def _last_change(trail: Trail, paths: Sequence[str], base: str | None) -> Event | None:
    for event in reversed(trail.events):
        if event.leads_to(base):
            return None
        if any(_touch(change.path, path) for change in event.changes for path in paths):
            return event
    return None


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")
