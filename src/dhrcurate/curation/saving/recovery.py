"""What a crash left behind: a torn last line is set aside, a staged file is put in its place or removed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from dhrcurate.curation.saving.on_disk import OnDisk, Reader
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.commit import discard, finish
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations, append_synced, create_synced, cut_synced, in_words, is_there, own_folder
from dhrcurate.storage.folder import PRIVATE, TRAIL_SUFFIX, leftovers, staged_beside, trail_beside
from dhrcurate.trail.event import Event, EventError

SET_ASIDE = "set-aside"
"""The folder under `.dhrcurate` for torn lines."""


def settle(ops: Operations, reader: Reader, path: Path, root: Path) -> tuple[OnDisk, tuple[str, ...]]:
    """Brings a file and its trail to where the last whole event left them. Only a writer under the lock does so.

    Doing it again changes nothing, so a crash in the midst of it is mended by the next.

    Args:
        ops: The system calls.
        reader: What reads the file and its trail.
        path: The file.
        root: The library's folder.

    Returns:
        How they stand now, and what to tell the curator.

    Raises:
        NotSavedError: Where the disk does not take it.
        RefusedError: Where the trail cannot be read.
    """
    standing = reader.read(path)
    notices: tuple[str, ...] = ()
    try:
        discard(ops, staged_beside(trail_beside(path)))
        if standing.trail.torn:
            notices = (_mend_torn(ops, standing, root),)
            reader.forget(path)
            standing = reader.read(path)
        if is_there(staged_beside(path)):
            completed = _settle_staged(ops, standing)
            reader.forget(path)
            standing = replace(reader.read(path), completed=bool(completed))
            notices += completed
    except OSError as error:
        reader.forget(path)
        raise NotSavedError(f"{path}: what a crash left cannot be cleared away: {in_words(error)}") from error
    return standing, notices


def settle_all(ops: Operations, reader: Reader, root: Path) -> tuple[str, ...]:
    """Settles every file of a library beside which a crash has left something; returns what to tell the curator.

    Raises:
        NotSavedError: Where the disk does not take it.
        RefusedError: Where a trail cannot be read.
    """
    notices: tuple[str, ...] = ()
    for path in leftovers(root):
        if path.name.endswith(TRAIL_SUFFIX):
            path = path.with_name(path.name.removesuffix(TRAIL_SUFFIX) + ".toml")  # noqa: PLW2901  # its record
        if path.suffix == ".toml":
            notices += settle(ops, reader, path, root)[1]
            continue
        try:
            discard(ops, staged_beside(path))
        except OSError as error:
            raise NotSavedError(f"{path}: what a crash left cannot be removed: {in_words(error)}") from error
    return notices


def _mend_torn(ops: Operations, standing: OnDisk, root: Path) -> str:
    torn, trail = standing.trail.torn, standing.trail_file
    name = visible(trail.path.name, one_line=True)
    if _is_whole(torn, standing):
        append_synced(ops, trail.path, b"\n")
        return f"{name}: the last line lacked its line end, which was added"
    assert trail.size is not None  # it has a torn line
    folder = own_folder(ops, root / PRIVATE / SET_ASIDE)
    aside = folder / f"{trail.path.name}.{hashlib.sha256(torn).hexdigest()[:12]}"
    if not is_there(aside):
        create_synced(ops, aside, torn)
        ops.fsync_dir(aside.parent)
    cut_synced(ops, trail.path, trail.size - len(torn))
    return f"{name}: the last line was not whole, as after a crash, and was set aside in {aside.relative_to(root)}"


def _is_whole(torn: bytes, standing: OnDisk) -> bool:
    """Whether only the line end is lacking, of an event whose outcome is what the file holds."""
    try:
        event = Event.from_line(torn)
    except EventError:
        return False
    return event.id == event.computed_id() and event.after == standing.document.digest


def _settle_staged(ops: Operations, standing: OnDisk) -> tuple[str, ...]:
    staged = staged_beside(standing.path)
    head = standing.head
    content = Document.read(staged) if staged.is_file() and not staged.is_symlink() else None
    if content is None or head is None or content.digest != head.after:
        discard(ops, staged)
        return ()
    here = standing.document
    if here.missing or here.digest == head.before:
        finish(ops, standing.path)
        return (f"{standing.path.name}: a write that was cut short has been completed",)
    if here.digest == head.after:
        discard(ops, staged)
    return ()
