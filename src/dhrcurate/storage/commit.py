"""The order of a write, in which every crash leaves the record as it was or as it is to be, and the trail agreeing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.storage.files import (
    Operations,
    append_synced,
    create_synced,
    cut_synced,
    existing_mode,
    in_words,
    is_there,
)
from dhrcurate.storage.folder import staged_beside


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A trail as it was when it was last read.

    Attributes:
        path: The file.
        size: How many bytes it holds, `None` if it is not there.
    """

    path: Path
    size: int | None


class UnconfirmedError(NotSavedError):
    """All was written, but the folder would not sync: the decision may not survive a power cut."""


def commit(ops: Operations, target: Path, content: bytes, trail: TrailFile, lines: bytes) -> None:
    """Puts a file's new content and the lines of its trail on the disk, or neither.

    The content is staged and synced, the lines are appended and synced, the staged file is renamed over the target,
    the folder is synced. The staged file is never removed while the lines may stand in the trail: whoever opens the
    library next can then complete the rename.

    Args:
        ops: The system calls.
        target: The file; it need not be there.
        content: What it is to hold.
        trail: Its trail.
        lines: What to append to the trail.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
        UnconfirmedError: If only the last sync failed.
        RefusedError: If the target is a link.
    """
    if target.is_symlink():
        raise RefusedError(f"{target}: is a symbolic link; a record that is written must be a file of its own")
    staged = staged_beside(target)
    with _told(target), _taken_back(ops, staged, trail):
        discard(ops, staged)
        create_synced(ops, staged, content, existing_mode(target))
        ops.fsync_dir(target.parent)
        _append(ops, trail, lines)
        ops.replace(staged, target)
    try:
        ops.fsync_dir(target.parent)
    except OSError as error:
        raise UnconfirmedError(
            f"{target}: written, but the folder could not be synced ({in_words(error)}), so a power cut may undo it"
        ) from error


def append(ops: Operations, trail: TrailFile, lines: bytes) -> None:
    """Puts lines at the end of a trail, or nothing, where the file that it belongs to stays as it is.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
    """
    with _told(trail.path), _taken_back(ops, None, trail):
        _append(ops, trail, lines)


def finish(ops: Operations, target: Path) -> None:
    """Completes a write that was cut short before its rename.

    Raises:
        NotSavedError: If it cannot be written to disk.
    """
    with _told(target):
        ops.replace(staged_beside(target), target)
        ops.fsync_dir(target.parent)


def discard(ops: Operations, staged: Path) -> None:
    """Removes what a write left that never came to anything; a link there is removed, not followed.

    Raises:
        OSError: If that fails, as for a folder of that name.
    """
    if is_there(staged):
        ops.unlink(staged)


def write_staged(ops: Operations, path: Path, content: bytes) -> None:
    """Writes a whole file of a library by staging it beside its place, where recovery finds what a crash leaves.

    Raises:
        OSError: If it cannot be written to disk; the staged file may be left.
    """
    staged = staged_beside(path)
    discard(ops, staged)
    create_synced(ops, staged, content)
    ops.replace(staged, path)
    ops.fsync_dir(path.parent)


def _append(ops: Operations, trail: TrailFile, lines: bytes) -> None:
    if trail.size is None:
        write_staged(ops, trail.path, lines)  # a new trail is never seen empty or torn
    else:
        append_synced(ops, trail.path, lines)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSavedError(f"{path}: not saved: {in_words(error)}; nothing was changed") from error


@contextmanager
def _taken_back(ops: Operations, staged: Path | None, trail: TrailFile) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # What cannot be taken back is left for whoever opens the library next; the first failure is the one to tell.
        try:
            _cut_back(ops, trail)
            if staged is not None:
                discard(ops, staged)
        except OSError:
            pass
        raise


def _cut_back(ops: Operations, trail: TrailFile) -> None:
    if trail.size is None:
        discard(ops, staged_beside(trail.path))
        if is_there(trail.path):
            ops.unlink(trail.path)
            ops.fsync_dir(trail.path.parent)
    elif trail.path.stat().st_size > trail.size:
        cut_synced(ops, trail.path, trail.size)
