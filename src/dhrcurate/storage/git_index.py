"""Whether git is changing the files of a repository right now, asked without running git."""

from __future__ import annotations

import os
import time
from pathlib import Path

from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.files import is_there, read_or_none

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
    for above in (folder, *folder.parents):
        marker = above / ".git"
        if not is_there(marker):
            continue
        if marker.is_dir():
            lock = marker / "index.lock"
        elif (pointer := read_or_none(marker, _MAX_POINTER)) is not None:  # of a worktree or submodule
            lock = above / os.fsdecode(pointer).removeprefix("gitdir:").strip() / "index.lock"
        else:
            continue
        return lock if os.path.lexists(lock) else None
    return None
