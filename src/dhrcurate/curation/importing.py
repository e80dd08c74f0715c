"""Published pages and extraction tables imported into a library: per review a record, its trail and the kept page."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhrcurate.curation.documents.opening import LARGEST, named_in
from dhrcurate.curation.known_reviews import Candidate, KnownReviews, content_of, lacking
from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.returning.sheet import sheet_in
from dhrcurate.curation.returning.spoilt import masked_words, refuse_spoilt
from dhrcurate.curation.saving.copies import Page
from dhrcurate.curation.saving.opening import settled
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.fitting import Fitting
from dhrcurate.curation.updating.updater import Updated, Updater, is_made_from, open_conflicts
from dhrcurate.curation.updating.way import Way, like_another, there_already
from dhrcurate.curation.versioning.setup import ATTRIBUTES
from dhrcurate.domain.errors import NotSavedError, RefusedError, UnusableError
from dhrcurate.domain.identity import RESERVED_IDS
from dhrcurate.importers import NO_PARTNERSHIP, Imported, Mapped, Metadata, read_source
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import in_words, is_there, open_file, read_file, write_atomically
from dhrcurate.storage.folder import DOCUMENTS, PRIVATE, SOURCES, LibraryFolder, find_root, trail_beside
from dhrcurate.storage.links import refuse_planted_link

if TYPE_CHECKING:
    from dhrcurate.curation.documents.given import Given
    from dhrcurate.curation.documents.texts import Texts
    from dhrcurate.curation.returning.returner import Returned

_OF_A_KILLED_IMPORT = {PRIVATE, SOURCES, DOCUMENTS}
"""What an import that is killed before its first record leaves in a new library."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class ImportedReview:
    """The outcome of importing one review.

    Attributes:
        record_id: Its record's id.
        path: Its record's file.
        data: The record's content.
        layout: The layout that it was read as.
        warnings: Warnings for the curator, a sentence each.
        known: Whether the library had it already, so that nothing was written.
        lost: Those of the warnings that tell of a row or word of it that is not in the library.
    """

    record_id: str
    path: Path
    data: Mapping[str, Any]
    layout: str
    warnings: tuple[str, ...]
    known: bool = False
    lost: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every row and word of it is in the library."""
        return not self.lost

    @property
    def count(self) -> int:
        """The number of its recommendations."""
        return len(self.data["recommendations"])


class Importer:
    """Imports pages into a library, one after the other.

    Args:
        into: The library's folder; created with the first record.
        curator: Who signs.
        keep_source: Whether to keep a copy of each page.
        dry_run: Whether to write nothing.
        mapping: For tables, the columns of fields, if their names do not tell.
        given: Facts of the review, used if the page does not give them.
        extraction: What is known of the extraction, used where the table does not tell it.
        drop_columns: Whether columns of a table that a record has no field for are left out.
        way: What becomes of a review that is in the library already.
    """

    def __init__(
        self,
        into: Path,
        curator: str,
        *,
        keep_source: bool = True,
        dry_run: bool = False,
        mapping: Mapped | None = None,
        given: Metadata | None = None,
        extraction: Mapping[str, str] | None = None,
        drop_columns: bool = False,
        way: Way = Way(),  # noqa: B008  # frozen
    ) -> None:
        if into.exists() and not into.is_dir():
            raise UnusableError(f"{into}: not a folder; name a library's folder, or a new one")
        if not dry_run:
            refuse_planted_link(into)
        self._into = into
        self._library = Library(LibraryFolder(find_root(into) if into.is_dir() else into))
        self._session = Session(self._library, curator)
        self._keep_source = keep_source
        self._dry_run = dry_run
        self._mapping = mapping or {}
        self._given = given
        self._extraction = extraction or {}
        self._drop_columns = drop_columns
        self._way = way
        self._fitting = Fitting(self._library, thorough=way.updates)
        self._updater = Updater(self._session, reopens=way.reopens, keeps_page=keep_source, dry_run=dry_run)
        self._is_settled = False
        self._promised: dict[str, Mapping[str, Any]] = {}

    def import_page(self, page: Path) -> Iterator[ImportedReview | Updated]:
        """Imports the reviews of a file one by one; each is durable when it is yielded.

        Args:
            page: A published page, or an extraction table.

        Raises:
            UnusableError: If the file cannot be read.
            RefusedError: If it has no review, or one that is in the library already, with the reason; nothing is left
                behind. The other reviews of a table have come in then.
            NotSavedError: If it cannot be written to disk.
        """
        if self._is_document(page):
            if self._way.updates:
                raise RefusedError(
                    f"{page}: a report does not update a record; `dhrcurate document add` keeps it beside the record"
                    " and compares them"
                )
            yield self._import_document(page)
            return
        raw = read_file(page, MAX_BYTES)
        reviews = self._read(raw, page)
        notices = self._settled()
        digest = hashlib.sha256(raw).hexdigest()
        known = KnownReviews(self._library, reviews, digest)
        kept = next(known.pages(raw), None)
        suffix = page.suffix.lower() if _SUFFIX.fullmatch(page.suffix.lower()) else ".txt"
        said: set[str] = set()
        refused: list[str] = []
        is_known = [same is not None for same in known.records]
        records = self._way.records(self._fitting, [review.data for review in reviews], is_known, page)
        alike = self._alike(reviews, known, records, page)
        for at, (review, same, found) in enumerate(zip(reviews, known.records, records, strict=True)):
            outcome: ImportedReview | Updated
            is_meant = same is not None and self._way.record in (None, same.loaded.id)
            is_other = self._way.updates and review.data["source"]["sha256"] != digest  # another table of the page
            there = same.loaded if same is not None and is_meant and is_other else found
            if same is not None and is_meant and not is_other:
                outcome = self._known(review, same)
            elif isinstance(there, RefusedError):
                refused.append(str(there))
                continue
            elif self._way.updates and (why := masked_words(review.data, there.data if there else None)):
                refused.append(why)
                continue
            elif there is not None and not self._way.updates:
                if not is_made_from(there.data, digest):
                    refused.append(there_already(there.id, page, self._into))
                    continue
                outcome = ImportedReview(there.id, there.document.path, there.data, review.layout, (), known=True)
            elif there is not None:
                outcome = self._updater.update(there.id, review, digest, (suffix, raw), kept)
                known_csp = bool(there.data["review"].get("csp"))
                told = tuple(w for w in review.warnings if not (known_csp and w == NO_PARTNERSHIP))
                outcome = replace(outcome, warnings=told, lost=review.lost)
                kept = kept or outcome.page
            else:
                outcome = self._write(review, digest, (suffix, raw), kept)
                outcome = replace(outcome, warnings=(*outcome.warnings, *alike.get(at, ())))
                kept = kept or outcome.data["source"].get("page")
            warnings = (*notices, *outcome.warnings)
            yield replace(outcome, warnings=tuple(w for w in warnings if w not in said))
            notices = ()
            said.update(outcome.warnings)
        if refused:
            raise RefusedError("; ".join(f"{page}: {why}" for why in refused))

    def _alike(
        self,
        reviews: Sequence[Imported],
        known: KnownReviews,
        records: Sequence[Loaded | RefusedError | None],
        page: Path,
    ) -> dict[int, tuple[str]]:
        """What is told of reviews that come in as new records while another one has half of their texts, by place."""
        if not self._way.updates:
            return {}
        found = list(zip(known.records, records, strict=True))
        new = [at for at, (same, there) in enumerate(found) if same is None and there is None]
        taken = {same.loaded.id for same in known.records if same is not None}
        taken |= {there.id for there in records if isinstance(there, Loaded)}
        alike = self._fitting.alike([reviews[at].data for at in new], taken) if new else []
        told = zip(new, alike, strict=True)
        return {at: (like_another(*like, page, self._into),) for at, like in told if like is not None}

    def _known(self, review: Imported, same: Candidate) -> ImportedReview | Updated:
        """The outcome for a review that came in from the same bytes."""
        loaded, lost = same.loaded, (*review.lost, *lacking(same, review))
        path = loaded.document.path
        if self._way.updates:
            told = tuple(open_conflicts(loaded.data))
            return Updated(loaded.id, path, told, known=True, warnings=lost, lost=lost)
        return ImportedReview(loaded.id, path, loaded.data, review.layout, lost, known=True, lost=lost)

    def take_back(self, page: Path, *, dry_run: bool = False) -> Returned | None:
        """Takes an export of the library back, in which somebody changed cells; `None` if a file is none.

        Args:
            page: The file.
            dry_run: Whether nothing is written in any case.

        Raises:
            UnusableError: If it is one that cannot be read.
            RefusedError: If it is one that cannot come back, with the reason.
            NotSavedError: If what it changes cannot be written to disk.
        """
        sheet = sheet_in(page) if self._way.updates else None
        if sheet is None:
            return None
        from dhrcurate.curation.returning.returner import Returner  # noqa: PLC0415  # most imports are of no export

        dry_run = dry_run or self._dry_run
        notices = () if dry_run else self._settled()
        way, mapping = self._way, self._mapping
        returner = Returner(self._session, way.reopens, way.record, mapping, self._drop_columns, dry_run)
        returned = returner.take_back(sheet)
        return replace(returned, warnings=(*notices, *returned.warnings))

    def would_lose(self, page: Path) -> tuple[str, ...]:
        """What of a file has no place in the library, a sentence each; nothing is written.

        Args:
            page: A published page, or an extraction table.

        Raises:
            UnusableError: If the file cannot be read.
            RefusedError: If it has no review, with the reason.
        """
        if (returned := self.take_back(page, dry_run=True)) is not None:
            return (*returned.lost, *(words for one in returned.outcomes for words in one.lost))
        if self._is_document(page):
            from dhrcurate.curation.documents.given import read_given  # noqa: PLC0415  # most imports are of pages

            with closing(self._texts()) as texts:
                return self._read_document(page, read_given(page), texts)[1].lost
        reviews = self._read(read_file(page, MAX_BYTES), page)
        return tuple(dict.fromkeys(words for review in reviews for words in review.lost))

    def _read(self, raw: bytes, page: Path) -> tuple[Imported, ...]:
        if self._way.updates:
            refuse_spoilt(raw.decode("utf-8-sig", "replace"), str(page))
        return read_source(
            raw,
            str(page),
            self._library.names,
            mapping=self._mapping,
            given=self._given,
            extraction=self._extraction,
            drop_columns=self._drop_columns,
        )

    @staticmethod
    def _is_document(page: Path) -> bool:
        from dhrcurate.curation.documents.extracting import is_document  # noqa: PLC0415  # most imports are of pages

        try:
            with open_file(page, LARGEST) as file:
                return is_document(page.name, file.read(1024))
        except FileNotFoundError:
            raise UnusableError(f"{page}: there is no such file") from None

    def _import_document(self, page: Path) -> ImportedReview:
        """Imports the review that a report itself prints, and attaches the report to its record."""
        from dhrcurate.curation.documents.given import read_given  # noqa: PLC0415  # most imports are of pages

        if self._mapping:
            raise RefusedError(f"{page}: --map names the columns of CSV, TSV and JSON files only")
        raw = read_given(page)
        digest = hashlib.sha256(raw).hexdigest()
        notices = self._settled()
        for record_id in self._library.ids():
            loaded = self._library.load(record_id)
            if any(one.sha256 == digest for one in named_in(loaded.record)):
                path = loaded.document.path
                return ImportedReview(record_id, path, loaded.data, "report", notices, known=True)
        # Opened before the report is read, so that nothing is kept of it if the caches are emptied meanwhile.
        with closing(self._texts()) as texts:
            given, review = self._read_document(page, raw, texts)
            imported = self._write(review, digest, document=given)
            if given.report is not None and not self._dry_run:
                texts.keep(digest, given.report)
        return replace(imported, warnings=(*notices, *imported.warnings))

    def _texts(self) -> Texts:
        from dhrcurate.curation.documents.texts import Texts  # noqa: PLC0415  # most imports are of pages

        return Texts(self._library.folder.private, keeps=False)

    def _read_document(self, page: Path, raw: bytes, texts: Texts) -> tuple[Given, Imported]:
        from dhrcurate.curation.documents.extracting import review_in  # noqa: PLC0415  # most imports are of pages
        from dhrcurate.curation.documents.given import looked_at  # noqa: PLC0415  # the same

        given = looked_at(page, raw, texts)
        return given, review_in(given, self._library.names, self._given, self._extraction)

    def _settled(self) -> tuple[str, ...]:
        """Recovers from a crash once, before it is asked what is known: an import that was killed may be finished."""
        if self._dry_run or self._is_settled:
            return ()
        self._is_settled = True
        return settled(self._library, self._session).notices

    def must_stand(self) -> None:
        """Makes sure that every record that was imported still stands, at the end.

        Raises:
            GoneError: With what is gone.
        """
        self._session.must_stand()

    def _write(
        self,
        review: Imported,
        digest: str,
        page: Page | None = None,
        kept: str | None = None,
        document: Given | None = None,
    ) -> ImportedReview:
        """Writes a record. Of a table with several reviews the first record keeps the copy; the others refer to it."""
        for record_id in self._ids(review, digest):
            if page and self._keep_source and kept is None and self._is_other_page(record_id, page):
                continue  # left by a killed import
            path = self._library.folder.root / f"{record_id}.toml"
            source = dict(review.data["source"])
            if page and self._keep_source:
                source["page"] = kept or f"{SOURCES}/{record_id}{page[0]}"
                source["sha256"] = digest  # of what is kept, and not of a page that a table says it was extracted from
            source["imported"] = datetime.now(UTC).replace(microsecond=0)
            about = {"at": source["imported"], **({"page": source["page"]} if "page" in source else {})}
            extractions = [{**extraction, **about} for extraction in review.extractions]
            data = {**review.data, "id": record_id, "source": source, "extractions": extractions}
            copies: dict[str, bytes] = {}
            if document is not None:
                if self._keep_source:
                    copies[document.file_for(record_id)] = document.raw
                file = next((f"{DOCUMENTS}/{name}" for name in copies), None)
                data["documents"] = [document.entry(file, None, source["imported"])]
            if self._dry_run:
                self._promised[record_id] = data
            else:
                try:
                    self._create(record_id, data, page if self._keep_source and kept is None else None, copies)
                except RefusedError:
                    if not is_there(path):
                        raise
                    continue  # another program has just taken the name
            return ImportedReview(record_id, path, data, review.layout, review.warnings, lost=review.lost)
        raise RefusedError(f"{review.data['id']}: every id for it is taken")

    def _create(
        self, record_id: str, data: Mapping[str, Any], page: Page | None, documents: Mapping[str, bytes]
    ) -> None:
        root = self._library.root
        created = _create_folders(root)
        attributes = root / ".gitattributes"
        first = {path.name for path in root.iterdir()} <= _OF_A_KILLED_IMPORT
        try:
            if first:
                write_atomically(attributes, ("\n".join(ATTRIBUTES) + "\n").encode(), within=root)
            self._session.create(record_id, data, page=page, documents=documents)
        except BaseException as error:
            if first:
                attributes.unlink(missing_ok=True)
            _remove_folders(created)
            if isinstance(error, OSError):
                raise NotSavedError(f"{attributes}: not saved: {in_words(error)}; nothing was changed") from error
            raise

    def _is_other_page(self, record_id: str, page: Page) -> bool:
        """True if other bytes are kept where a record's page would be."""
        suffix, raw = page
        path = self._library.folder.source_path(record_id, suffix)
        return is_there(path) and (path.is_symlink() or not path.is_file() or read_file(path, MAX_BYTES) != raw)

    def _ids(self, review: Imported, digest: str) -> Iterator[str]:
        """Ids for a record, best first: on a collision the digest's first six digits are appended.

        Several reviews of one file may collide; then those of a digest of the review are, which stay the same whenever
        the file is imported.
        """
        base = str(review.data["id"])
        own = hashlib.sha256(f"{digest} {content_of(review.data)}".encode()).hexdigest()
        names = [base, f"{base}-{digest[:6]}", *(f"{base}-{own[:n]}" for n in range(6, len(own)))]
        for name in names:
            path = self._library.folder.root / f"{name}.toml"
            free = not (is_there(path) or is_there(trail_beside(path)) or name in self._promised)
            if free and name not in RESERVED_IDS and name not in self._library.ids():
                yield name


def _create_folders(root: Path) -> list[Path]:
    """Creates a folder and its parents; returns the new ones, the outermost first."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableError(f"{root}: the folder cannot be created: {(error.strerror or str(error)).lower()}") from None
    return missing[::-1]


def _remove_folders(made: list[Path]) -> None:
    """Removes folders that were created for a record that could not be written, innermost first, if empty."""
    if made:
        shutil.rmtree(made[-1] / PRIVATE, ignore_errors=True)
        for folder in (made[-1] / SOURCES, made[-1] / DOCUMENTS, *reversed(made)):
            with suppress(OSError):
                folder.rmdir()
