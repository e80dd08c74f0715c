"""Repairs of a trail or a record that a curator asks for: adopt, restore, merge, restore lost events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.deleted import content_before
from dhrcurate.curation.auditing.lost_events import begun_anew, lost_events
from dhrcurate.curation.auditing.redaction import keyed_place
from dhrcurate.curation.auditing.trails import AuditTarget, content_of, targets
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.behind import fell_back
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import TOOL, Transactions
from dhrcurate.domain.difference import Conflict, difference
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.storage.splice import splice
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.history import at
from dhrcurate.trail.log import Trail, parents_first, read_events
from dhrcurate.trail.merge import held_again, join_heads, merge
from dhrcurate.trail.replay import State, replay
from dhrcurate.trail.roots import ids_of, of_another
from dhrcurate.trail.verify import verify_bytes


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
        RefusedError: If the trail has two heads, or is another record's, as where that still has its files.
        UnusableError: If the record cannot be read.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        on_disk, _ = transactions.settled(target.path)
        data = _content(on_disk)
        head = on_disk.head
        if renamed_from is not None:
            _refuse_another(on_disk, target, renamed_from)
            _refuse_a_copy(session.library.root, renamed_from)
        if head is not None and head.leads_to(on_disk.document.digest):
            return None
        _refuse_another(on_disk, target, renamed_from)
        edits = difference(replay(on_disk.trail, head).data, data) if head else ()
        event = transactions.adoption(on_disk, edits, reason)
        transactions.record_event(on_disk, event)
        transactions.settled(target.path)  # what an interrupted write staged is given up for what was adopted
        return event


def _refuse_another(on_disk: OnDisk, target: AuditTarget, renamed_from: str | None) -> None:
    events = on_disk.trail.events
    ids = ids_of(events)
    if renamed_from is not None and (not ids or renamed_from not in ids):
        had = f"its record was {', '.join(ids)}" if ids else "it is no record's"
        raise RefusedError(f"{target.trail}: this is not the trail of {renamed_from}: {had}")
    if renamed_from is not None and get(on_disk.document.data or {}, "/id") != target.name:
        raise RefusedError(f"{target.path}: its `id` is not {target.name}: set it first, then adopt")
    if renamed_from is None and (another := of_another(events, target.name)) is not None:
        raise RefusedError(
            f"{target.trail}: {another}; if the record was renamed, go on with it with `dhrcurate audit adopt"
            f" {target.named} --renamed-from {ids[-1]} --reason WHY`; else put its own trail back, or take this one"
            f" away and begin a new one with `dhrcurate audit adopt {target.named} --reason WHY`"
        )


def _refuse_a_copy(root: Path, renamed_from: str) -> None:
    for other in targets(LibraryFolder(root)):
        if other.name == renamed_from:
            there = other.path if other.path.exists() else other.trail
            raise RefusedError(
                f"{there}: it is still there, so this record is a copy of {renamed_from}, and one trail cannot be that"
                " of two; take that one away first, or take the copy's trail away and begin a new one"
            )


def restore(session: Session, target: AuditTarget, when: str, reason: str) -> Event | None:
    """Restores an earlier state of a record, as a new event; nothing of the trail is lost.

    Args:
        session: The curator's session.
        target: The record; its file may be missing.
        when: An event or a time.
        reason: Why.

    Returns:
        The event, `None` if the record is already in that state.

    Raises:
        RefusedError: If the state needs values that were redacted, or the record was changed outside.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        on_disk, _ = transactions.settled(target.path)
        state, edits = _plan_restore(on_disk, when)
        if on_disk.document.missing or fell_back(on_disk):
            return _recreate(transactions, on_disk, state.data, edits, reason)
        if not edits:
            return None
        proposal = Proposal("restore", edits, because={"event": state.event.id}, note=reason)
        return transactions.change(target.path, proposal, None, lambda _: None).event


def preview_restore(target: AuditTarget, when: str) -> tuple[Edit, ...]:
    """The edits that `restore` would make; nothing is written.

    Args:
        target: The record; if its file is missing, the state that its trail ends in counts.
        when: An event or a time.

    Raises:
        RefusedError: As `restore`.
    """
    return _plan_restore(CachingReader().read(target.path), when)[1]


