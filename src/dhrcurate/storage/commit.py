"""The order of a write, in which every crash leaves the old or the new record, and a trail that agrees with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.storage.files import (
    Operations,
    append_synced,
    create_synced,
    cut_synced,
    existing_mode,
    in_words,
    is_there,
    read_behind,
)
from dhrcurate.storage.folder import in_the_way, staged_beside
from dhrcurate.storage.git_index import refuse_while_git_works
from dhrcurate.storage.links import refuse_links
from dhrcurate.storage.lock import held_root, must_hold


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


class _Begun(NamedTuple):
    """Lines that may be at the end of a trail by now."""

    trail: TrailFile
    lines: bytes


class _OthersBehindError(NotSavedError):
    """What stands at the end of a trail is not, or not known to be, what was appended last."""


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
        NotSavedError: If the disk did not take it, or git or another program is changing the library; all is as it was.
        UnconfirmedError: If only the last sync failed, or it failed earlier and could not be taken back: what another
            program wrote behind the lines is never cut.
        RefusedError: If the target, its trail or a folder of the library on the way to them is a link, or a folder is
            in the way of what is staged.
    """
    must_be_writable(target, trail.path)
    staged = staged_beside(target)
    with _saving(target), _rolled_back(ops, staged, content) as begun:
        discard(ops, staged)
        create_synced(ops, staged, content, existing_mode(target))
        ops.fsync_dir(target.parent)
        _must_be_as_read(trail)
        begun.append(_Begun(trail, lines))
        _append(ops, trail, lines)
        must_hold(target)  # the sync may have taken long
        ops.replace(staged, target)
    try:
        ops.fsync_dir(target.parent)
    except OSError as error:
        raise UnconfirmedError(
            f"{target}: written, but the folder could not be synced ({in_words(error)}), so a power cut may undo it"
        ) from error


def append(ops: Operations, trail: TrailFile, lines: bytes) -> None:
    """Appends lines to a trail, or nothing, if the trail's file does not change.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
        UnconfirmedError: If that could not be taken back.
        RefusedError: As `commit`.
    """
    must_be_writable(trail.path)
    with _saving(trail.path), _rolled_back(ops, None) as begun:
        _must_be_as_read(trail)
        begun.append(_Begun(trail, lines))
        _append(ops, trail, lines)


def commit_rewritten(ops: Operations, target: Path, content: bytes | None, trail: TrailFile, lines: bytes) -> None:
    """Writes a file's new content and its trail as a whole to disk, or neither; lines may go as well as come.

    The order is that of `commit`: the trail is renamed into place between staging the content and renaming it.

    Args:
        ops: The system calls.
        target: The file; it need not exist.
        content: Its new content, `None` if it does not change.
        trail: Its trail, of which nothing may be new: what another appended would go.
        lines: All lines of the trail.

    Raises:
        NotSavedError: If the disk did not take it; all is as it was.
        UnconfirmedError: If the trail is in place and a later step failed; the next writer completes it.
        RefusedError: As `commit`.
    """
    must_be_writable(target, trail.path)
    staged, new_trail = staged_beside(target), staged_beside(trail.path)
    with _saving(target):
        synced = False
        try:
            if content is not None:
                discard(ops, staged)
                create_synced(ops, staged, content, existing_mode(target))
                ops.fsync_dir(target.parent)
            discard(ops, new_trail)
            create_synced(ops, new_trail, lines, existing_mode(trail.path))
            synced = True
            _must_be_as_read(trail)
            ops.replace(new_trail, trail.path)
        except BaseException:
            if not synced or is_there(new_trail):  # else the trail is in place, and the staged content belongs to it
                with suppress(OSError):
                    _discard_own(ops, new_trail, lines)
                    if content is not None:
                        _discard_own(ops, staged, content)
            raise
    try:
        ops.fsync_dir(trail.path.parent)
        if content is not None:
            must_hold(target)
            ops.replace(staged, target)
            ops.fsync_dir(target.parent)
    except OSError as error:
        raise UnconfirmedError(
            f"{target}: written, but not all of it could be synced ({in_words(error)}), so a power cut may undo it"
        ) from error
    except NotSavedError as error:
        raise UnconfirmedError(
            f"{target}: not known to be saved: its trail is, and another program replaced the library's lock before the"
            " rest: open the record again, which completes it if nobody changed it meanwhile"
        ) from error


def finish(ops: Operations, target: Path) -> None:
    """Completes a write that was interrupted before its rename.

    Raises:
        NotSavedError: If it cannot be written to disk.
    """
    with _saving(target):
        must_hold(target)
        ops.replace(staged_beside(target), target)
        ops.fsync_dir(target.parent)


