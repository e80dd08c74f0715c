"""What a branch brings to a library: whether it takes away what stood there when it parted from this one."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from dhrcurate.curation.auditing.lost_events import begins_anew
from dhrcurate.curation.versioning.at_commits import TrailAt, changed_trails, contents, merge_base, record_of, trails_at
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.lfs import INSTEAD, is_pointer
from dhrcurate.domain.words import plural
from dhrcurate.storage.git import git, text
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import TOLD_OTHERWISE
from dhrcurate.trail.log import PARTLY, events_in


def must_keep_trails(root: Path, branch: str) -> None:
    """Refuses a branch whose trails lack events that they held when it parted from the one that is checked out.

    git takes such a trail over without a word where nothing was decided here since. A record that the branch deleted
    with its trail, and about which something was decided here, is left to git, which asks.

    Raises:
        RefusedError: With the first trail, and what to do; also where a redaction on one side tells of an event what
            the line of the other side, or the one from before, does not.
    """
    if (base := merge_base(root, branch)) is None:
        return
    _must_be_no_pointers(root, base, branch)
    _must_tell_the_same(root, base, branch)
    names = changed_trails(root, base, branch)
    theirs = trails_at(root, branch, names)
    held = {event.id for trail in theirs.values() for event in trail.events}
    for name, before in trails_at(root, base, names).items():
        lacking = [event for event in before.events if event.id not in held]
        if not lacking or (name in theirs and begins_anew(theirs[name].events, before.events)):
            continue
        if (why := _lacks(root, branch, before, theirs.values(), lacking)) is not None:
            raise RefusedError(why)


def _must_be_no_pointers(root: Path, base: str, branch: str) -> None:
    """Refuses records and trails that git LFS, or a line of .gitattributes that names it, put pointers in place of."""
    for commit, where in ((branch, f"on the branch {branch}"), ("HEAD", "as it was committed here")):
        trails = changed_trails(root, base, commit)
        names = [name for trail in trails for name in (trail, record_of(trail))]
        for name, raw in zip(names, contents(root, commit, names), strict=True):
            if raw is not None and is_pointer(raw):
                raise RefusedError(f"{root / name}: {where}, {INSTEAD}, there; then commit")


def _must_tell_the_same(root: Path, base: str, branch: str) -> None:
    """Refuses lines of one event of which a redaction tells other values: git takes the redacted line by itself."""
    names = changed_trails(root, base, "HEAD", branch)
    sides = [trails_at(root, commit, names) for commit in (base, "HEAD", branch)]
    if not any(PARTLY in trail.raw for side in sides for trail in side.values()):
        return
    known: dict[str, list[Event]] = {}
    for trail in (trail for side in sides for trail in side.values()):
        for event in trail.events:
            others = known.setdefault(event.id, [])
            if not all(event.agrees_with(other) for other in others):
                raise RefusedError(f"{root / trail.name}: the event {event.id[:12]}: {TOLD_OTHERWISE}")
            others += [event] if event not in others else []


def _lacks(root: Path, branch: str, before: TrailAt, theirs: Iterable[TrailAt], lacking: list[Event]) -> str | None:
    ids = {event.id for event in before.events}
    there = next((trail.name for trail in theirs if not ids.isdisjoint(event.id for event in trail.events)), None)
    if there is None and any(raw is not None for raw in contents(root, branch, [before.name, before.record])):
        there = before.name
    if there is not None:
        return (
            f"{root / there}: the branch {branch} lacks {plural(len(lacking), 'event')} that stood in this trail when"
            f" it parted from this one: on that branch, {_restoring(root, there)} brings them back"
        )
    ours = trails_at(root, "HEAD", [before.name]).get(before.name)
    if ours is None or ours.events != before.events:  # deleted on both, or renamed or decided about here
        return None
    if (moved := _elsewhere(root, branch, before)) is not None:
        return (
            f"{root / before.name}: the branch {branch} has this trail as {moved}: it moved the library's folder, or"
            " the record within the repository: move it here too, with `git mv`, and commit, then merge again"
        )
    removing = shlex.join([str(root / before.record), str(root / before.name)])
    return (
        f"{root / before.name}: the branch {branch} deleted the record and its trail: to keep them,"
        f" {_restoring(root, before.name)} on that branch; to delete them here too, `git rm {removing}` and commit;"
        " then merge again"
    )


def _elsewhere(root: Path, branch: str, before: TrailAt) -> str | None:
    """Where else in the repository a branch has a trail, also outside this library; `None` if nowhere."""
    base = before.name.rpartition("/")[2]
    listed = text(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", branch).split("\0")
    for name in listed:
        if name.rpartition("/")[2] == base:
            raw = git(root, "cat-file", "blob", f"{branch}:{name}", check=False).stdout
            if before.begun in {event.id for event in events_in(raw.split(b"\n", 1)[:1])}:
                return name
    return None


def _restoring(root: Path, trail: str) -> str:
    return f"`dhrcurate audit restore {shlex.quote(str(root / record_of(trail)))} --lost`"
