"""Changes made outside, recorded under a curator's name."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.beginnings import beginning, still_there
from dhrcurate.curation.auditing.committed import torn_in_git
from dhrcurate.curation.auditing.left_behind import come_together, trail_left_behind
from dhrcurate.curation.auditing.problems import current_digest, lost_end, torn_words
from dhrcurate.curation.auditing.trails import AuditTarget, content_of, targets
from dhrcurate.curation.saving.on_disk import OnDisk
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import ID_WORDS, TRAIL_SUFFIX, LibraryFolder, is_id, trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.replay import replay
from dhrcurate.trail.roots import id_after, ids_of, of_another


def adopt(session: Session, target: AuditTarget, reason: str, *, renamed_from: str | None = None) -> Event | None:
    """Records what was changed outside as an event, so that the trail ends in the record as it is on disk.

    Args:
        session: The curator's session.
        target: The record.
        reason: Why.
        renamed_from: The id that the record had, if it was given another outside, and its files the name of that.

    Returns:
        The event, `None` if the trail already ends in that state.

    Raises:
        RefusedError: If the trail has two heads, or is another record's, as where that still has its files, or lacks
            events that git has, or if its record's name was given it without the trail.
        UnusableError: If the record cannot be read.
        NotSavedError: If it cannot be written to disk.
    """
    _refuse_cut(target)
    with session.writing() as transactions:
        on_disk, _ = transactions.settled(target.path)
        data = content_of(on_disk.document)
        head = on_disk.head
        if renamed_from is not None:
            _refuse_another(on_disk, target, renamed_from)
            _refuse_a_copy(session.library.root, target, on_disk.trail.events[0], renamed_from)
        if head is not None and head.leads_to(on_disk.document.digest):
            return None
        _refuse_another(on_disk, target, renamed_from)
        if head is None and not target.trail.is_file():
            _refuse_one_left_behind(session.library.folder, target, data)
        edits = difference(replay(on_disk.trail, head).data, data) if head else ()
        event = transactions.adoption(on_disk, edits, reason)
        transactions.record_event(on_disk, event)
        transactions.settled(target.path)  # what an interrupted write staged is given up for what was adopted
        return event


def _refuse_cut(target: AuditTarget) -> None:
    """Refuses what would record under one name what a lost line says of another."""
    if not target.trail.is_file() or (now := current_digest(target.path)) is None:
        return
    trail = target.read()
    if not any(trail.by_id(head).leads_to(now) for head in trail.heads):
        if (lost := lost_end(target, trail.events, now)) is not None:
            raise RefusedError(f"{target.path} differs from the end of its trail, and {lost}")
        if torn_in_git(target.trail):
            raise RefusedError(f"{target.path} is in no state of its trail, {torn_words(target)}")


def _refuse_one_left_behind(folder: LibraryFolder, target: AuditTarget, data: Mapping[str, Any]) -> None:
    """Refuses a new beginning for a record whose trail is there, under the name that the record had."""
    gone = trail_left_behind(folder, target.path, data)
    if gone is not None and gone.stem != target.name:  # else a copy
        raise RefusedError(
            f"{target.trail}: there is no trail: {come_together(gone, target.path)}; to begin a new one, take the"
            " trail of the earlier name away first"
        )


def _refuse_another(on_disk: OnDisk, target: AuditTarget, renamed_from: str | None) -> None:
    events = on_disk.trail.events
    ids = ids_of(events)
    if renamed_from is not None and not is_id(target.path.stem):
        raise RefusedError(f"{target.path}: {target.path.stem!r} is not a record's id: {ID_WORDS}")
    if renamed_from is not None and not target.trail.is_file():
        earlier = target.trail.with_name(renamed_from + TRAIL_SUFFIX)
        moving = f"; move that of {renamed_from} first: `{shlex.join(['mv', str(earlier), str(target.trail)])}`"
        raise RefusedError(f"{target.trail}: there is no trail{moving if earlier.is_file() else ''}")
    if renamed_from is not None and (not ids or renamed_from not in ids):
        had = f"its record was {', '.join(ids)}" if ids else "it is no record's"
        raise RefusedError(f"{target.trail}: this is not the trail of {renamed_from}: {had}")
    if renamed_from is not None and get(on_disk.document.data or {}, "/id") != target.name:
        raise RefusedError(f"{target.path}: its `id` is not {target.name}: set it first, then adopt")
    if renamed_from is None and (another := of_another(events, target.name)) is not None:
        was = id_after(events)
        raise RefusedError(
            f"{target.trail}: {another}; if the record was renamed, go on with it with `dhrcurate audit adopt"
            f" {target.named} --renamed-from {was} --reason WHY`; else put its own trail back, or take this one"
            f" away and begin a new one with `dhrcurate audit adopt {target.named} --reason WHY`"
        )


def _refuse_a_copy(root: Path, target: AuditTarget, first: Event, renamed_from: str) -> None:
    """Refuses a trail that another file has too, and a record that is there under the earlier id without a trail."""
    others = [other for other in targets(LibraryFolder(root)) if other.trail != target.trail]
    other = still_there(first, target, others)
    bare = (other for other in others if other.name == renamed_from and not other.trail.is_file())
    if (other := other or next(bare, None) or _above(root, first, renamed_from)) is not None:
        there = other.path if other.path.exists() else other.trail
        raise RefusedError(
            f"{there}: it is still there, so this record is a copy of {renamed_from}, and one trail cannot be that"
            " of two; take that one away first, or take the copy's trail away and begin a new one"
        )


def _above(root: Path, first: Event, renamed_from: str) -> AuditTarget | None:
    """The trail in a folder above: a folder of records may lie within a library that has no configuration."""
    for folder in root.parents if not (root / ".git").exists() else ():
        path = folder / f"{renamed_from}.toml"
        above = AuditTarget(path, trail_beside(path))
        if (begun := beginning(above)) is not None and begun.id == first.id:
            return above
        if (folder / ".git").exists():
            break
    return None
