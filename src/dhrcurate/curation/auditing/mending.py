"""What mends a trail or a record by the curator's own word: adopt, restore, merge, redact, bring back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.trails import Target
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.on_disk import OnDisk, Reader
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import TOOL, Writer
from dhrcurate.curation.versioning.lost import lost_events
from dhrcurate.domain.difference import Conflict, difference
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import NotSavedError, RefusedError, UnusableError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.commit import commit, write_staged
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import in_words
from dhrcurate.storage.splice import splice
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import at
from dhrcurate.trail.log import read_events
from dhrcurate.trail.merge import join_heads, merge_event
from dhrcurate.trail.redact import redacted
from dhrcurate.trail.replay import State, replay


def adopt(session: Session, target: Target, reason: str) -> Event | None:
    """Records what was changed outside as an event, so that the trail ends in the record as it lies on disk.

    Returns:
        The event, `None` where the trail ends in just that already.

    Raises:
        RefusedError: Where the record cannot be read or the trail has two heads.
        NotSavedError: Where the disk does not take it.
    """
    with session.writing() as writer:
        standing, _ = writer.standing(target.path)
        data = _content(standing)
        head = standing.head
        if head is not None and head.after == standing.document.digest:
            return None
        edits = difference(replay(standing.trail, head).data, data) if head else ()
        event = writer.adoption(standing, edits, reason)
        writer.record_event(standing, event)
        return event


def restore(session: Session, target: Target, when: str, reason: str) -> Event | None:
    """Puts a record back as it stood, as a new event; nothing of the trail is lost.

    Args:
        session: Who does it.
        target: The record; its file may be gone.
        when: An event or a time.
        reason: Why.

    Returns:
        The event, `None` where the record stands just so already.

    Raises:
        RefusedError: Where the state needs values that were redacted, or the record was changed outside.
        NotSavedError: Where the disk does not take it.
    """
    with session.writing() as writer:
        standing, _ = writer.standing(target.path)
        state, edits = _restoring(standing, when)
        if standing.document.missing:
            return _made_again(writer, standing, state.data, edits, reason)
        if not edits:
            return None
        proposal = Proposal("restore", edits, because={"event": state.event.id}, note=reason)
        return writer.change(target.path, proposal, None, lambda _: None).event


def would_restore(target: Target, when: str) -> tuple[Edit, ...]:
    """What `restore` would change; nothing is written.

    Args:
        target: The record; its file may be gone, which counts as the state that its trail ends in.
        when: An event or a time.

    Raises:
        RefusedError: As `restore`.
    """
    return _restoring(Reader().read(target.path), when)[1]


def _restoring(standing: OnDisk, when: str) -> tuple[State, tuple[Edit, ...]]:
    """The state that is meant, and what leads from the present one to it."""
    state = replay(standing.trail, at(standing.trail, when))
    if state.redacted:
        raise RefusedError(f"that state needs values that were redacted: {', '.join(state.redacted)}")
    if standing.document.missing:
        return state, difference(replay(standing.trail, standing.head).data, state.data)
    standing.check()
    return state, difference(_content(standing), state.data)


def _made_again(writer: Writer, standing: OnDisk, data: dict[str, Any], edits: tuple[Edit, ...], reason: str) -> Event:
    head = standing.head
    if head is None:
        raise RefusedError(f"{standing.path}: there is neither a record nor a trail to restore it from")
    document = Document.of(standing.path, dump(data))
    event = Event.make(
        parents=[head.id],
        by=writer.curator,
        tool=TOOL,
        action="restore",
        before=head.after,
        after=document.digest or "",
        edits=edits,
        note=reason,
    )
    commit(writer.ops, standing.path, document.raw, standing.trail_file, event.to_line())
    return event


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of joining heads.

    Attributes:
        event: The event with both parents, `None` where conflicts stand.
        written: What was brought into the record so that it holds all branches' changes.
        conflicts: Fields in which the branches disagree.
    """

    event: Event | None
    written: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def merge_heads(session: Session, target: Target, *, take_record: bool = False, note: str = "") -> Merged:
    """Joins the heads of a trail in the record as it lies on disk.

    What a branch changed and the record lacks is brought into the record. Where branches disagree nothing is written,
    unless the curator says that what the record holds is right.

    Args:
        session: Who does it.
        target: The record.
        take_record: Whether the record's own value counts where the branches disagree.
        note: Why.

    Raises:
        RefusedError: Where the trail has one head, or the record cannot be read.
        NotSavedError: Where the disk does not take it.
    """
    with session.writing() as writer:
        standing, _ = writer.standing(target.path)
        data = _content(standing)
        joined = join_heads(standing.trail)
        disputed = joined.undecided(data)
        if disputed and not take_record:
            return Merged(None, conflicts=disputed)
        lacking = joined.lacking(data)
        raw = splice(standing.document.raw, lacking) if lacking else standing.document.raw
        document = Document.of(target.path, raw)
        event = merge_event(joined, document.data or {}, by=session.curator, tool=TOOL, note=note)
        if lacking:
            commit(writer.ops, target.path, raw, standing.trail_file, event.to_line())
        else:
            writer.record_event(standing, event)
        return Merged(event, lacking, disputed)


def redact(session: Session, target: Target, event_id: str, path: str, reason: str) -> Event:
    """Takes a value out of an event for good and records that as an event.

    Raises:
        RefusedError: Where there is no such event or change, or the record still holds the value.
        NotSavedError: Where the disk does not take it.
    """
    if not reason.strip():
        raise UnusableError("a redaction needs a reason")
    with session.writing() as writer:
        standing, _ = writer.standing(target.path)
        standing.check()
        head = standing.head
        if head is None:
            raise RefusedError(f"{target.trail}: there is no trail")
        raw = redacted(target.read_bytes(), event_id, path, str(target.trail))
        event = Event.make(
            parents=[head.id],
            by=session.curator,
            tool=TOOL,
            action="redact",
            before=head.after,
            after=head.after,
            edits=(),
            because={"event": standing.trail.by_id(event_id).id, "path": path},
            note=reason.strip(),
        )
        _rewrite(writer, target.trail, raw + event.to_line())
        return event


def bring_back(session: Session, target: Target) -> int:
    """Brings back events that commits took out of a trail, and the record to where they lead.

    Returns:
        How many events were brought back.

    Raises:
        RefusedError: Where they do not continue what the trail holds now: then another decision followed, and the
            heads are to be merged instead.
        NotSavedError: Where the disk does not take it.
    """
    with session.writing() as writer:
        standing, _ = writer.standing(target.path)
        standing.check()
        lost = lost_events(session.library.root, target)
        lines = b"".join(line for _, line in lost.values())
        if not lines:
            return 0
        before = target.read_bytes()
        trail = read_events(before + lines, str(target.trail))
        state = replay(trail)
        if state.redacted:
            raise RefusedError("the lost events need values that were redacted")
        raw = splice(standing.document.raw, difference(_content(standing), state.data))
        commit(writer.ops, target.path, raw, standing.trail_file, lines)
        return len(lost)


def _rewrite(writer: Writer, trail: Path, raw: bytes) -> None:
    try:
        write_staged(writer.ops, trail, raw)
    except OSError as error:
        raise NotSavedError(f"{trail}: not redacted: {in_words(error)}") from error


def _content(standing: OnDisk) -> dict[str, Any]:
    document = standing.document
    if document.data is None or document.digest is None:
        reason = document.problems[0].message if document.problems else "its numbers have no exact form"
        raise RefusedError(f"{document.path}: cannot be read: {reason}")
    return dict(document.data)
