"""Records and trails of a library as commits hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dhrcurate.storage.folder import TRAIL_SUFFIX
from dhrcurate.storage.git import git, text
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import events_in


@dataclass(frozen=True)
class TrailAt:
    """A trail in a commit.

    Attributes:
        name: Its path relative to the library.
        raw: Its bytes.
    """

    name: str
    raw: bytes

    @cached_property
    def events(self) -> list[Event]:
        """Its events."""
        return events_in(self.raw.split(b"\n"))

    @property
    def begun(self) -> str | None:
        """The id of its first event, by which it is told from others; `None` if it is empty."""
        return self.events[0].id if self.events else None

    @property
    def record(self) -> str:
        """The path of its record."""
        return record_of(self.name)


def record_of(trail: str) -> str:
    """The path of a trail's record."""
    return trail.removesuffix(TRAIL_SUFFIX) + ".toml"


def merge_base(root: Path, branch: str) -> str | None:
    """The commit from which a branch parted from the one that is checked out; `None` if they have nothing in common."""
    return git(root, "merge-base", "HEAD", branch, check=False).stdout.decode().strip() or None


def changed_trails(root: Path, base: str, *commits: str) -> list[str]:
    """The trails in which commits differ from one before them, under all their names, relative to the library."""
    listed = (text(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, one) for one in commits)
    return sorted({name for names in listed for name in names.split("\0") if name.endswith(TRAIL_SUFFIX)})


def trails_at(root: Path, commit: str, names: Iterable[str]) -> dict[str, TrailAt]:
    """Those of some trails that a commit holds, by their names."""
    listed = list(names)
    found = zip(listed, contents(root, commit, listed), strict=True)
    return {name: TrailAt(name, raw) for name, raw in found if raw is not None}


def contents(root: Path, commit: str, names: Sequence[str]) -> list[bytes | None]:
    """Files of a library as a commit holds them, `None` for those that it does not."""
    asked = [name for name in names if "\n" not in name]
    specifications = "".join(f"{commit}:./{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    output = git(root, "cat-file", "--batch", stdin=specifications).stdout
    found: dict[str, bytes] = {}
    at = 0
    for name in asked:
        end = output.index(b"\n", at)
        about = output[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(about) > 2 and about[1] == b"blob":  # else `NAME missing`
            size = int(about[2])
            found[name] = output[at : at + size]
            at += size + 1
    return [found.get(name) for name in names]
