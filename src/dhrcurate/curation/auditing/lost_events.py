"""Events that were committed once and are missing from a trail, as after a revert."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.git import git
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.fold import fold_two


def lost_events(root: Path, target: AuditTarget) -> dict[str, tuple[str, bytes]]:
    """Finds events that commits removed from a trail and that it no longer holds; the trail may be gone altogether.

    Returns:
        The commit (abbreviated) that removed it last and the line by the event's id, oldest first. Of an event that
        was committed before and after a redaction, the line without what was taken out. A redacted event keeps its id
        and is not among them.
    """
    name = target.trail.relative_to(root).as_posix()
    raw = target.trail.read_bytes() if target.trail.is_file() else b""
    here = {e.id for e in _events(raw.split(b"\n"))}
    lost: dict[str, tuple[str, Event]] = {}
    log = git(
        root,
        "log",
        "--reverse",
        "--format=%x00%h",
        "-p",
        "-U0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--",
        name,
    ).stdout
    for part in (*log.split(b"\0")[1:], *_uncommitted(root, name)):
        commit, _, patch = part.partition(b"\n")
        removed = [line[1:] for line in patch.split(b"\n") if line.startswith(b"-{")]
        for event in _events(removed):
            if event.id not in here:
                lost[event.id] = (commit.decode(), _less(event, lost))
    return {event_id: (commit, event.to_line()) for event_id, (commit, event) in lost.items()}


def _uncommitted(root: Path, name: str) -> Iterator[bytes]:
    """What the working folder lacks of the last commit, in the form of a commit."""
    patch = git(root, "diff", "-U0", "--no-color", "--no-ext-diff", "HEAD", "--", name, check=False).stdout
    yield b"(not committed)\n" + patch


def _less(event: Event, lost: dict[str, tuple[str, Event]]) -> Event:
    if event.id not in lost:
        return event
    try:
        return fold_two(lost[event.id][1], event)
    except RefusedError:
        return event


def _events(lines: list[bytes]) -> Iterator[Event]:
    for line in lines:
        try:
            yield Event.from_line(line)
        except EventError:
            continue
