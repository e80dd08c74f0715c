"""The lock of a library: one writer at a time, and those who wait learn who holds it."""

from __future__ import annotations

import errno
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import orjson
from filelock import FileLock, Timeout

from dhrcurate.domain.errors import NotSavedError, UnusableError
from dhrcurate.storage.files import in_words, is_within, read_file
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.storage.links import refuse_planted_link
from dhrcurate.storage.overlapping import LOCK, InUseError, held_above, refuse_while_written_below
from dhrcurate.storage.private import prepare_private

WAIT = 10.0
"""Seconds for which a writer waits for another."""

_OWNER = "lock-owner.json"
_LARGEST_OWNER = 65_536
_POLL = 0.05
"""Seconds between two looks at a lock that another holds."""

_held: list[tuple[Path, tuple[int, int]]] = []
"""The libraries whose lock this process holds, each with the identity of the file that is locked."""

_looked_below: set[tuple[int, int]] = set()
"""The locks under which this process has found nobody who writes a library below."""

_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP})


class LockError(NotSavedError):
    """The lock cannot be had, so nothing is written.

    Attributes:
        reason: Why, for the end of a sentence.
    """

    def __init__(self, root: Path, reason: str, then: str = "") -> None:
        super().__init__(f"{root}: not saved: {reason}{then}")
        self.reason = reason


@contextmanager
def library_lock(root: Path, who: str, *, timeout: float = WAIT, probe: bool = False) -> Iterator[None]:
    """Holds the lock of a library. The system releases it when its owner dies, so a dead owner blocks nobody.

    Args:
        root: The library's folder.
        who: The holder's name, for those who wait in vain.
        timeout: Seconds to wait.
        probe: Whether to check that locks work in this folder at all.

    Raises:
        LockError: If another does not release it in time, or the folder cannot be written.
        UnusableError: If locks do not work in this folder.
        RefusedError: If the library is behind a link that lies in a repository.
    """
    refuse_planted_link(root)
    folder = root / PRIVATE
    try:
        prepare_private(folder)
        locks, identity = _alone(root, folder / LOCK, timeout)
    except Timeout:
        raise LockError(root, f"the library is being written by {_owner(folder)}", "; try again") from None
    except InUseError as error:
        what = f"it has records in common with the library {error.root}, which is being written by"
        raise LockError(root, f"{what} {_owner(error.root / PRIVATE)}", "; try again") from None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise _no_locks(root) from error
        raise LockError(root, f"the library cannot be locked: {in_words(error)}") from error
    with locks:
        if probe and _is_ineffective(folder / LOCK):
            raise _no_locks(root)
        _held.append((root, identity))
        locks.callback(_held.remove, (root, identity))
        _sign(folder, who)
        yield


def must_hold(path: Path) -> None:
    """Makes sure that a library's lock, under which one of its files is about to be written, still keeps others out.

    It does not if another program has removed or replaced the file of the lock.

    Raises:
        NotSavedError: If so.
    """
    for root, identity in _held:
        if is_within(path, root) and _identity(f"{root}/{PRIVATE}/{LOCK}") != identity:
            raise NotSavedError(
                f"{path}: not saved: another program replaced the library's lock; nothing was changed: try again"
            )


def held_root(path: Path) -> Path | None:
    """The library that a file is in, if this process holds its lock."""
    return next((root for root, _ in list(_held) if is_within(path, root)), None)


def _alone(root: Path, path: Path, timeout: float) -> tuple[ExitStack, tuple[int, int]]:
    """The locks that keep others out of a library and of those that overlap with it, and the identity of its own.

    Raises:
        Timeout: If another writes this very library.
        InUseError: If a library that overlaps is being written.
        OSError: If they cannot be locked.
    """
    until = time.monotonic() + timeout
    while True:
        with ExitStack() as locks:
            try:
                lock, identity = _acquired(path, max(0.0, until - time.monotonic()))
            except Timeout:
                refuse_while_written_below(root)  # who writes there holds it, too
                raise
            locks.callback(lock.release)
            try:
                locks.enter_context(held_above(root))
                if identity not in _looked_below:
                    refuse_while_written_below(root)
                    _looked_below.add(identity)
            except InUseError:
                if time.monotonic() >= until:
                    raise
            else:
                return locks.pop_all(), identity
        time.sleep(_POLL)  # without the own lock, so that two who wait for each other do not do so for ever


def _acquired(path: Path, timeout: float) -> tuple[FileLock, tuple[int, int]]:
    """The lock, and the identity of its file, which is not replaced while it is opened."""
    if path.is_symlink():
        raise UnusableError(f"{path}: is a symbolic link; remove it: it is the library's lock")
    while True:
        before = _identity(path)
        lock = FileLock(path, timeout=timeout, fallback_to_soft=False)
        lock.acquire()
        now = _identity(path)
        if now is not None and before in (None, now):
            if before is None:
                _looked_below.discard(now)  # of a file that is gone, whose number it has
            return lock, now
        lock.release()


def _identity(path: Path | str) -> tuple[int, int] | None:
    try:
        about = os.lstat(path)
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino


def _no_locks(root: Path) -> UnusableError:
    return UnusableError(
        f"{root}: locks do not work in this folder (a network share without them?), so two curators could overwrite"
        " each other; keep the library on a local disk"
    )


def _is_ineffective(lock: Path) -> bool:
    """True if a file that is locked can be opened and locked again: then locks do not work here."""
    second = FileLock(lock, timeout=0, fallback_to_soft=False)
    try:
        second.acquire()
    except Timeout:
        return False
    second.release()
    return True


def _sign(folder: Path, who: str) -> None:
    about = {"who": who, "process": os.getpid(), "host": socket.gethostname(), "since": _now()}
    raw = json.dumps(about).encode()
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0)
    with suppress(OSError):  # only for the message to those who wait
        file = os.open(f"{folder}/{_OWNER}", flags, 0o666)
        try:
            # Over what stands there: some file systems bring a file to the disk that was emptied and written anew.
            if os.write(file, raw) != os.fstat(file).st_size:
                os.ftruncate(file, len(raw))
        finally:
            os.close(file)


def _owner(folder: Path) -> str:
    try:
        about = orjson.loads(read_file(folder / _OWNER, _LARGEST_OWNER))
        return f"{about['who']} (process {about['process']} on {about['host']} since {about['since']})"
    except (OSError, UnusableError, ValueError, KeyError, TypeError):
        return "another program"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
