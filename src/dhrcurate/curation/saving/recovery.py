"""Recovery after a crash: a torn last line is set aside, a staged file is renamed into place or removed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.commit import discard, finish, write_staged
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations, append_synced, create_synced, cut_synced, in_words, is_there, own_folder
from dhrcurate.storage.folder import PRIVATE, TRAIL_SUFFIX, leftovers, staged_beside, trail_beside
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.replay import came_from

SET_ASIDE = "set-aside"
"""The folder under `.dhrcurate` for torn lines."""


def settle(ops: Operations, reader: CachingReader, path: Path, root: Path) -> tuple[OnDisk, tuple[str, ...]]:
    """Brings a file and its trail to the state of the last whole event. The caller holds the library's lock.

    It is idempotent, so the next call recovers from a crash in the middle of it.

    Args:
        ops: The system calls.
        reader: Reads the file and its trail.
        path: The file.
        root: The library's folder.

    Returns:
        The file and its trail as they are now, and notices for the curator.

    Raises:
        NotSavedError: If it cannot be written to disk.
        RefusedError: If the trail cannot be read.
    """
    on_disk = reader.read(path)
    notices: tuple[str, ...] = ()
    try:
        discard(ops, staged_beside(trail_beside(path)))
        if on_disk.trail.torn:
            notices = (_repair_torn(ops, on_disk, root),)
            reader.forget(path)
            on_disk = reader.read(path)
        if (events := fold_events(on_disk.trail.events)) is not on_disk.trail.events:
            write_staged(ops, trail_beside(path), lines_of_events(events))
            notices += (f"{trail_beside(path).name}: lines of one event were folded, as after a merge",)
            reader.forget(path)
            on_disk = reader.read(path)
        if is_there(staged_beside(path)):
            completed = _settle_staged(ops, on_disk)
            reader.forget(path)
            on_disk = replace(reader.read(path), completed=bool(completed))
            notices += completed
    except OSError as error:
        reader.forget(path)
        raise NotSavedError(f"{path}: cannot recover from an interrupted write: {in_words(error)}") from error
    return on_disk, notices


def settle_all(ops: Operations, reader: CachingReader, root: Path) -> tuple[str, ...]:
    """Settles every file of a library that a crash left unfinished; returns notices for the curator.

    Raises:
        NotSavedError: If it cannot be written to disk.
        RefusedError: If a trail cannot be read.
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
            raise NotSavedError(f"{path}: cannot recover from an interrupted write: {in_words(error)}") from error
    return notices


def _repair_torn(ops: Operations, on_disk: OnDisk, root: Path) -> str:
    torn, trail = on_disk.trail.torn, on_disk.trail_file
    name = visible(trail.path.name, one_line=True)
    if _is_whole(torn, on_disk):
        append_synced(ops, trail.path, b"\n")
        return f"{name}: the last line had no line end; it was added"
    assert trail.size is not None  # it has a torn line
    folder = own_folder(ops, root / PRIVATE / SET_ASIDE)
    aside = folder / f"{trail.path.name}.{hashlib.sha256(torn).hexdigest()[:12]}"
    if not is_there(aside):
        create_synced(ops, aside, torn)
        ops.fsync_dir(aside.parent)
    cut_synced(ops, trail.path, trail.size - len(torn))
    return f"{name}: the last line was incomplete, as after a crash, and was set aside in {aside.relative_to(root)}"


def _is_whole(torn: bytes, on_disk: OnDisk) -> bool:
    """True if only the line end is missing, of an event that led to what the file holds."""
    try:
        event = Event.from_line(torn)
    except EventError:
        return False
    return event.id == event.computed_id() and event.leads_to(on_disk.document.digest)


def _settle_staged(ops: Operations, on_disk: OnDisk) -> tuple[str, ...]:
    """Puts a staged file in place where a head leads to it and the file is as before that event, else removes it."""
    staged = staged_beside(on_disk.path)
    content = Document.read(staged) if staged.is_file() and not staged.is_symlink() else None
    head = next((h for h in on_disk.heads if content is not None and h.leads_to(content.digest)), None)
    if head is None:
        discard(ops, staged)
        return ()
    here = on_disk.document
    if here.missing or came_from(on_disk.trail, head, here.data or {}):
        finish(ops, on_disk.path)
        return (f"{on_disk.path.name}: an interrupted write was completed",)
    if head.leads_to(here.digest):
        discard(ops, staged)
    return ()
