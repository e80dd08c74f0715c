"""Events that were committed once and are missing from a trail, as after a revert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.curation.saving.transaction import UNASKED
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.git import git
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.fold import fold_two

NOT_COMMITTED = "not committed"
"""Stands for a commit where the working folder lacks lines that the last one holds."""


def removed_by(lost: Mapping[str, tuple[str, bytes]]) -> str:
    """The commits that removed events, in words."""
    commits = sorted({commit for commit, _ in lost.values()} - {NOT_COMMITTED})
    words = [f"commit{'s' if len(commits) > 1 else ''} {', '.join(commits)}"] if commits else []
    if any(commit == NOT_COMMITTED for commit, _ in lost.values()):
        words.append("a change that is not committed")
    return " and ".join(words)


def begun_anew(target: AuditTarget, lost: Mapping[str, tuple[str, bytes]]) -> Event | None:
    """The adoption that began a trail anew after all of another was lost, which answers for the lost events.

    None if the trail holds no such event, or one of the lost events belongs to it.
    """
    raw = target.trail.read_bytes() if target.trail.is_file() else b""
    here = events_in(raw.split(b"\n"))
    return begins_anew(here, events_in([line.rstrip(b"\n") for _, line in lost.values()]))


def begins_anew(here: Sequence[Event], before: Sequence[Event]) -> Event | None:
    """The adoption, with a reason that somebody gave, by which a trail replaces all of another; else `None`."""
    if not here or here[0].parents or here[0].action != "adopt" or not here[0].note or here[0].note == UNASKED:
        return None
    old = {e.id for e in before}
    return None if any(parent not in old for event in before for parent in event.parents) else here[0]


def lost_events(root: Path, target: AuditTarget) -> dict[str, tuple[str, bytes]]:
    """Finds events that commits removed from a trail and that it no longer holds; the trail may be gone altogether.

    Returns:
        The commit (abbreviated) that removed it last and the line by the event's id, oldest first. Of an event that
        was committed before and after a redaction, the line without what was taken out. A redacted event keeps its id
        and is not among them.
    """
    name = target.trail.relative_to(root).as_posix()
    raw = target.trail.read_bytes() if target.trail.is_file() else b""
    here = {e.id for e in events_in(raw.split(b"\n"))}
    lost: dict[str, tuple[str, Event]] = {}
    log = git(
        root,
        "log",
        "--reverse",
        "--full-history",  # what a merge left out of one side is else not looked at
        "-m",
        "--format=%x00%h",
        "-p",
        "-U0",
        "--",
        name,
    ).stdout
    for part in (*log.split(b"\0")[1:], *_uncommitted(root, name)):
        commit, _, patch = part.partition(b"\n")
        removed = [line[1:] for line in patch.split(b"\n") if line.startswith(b"-{")]
        for event in events_in(removed):
            if event.id not in here:
                lost[event.id] = (commit.decode(), _less(event, lost))
    return {event_id: (commit, event.to_line()) for event_id, (commit, event) in lost.items()}


def _uncommitted(root: Path, name: str) -> Iterator[bytes]:
    """What the working folder lacks of the last commit, in the form of a commit."""
    patch = git(root, "diff", "-U0", "HEAD", "--", name, check=False).stdout
    yield b"%b\n" % NOT_COMMITTED.encode() + patch


def _less(event: Event, lost: dict[str, tuple[str, Event]]) -> Event:
    if event.id not in lost:
        return event
    try:
        return fold_two(lost[event.id][1], event)
    except RefusedError:
        return event


def events_in(lines: Iterable[bytes]) -> list[Event]:
    """The events among some lines, without their line ends."""
    found: list[Event] = []
    for line in lines:
        with suppress(EventError):
            found.append(Event.from_line(line))
    return found
