"""Files opened below a folder without following any link on the way, whoever changes the folder meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from dhrcurate.storage.files import UnreadableError, in_words

_FOLDER = os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | _NO_FOLLOW


def open_beneath(base: Path, parts: Sequence[str], limit: int) -> IO[bytes]:
    """Opens a regular file for reading; neither it nor a folder on the way to it from the base may be a link.

    Each folder is opened in the one above it, so that nobody can put a link in its place after a look at it.

    Args:
        base: The folder to begin in; it may itself be reached through links.
        parts: The names of the folders and of the file; none is `..`.
        limit: The most bytes that it may hold.

    Raises:
        FileNotFoundError: If it does not exist.
        UnreadableError: If it or a folder is a link, or it is not a regular file, too large or cannot be read.
    """
    path = base.joinpath(*parts)
    try:
        file = _opened(base, parts)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EMLINK} or _has_link(base, parts):
            raise UnreadableError(
                path, "it is a symbolic link, or lies behind one; only the file itself is opened"
            ) from error
        if error.errno == errno.ENOTDIR:
            raise FileNotFoundError(error.errno, os.strerror(errno.ENOENT), str(path)) from error
        raise UnreadableError(path, f"the file cannot be read: {in_words(error)}") from error
    about = os.fstat(file)
    if stat.S_ISREG(about.st_mode) and about.st_size <= limit:
        return os.fdopen(file, "rb")
    os.close(file)
    if stat.S_ISREG(about.st_mode):
        raise UnreadableError(path, f"the file is larger than {limit // 2**20} MiB", too_large=True)
    raise UnreadableError(path, "it is not a regular file")


def _opened(base: Path, parts: Sequence[str]) -> int:
    here = os.open(base, _FOLDER)
    try:
        for name in parts[:-1]:
            inner = os.open(name, _FOLDER | _NO_FOLLOW, dir_fd=here)
            os.close(here)
            here = inner
        return os.open(parts[-1], _FILE, dir_fd=here)
    finally:
        os.close(here)


def _has_link(base: Path, parts: Sequence[str]) -> bool:
    """Whether a path leads through a link: systems tell a link in the place of a folder in different ways."""
    return any(base.joinpath(*parts[:end]).is_symlink() for end in range(1, len(parts) + 1))
