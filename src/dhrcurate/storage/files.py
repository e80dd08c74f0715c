"""Reading files that may be anything, and writing them so that a crash or power cut leaves the old or the new one."""

from __future__ import annotations

import errno
import math
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.links import refuse_links

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_MODE = 0o666


class UnreadableError(UnusableError):
    """A file cannot be read.

    Attributes:
        reason: The problem, in one sentence without the file's name.
        too_large: True if the file is larger than what is read.
    """

    def __init__(self, path: Path, reason: str, *, too_large: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason, self.too_large = reason, too_large


class Operations:
    """The system calls that change a library, in one place, so that tests can make each of them fail.

    Every call may raise `OSError`.
    """

    def create(self, path: Path) -> int:
        """Creates a file, which must not exist yet, not even as a link, and opens it for writing."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | _NO_FOLLOW, _MODE)

    def open_append(self, path: Path) -> int:
        """Opens an existing file for appending; not through a link."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | _NO_FOLLOW)

    def write(self, file: int, data: bytes | memoryview) -> int:
        """Writes some of the bytes and returns how many."""
        return os.write(file, data)

    def chmod(self, file: int, mode: int) -> None:
        """Sets the permissions of an open file."""
        os.fchmod(file, mode)

    def truncate(self, file: int, size: int) -> None:
        """Truncates an open file to a size."""
        os.ftruncate(file, size)

    def fsync(self, file: int) -> None:
        """Syncs an open file to disk."""
        os.fsync(file)

    def close(self, file: int) -> None:
        """Closes a file."""
        os.close(file)

    def replace(self, source: Path, target: Path) -> None:
        """Renames a file over another, in one step."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Gives a file a second name, which must not be taken."""
        os.link(source, target)

    def unlink(self, path: Path) -> None:
        """Removes a file or link."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Creates a folder."""
        path.mkdir()

    def fsync_dir(self, path: Path) -> None:
        """Syncs a folder's entries to disk."""
        folder = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_file(path: Path, limit: int) -> bytes:
    """Reads a regular file; anything else (a folder, a pipe, a device) is refused without waiting for it.

    Args:
        path: The file; links are followed.
        limit: The most bytes to read; a larger file is refused.

    Raises:
        FileNotFoundError: If it does not exist.
        UnreadableError: If it is not a regular file, is larger than `limit` or cannot be read.
    """
    file, size = _open_regular(path, limit)
    try:
        return _read_all(file, size, limit)
    except OSError as error:
        raise UnreadableError(path, f"the file cannot be read: {in_words(error)}") from error
    finally:
        os.close(file)


def open_file(path: Path, limit: int) -> IO[bytes]:
    """Opens a regular file for reading, as `read_file` does, for one that is not read all at once."""
    return open(_open_regular(path, limit)[0], "rb")  # noqa: PTH123  # by its number; the caller closes it


def _open_regular(path: Path, limit: int) -> tuple[int, int]:
    """Opens a regular file: its number and its size."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(path, f"the file cannot be read: {in_words(error)}") from error
    about = os.fstat(file)
    if stat.S_ISREG(about.st_mode) and about.st_size <= limit:
        return file, about.st_size
    os.close(file)
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableError(path, f"it is {_kind(about.st_mode)}, not a file")
    reason = f"the file is too large: it holds {_size(about.st_size)}, and at most {_size(limit)} are read"
    raise UnreadableError(path, reason, too_large=True)


def read_or_none(path: Path, limit: int) -> bytes | None:
    """Reads a regular file as `read_file` does; `None` if it does not exist or cannot be read."""
    try:
        return read_file(path, limit)
    except (FileNotFoundError, UnreadableError):
        return None


def _read_all(file: int, size: int, limit: int) -> bytes:
    """Reads a file to its end, which may have moved since its size was known, or to one byte above the limit."""
    pieces: list[bytes] = []
    left = limit + 1
    while left > 0 and (piece := os.read(file, min(left, size + 1))):
        pieces.append(piece)
        left -= len(piece)
        if len(piece) > size:
            size = left  # the file grew meanwhile
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def read_behind(path: Path, offset: int, limit: int) -> bytes | None:
    """Reads what stands behind an offset of a file, up to a limit; `None` if there is no file of that name.

    Raises:
        OSError: If it is a link, or cannot be read.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | _NO_FOLLOW)
    except FileNotFoundError:
        return None
    try:
        os.lseek(file, offset, os.SEEK_SET)
        return _read_all(file, limit, limit - 1)
    finally:
        os.close(file)