def _plan_restore(on_disk: OnDisk, when: str) -> tuple[State, tuple[Edit, ...]]:
    """The state that is meant, under the id that the record has now, and the edits that lead from here to it."""
    state = replay(on_disk.trail, at(on_disk.trail, when))
    if "id" in state.data:
        state = replace(state, data=state.data | {"id": on_disk.path.stem})
    if state.redacted:
        raise RefusedError(f"that state needs values that were redacted: {', '.join(state.redacted)}")
    if on_disk.document.missing or fell_back(on_disk):
        return state, difference(replay(on_disk.trail, on_disk.head).data, state.data)
    on_disk.check()
    return state, difference(_content(on_disk), state.data)


def _recreate(
    transactions: Transactions, on_disk: OnDisk, data: dict[str, Any], edits: tuple[Edit, ...], reason: str
) -> Event:
    head = on_disk.head
    if head is None:
        raise RefusedError(f"{on_disk.path}: there is no record, and no trail to restore it from")
    missing = on_disk.document.missing
    raw = dump(data) if missing else splice(on_disk.document.raw, difference(_content(on_disk), data))
    document = Document.of(on_disk.path, raw)
    event = Event.make(
        parents=[head.id],
        by=transactions.curator,
        tool=TOOL,
        action="restore",
        state=document.digest or "",
        edits=edits,
        note=reason,
    )
    transactions.write(on_disk, document, (event,))
    return event


@dataclass(frozen=True, slots=True)
class HeadMerge:
    """The outcome of merging heads.

    Attributes:
        event: The event with both parents, `None` if there are conflicts, or the trail only had to be folded.
        written: The edits made to the record so that it holds the changes of all branches.
        conflicts: Fields in which the branches disagree.
        outside: What the record holds beyond the branches, as edits of the merged state; the event records them.
        notices: What had to be mended before.
        signed_off: Whether the record is signed off, though that was said of the state of one branch only.
        held: Where the record, and so the trail, still holds what one branch took out for good.
    """

    event: Event | None
    written: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    outside: tuple[Edit, ...] = ()
    notices: tuple[str, ...] = ()
    signed_off: bool = False
    held: tuple[str, ...] = ()


