"""The order of a write, in which every crash leaves the old or the new record, and a trail that agrees with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    """A trail as it was last read.

    Attributes:
        path: The file.
        size: Its size in bytes, `None` if it does not exist.
    """

    path: Path
    size: int | None


class UnconfirmedError(NotSavedError):
    """Not known to be on disk, and not taken back: the last sync failed, or a failed write could not be rolled back."""


def commit(ops: Operations, target: Path, content: bytes, trail: TrailFile, lines: bytes) -> None:
    """Writes a file's new content and the lines of its trail to disk, or neither.

    The content is staged and synced, the lines are appended and synced, the staged file is renamed over the target,
    the folder is synced. The staged file is never removed while the lines may be in the trail: whoever opens the
    library next can then complete the rename.

    Args:
        ops: The system calls.
        target: The file; it need not exist.
        content: Its new content.
        trail: Its trail.
        lines: The lines to append to the trail.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
        UnconfirmedError: If only the last sync failed, or it failed earlier and could not be taken back.
        RefusedError: If the target is a link.
    """
    refuse_link(target)
    staged = staged_beside(target)
    with _saving(target), _rolled_back(ops, staged, trail):
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


def refuse_link(target: Path) -> None:
    """Refuses to write a file that is a link.

    Raises:
        RefusedError: If it is one.
    """
    if target.is_symlink():
        raise RefusedError(f"{target}: is a symbolic link; only a regular file can be written")


def append(ops: Operations, trail: TrailFile, lines: bytes) -> None:
    """Appends lines to a trail, or nothing, if the trail's file does not change.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
        UnconfirmedError: If that could not be taken back.
    """
    with _saving(trail.path), _rolled_back(ops, None, trail):
        _append(ops, trail, lines)


def finish(ops: Operations, target: Path) -> None:
    """Completes a write that was interrupted before its rename.

    Raises:
        NotSavedError: If it cannot be written to disk.
    """
    with _saving(target):
        ops.replace(staged_beside(target), target)
        ops.fsync_dir(target.parent)


def discard(ops: Operations, staged: Path) -> None:
    """Removes a staged file that is not needed; a link is removed, not followed.

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
    create_synced(ops, staged, content, existing_mode(path))
    ops.replace(staged, path)
    ops.fsync_dir(path.parent)


def _append(ops: Operations, trail: TrailFile, lines: bytes) -> None:
    if trail.size is None:
        write_staged(ops, trail.path, lines)  # a new trail is never seen empty or torn
    else:
        append_synced(ops, trail.path, lines)


@contextmanager
def _saving(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSavedError(f"{path}: not saved: {in_words(error)}; nothing was changed") from error


@contextmanager
def _rolled_back(ops: Operations, staged: Path | None, trail: TrailFile) -> Iterator[None]:
    try:
        yield
    except BaseException as failure:
        try:
            _cut_back(ops, trail)
        except OSError as error:
            # The lines may be in the trail, so whoever opens the library next may complete the write.
            if isinstance(failure, OSError):
                raise UnconfirmedError(
                    f"{trail.path}: not known to be saved: {in_words(failure)}, and it could not be taken back"
                    f" ({in_words(error)}): try again, or see at the next opening what stands there"
                ) from failure
            raise failure from None
        if staged is not None:
            with suppress(OSError):  # no event leads to it, so it is removed at the next change
                discard(ops, staged)
        raise


def _cut_back(ops: Operations, trail: TrailFile) -> None:
    if trail.size is None:
        discard(ops, staged_beside(trail.path))
        if is_there(trail.path):
            ops.unlink(trail.path)
            ops.fsync_dir(trail.path.parent)
    elif trail.path.stat().st_size > trail.size:
        cut_synced(ops, trail.path, trail.size)
