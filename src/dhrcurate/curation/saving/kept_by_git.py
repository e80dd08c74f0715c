"""What git holds of a trail that lost its end: a record that is ahead of its trail was then not changed outside."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from dhrcurate.domain.words import plural
from dhrcurate.storage.folder import trail_beside
from dhrcurate.storage.git import GitError, git, put_back
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import events_in

_KEPT = ("HEAD", "")
"""What holds a file for git, as it is named before a colon: the last commit and the index."""


def only_in_git(trail: Path, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that the last commit, or git's index, has of a trail and that it lacks.

    None if there is no trail, or another record's: who takes a trail away begins a new one.

    Args:
        trail: The trail's file.
        events: Its events.
    """
    known = {event.id for event in events}
    found: dict[str, Event] = {}
    for raw in _kept(trail) if known else ():
        held = events_in(raw.split(b"\n"))
        if not known.isdisjoint(event.id for event in held):
            found.update((event.id, event) for event in held if event.id not in known)
    return tuple(found.values())


def _kept(trail: Path) -> list[bytes]:
    """The trail as git has it, in one call."""
    if "\n" in trail.name:  # each name is a line
        return []
    asked = "".join(f"{kept}:./{trail.name}\n" for kept in _KEPT).encode("utf-8", "surrogateescape")
    try:
        output = git(trail.parent, "cat-file", "--batch", stdin=asked, check=False).stdout
    except GitError:
        return []
    found: list[bytes] = []
    while output:
        about, _, rest = output.partition(b"\n")
        *_, kind, size = [b"", b"", *about.split()]
        length = int(size) if kind == b"blob" and size.isdigit() else -1  # else `NAME missing`
        found += [rest[:length]] if length >= 0 else []
        output = rest[length + 1 :]
    return found


def lost_its_end(path: Path, events: Sequence[Event], lost: Sequence[Event], now: str | None) -> str:
    """What brings back the end that a trail lost, in words for after the file's name.

    Args:
        path: The record or the register.
        events: The events of its trail.
        lost: Those that only git has.
        now: The digest of the record as it is.
    """
    lacks = f"its trail lacks {plural(len(lost), 'event')} that git has"
    if in_a_state_of((*events, *lost), now):
        return f"{lacks}: `dhrcurate audit restore {shlex.quote(str(path))} --lost` restores them"
    return (
        f"{lacks}, and the record is in no state of them: `git diff` shows what is not committed,"
        f" {put_back(path, trail_beside(path))} puts both back as they were committed"
    )


def in_a_state_of(events: Sequence[Event], now: str | None) -> bool:
    """True if one of some events left a record in the state with this digest."""
    return any(event.leads_to(now) for event in events)
