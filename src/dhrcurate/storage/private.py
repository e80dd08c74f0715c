"""The folder of a library's locks, staging and caches, which git is told to ignore."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.files import read_or_none, write_atomically

_EVERYTHING = b"*\n"
"""What the folder's own `.gitignore` says; anything else in it may let git take up what is for nobody else."""

_EMPTIED = "emptied"
_MOST = 64


def note_emptied(folder: Path) -> None:
    """Notes that the caches are being emptied, so that what was worked out before is not kept after it.

    Raises:
        OSError: If it cannot be written.
    """
    write_atomically(folder / _EMPTIED, secrets.token_hex(16).encode(), durable=False)


def when_emptied(folder: Path) -> bytes | None:
    """What tells one emptying of the caches from the next; `None` if there was none."""
    with suppress(UnusableError):
        return read_or_none(folder / _EMPTIED, _MOST)
    return None


def prepare_private(folder: Path) -> None:
    """Creates the folder if it does not exist, and makes sure that git ignores all that is in it.

    Raises:
        UnusableError: If it, or what has the name of its `.gitignore`, is a link or a folder.
        OSError: If it cannot be written.
    """
    if folder.is_symlink():
        raise UnusableError(f"{folder}: is a symbolic link; remove it: the library keeps its locks there")
    if not folder.is_dir():
        with suppress(FileExistsError):
            folder.mkdir()
    ignore = folder / ".gitignore"
    if not _is_right(ignore):
        if ignore.is_dir() and not ignore.is_symlink():
            raise UnusableError(f"{ignore}: is a folder; remove it: it keeps git from ignoring the library's locks")
        write_atomically(ignore, _EVERYTHING, durable=False)  # a link of that name is replaced, not followed


def _is_right(ignore: Path) -> bool:
    try:
        file = os.open(ignore, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return os.read(file, len(_EVERYTHING) + 1) == _EVERYTHING
    except OSError:
        return False
    finally:
        os.close(file)
