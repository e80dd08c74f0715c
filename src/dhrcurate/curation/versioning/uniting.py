"""Trails in which git left a conflict, as where a branch moved the library and took its attributes along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dhrcurate.storage.files import read_or_none, write_atomically
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, TRAIL_SUFFIX
from dhrcurate.storage.git import git, text

_OURS, _THEIRS = ":2", ":3"


def unite(root: Path) -> None:
    """Writes the lines of both sides into the trails of a library in which git marked them as a conflict.

    Git does so where the attributes are not yet, or no more, in the folder that says to unite them. A file in which
    somebody has taken the marks out is left as it is.

    Raises:
        RefusedError: If one of them, or a folder on the way to it, is a link.
        OSError: If one cannot be written.
    """
    for name in in_conflict(root):
        path = root / name
        if _is_marked(read_or_none(path, MAX_TRAIL_BYTES) or b""):
            sides = [git(root, "show", f"{side}:./{name}", check=False).stdout for side in (_OURS, _THEIRS)]
            lines = [line.rstrip(b"\r\n") for side in sides for line in side.splitlines(keepends=True)]
            write_atomically(path, b"".join(line + b"\n" for line in dict.fromkeys(lines)), within=root)


def in_conflict(root: Path) -> Iterator[str]:
    """The trails of a library that git could not merge, relative to it."""
    listed = text(root, "diff", "--name-only", "--diff-filter=U", "--relative", "-z").split("\0")
    yield from (name for name in listed if name.endswith(TRAIL_SUFFIX))


def _is_marked(raw: bytes) -> bool:
    lines = raw.splitlines()
    return all(any(line.startswith(mark) for line in lines) for mark in (b"<<<<<<< ", b"=======", b">>>>>>> "))
