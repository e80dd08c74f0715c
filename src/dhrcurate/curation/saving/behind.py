"""A record that no longer holds what its trail does, as where git put an older file in place and left the trail."""

from __future__ import annotations

import shlex
from pathlib import Path

from dhrcurate.curation.saving.kept_by_git import lost_its_end, only_in_git
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.trail.event import Event

_LOOKS = 3
"""How often a record that is behind is read before it counts: another program may be in the middle of a write."""


def fell_back(on_disk: OnDisk) -> bool:
    """True if a file is in an earlier state of its trail than the one that the trail ends in: all of it is known."""
    now, heads = on_disk.document.digest, on_disk.heads
    if len(heads) != 1 or now is None or heads[0].leads_to(now):
        return False
    return any(event.leads_to(now) for event in on_disk.trail.events)


def brings_back(path: Path, head: Event) -> str:
    """How to bring back what the end of a trail holds and its file does not, in words."""
    return f"`dhrcurate audit restore {shlex.quote(str(path))} --at {head.id[:12]}` brings it back"


def behind(path: Path) -> str | None:
    """What a file lacks of its trail, and how to get it back, as a sentence; `None` if they agree or cannot be told.

    Args:
        path: The record or the register.
    """
    for _ in range(_LOOKS):
        try:
            on_disk = CachingReader().read(path)
        except (RefusedError, UnusableError) as error:
            return f"{path}: whether it still holds what was saved cannot be told: {error}"
        heads, now = on_disk.heads, on_disk.document.digest
        if len(heads) != 1 or heads[0].leads_to(now):
            return None
    lost = f"{path}: the record lost what was saved here and its trail still has"
    if on_disk.document.missing:
        return f"{lost}: the file is gone: {brings_back(path, heads[0])}"
    if fell_back(on_disk):
        return f"{lost}, as another program such as git put an older file in place: {brings_back(path, heads[0])}"
    events = on_disk.trail.events
    if missing := only_in_git(on_disk.trail_file.path, events):
        return f"{path}: the record is not as it was saved, and {lost_its_end(path, events, missing, now)}"
    named = shlex.quote(str(path))
    return (
        f"{path}: the record is not as it was saved: another program changed it; `dhrcurate audit diff {named}` shows"
        f" how, `dhrcurate audit adopt {named} --reason WHY` records it"
    )
