"""Recovery after a crash: a torn last line is set aside, a staged file is put in its place or removed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dhrcurate.curation.saving.leftovers import head_of_staged, is_as_before
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.commit import discard, finish, write_staged
from dhrcurate.storage.files import Operations, append_synced, create_synced, cut_synced, in_words, is_there, own_folder
from dhrcurate.storage.folder import PRIVATE, TRAIL_SUFFIX, abandoned, leftovers, staged_beside, trail_beside
from dhrcurate.storage.signed_pair import is_of_heads, settle_signed
from dhrcurate.trail.event import Event, EventError
from dhrcurate.trail.fold import lines_of_events

SET_ASIDE = "set-aside"
"""The folder under `.dhrcurate` for torn lines and plans that cannot be read."""


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
        if on_disk.torn:
            notices = (_repair_torn(ops, on_disk, root),)
            reader.forget(path)
            on_disk = reader.read(path)
        if (events := on_disk.known.folded()) is not None:
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


def is_unfinished(on_disk: OnDisk) -> bool:
    """True if a crash left something beside a file that recovery may put into it."""
    return is_there(staged_beside(on_disk.path)) or (bool(on_disk.torn) and _is_whole(on_disk.torn, on_disk))


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of recovering a whole library.

    Attributes:
        completed: The files whose interrupted write was completed.
        notices: Notices for the curator.
    """

    completed: frozenset[Path] = frozenset()
    notices: tuple[str, ...] = ()


def settle_all(ops: Operations, reader: CachingReader, root: Path) -> Settled:
    """Settles every file of a library that a crash left unfinished, each alone: one that cannot be settled is told."""
    completed: set[Path] = set()
    notices: list[str] = []
    for path in _left_unfinished(root):
        try:
            if is_of_heads(root, path):
                notices += ("an interrupted signing of the heads was completed",) if settle_signed(ops, root) else ()
            elif path.suffix == ".toml":
                on_disk, told = settle(ops, reader, path, root)
                notices += told
                if on_disk.completed:
                    completed.add(path)
            else:
                discard(ops, staged_beside(path))
        except (DhrcurateError, OSError) as error:
            why = in_words(error) if isinstance(error, OSError) else str(error)
            notices.append(f"{path.name}: what an interrupted write left there could not be settled: {why}")
    for file in abandoned(root):
        try:
            ops.unlink(file)
        except OSError as error:
            notices.append(f"{file.name}: what an interrupted write left could not be removed: {in_words(error)}")
    return Settled(frozenset(completed), tuple(notices))


def _left_unfinished(root: Path) -> Iterator[Path]:
    """The files with something staged beside them; a record where it is its trail that has."""
    for path in leftovers(root):
        if path.name.endswith(TRAIL_SUFFIX):
            yield path.with_name(path.name.removesuffix(TRAIL_SUFFIX) + ".toml")
        else:
            yield path


def _repair_torn(ops: Operations, on_disk: OnDisk, root: Path) -> str:
    torn, trail = on_disk.torn, on_disk.trail_file
    name = visible(trail.path.name, one_line=True)
    if _is_whole(torn, on_disk):
        append_synced(ops, trail.path, b"\n")
        return f"{name}: the last line had no line end; it was added"
    assert trail.size is not None  # it has a torn line
    aside = set_aside(ops, root, trail.path.name, torn)
    cut_synced(ops, trail.path, trail.size - len(torn))
    return f"{name}: the last line was incomplete, as after a crash, and was set aside in {aside}"


def set_aside(ops: Operations, root: Path, name: str, raw: bytes) -> Path:
    """Keeps bytes that cannot be used, under a name that tells where they were; returns it, relative to the library.

    Raises:
        OSError: If they cannot be written.
    """
    folder = own_folder(ops, root / PRIVATE / SET_ASIDE)
    aside = folder / f"{name}.{hashlib.sha256(raw).hexdigest()[:12]}"
    if not is_there(aside):
        create_synced(ops, aside, raw)
        ops.fsync_dir(folder)
    return aside.relative_to(root)


def _is_whole(torn: bytes, on_disk: OnDisk) -> bool:
    """True if only the line end is missing, of an event that led to what the file holds."""
    try:
        event = Event.from_line(torn)
    except EventError:
        return False
    return event.id == event.computed_id() and event.leads_to(on_disk.document.digest)


def _settle_staged(ops: Operations, on_disk: OnDisk) -> tuple[str, ...]:
    """Puts a staged file in its place where a head leads to it and the file is as before that event; else removes it.

    One that a head leads to stays beside a file that somebody changed outside, until that change is adopted.
    """
    staged = staged_beside(on_disk.path)
    if (head := head_of_staged(staged, on_disk.heads)) is None:
        discard(ops, staged)
        return ()
    here = on_disk.document
    if is_as_before(here, head, on_disk.trail):
        finish(ops, on_disk.path)
        return (f"{visible(on_disk.path.name, one_line=True)}: an interrupted write was completed",)
    if head.leads_to(here.digest):
        discard(ops, staged)
    return ()
