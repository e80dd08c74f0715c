"""Documents attached to a record and removed from it: a copy beside the record, and an event in its trail."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.documents import kept_evidence
from dhrcurate.curation.documents.given import Given
from dhrcurate.curation.documents.leftovers import leftovers
from dhrcurate.curation.documents.opening import Named, Shelf, named_in
from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Proposal, Saved
from dhrcurate.curation.saving.copies import Copy, copies_kept
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import DOCUMENTS, RECOMMENDATIONS, Edit, get, pointer
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.words import plural
from dhrcurate.storage.caches import forget_document, private_folders
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import Operations, in_words, read_or_none
from dhrcurate.storage.folder import DOCUMENTS as FOLDER
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, documents_beside, trail_beside
from dhrcurate.storage.links import refuse_links

_DIGITS = (6, 10, 20, 64)
"""How many digits of its digest tell a copy from others of its kind, the fewest that do."""
_SHORTEST = 4
"""The fewest digits by which a document can be named."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that was attached.

    Attributes:
        given: The document.
        file: Its copy, relative to the record; `None` if none is kept.
        saved: What was written; `None` if only the copy was put back.
    """

    given: Given
    file: str | None
    saved: Saved | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed.

    Attributes:
        name: As it was called.
        saved: What was written; `None` if only what was left of it was removed.
        notices: What stays of it, a sentence each.
        stays: What should not stay and could not be removed, a sentence each.
    """

    name: str
    saved: Saved | None
    notices: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


def attach(session: Session, shelf: Shelf, record_id: str, given: Given, *, url: str | None, copy: bool) -> Attached:
    """Attaches a document to a record, or puts its copy back where the record names it and it is gone.

    The copy is on disk before the event, and is removed again if the event cannot be written.

    Args:
        session: The curator's session.
        shelf: The library's documents.
        record_id: The record; it may be signed off.
        given: The document.
        url: Where it was published.
        copy: Whether to keep a copy beside the record.

    Raises:
        RefusedError: If the record has it already, or it cannot be changed.
        NotSavedError: If it cannot be written to disk; nothing is left behind.
    """
    with session.writing() as transactions:
        loaded = session.library.load(record_id)
        record = loaded.document.path
        if (known := _entry(loaded, given.sha256)) is not None:
            return _put_back(session, shelf, record, known, given, copy=copy)
        path = _free(record, record_id, given)

        def stays() -> bool:
            """True if the record may name it all the same, now or once its write is completed."""
            digest = given.sha256.encode()
            files = ((record, MAX_BYTES), (trail_beside(record), MAX_TRAIL_BYTES))
            return any(digest in (read_or_none(*file) or b"") for file in files)

        file = f"{FOLDER}/{path.name}" if copy else None
        edit = Edit(pointer(DOCUMENTS, given.sha256), None, given.entry(file, url))
        proposal = Proposal("document", (edit,), because={"operation": "add"})
        with copies_kept(transactions.ops, [Copy(path, given.raw, "document")] if copy else [], stays):
            saved = session.apply(record_id, proposal)
    if not copy and not shelf.find(record, Named(given.sha256, given.kind, given.name)).there:
        shelf.forget(given.sha256)  # nothing that is said about it could be looked up
    return Attached(given, file, saved)


def _entry(loaded: Loaded, sha256: str) -> Mapping[str, Any] | None:
    entry = get(loaded.data, pointer(DOCUMENTS, sha256))
    return entry if isinstance(entry, Mapping) else None


def _put_back(
    session: Session, shelf: Shelf, record: Path, known: Mapping[str, Any], given: Given, *, copy: bool
) -> Attached:
    """Puts the copy of a document that a record names back to its place: undoing a removal brings no bytes back."""
    named = Named(given.sha256, str(known.get("kind")), str(known.get("name")), known.get("file"))
    place = shelf.place_of(record, named)
    if not copy or place is None or shelf.find(record, named).there:
        raise RefusedError(f"{given.name}: already attached, as {named.kind} “{named.name}”; nothing was written")
    if Path(place).suffix.lower() != given.suffix:
        raise RefusedError(f"{given.name}: the record calls it “{named.file}”, which does not end in {given.suffix}")
    with (
        session.writing() as transactions,
        copies_kept(transactions.ops, [Copy(place, given.raw, "document", over=shelf.pointer(record, named))], _always),
    ):
        pass
    return Attached(given, named.file, None)


def _always() -> bool:
    """True: the record names the copy, whatever comes."""
    return True


def _free(record: Path, record_id: str, given: Given) -> Path:
    """The path of a copy: no other file has it."""
    paths = [documents_beside(record) / given.file_for(record_id, digits) for digits in _DIGITS]
    for path in paths[:-1]:
        if not os.path.lexists(path) or read_or_none(path, len(given.raw)) == given.raw:
            return path
    return paths[-1]


