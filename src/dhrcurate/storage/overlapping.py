"""The locks of the libraries that one lies in, and of those that lie in it: they may be about the same records.

Any folder with records is a library, so one file can belong to several. Who writes holds its own library's lock alone
and those of the folders above together with others. Who is the first to lock a folder waits for those who are at work
below it; whoever comes later finds its lock above.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dhrcurate.storage.folder import DOCUMENTS, PRIVATE, SOURCES, is_utf_8

LOCK = "lock"
"""The file that is locked, in the private folder of a library."""

_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)


class InUseError(Exception):
    """Somebody is writing a library that overlaps.

    Attributes:
        root: Its folder.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.root = root


def folders_above(root: Path) -> Iterator[Path]:
    """The folders that a library lies in, wherever the path to it leads, which may be through links."""
    yield from Path(os.path.realpath(root)).parents


def folders_below(root: Path) -> Iterator[Path]:
    """The folders in a library that may be libraries themselves: those with a private folder, which is no link."""
    for here, folders, _ in os.walk(root):
        if here != str(root) and PRIVATE in folders and not Path(here, PRIVATE).is_symlink():
            yield Path(here)
        folders[:] = [f for f in folders if not f.startswith(".") and f not in (SOURCES, DOCUMENTS) and is_utf_8(f)]


@contextmanager
def held_above(root: Path) -> Iterator[None]:
    """Keeps those out who write a folder above as a library; others below it may write at the same time.

    Raises:
        InUseError: If one is being written.
        OSError: If a lock cannot be asked.
    """
    with ExitStack() as files:
        for folder in folders_above(root):
            if (file := _shared(folder)) is not None:
                files.callback(os.close, file)
        yield


def refuse_while_written_below(root: Path) -> None:
    """Makes sure that nobody writes a library below this one who came before it was locked.

    Raises:
        InUseError: If somebody does.
        OSError: If a lock cannot be asked.
    """
    for folder in folders_below(root):
        if (file := _shared(folder)) is not None:
            os.close(file)


def _shared(folder: Path) -> int | None:
    """The lock of a folder, together with others; `None` if it has none, or something else of that name."""
    try:
        file = os.open(f"{folder}/{PRIVATE}/{LOCK}", _OPEN)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None  # where nobody else may look, somebody else's library is
    except OSError:
        if os.path.islink(f"{folder}/{PRIVATE}/{LOCK}"):  # noqa: PTH114  # nobody locks a link
            return None
        raise
    try:
        if stat.S_ISREG(os.fstat(file).st_mode):
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return file
    except BlockingIOError:
        os.close(file)
        raise InUseError(folder) from None
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None
