"""The documents of the open records, for the threads beside the interface: what they say, their texts, their files."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.evidence import DocumentFacts, Evidence, not_here
from dhrcurate.review.beside import Beside, LookedFor

if TYPE_CHECKING:
    from dhrcurate.curation.documents.given import Given
    from dhrcurate.curation.documents.opening import Named, Shelf
    from dhrcurate.curation.library import Library
    from dhrcurate.review.paper import Paper
    from dhrcurate.storage.document import Document

OpenFile: TypeAlias = Callable[[Path, int], tuple[str, bool]]
"""Opens a file at a sheet; returns what was done in words, and whether it failed."""

_PAPERS = 4
"""How many texts stay at hand: those of a record that has a report, its summary and an action plan."""


class DocumentTexts:
    """What is known of the documents of a library; each method is called by one thread.

    Args:
        library: The library.

    Attributes:
        papers: The texts that were shown last, by their digests.
        unsupported: Whether what reads documents turned out not to be installed.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shelves: dict[str, Shelf] = {}
        self._tried: set[str] = set()
        self._failed: dict[str, str] = {}
        self._cancelled = False
        self.unsupported = False
        self.papers: OrderedDict[str, Paper] = OrderedDict()

    def _shelf(self, purpose: str) -> Shelf:
        """The documents for one thread, made on its first use: most libraries have none."""
        if purpose not in self._shelves:
            from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same

            self._shelves[purpose] = Shelf(self._library.folder)
        return self._shelves[purpose]

    def _shown(self, record_id: str, data: Data) -> Document:
        from dhrcurate.storage.document import Document  # noqa: PLC0415  # imports pydantic

        on_disk = self._library.load(record_id).document
        return Document.of_data(on_disk.path, on_disk.raw, data)

    def beside(self, record_id: str, data: Data, wanted: LookedFor, thread: str = "beside") -> Beside | None:
        """Returns what the documents of a record say of it, by their cached texts; `None` if it has none.

        Args:
            record_id: The record.
            data: Its content.
            wanted: What is looked for.
            thread: Which thread asks.
        """
        if not wanted:
            return None
        from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # most have none

        found = evidence_of_record(self._shelf(thread), self._shown(record_id, data), "cached")
        return Beside(self._with_failed(found.evidence), wanted) if found is not None else None

    def _with_failed(self, evidence: Evidence) -> Evidence:
        """Evidence that says of the documents that could not be read why, as that is not cached for all of them."""
        if not self._failed and not self.unsupported:
            return evidence
        return replace(evidence, documents=tuple(map(self._as_tried, evidence.documents)))

    def _as_tried(self, one: DocumentFacts) -> DocumentFacts:
        if one.read or not one.there:
            return one
        if (why := self._failed.get(one.sha256)) is not None:
            return replace(one, problem=why, read=True)
        return replace(one, unsupported=self.unsupported)

    def read(self, record_id: str, data: Data) -> bool:
        """Reads the documents of a record whose texts are not cached, each once; returns whether anything is new.

        Raises:
            MissingLibraryError: If the libraries that read documents are not installed; the next time nothing is tried.
        """
        from dhrcurate.documents.process import MissingLibraryError  # noqa: PLC0415  # most records have none

        shelf, document = self._shelf("reading"), self._shown(record_id, data)
        try:
            new = [self._is_new(shelf, document, one) for one in named_in(document)]
        except MissingLibraryError:
            self._cancelled = self.unsupported = True
            raise
        finally:
            shelf.close()  # the process that reads is large, and is seldom needed again
        return any(new)

    def _is_new(self, shelf: Shelf, document: Document, one: Named) -> bool:
        """Reads a document; returns whether its text is cached now, or is known not to be readable."""
        if one.sha256 in self._tried or self._cancelled or shelf.texts.has(one.sha256):
            return False
        self._tried.add(one.sha256)
        try:
            raw = shelf.read(document.path, one)
        except RefusedError:
            return False  # which is told without reading it
        if raw is None:
            self._tried.discard(one.sha256)  # it may come
            return False
        report = shelf.texts.read(one.sha256, raw, one.file or one.name)
        if report.problem and not shelf.texts.has(one.sha256):
            from dhrcurate.curation.documents.problems import in_words  # noqa: PLC0415  # the same

            self._failed[one.sha256] = in_words(report.problem)
            return True
        return shelf.texts.has(one.sha256)

    def given(self, path: Path) -> Given:
        """Returns a file that is to be attached, read and its text cached.

        Raises:
            DhrcurateError: If it is no document, or cannot be read.
        """
        from dhrcurate.curation.documents.given import looked_at, read_given  # noqa: PLC0415  # rarely needed

        shelf = self._shelf("reading")
        try:
            return looked_at(path, read_given(path), shelf.texts)
        finally:
            shelf.close()

    def paper(self, sha256: str) -> Paper | None:
        """Returns the text of a document, and keeps it at hand; `None` if it is not cached."""
        if (paper := self.papers.get(sha256)) is not None:
            return paper
        from dhrcurate.review.paper import Paper  # noqa: PLC0415  # only where a document is shown

        report = self._shelf("beside").texts.get(sha256)
        if report is None or report.problem:
            return None
        while len(self.papers) >= _PAPERS:
            self.papers.popitem(last=False)
        self.papers[sha256] = paper = Paper.of(report)
        return paper

    def file(self, record_id: str, data: Data, sha256: str) -> tuple[Path | None, str]:
        """Returns the file of a document, or why it is not opened."""
        document = self._shown(record_id, data)
        named = next((one for one in named_in(document) if one.sha256 == sha256), None)
        if named is None:
            return None, "The record does not name this document any more."
        return self._found(self._shelf("viewing"), document.path, named)

    @staticmethod
    def _found(shelf: Shelf, record: Path, named: Named) -> tuple[Path | None, str]:
        found = shelf.find(record, named)
        if found.path is None:
            why = f"not opened: {found.refused}" if found.refused else not_here(found.missing)
            return None, f"{named.name}: {why}."
        return found.path, ""

    def cancel(self) -> None:
        """Ends what is being read, and all reading after it."""
        self._cancelled = True
        if (shelf := self._shelves.get("reading")) is not None:
            shelf.texts.cancel()


def named_in(document: Document) -> tuple[Named, ...]:
    """Return the documents that a record names."""
    from dhrcurate.curation.documents import opening  # noqa: PLC0415  # most records have none

    return opening.named_in(document.record)