def _size(count: int) -> str:
    """A number of bytes, rounded up so that a size above a limit of whole MiB never reads like the limit."""
    if count < 2**20:
        return f"{count} bytes"
    return f"{count // 2**20} MiB" if count % 2**20 == 0 else f"{math.ceil(count / 2**20 * 10) / 10:.1f} MiB"


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"


def in_words(error: OSError) -> str:
    """The system's message of an error, for the end of a sentence."""
    return (error.strerror or str(error)).lower()


@contextmanager
def _opened(ops: Operations, file: int) -> Iterator[int]:
    try:
        yield file
    except BaseException:
        # The first failure is the one to report; a failing close adds nothing.
        with suppress(OSError):
            ops.close(file)
        raise
    ops.close(file)


def write_all(ops: Operations, file: int, data: bytes) -> None:
    """Writes every byte, however short single writes fall."""
    rest = memoryview(data)
    while rest:
        written = ops.write(file, rest)
        if written <= 0:
            raise OSError(errno.EIO, "a write wrote nothing")
        rest = rest[written:]


def create_synced(ops: Operations, path: Path, data: bytes, mode: int | None = None) -> None:
    """Creates a file and syncs it to disk; its folder entry is not synced.

    Args:
        ops: The system calls.
        path: The file, which must not exist.
        data: Its content.
        mode: Its permissions, `None` for the usual ones.
    """
    _create(ops, path, data, mode, sync=True)


def _create(ops: Operations, path: Path, data: bytes | Iterable[bytes], mode: int | None, *, sync: bool) -> None:
    with _opened(ops, ops.create(path)) as file:
        if mode is not None:
            ops.chmod(file, mode)
        for piece in [data] if isinstance(data, bytes) else data:
            write_all(ops, file, piece)
        if sync:
            ops.fsync(file)


def is_within(path: Path, folder: Path) -> bool:
    """True if a path leads to a folder or to something in it, as the two are written."""
    here, there = str(path), str(folder)
    return here == there or here.startswith(there if there.endswith(os.sep) else there + os.sep)


def write_atomically(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    durable: bool = True,
    overwrite: bool = True,
    mode: int | None = None,
    within: Path | None = None,
) -> None:
    """Writes a whole file, so that readers and crashes find its old content or the new one, never a part.

    Several processes may write the same file at once: each has a temporary file of its own beside it, and the last
    one wins. Records and their trails are written by `dhrcurate.storage.commit` instead, under the library's lock.

    Args:
        path: The file; its folder must exist.
        data: The new content, whole or in pieces.
        durable: Whether to sync the file and its folder; not needed for caches and other things easily made again.
        overwrite: Whether to replace a file that already exists.
        mode: Its permissions, `None` for those that it has, or the usual ones.
        within: The folder below which the path must lead through no link; `None` for a path that a user named.

    Raises:
        FileExistsError: If the file exists and is not to be overwritten.
        RefusedError: If it or a folder on the way to it is a link.
        OSError: If it cannot be written; then it is as it was before.
    """
    if within is not None:
        refuse_links(path, within)
    ops = Operations()
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        _create(ops, temporary, data, existing_mode(path) if mode is None else mode, sync=durable)
        if overwrite:
            ops.replace(temporary, path)
        else:
            ops.link(temporary, path)  # unlike a rename it never replaces a file that was created meanwhile
            ops.unlink(temporary)
    except BaseException:
        with suppress(OSError):
            ops.unlink(temporary)
        raise
    if durable:
        ops.fsync_dir(path.parent)


def existing_mode(path: Path) -> int | None:
    """The permissions of a file, `None` if it does not exist."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def append_synced(ops: Operations, path: Path, data: bytes) -> None:
    """Appends to a file and syncs it to disk. A sync that fails is not repeated."""
    with _opened(ops, ops.open_append(path)) as file:
        write_all(ops, file, data)
        ops.fsync(file)


def cut_synced(ops: Operations, path: Path, size: int) -> None:
    """Truncates a file to a size and syncs it to disk."""
    with _opened(ops, ops.open_append(path)) as file:
        ops.truncate(file, size)
        ops.fsync(file)


def own_folder(ops: Operations, path: Path) -> Path:
    """Creates a folder if it does not exist, and makes sure that it is not a link.

    Raises:
        OSError: If it is a link, or cannot be made.
    """
    if path.is_symlink():
        raise OSError(errno.ELOOP, f"{path.name} is a symbolic link")
    if not path.is_dir():
        ops.mkdir(path)
        ops.fsync_dir(path.parent)
    return path


def is_there(path: Path) -> bool:
    """True if a name is taken, even by a link that leads nowhere."""
    return os.path.lexists(path)
