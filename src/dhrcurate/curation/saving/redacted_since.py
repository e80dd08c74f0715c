"""Events whose lines were redacted after somebody had read them: by another program, or on another branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, OWN_FILES, TRAIL_SUFFIX, record_paths, trail_beside
from dhrcurate.storage.git import GitError, git, top_level
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.log import events_in

_AT_ONCE = 200
"""For how many events, and in how many files, git is asked at once: a command line has an end."""

_REDACTED = b'"redacted":'
"""The member that stands in every line from which something was taken out."""

_REDACTS = b'"action":"redact"'
_EVERYWHERE = ("log", "--all", "--reflog", "--full-history", "-m", "--format=", "--no-renames")


def as_it_stands(raw: bytes, event: Event) -> Event | None:
    """An event as its line in a trail is now, itself if nothing was taken out of it; `None` if it has none there."""
    at = raw.find(f'"id":"{event.id}"'.encode())
    if at < 0:
        return None
    if _REDACTED not in raw:
        return event
    end = raw.find(b"\n", at)
    line = raw[raw.rfind(b"\n", 0, at) + 1 : end if end >= 0 else len(raw)]
    return next((now for now in events_in([line]) if now.id == event.id and _is_redacted(now)), event)


def redacted_since(root: Path, events: Iterable[Event]) -> dict[str, Event]:
    """Those of some events from which something was taken out since, by id, as far as the library or git has a line.

    All branches, stashes and what git remembers of them count, and lines that another trail has by now.

    Args:
        root: The library's folder.
        events: The events, as they were known.
    """
    wanted = {event.id: event for event in events}
    if not wanted:
        return {}
    found: dict[str, Event] = {}
    for now in chain(_on_disk(root, wanted.values()), _in_git(root, list(wanted))):
        if now.id in wanted and _is_redacted(now):
            found[now.id] = _with_less(found.get(now.id, now), now)
    return found


def anything_redacted_after(root: Path, asked: str) -> bool:
    """Whether something was taken out of a trail after a moment, as far as the library or git tells.

    What was asked for before, and not written yet, may hold just that: no line of it can be looked up.

    Args:
        root: The library's folder.
        asked: The moment, as events have it.
    """
    here = (line for raw in _trails_on_disk(root) if _REDACTS in raw for line in raw.split(b"\n"))
    lines = chain(here, _lines_in_git(root, f"-G{_REDACTS.decode()}", f"--since={asked}"))
    redactions = events_in(line for line in lines if _REDACTS in line)
    return any(event.action == "redact" and event.at >= asked for event in redactions)


def _lines_in_git(root: Path, *which: str) -> Iterator[bytes]:
    """The lines that commits added to trails, those of all branches and of what git remembers of them."""
    with suppress(GitError):  # there is none, or no commit yet
        top = top_level(root)
        for names in _parts(_trails_in_git(top, *which)):
            yield from _added(top, names, *which)


def _trails_in_git(top: Path, *which: str) -> list[str]:
    """The trails that commits changed, by their names: git is given names to look at, never patterns."""
    listed = git(top, *_EVERYWHERE, "--name-only", "-z", *which).stdout.decode("utf-8", "surrogateescape").split("\0")
    return sorted({name for entry in listed if (name := entry.strip("\n")).endswith(TRAIL_SUFFIX)})


def _added(top: Path, names: list[str], *which: str) -> Iterator[bytes]:
    """The lines of events that commits added to files."""
    patch = git(top, *_EVERYWHERE, "-p", "-U0", *which, "--", *names).stdout
    return (line[1:] for line in patch.split(b"\n") if line.startswith(b"+{"))


def _trails_on_disk(root: Path) -> Iterator[bytes]:
    paths = (*record_paths(root), *(root / name for name in OWN_FILES.values()))
    return (read_or_none(trail_beside(path), MAX_TRAIL_BYTES) or b"" for path in paths)


def _on_disk(root: Path, events: Iterable[Event]) -> Iterator[Event]:
    for raw in _trails_on_disk(root):
        if _REDACTED in raw:
            yield from (now for event in events if (now := as_it_stands(raw, event)) is not None)


def _in_git(root: Path, ids: list[str]) -> Iterator[Event]:
    with suppress(GitError):  # there is none, or no commit yet
        top = top_level(root)
        for names in _parts(_trails_in_git(top)):
            for some in _parts(ids):
                lines = _added(top, names, f"-G{'|'.join(some)}")
                yield from events_in(line for line in lines if _REDACTED in line)


def _parts(items: list[str]) -> Iterator[list[str]]:
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))


def _is_redacted(event: Event) -> bool:
    return event.redacted or event.note_redacted is not None


def _with_less(one: Event, other: Event) -> Event:
    """An event without whatever one of two lines of it lacks."""
    try:
        return fold_events((one, other))[0]
    except RefusedError:  # one of them is not what it says
        return other
