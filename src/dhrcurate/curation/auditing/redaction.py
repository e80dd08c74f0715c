"""Redaction: a value taken out of the trails of a library for good, and what that does not reach."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.copies import UNSEARCHED_IN_WORDS, copies, unsearched
from dhrcurate.curation.auditing.document_texts import DocumentTexts
from dhrcurate.curation.auditing.guessing import digests_left
from dhrcurate.curation.auditing.looking import holds
from dhrcurate.curation.auditing.taken_out import kept_page
from dhrcurate.curation.auditing.trails import AuditTarget, targets
from dhrcurate.curation.documents.opening import Shelf, named_in
from dhrcurate.curation.saving.on_disk import OnDisk
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import TOOL
from dhrcurate.domain.edit import EXTRACTIONS, KEYED, ORDER, get, identity, parts, pointer
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.words import plural
from dhrcurate.storage.caches import empty_caches
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import CONFIGURATION, HEADS, LibraryFolder
from dhrcurate.trail.change import leaves
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.redact import Blanked, Secret, blanked, names_within, with_digests
from dhrcurate.trail.same_text import shows

_SHA256 = "/source/sha256"
_NAMED = 5
"""How many of the files that are not searched are named."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The outcome of a redaction.

    Attributes:
        events: The `redact` event of each trail, by the trail's file; none where an earlier one says it already.
        taken: How many changes and notes lost something.
        trails: In how many trails.
        places: Where: the trail, the event and the path, or that it was the reason.
        copies: Files of the library that keep it, which the curator knows of.
        guessable: Sentences about what the value can still be guessed from.
    """

    events: dict[Path, Event] = field(default_factory=dict)
    taken: int = 0
    trails: int = 0
    places: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    guessable: tuple[str, ...] = ()


def secret_at(target: AuditTarget, event_id: str, path: str) -> Secret:
    """The values of one change of one event, as far as the record does not hold them now.

    Raises:
        UnusableError: If there is no such event or change.
        RefusedError: If its values were taken out already, or the record holds them.
    """
    event = target.read().by_id(event_id)
    change = next((c for c in event.changes if c.path == path), None)
    called = path or "the whole record"
    if change is None:
        paths = ", ".join(c.path or '""' for c in event.changes[:8]) or "nothing"
        whole = any(not c.path for c in event.changes)  # the first event of version 1
        instead = "holds the whole record as one value: use --text-from FILE|-" if whole else f"changed {paths}"
        raise UnusableError(f"the event {event.id[:12]} did not change {called} by itself; it {instead}")
    texts = [str(leaf) for _, leaf in leaves(change) if not isinstance(leaf, bool) and shows(str(leaf))]
    texts += filter(shows, names_within(change))
    if not texts:
        raise RefusedError(f"{called} of the event {event.id[:12]} is already redacted, or holds no text")
    now = Document.read(target.path).data or {}
    found = [text for text in texts if next(Secret.of([text]).places(now), None) is None]
    if not found:
        place = next(Secret.of(texts).places(now), "")
        raise RefusedError(
            f"{target.path}: {keyed_place(now, place)} still holds it: edit the record first, then redact"
        )
    return Secret.of(found)


def redact(
    session: Session,
    chosen: Sequence[AuditTarget],
    secret: Secret,
    reason: str,
    *,
    copies_known: bool = False,
    batch: bool = False,
) -> Redaction:
    """Takes a secret out of every change and note of some trails, and records that in each of them.

    Args:
        session: The curator's session.
        chosen: The records or the register; those whose trail does not hold it are left as they are.
        secret: What to take out.
        reason: Why, for the trail.
        copies_known: Whether copies that stay elsewhere in the library are known and accepted.
        batch: Whether the events are one bulk change.

    Raises:
        UnusableError: If no trail holds it.
        RefusedError: If something that is not rewritten still holds it, or it cannot be taken out of a trail.
        NotSavedError: If it cannot be written to disk.
    """
    if secret.stands_in(reason):
        raise UnusableError("the reason holds the text that is to be redacted; give another")
    root = session.library.root
    with session.writing() as transactions:
        states = [transactions.settled(target.path)[0] for target in chosen if target.trail.is_file()]
        states = [on_disk for on_disk in states if _one_head(on_disk) is not None]
        whole = secret
        for on_disk in states:
            if blanked(on_disk.trail, secret).redacts:  # the pages of others have nothing to do with it
                whole = with_digests(whole, on_disk.trail, page=_digest_of_page(session.library.folder, on_disk))
        secret = whole
        everything = [(on_disk, blanked(on_disk.trail, secret)) for on_disk in states]
        planned = [(on_disk, blank) for on_disk, blank in everything if blank.redacts]
        if not planned:
            if stuck := [kept for _, blank in everything for kept in blank.kept]:
                raise RefusedError(f"it stands only where it cannot be taken out: {'; '.join(stuck)}")
            raise UnusableError("no trail here holds this text; `audit log --holding TEXT` searches one")
        for on_disk, _ in planned:
            on_disk.check()
        documents = DocumentTexts.of(root, _documents_of(session.library.folder, [on_disk for on_disk, _ in planned]))
        in_clear = [f"{on_disk.trail_file.path.name}: {kept}" for on_disk, blank in planned for kept in blank.kept]
        with documents:
            known = (*_copies(session, [on_disk for on_disk, _ in planned], secret, documents), *in_clear)
        if not copies_known:
            _refuse_copies(known)
        stays = empty_caches(root)  # before too, as it may be cut short
        if not copies_known:
            _refuse_copies(stays)
        batch_id = secrets.token_hex(8) if batch else None
        events: dict[Path, Event] = {}
        for on_disk, blank in planned:
            made = _event(session, on_disk, blank, reason, batch_id)
            transactions.rewrite(on_disk, None, fold_events((*blank.events, *made)))
            if made:
                events[on_disk.trail_file.path] = made[0]
        known += tuple(empty_caches(root))
    taken = sum(len(blank.redacts) for _, blank in planned)
    places = tuple(place for on_disk, blank in planned for place in _places(on_disk, blank))
    guessable = tuple(_guessable(session.library.folder, [o for o, _ in planned], documents))
    return Redaction(events, taken, len(planned), places, known, guessable)


def _refuse_copies(known: Sequence[str]) -> None:
    if known:
        raise RefusedError(
            f"{plural(len(known), 'other place')} would keep it: {'; '.join(known)}; take it out there, or give"
            " --copies-known"
        )


def _places(on_disk: OnDisk, blank: Blanked) -> Iterator[str]:
    """Where a trail loses something, in words."""
    by_id = {event.id: event for event in blank.events}
    for one in blank.redacts:
        event = by_id[one.event]
        what = "its reason" if one.change is None else event.changes[one.change].path or "the whole record"
        yield f"{on_disk.trail_file.path.name}: {what}, event {event.id[:12]} ({event.by}, {event.at[:10]})"


def _one_head(on_disk: OnDisk) -> Event | None:
    try:
        return on_disk.head
    except RefusedError as error:
        raise RefusedError(f"{on_disk.trail_file.path}: {error}") from error


def _event(session: Session, on_disk: OnDisk, blank: Blanked, reason: str, batch: str | None) -> tuple[Event, ...]:
    """The event of a redaction; none if all of it was said before and came back by a merge or a revert."""
    head, state = on_disk.head, on_disk.document.digest
    assert head is not None and state is not None  # checked  # noqa: PT018
    said = {one for event in blank.events for one in event.redacts}
    redacts = tuple(one for one in blank.redacts if one not in said)
    if not redacts:
        return ()
    made = Event.make(
        parents=[head.id],
        by=session.curator,
        tool=TOOL,
        action="redact",
        state=state,
        edits=(),
        batch=batch,
        note=reason.strip(),
        redacts=redacts,
    )
    return (made,)


def _documents_of(folder: LibraryFolder, planned: Sequence[OnDisk]) -> Iterator[Path]:
    """The files in the library that the records name as their documents."""
    shelf = Shelf(folder)
    for on_disk in planned:
        places = (shelf.place_of(on_disk.path, one) for one in named_in(on_disk.document.record))
        yield from (place for place in places if place is not None)


def _copies(session: Session, planned: Sequence[OnDisk], secret: Secret, documents: DocumentTexts) -> tuple[str, ...]:
    """The files that would keep it and may, if the curator knows of them.

    Raises:
        RefusedError: If something that must not hold it does.
    """
    folder = session.library.folder
    held: list[str] = []
    looked: set[Path] = set()
    for on_disk in planned:
        data = on_disk.document.data or {}
        looked |= {on_disk.path, on_disk.trail_file.path}
        places = [
            f"{on_disk.path}: {keyed_place(data, place)}{_instead(folder, on_disk, place)}"
            for place in secret.places(data)
        ]
        held += places or ([str(on_disk.path)] if holds(on_disk.path, secret) else [])  # a comment may hold it
        if (page := kept_page(folder, on_disk.document)) is not None:
            looked.add(page)
            held += [str(page)] if holds(page, replace(secret, digests=frozenset())) else []
    for path in (folder.register_path, folder.root / CONFIGURATION):
        if path not in looked and path.is_file():
            looked.add(path)
            held += [str(path)] if holds(path, secret) else []
    if held:
        raise RefusedError(
            f"it is still held by {'; '.join(dict.fromkeys(held))}: take it out there first, then redact the trail"
        )
    ids = {on_disk.path.stem for on_disk in planned}
    return tuple(
        f"{os.path.relpath(path, folder.root)} {why}"
        for path, why in copies(folder.root, secret, looked, ids, documents)
    )


def _digest_of_page(folder: LibraryFolder, on_disk: OnDisk) -> str | None:
    """The digest of a record's page as it is now; what the record says of it if the page is not kept."""
    if (page := kept_page(folder, on_disk.document)) is not None:
        return sha256(page.read_bytes()).hexdigest()
    stated = get(on_disk.document.data or {}, _SHA256)
    return stated if isinstance(stated, str) else None


