"""What the documents of a record say about it, by way of the cached texts and, if asked, of a reading process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dhrcurate.curation.documents.kept_evidence import get as kept
from dhrcurate.curation.documents.kept_evidence import key_of
from dhrcurate.curation.documents.kept_evidence import put as keep
from dhrcurate.curation.documents.opening import Found, Named, Shelf, named_in
from dhrcurate.curation.documents.problems import in_words
from dhrcurate.curation.documents.removed import removed_texts
from dhrcurate.curation.documents.state import digest_of_found
from dhrcurate.documents.evidence import Pin, Wanted, evidence_of
from dhrcurate.documents.model import Report
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Mode
from dhrcurate.domain.printed_place import without_strange
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.storage.document import Document
from dhrcurate.storage.private import when_emptied
from dhrcurate.trail.log import Trail


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """The documents of one record, and what they say.

    Attributes:
        evidence: What they say; where nothing of them could be read, that every recommendation is `unknown`.
        digest: What it depends on besides the record, its trail and this program; as `state.digest_of_documents`.
    """

    evidence: Evidence
    digest: str

    @property
    def not_read(self) -> tuple[DocumentFacts, ...]:
        """The documents that are there and were not read, as their text is not cached."""
        return tuple(one for one in self.evidence.documents if one.there and not one.read)

    @property
    def not_there(self) -> tuple[DocumentFacts, ...]:
        """The documents whose file is not at hand."""
        return tuple(one for one in self.evidence.documents if not one.there)


def evidence_of_record(
    shelf: Shelf, document: Document, mode: Mode, *, trail: Trail | None = None
) -> RecordEvidence | None:
    """Returns what the documents of a record say about it.

    This is the one way to it, for `check`, for the screen and for `document locate`. Nothing is raised for what a
    record or a document holds: a document that cannot be read has a `problem`, one that is not at hand is not `there`,
    one that is not cached and must not be read now is not `read`.

    Args:
        shelf: The library's documents; one for as many records as there are.
        document: The record's file as it was read, or as it would be with changes that are not saved.
        mode: `cached` opens no document whose text is not cached, `read` reads those (in a process of its own, which
            takes about a second for 100 pages) and caches their texts, `off` does nothing.
        trail: The record's trail if it is at hand; else it is read where a recommendation may have been removed.

    Returns:
        `None` if the file holds no record, the record has no documents, or the mode is `off`.

    Raises:
        MissingLibraryError: If the libraries that read documents are missing, and one has to be read.
        UnusableError: If the user's configuration is broken.
    """
    record = document.record
    if record is None or not record.documents or mode == "off":
        return None
    since = when_emptied(shelf.folder.private)
    found = [(one, shelf.find(document.path, one)) for one in named_in(record)]
    digest = digest_of_found(shelf, found, mode)
    wanted = [_wanted(one) for one in record.recommendations]
    removed = removed_texts(document, trail)
    key = key_of(digest, wanted, removed)
    private = shelf.folder.private
    if (evidence := kept(private, record.id, key)) is None:
        pages = [one.pages or 0 for one in record.documents]
        reports = [_read(shelf, document.path, *one, sheets, mode) for one, sheets in zip(found, pages, strict=True)]
        evidence = evidence_of(reports, wanted, removed=removed)
        if any(report.blocks for _, report in reports) and _lasts(shelf, found, mode):
            keep(private, record.id, key, evidence, since)
    evidence = without_strange(evidence, verbatim=record.review.wording == "verbatim")
    return RecordEvidence(_with_taken(evidence, record), digest)


def _with_taken(evidence: Evidence, record: Record) -> Evidence:
    """Evidence that tells which recommendations were extracted from the very document that they stand in."""
    sources = {one.id: (one.source or "").removeprefix("sha256:") for one in record.extractions}
    only = next(iter(sources.values())) if len(sources) == 1 else ""  # which need not be said beside its texts
    own = {r.key: sources.get(r.extracted.by) if r.extracted else only for r in record.recommendations}
    taken = [one.main is not None and one.main.document == own.get(one.key) for one in evidence.recommendations]
    if not any(taken):
        return evidence
    both = zip(evidence.recommendations, taken, strict=True)
    return replace(evidence, recommendations=tuple(replace(one, taken=is_taken) for one, is_taken in both))


def _lasts(shelf: Shelf, found: Sequence[tuple[Named, Found]], mode: Mode) -> bool:
    """True if another look would find the same: a document that could not be read now may be read the next time."""
    return mode == "cached" or all(place.path is None or shelf.texts.has(one.sha256) for one, place in found)


def _wanted(one: Recommendation) -> Wanted:
    pin = one.passage
    pinned = Pin(pin.document.removeprefix("sha256:"), pin.pages, pin.quote) if pin else None
    return Wanted(one.key, one.number or "", one.title or "", one.text, pinned, one.addressed_to)


def _read(
    shelf: Shelf, record: Path, one: Named, place: Found, sheets: int, mode: Mode
) -> tuple[DocumentFacts, Report]:
    """A document as it is found, with its text as far as that is known."""
    facts = DocumentFacts(one.sha256, one.kind, one.name, sheets)
    if place.refused:
        return replace(facts, problem=place.refused), Report()
    if not place.there:
        return replace(facts, there=False, read=False, missing=place.missing), Report()
    report = shelf.texts.get(one.sha256)
    if report is None and mode == "cached":
        return replace(facts, read=False), Report()
    if report is None:
        try:
            raw = shelf.read(record, one)
        except RefusedError as error:  # it was replaced a moment ago
            return replace(facts, problem=str(error)), Report()
        if raw is None:
            return replace(facts, there=False, read=False), Report()
        report = shelf.texts.read(one.sha256, raw, one.file or one.name)
    problem = in_words(report.problem) if report.problem else None
    found = replace(
        facts, pages=report.pages, unreadable_pages=report.unreadable, problem=problem, partly=report.partly
    )
    return found, report
