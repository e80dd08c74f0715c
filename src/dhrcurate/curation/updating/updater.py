"""Updates of records by later extractions, made durable: the change, its event and the copy of the page as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.copies import Copy, Page, copies_kept
from dhrcurate.curation.saving.on_disk import CachingReader
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.base import Base, base_of
from dhrcurate.curation.updating.later import Later, present
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.curation.updating.update import Update, update
from dhrcurate.domain.edit import EXTRACTIONS, RECOMMENDATIONS, Data, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS, extraction_id, is_open
from dhrcurate.importers import Imported
from dhrcurate.rules.disclosure.masking import MASK
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import is_there, read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, SOURCES, trail_beside
from dhrcurate.trail.history import used_keys
from dhrcurate.trail.log import Trail

_ENTRY = ("id", "at", "source", "page")
"""What an entry of an extraction begins with."""
_DIGITS = (6, 12, 64)
"""How many digits of its digest tell a page from those that the record was made from before."""


@dataclass(frozen=True, slots=True)
class Updated:
    """The outcome of a later extraction of one review.

    Attributes:
        record_id: Its record.
        path: The record's file.
        told: What it does to the record, a line at a time.
        known: Whether the record was made from these bytes already, so that nothing was done.
        signed_off: Whether nothing was done because the record is signed off.
        page: The page that the record names now, `None` if none is kept.
        warnings: Warnings for the curator, a sentence each.
        lost: Those of them that tell of a row or word that is not in the library.
    """

    record_id: str
    path: Path
    told: tuple[Told, ...] = ()
    known: bool = False
    signed_off: bool = False
    page: str | None = None
    warnings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nobody has to look at it: it came in whole, and nothing of it is disputed."""
        return not (self.lost or self.signed_off or any(one.disputed for one in self.told))


class Updater:
    """Updates records of a library by later extractions.

    Args:
        session: The curator's session.
        reopens: Whether records that are signed off are reopened.
        keeps_page: Whether a copy of each page is kept.
        dry_run: Whether nothing is written.
    """

    def __init__(self, session: Session, *, reopens: bool, keeps_page: bool, dry_run: bool) -> None:
        self._session = session
        self._library: Library = session.library
        self._reopens = reopens
        self._keeps_page = keeps_page
        self._dry_run = dry_run
        self._promised: dict[str, list[Proposal]] = {}

    def update(self, record_id: str, review: Imported, digest: str, page: Page, kept: str | None = None) -> Updated:
        """Updates a record.

        Args:
            record_id: The record.
            review: The review as it was read now.
            digest: The SHA-256 of its file.
            page: The file, to be kept as a page.
            kept: The copy of the file that another record of the same library keeps already.

        Raises:
            RefusedError: If the record or its trail cannot be read, or it cannot be changed.
            NotSavedError: If it cannot be written to disk; nothing is left behind.
        """
        if self._dry_run:
            return self._tried(record_id, review, digest, page, kept)
        with self._session.writing() as transactions:
            on_disk, _ = transactions.settled(self._library.load(record_id).document.path)
            loaded = Loaded(record_id, on_disk.document)
            outcome, made = self._outcome(loaded, on_disk.trail, review, digest, page, kept)
            if made is None:
                return outcome
            record = loaded.document.path

            def stays() -> bool:
                """True if the record may name the page all the same, now or once its write is completed."""
                files = ((record, MAX_BYTES), (trail_beside(record), MAX_TRAIL_BYTES))
                return any(digest.encode() in (read_or_none(*file) or b"") for file in files)

            copies = [Copy(record.parent / outcome.page, page[1])] if outcome.page and outcome.page != kept else []
            with copies_kept(transactions.ops, copies, stays):
                self._session.apply(record_id, made.proposal, base=loaded.digest)
        return outcome

    def _tried(self, record_id: str, review: Imported, digest: str, page: Page, kept: str | None) -> Updated:
        """The outcome of an update that is not written, behind those that were tried of the record before."""
        on_disk = CachingReader().read(self._library.load(record_id).document.path)
        for proposal in self._promised.get(record_id, ()):
            on_disk = self._session.tried(on_disk, proposal)
        loaded = Loaded(record_id, on_disk.document)
        outcome, made = self._outcome(loaded, on_disk.trail, review, digest, page, kept)
        if made is not None:
            self._session.tried(on_disk, made.proposal)
            self._promised.setdefault(record_id, []).append(made.proposal)
        return outcome

    def _outcome(
        self, loaded: Loaded, trail: Trail, review: Imported, digest: str, page: Page, kept: str | None
    ) -> tuple[Updated, Update | None]:
        record_id, path, ours = loaded.id, loaded.document.path, loaded.data
        if loaded.record is None or not loaded.document.writable:
            raise RefusedError(f"{path}: cannot be updated because it is not sound; `dhrcurate check` tells why")
        base = base_of(trail, ours)
        if _is_of(base, ours, digest):
            return Updated(record_id, path, tuple(open_conflicts(ours)), known=True), None
        if loaded.record.signed_off and not self._reopens:
            return Updated(record_id, path, signed_off=True), None
        if _is_masked(review.data) and not (_is_masked(ours) or _is_masked(base.data)):
            raise RefusedError(
                f"{record_id}: nothing was taken: the file holds masked words ({MASK}), as a copy of an export does,"
                " and they would stand in the record for good"
            )
        name = (kept or self._name(path, ours, page, digest)) if self._keeps_page else None
        later = _later(ours, review, digest, name)
        made = update(ours, base, later, used=used_keys(trail))
        return Updated(record_id, path, made.told, page=name), made

    def _name(self, record: Path, ours: Data, page: Page, digest: str) -> str:
        """The name of the copy of a page: no other file has it. One that was kept of it before is that."""
        suffix, raw = page
        own = (one for one in ours.get(EXTRACTIONS, ()) if one.get("source") == f"sha256:{digest}")
        before = [str(one["page"]) for one in own if one.get("page")]
        if before and read_or_none(record.parent / before[-1], MAX_BYTES) == raw:
            return before[-1]
        names = [f"{SOURCES}/{ours['id']}-{digest[:digits]}{suffix}" for digits in _DIGITS]
        for name in names:
            path = record.parent / name
            if not is_there(path) or (not path.is_symlink() and read_or_none(path, MAX_BYTES) == raw):
                return name
        return names[-1]