def merge_heads(session: Session, target: AuditTarget, *, take_record: bool = False, note: str = "") -> HeadMerge:
    """Merges the heads of a trail into the record as it is on disk.

    Changes of a branch that the record lacks are made to it. If branches disagree, or the record was edited beyond
    both, nothing is written, unless the curator says that the record's values are right: then the event records them.

    Args:
        session: The curator's session.
        target: The record.
        take_record: Whether the record's own values are right where the branches disagree or have others.
        note: Why.

    Raises:
        RefusedError: If the trail has one head, or the record cannot be read.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        on_disk, notices = transactions.settled(target.path)
        if notices and len(on_disk.heads) == 1:
            return HeadMerge(None, notices=notices)
        data = _content(on_disk)
        joined = join_heads(on_disk.trail)
        disputed = joined.undecided(data)
        outside = joined.edits_outside(data)
        if (disputed or outside) and not take_record:
            return HeadMerge(None, conflicts=disputed, outside=outside, notices=notices)
        missing = joined.missing_edits(data)
        if missing:
            # Before the event, not with it: until then the heads are still apart, so whatever interrupts it, the merge
            # can be made again; and no state of a head tells that a staged file may take this one's place.
            on_disk = transactions.mended(on_disk, splice(on_disk.document.raw, missing))
        content = _content(on_disk)
        held = tuple(keyed_place(content, place) for place in held_again(on_disk.trail, content))
        events = merge(on_disk.trail, joined, content, by=session.curator, tool=TOOL, note=note)
        transactions.rewrite(on_disk, None, events)
        signed_off = get(content, "/curation/state") == "signed-off" and joined.is_news(content)
        return HeadMerge(events[-1], missing, disputed, outside, notices, signed_off, held)


def fold_trail(session: Session, target: AuditTarget) -> bool:
    """Folds the lines of one event that branches left in a trail, as every writer does before it writes.

    Returns:
        True if there was something to fold.

    Raises:
        RefusedError: If a line is not an event, or one event stands there with different content.
        NotSavedError: If it cannot be written to disk.
    """
    before = target.read_bytes()
    with session.writing() as transactions:
        transactions.settled(target.path)
    return target.read_bytes() != before


@dataclass(frozen=True, slots=True)
class LostRestored:
    """The outcome of restoring lost events.

    Attributes:
        events: How many were restored.
        record: Whether the record, which was deleted with its trail, was restored with them.
        folded: Whether events that stood there with values that were taken out lost those again.
    """

    events: int
    record: bool = False
    folded: bool = False


def restore_lost(session: Session, target: AuditTarget) -> LostRestored:
    """Restores events that commits removed from a trail, and the record to the state that they lead to.

    Where the record is in another state of the restored trail than the trail ended in, or the whole trail was gone,
    it stays as it is: if it is not as the trail says, that is told. Where another decision followed, the trail then has
    two heads, which are to be merged. A record that was deleted with its trail is restored as it was last committed.

    Raises:
        RefusedError: If they do not make a whole trail with what is there, as where a new trail was begun; or if the
            record is in none of its states.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        before = target.trail.read_bytes() if target.trail.is_file() else b""
        on_disk, _ = transactions.settled(target.path)
        folded = before != (target.trail.read_bytes() if target.trail.is_file() else b"")
        lost = lost_events(session.library.root, target)
        if not lost:
            return LostRestored(0, folded=folded)
        if (begun := begun_anew(target, lost)) is not None:
            raise RefusedError(
                f"{target.trail}: {begun.by} began a new trail at {begun.at} ({begun.note}); the"
                f" {plural(len(lost), 'event')} before it are kept by git only"
            )
        lines = b"".join(line for _, line in lost.values())
        known = read_events(lines, str(target.trail)).events
        trail = Trail(parents_first(fold_events((*on_disk.trail.events, *known))))
        found = verify_bytes(lines_of_events(trail.events))
        if found.broken:
            raise RefusedError(f"{target.trail}: the lost events do not make it whole: {found.broken}")
        deleted = on_disk.document.missing and not on_disk.heads and len(trail.heads) == 1
        content = _as_deleted(session.library.root, target, trail, lost) if deleted else _as_restored(on_disk, trail)
        transactions.rewrite(on_disk, content, trail.events)
        return LostRestored(len(lost), deleted and content is not None, folded)


def _as_deleted(root: Path, target: AuditTarget, trail: Trail, lost: Mapping[str, tuple[str, bytes]]) -> bytes | None:
    """The content of a record that was deleted with its trail: git's where the trail ends in it, else the trail's own.

    `None` if the trail lacks values that were taken out of it.
    """
    state = replay(trail)
    *_, (commit, _line) = lost.values()
    raw = content_before(root, commit, target.path.relative_to(root).as_posix())
    if raw and state.event.leads_to(Document.of(target.path, raw).digest):
        return raw
    return None if state.redacted else dump(state.data)


def _as_restored(on_disk: OnDisk, trail: Trail) -> bytes | None:
    """The record's content after lost events were restored, `None` if it stays as it is.

    Raises:
        RefusedError: If the record is in none of its states.
    """
    if len(trail.heads) > 1:
        return None
    state = replay(trail)
    now = on_disk.document.digest
    if not on_disk.heads or state.event.leads_to(now):
        return None
    if not any(head.leads_to(now) for head in on_disk.heads):
        if any(event.leads_to(now) for event in trail.events):
            return None
        raise RefusedError(
            f"{on_disk.path}: it was changed outside dhrcurate: it is in no state of its trail with the lost events;"
            f" undo that change, or put the trail back with git"
        )
    if state.redacted:
        raise RefusedError("the lost events need values that were redacted")
    return splice(on_disk.document.raw, difference(_content(on_disk), state.data))


def _content(on_disk: OnDisk) -> dict[str, Any]:
    return content_of(on_disk.document)
