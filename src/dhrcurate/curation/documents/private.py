"""The folder of a library in which the texts of its documents are kept, which its owner alone can read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from dhrcurate.storage.files import Operations, UnreadableError, is_there, open_file, own_folder, write_atomically

NAME = "documents"


def folder_within(private: Path) -> Path | None:
    """Returns the folder if it is there and neither it nor the one above is a link."""
    folder = private / NAME
    return folder if not (private.is_symlink() or folder.is_symlink()) and folder.is_dir() else None


def made_within(private: Path) -> Path:
    """Makes the folder if it is not there, and lets nobody but its owner into it.

    Raises:
        OSError: If it cannot be made, or is a link.
    """
    ops = Operations()
    own_folder(ops, private)
    if not is_there(ignore := private / ".gitignore"):
        write_atomically(ignore, b"*\n", durable=False)
    folder = own_folder(ops, private / NAME)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def own_bytes(path: Path, limit: int) -> bytes | None:
    """Returns what a file of that folder holds; `None` if there is none, or others may have put it there or read it.

    A repository that somebody sends may bring a private folder with it.
    """
    with suppress(OSError, UnreadableError), open_file(path, limit) as file:
        about = os.fstat(file.fileno())
        if about.st_uid == os.getuid() and not stat.S_IMODE(about.st_mode) & 0o077:
            return file.read()
    return None