def discard(ops: Operations, staged: Path) -> None:
    """Removes a staged file that is not needed; a link is removed, not followed.

    Raises:
        OSError: If that fails.
        RefusedError: If a folder has that name.
    """
    if is_there(staged):
        _refuse_folder(staged)
        ops.unlink(staged)


def _discard_own(ops: Operations, staged: Path, content: bytes) -> None:
    """Removes what was staged here, as far as that came; without the lock it may be another's by now."""
    raw = read_behind(staged, 0, len(content) + 1)
    if raw is not None and content.startswith(raw):
        discard(ops, staged)


def write_staged(ops: Operations, path: Path, content: bytes) -> None:
    """Writes a whole file of a library by staging it beside its place, where recovery finds what a crash leaves.

    Raises:
        OSError: If it cannot be written to disk; the staged file may be left.
        RefusedError: If it, or a folder of the library on the way to it, is a link, or a folder is in the way.
    """
    must_be_writable(path)
    staged = staged_beside(path)
    discard(ops, staged)
    create_synced(ops, staged, content, existing_mode(path))
    must_be_alone(path)
    ops.replace(staged, path)
    ops.fsync_dir(path.parent)


def must_be_writable(*paths: Path) -> None:
    """Refuses files of a library that are links or are behind one, and those beside which nothing can be staged.

    Raises:
        RefusedError: With the first.
    """
    for path in paths:
        refuse_links(path, held_root(path) or path.parent)
        if is_there(staged := staged_beside(path)):
            _refuse_folder(staged)


def _refuse_folder(staged: Path) -> None:
    if (why := in_the_way(staged)) is not None:
        raise RefusedError(f"{staged.parent}: {why}")


def must_be_alone(path: Path) -> None:
    """Makes sure that the library's lock still keeps others out, and that git is not at work.

    Raises:
        NotSavedError: If not.
    """
    must_hold(path)
    refuse_while_git_works(path.parent)


def _must_be_as_read(trail: TrailFile) -> None:
    """Makes sure that nobody else is changing the trail: neither git, nor a writer who does not know of our lock."""
    must_be_alone(trail.path)
    size = trail.path.stat(follow_symlinks=False).st_size if is_there(trail.path) else None
    if size != trail.size:
        raise NotSavedError(
            f"{trail.path}: not saved: another program changed it meanwhile; nothing was changed: try again"
        )


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
def _rolled_back(ops: Operations, staged: Path | None, content: bytes = b"") -> Iterator[list[_Begun]]:
    """Takes back what was done if an error comes; the lines of a trail only once they are in the list that is given."""
    begun: list[_Begun] = []
    try:
        yield begun
    except BaseException as failure:
        try:
            for each in begun:
                _cut_back(ops, each)
        except (OSError, NotSavedError) as error:
            # The lines may be in the trail, so whoever opens the library next may complete the write.
            if isinstance(failure, OSError | NotSavedError):
                raise UnconfirmedError(_not_taken_back(begun[0].trail.path, failure, error)) from failure
            raise failure from None
        if staged is not None:
            with suppress(OSError, RefusedError):  # no event leads to it, so it is removed at the next change
                _discard_own(ops, staged, content)
        raise


def _not_taken_back(path: Path, failure: OSError | NotSavedError, error: OSError | NotSavedError) -> str:
    if isinstance(error, OSError):
        first = in_words(failure) if isinstance(failure, OSError) else "another program came between"
        return (
            f"{path}: not known to be saved: {first}, and it could not be taken back ({in_words(error)}): try again,"
            " or see at the next opening what stands there"
        )
    first = f"{in_words(failure)}; " if isinstance(failure, OSError) else ""
    return (
        f"{path}: not known to be saved: {first}{error}, so nothing was cut out of the trail: open the record again,"
        " see whether the change is there, and make it again if it is not"
    )


def _cut_back(ops: Operations, begun: _Begun) -> None:
    """Takes lines off the end of a trail, as far as they are there, and nothing else.

    Raises:
        _OthersBehindError: If something else stands there, or may come to stand there.
    """
    trail, path = begun.trail, begun.trail.path
    try:
        must_hold(path)
    except NotSavedError as error:
        raise _OthersBehindError("another program replaced the library's lock meanwhile") from error
    behind = read_behind(path, trail.size or 0, len(begun.lines) + 1)
    if behind is not None and not begun.lines.startswith(behind):
        raise _OthersBehindError("another program wrote to the trail meanwhile")
    if trail.size is None:
        discard(ops, staged_beside(path))
        if behind is not None:
            ops.unlink(path)
            ops.fsync_dir(path.parent)
    elif behind:
        cut_synced(ops, path, trail.size)
