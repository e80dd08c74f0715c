"""Whether git is changing the files of a repository right now, asked without running git."""

from __future__ import annotations

import os
import stat
import time
from functools import lru_cache
from pathlib import Path

from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.files import read_or_none

_LOOK_AGAIN = 0.02
_MAX_POINTER = 4096


def wait_for_git(folder: Path, timeout: float) -> None:
    """Waits until git is not at work in a folder's repository.

    Raises:
        NotSavedError: If it still is after `timeout` seconds.
    """
    until = time.monotonic() + timeout
    while (lock := _lock_of_index(folder)) is not None:
        if time.monotonic() >= until:
            raise _at_work(folder, lock)
        time.sleep(_LOOK_AGAIN)


def refuse_while_git_works(folder: Path) -> None:
    """Makes sure that git is not at work in a folder's repository.

    Raises:
        NotSavedError: If it is.
    """
    if (lock := _lock_of_index(folder)) is not None:
        raise _at_work(folder, lock)


def _at_work(folder: Path, lock: Path) -> NotSavedError:
    return NotSavedError(
        f"{folder}: not saved: git is changing this repository ({lock} is there); nothing was changed: try again,"
        " or remove that file if no git runs"
    )


def _lock_of_index(folder: Path) -> Path | None:
    """The lock that git holds on its index while it changes files; `None` if it holds none."""
    if "GIT_INDEX_FILE" in os.environ:  # this is a hook, and git waits for it with the lock in its hand
        return None
    for marker in _markers(folder):
        try:
            about = os.lstat(marker)
        except OSError:
            continue
        lock = f"{marker}/index.lock" if stat.S_ISDIR(about.st_mode) else _lock_of_pointer(Path(marker))
        if lock is not None:
            return Path(lock) if os.path.lexists(lock) else None
    return None


@lru_cache(maxsize=64)
def _markers(folder: Path) -> tuple[str, ...]:
    """Where the mark of a folder's repository may be, the nearest first; it is looked for at each write."""
    return tuple(str(above / ".git") for above in (folder, *folder.parents))


def _lock_of_pointer(marker: Path) -> str | None:
    """The lock of the index that a link or a file leads to, as a worktree and a submodule have it."""
    if marker.is_dir():
        return str(marker / "index.lock")
    pointer = read_or_none(marker, _MAX_POINTER)
    if pointer is None:
        return None
    return str(marker.parent / os.fsdecode(pointer).removeprefix("gitdir:").strip() / "index.lock")
