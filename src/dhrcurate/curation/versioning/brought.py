"""What a branch brings to a library: whether it takes away what stood there when it parted from this one."""

from __future__ import annotations

import shlex
from pathlib import Path

from dhrcurate.curation.auditing.committed import events_in
from dhrcurate.curation.auditing.lost_events import begins_anew
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.storage.folder import TRAIL_SUFFIX
from dhrcurate.storage.git import git, text
from dhrcurate.trail.event import Event


def must_keep_trails(root: Path, branch: str) -> None:
    """Refuses a branch whose trails lack events that they held when it parted from the one that is checked out.

    git takes such a trail over without a word where nothing was decided here since. A record that the branch deleted
    with its trail, and about which something was decided here, is left to git, which asks.

    Raises:
        RefusedError: With the first trail, and what to do.
    """
    base = git(root, "merge-base", "HEAD", branch, check=False).stdout.decode().strip()
    if not base:
        return
    listed = text(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, branch).split("\0")
    names = [name for name in listed if name.endswith(TRAIL_SUFFIX)]
    theirs = {name: _events_at(root, branch, name) for name in names}
    held = {event.id for events in theirs.values() for event in events}
    for name in names:
        before = _events_at(root, base, name)
        lacking = [event for event in before if event.id not in held]
        if lacking and not begins_anew(theirs[name], before) and (why := _lacks(root, branch, base, name, lacking)):
            raise RefusedError(f"{root / name}: {why}")


def _lacks(root: Path, branch: str, base: str, name: str, lacking: list[Event]) -> str | None:
    record = name.removesuffix(TRAIL_SUFFIX) + ".toml"
    path = shlex.quote(str(root / record))
    restored = f"`dhrcurate audit restore {path} --lost`"
    if _is_at(root, branch, name) or _is_at(root, branch, record):
        return (
            f"the branch {branch} lacks {plural(len(lacking), 'event')} that stood in this trail when it parted from"
            f" this one: on that branch, {restored} brings them back"
        )
    if not _is_at(root, "HEAD", name):  # deleted on both, or renamed here
        return None
    if _events_at(root, "HEAD", name) != _events_at(root, base, name):
        return None
    return (
        f"the branch {branch} deleted the record and its trail: to keep them, {restored} on that branch; to delete"
        f" them here too, `git rm {path} {shlex.quote(str(root / name))}` and commit; then merge again"
    )


def _events_at(root: Path, commit: str, name: str) -> list[Event]:
    return events_in(git(root, "show", f"{commit}:./{name}", check=False).stdout.split(b"\n"))


def _is_at(root: Path, commit: str, name: str) -> bool:
    return git(root, "cat-file", "-e", f"{commit}:./{name}", check=False).returncode == 0
