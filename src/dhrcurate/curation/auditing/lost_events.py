"""Events that were committed once and are missing from a trail, as after a revert."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.storage.git import git
from dhrcurate.trail.event import Event, EventError


def lost_events(root: Path, target: AuditTarget) -> dict[str, tuple[str, bytes]]:
    """Finds events that commits removed from a trail and that it no longer holds.

    Returns:
        The commit (abbreviated) and the line by the event's id, oldest first. A redacted event keeps its id and is
        not among them.
    """
    if not target.trail.is_file():
        return {}
    name = target.trail.relative_to(root).as_posix()
    here = {e.id for e in _events(target.trail.read_bytes().splitlines(keepends=True))}
    lost: dict[str, tuple[str, bytes]] = {}
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
    for part in log.split(b"\0")[1:]:
        commit, _, patch = part.partition(b"\n")
        removed = [line[1:] for line in patch.split(b"\n") if line.startswith(b"-{")]
        for event in _events(removed):
            if event.id not in here:
                lost[event.id] = (commit.decode(), event.to_line())
    return lost


def _events(lines: list[bytes]) -> Iterator[Event]:
    for line in lines:
        try:
            yield Event.from_line(line)
        except EventError:
            continue