def _is_masked(data: Data) -> bool:
    """True if marks stand in the words of a review in place of personal data."""
    return any(MASK in str(value) for row in data.get(RECOMMENDATIONS, ()) for value in row.values())


def _is_of(base: Base, record: Data, digest: str) -> bool:
    """True if a file with this digest is what the record was last made from: it cannot say anything new.

    An earlier one can: the page may have gone back to what it was.
    """
    if not base.known:
        return is_made_from(record, digest)
    source = f"sha256:{digest}"
    own = {one.get("source") for one in record.get(EXTRACTIONS, ()) if one["id"] in base.extractions}
    return source in own or extraction_id(source) in base.extractions


def is_made_from(record: Data, digest: str) -> bool:
    """True if a record was made from a file with this digest, lately or earlier."""
    sources = {f"sha256:{get(record, '/source/sha256')}", *(one.get("source") for one in record.get(EXTRACTIONS, ()))}
    return f"sha256:{digest}" in sources


def open_conflicts(record: Data) -> list[Told]:
    """The conflicts of a record about which nobody has decided."""
    return [
        Told(
            What.OPEN,
            str(row["key"]),
            row.get("number") or "",
            str(one["field"]),
            new=one.get("theirs"),
            yours=row.get(one["field"]),
        )
        for row in record.get(RECOMMENDATIONS, ())
        for one in row.get(CONFLICTS, ())
        if is_open(row, one)
    ]


def _later(ours: Data, review: Imported, digest: str, page: str | None) -> Later:
    """A later extraction with the entries that a record has to name."""
    now = datetime.now(UTC).replace(microsecond=0)
    source = f"sha256:{digest}"
    entries = review.extractions or [{"id": extraction_id(source), "source": source}]
    own = [present({**dict.fromkeys(_ENTRY), **one, "at": now, "page": page}) for one in entries]
    # What a table says of the page that it was extracted from is told where the table itself is not kept.
    sha256 = digest if page else get(review.data, "/source/sha256") or digest
    before = [] if ours.get(EXTRACTIONS) else list(_before(ours, now))
    return Later(review.data, (*before, *own), {"sha256": sha256, "page": page, "imported": now}, review.unsaid)


def _before(ours: Data, now: datetime) -> list[dict[str, Any]]:
    """The extraction that a record was imported from before records named any; none if it says nothing of that."""
    source: Mapping[str, Any] = ours.get("source", {})
    if not source.get("sha256"):
        return []
    digest = f"sha256:{source['sha256']}"
    about = {"id": extraction_id(digest), "at": source.get("imported", now), "source": digest}
    return [present({**about, "page": source.get("page")})]