def remove(session: Session, shelf: Shelf, record_id: str, named: str) -> Removed:
    """Removes a document from a record, with its copy and its cached text unless another record has them too.

    Where the record names it no more, what an earlier removal left of it is removed, without an event.

    Args:
        session: The curator's session.
        shelf: The library's documents.
        record_id: The record; it may be signed off.
        named: The document: its name, the beginning of its digest, or its file.

    Raises:
        UnusableError: If the record has no such document, or several, and nothing is left of one.
        RefusedError: If the record cannot be changed.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        loaded = session.library.load(record_id)
        record, documents = loaded.document.path, named_in(loaded.record)
        document = _meant(record_id, documents, named)
        if document is None:
            left = [one.document for one in leftovers(session.library, shelf) if one.record_id == record_id]
            document = _meant(record_id, left, named)
            if document is None:
                known = ", ".join(f"“{one.name}” ({one.sha256[:12]})" for one in documents) or "none"
                raise UnusableError(f"{record_id}: there is no document “{named}”; it has {known}")
            own = shelf.own_file(record, document)
            notices, stays = _drop(session.library, shelf, transactions.ops, record_id, document, own)
            return Removed(document.name, None, notices, stays)
        own = shelf.own_file(record, document)
        unfetched = shelf.pointer(record, document)
        if unfetched is not None and document.sha256.encode() in unfetched:
            own = shelf.place_of(record, document)
        edit = Edit(pointer(DOCUMENTS, document.sha256), get(loaded.data, pointer(DOCUMENTS, document.sha256)), None)
        saved = session.apply(record_id, Proposal("document", (edit,), because={"operation": "remove"}))
        notices, stays = _drop(session.library, shelf, transactions.ops, record_id, document, own)
        if own is None and document.file and (why := shelf.find(record, document).refused):
            notices += (f"{document.file}: left as it is: {why}",)
        elif own is None and unfetched is not None:
            notices += (f"{document.file}: left as it is: it is a pointer of git LFS to another file",)
        if count := len(list(_pinned(loaded.data, document.sha256))):
            notices += (f"{plural(count, 'recommendation')} still name a passage of it",)
    return Removed(document.name, saved, notices, stays)


def _drop(
    library: Library, shelf: Shelf, ops: Operations, record_id: str, document: Named, own: Path | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Removes what the library keeps of a document that a record names no more.

    The text comes last: as long as it is there, a removal that was cut short is found.

    Args:
        library: The library.
        shelf: Its documents.
        ops: The system calls.
        record_id: The record.
        document: The document.
        own: Its copy, `None` if there is none.

    Returns:
        What stays as it should, and what could not be removed; a sentence each.
    """
    others = list(_others(library, shelf, document.sha256))
    notices, stays = [], []
    root = shelf.folder.root
    for private in private_folders(root):
        try:
            kept_evidence.drop(private, record_id)
        except OSError as error:
            stays.append(f"{private}: what is known of the documents of {record_id} stays ({in_words(error)})")
    if own is not None and own in [path for _, path in others]:
        names = ", ".join(sorted({other for other, path in others if path == own}))
        notices.append(f"{document.file}: the file stays, as {names} names it too")
    elif own is not None:
        try:
            refuse_links(own, root)
            ops.unlink(own)
            with suppress(OSError):
                ops.fsync_dir(own.parent)
        except OSError as error:
            stays.append(f"{document.file}: the file could not be deleted: {in_words(error)}")
    if not others:
        shelf.forget(document.sha256)
        stays += (f"{document.name}: its cached text: {line}" for line in forget_document(root, document.sha256))
    return tuple(notices), tuple(stays)


def _meant(record_id: str, documents: Sequence[Named], named: str) -> Named | None:
    digest = named.removeprefix("sha256:").lower()
    for wanted in (
        [one for one in documents if named in (one.name, one.file) or digest == one.sha256],
        [one for one in documents if one.file and named == one.file.rpartition("/")[2]],
        [one for one in documents if len(digest) >= _SHORTEST and one.sha256.startswith(digest)],
    ):
        if len(wanted) == 1:
            return wanted[0]
        if wanted:
            digests = ", ".join(one.sha256[:12] for one in wanted)
            raise UnusableError(f"{record_id}: several documents are meant by “{named}”: name one of {digests}")
    return None


def _others(library: Library, shelf: Shelf, sha256: str) -> Iterator[tuple[str, Path | None]]:
    """The records that name a document, each with the file that it names."""
    for record_id in library.ids():
        path = library.folder.record_path(record_id)
        if sha256.encode() in (read_or_none(path, MAX_BYTES) or b""):
            for one in named_in(library.load(record_id).record):
                if one.sha256 == sha256:
                    yield record_id, shelf.place_of(path, one)


def _pinned(data: Mapping[str, Any], sha256: str) -> Iterator[str]:
    rows: Sequence[Any] = data.get(RECOMMENDATIONS, ())
    for row in rows:
        if isinstance(row, Mapping) and get(row, "/passage/document") == f"sha256:{sha256}":
            yield str(row.get("key"))
