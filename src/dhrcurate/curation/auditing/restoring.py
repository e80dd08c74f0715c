"""Earlier states restored, and events that commits removed."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.committed import NOT_COMMITTED
from dhrcurate.curation.auditing.deleted import content_before
from dhrcurate.curation.auditing.left_behind import come_together, trail_left_behind
from dhrcurate.curation.auditing.lost_events import begun_anew, events_of, lost_events
from dhrcurate.curation.auditing.naming import as_the_file_says
from dhrcurate.curation.auditing.taken_out import PAGE_AGAIN, lost_values, page_with, texts_taken_out
from dhrcurate.curation.auditing.trails import AuditTarget, content_of
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.behind import fell_back
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import TOOL, Transactions
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder, find_root
from dhrcurate.storage.git import git, is_shallow
from dhrcurate.storage.splice import splice
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.history import at
from dhrcurate.trail.log import Trail, parents_first, read_events
from dhrcurate.trail.redact import Secret
from dhrcurate.trail.replay import State, replay
from dhrcurate.trail.verify import verify_bytes


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
    """The state that is meant, under the names that the record has now, and the edits that lead from here to it."""
    state = replay(on_disk.trail, at(on_disk.trail, when))
    if "id" in state.data:
        page = _page_of_today(on_disk, state.data)
        state = replace(state, data=state.data | {"id": on_disk.path.stem} | page)
    if state.redacted:
        raise RefusedError(f"that state needs values that were redacted: {', '.join(state.redacted)}")
    if on_disk.document.missing or fell_back(on_disk):
        return state, difference(replay(on_disk.trail, on_disk.head).data, state.data)
    on_disk.check()
    return state, difference(content_of(on_disk.document), state.data)


def _page_of_today(on_disk: OnDisk, then: Mapping[str, Any]) -> dict[str, Any]:
    """The source of an earlier state with the page that the record names now, where that is the same one renamed.

    It goes with the id: what the state names is gone, what the record names is there, and both have one digest.
    """
    now = on_disk.document.data or (replay(on_disk.trail, on_disk.head).data if on_disk.head else {})
    folder, renamed = LibraryFolder(find_root(on_disk.path)), get(then, "/id") != on_disk.path.stem

    def is_there(name: Any) -> bool:
        page = folder.kept_page(on_disk.path, name) if isinstance(name, str) else None
        return page is not None and page.is_file()

    digest, page = get(then, "/source/sha256"), get(then, "/source/page")
    if digest != get(now, "/source/sha256") or (digest is None and not renamed) or not isinstance(page, str):
        return {}
    if is_there(page) or not is_there(get(now, "/source/page")):
        return {}
    return {"source": then["source"] | {"page": get(now, "/source/page")}}


def _recreate(
    transactions: Transactions, on_disk: OnDisk, data: dict[str, Any], edits: tuple[Edit, ...], reason: str
) -> Event:
    head = on_disk.head
    if head is None:
        raise RefusedError(f"{on_disk.path}: there is no record, and no trail to restore it from")
    missing = on_disk.document.missing
    raw = dump(data) if missing else splice(on_disk.document.raw, difference(content_of(on_disk.document), data))
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
class LostRestored:
    """The outcome of restoring lost events.

    Attributes:
        events: How many were restored.
        record: Whether the record, which was deleted with its trail, was restored with them.
        folded: Whether events that stood there with values that were taken out lost those again.
        named: Whether they gave the record another id than its file's name, which it then got back.
        cut: Whether none was found in a clone that lacks the earlier part of its history.
        notices: What had to be mended before.
        page: What to do about the record's page, which holds again what was redacted; empty if it does not.
    """

    events: int
    record: bool = False
    folded: bool = False
    named: bool = False
    cut: bool = False
    notices: tuple[str, ...] = ()
    page: str = ""


def restore_lost(session: Session, target: AuditTarget) -> LostRestored:
    """Restores events that commits removed from a trail, and the record to the state that they lead to.

    Where the record is in another state of the restored trail than the trail ended in, or the whole trail was gone,
    it stays as it is: if it is not as the trail says, that is told. Where another decision followed, the trail then has
    two heads, which are to be merged. A record that was deleted with its trail is restored as it was last committed.
    Where lost events gave the record another id than its file's name, one more event gives it that name back.

    Raises:
        RefusedError: If they do not make a whole trail with what is there, as where a new trail was begun; if the
            record is in none of its states; or if the trail was deleted and another record has its name.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        before = events_of(target)
        on_disk, notices = transactions.settled(target.path)
        lost = lost_events(session.library.root, target)
        if not lost:
            _refuse_one_left_behind(session.library.folder, target)
            folded, page = lost_values(before, on_disk.trail.events), _page_again(session, target, before, "HEAD")
            return LostRestored(0, folded=folded, notices=notices, page=page, cut=is_shallow(session.library.root))
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
        named = _named(transactions, on_disk, trail) if content is not None else None
        if content is None or named is None:
            transactions.rewrite(on_disk, content, trail.events)
        else:
            transactions.rewrite(on_disk, splice(content, named.edits), (*trail.events, named))
        folded = lost_values(before, trail.events)
        (*_, (commit, _line)) = lost.values()
        page = _page_again(session, target, before, "HEAD" if commit == NOT_COMMITTED else f"{commit}^")
        return LostRestored(
            len(lost), deleted and content is not None, folded, named is not None, notices=notices, page=page
        )


def _page_again(session: Session, target: AuditTarget, before: Sequence[Event], commit: str) -> str:
    """What to do about the page of a record, if it holds again what was taken out of the trail; else empty.

    Args:
        session: The curator's session.
        target: The record.
        before: The lines of its trail before anything was restored.
        commit: The one that may have the page as it was after the redaction.
    """
    folder = session.library.folder
    texts = texts_taken_out(target.trail, events_of(target), before)
    if (page := page_with(folder, target.path, texts)) is None:
        return ""
    then = git(page.parent, "cat-file", "blob", f"{commit}:./{page.name}", check=False).stdout
    if not then or Secret.of(texts).stands_in(then.decode("utf-8", "replace")):
        return f"{page}: {PAGE_AGAIN}"
    putting = shlex.join(["git", "restore", f"--source={commit}", "--", str(page)])
    return f"{page}: {PAGE_AGAIN}: `{putting}`"


def _refuse_one_left_behind(folder: LibraryFolder, target: AuditTarget) -> None:
    """Refuses where nothing is lost, but the trail has the record's earlier name still."""
    data = Document.read(target.path).data or {}
    if not target.trail.is_file() and (gone := trail_left_behind(folder, target.path, data)) is not None:
        raise RefusedError(f"{target.trail}: git has nothing to bring back: {come_together(gone, target.path)}")


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
    return splice(on_disk.document.raw, difference(content_of(on_disk.document), state.data))


def _named(transactions: Transactions, on_disk: OnDisk, trail: Trail) -> Event | None:
    """The event by which a record that lost events renamed has the name of its file again; `None` if it has it."""
    state = replay(trail)
    wanted = as_the_file_says(state.data, on_disk.path, on_disk.document.data or {})
    if not (edits := difference(state.data, wanted)):
        return None
    return Event.make(
        parents=[state.event.id],
        by=transactions.curator,
        tool=TOOL,
        action="restore",
        state=digest(wanted),
        edits=edits,
        note="under the name of its file",
    )