def keyed_place(data: Mapping[str, Any], place: str) -> str:
    """A place in a record, in which an entry is named by its key and not by its number in the list."""
    where = parts(place)
    if len(where) > 1 and where[0] in KEYED and where[1].isdecimal():
        rows = data[where[0]]
        keys = [identity(row) if isinstance(row, Mapping) else None for row in rows]
        key = keys[int(where[1])] if int(where[1]) < len(keys) else None
        if key is not None and keys.count(key) == 1:
            where[1] = str(key)
    return pointer(*where)


def _instead(folder: LibraryFolder, on_disk: OnDisk, place: str) -> str:
    where = parts(place)
    of_page = place == _SHA256 or (where[:1] == [EXTRACTIONS] and where[-1] == "source")
    if not of_page:
        return ""
    if where[0] == EXTRACTIONS:
        return (
            " (the digest of the page or table that it was imported from: the record is valid without that line; when"
            f" it is out, `dhrcurate audit adopt {on_disk.path.stem} --reason WHY` records that)"
        )
    if (page := kept_page(folder, on_disk.document)) is None:
        return ""
    return f" (the digest of an earlier page; that of {page.name} is {_digest_of_page(folder, on_disk)})"


def _guessable(folder: LibraryFolder, planned: Sequence[OnDisk], documents: DocumentTexts) -> Iterator[str]:
    """What a redacted value can still be guessed from."""
    root = folder.root
    for on_disk in planned:
        if count := sum(event.v == 1 for event in on_disk.trail.events):
            yield (
                f"{on_disk.trail_file.path}: {plural(count, 'event')} of version 1 keep digests of whole states without"
                " a salt: who knows the rest of such a state can guess the value"
            )
        if get(on_disk.document.data or {}, _SHA256) and kept_page(folder, on_disk.document) is None:
            yield (
                f"{on_disk.path}: {_SHA256} is the digest of a page that is not kept here; if that page holds the"
                " value, who knows the rest of it can guess the value"
            )
        if get(on_disk.document.data or {}, pointer(EXTRACTIONS, ORDER)):
            yield (
                f"{on_disk.path}: the id of an extraction keeps a part of the digest of its page; if an earlier page"
                " held the value, who knows the rest of it can check a guess"
            )
        for one in named_in(on_disk.document.record):
            place = Shelf(folder).place_of(on_disk.path, one)
            if place is None or not place.is_file():
                yield f"{on_disk.path}: its document “{one.name}” is not kept here, so look for it yourself where it is"
    yield from digests_left(root, {on_disk.path.stem for on_disk in planned})
    if found := [str(path.relative_to(root)) for path in documents.not_wholly]:
        yield (
            "a file was not or not wholly looked into where it is too large, enciphered, damaged, or an archive with"
            f" archives or pictures in it, so look for it yourself in {', '.join(found)}"
        )
    if found := [str(path.relative_to(root)) for path in unsearched(root, documents.searched)]:
        named = ", ".join(found[:_NAMED]) + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")
        yield f"{UNSEARCHED_IN_WORDS}, so look for it yourself in {named}"
    yield "heads, exports and copies that were published before still hold it or its digests"
    if (root / HEADS).exists():
        yield f"{root / HEADS}: the signed heads stay valid; they hold ids only"
    if any((above / ".git").exists() for above in (root, *root.parents)):
        yield "git keeps earlier versions until its history is rewritten (git filter-repo) in every clone"


def all_targets(session: Session) -> list[AuditTarget]:
    """Every record of a session's library, and its register."""
    return list(targets(session.library.folder))
