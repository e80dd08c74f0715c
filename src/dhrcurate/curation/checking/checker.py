"""The one checker: it finds in a record, a file or a whole library what the rules find there.

`dhrcurate check`, both interfaces, the fixes and the exports all ask it, so a finding is the same wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dhrcurate.curation.checking.aside import Stretch
from dhrcurate.curation.checking.documents import Documents
from dhrcurate.curation.checking.encoding import encoded
from dhrcurate.curation.checking.findings import RecordFindings, findings_of
from dhrcurate.curation.checking.library_rules import findings_of_library
from dhrcurate.curation.checking.presenting import masked, placed
from dhrcurate.curation.checking.report import Silence
from dhrcurate.curation.checking.results import FileFindings, InputDigests, LibraryFindings, sha256
from dhrcurate.curation.checking.surroundings import Surroundings, read_beside, surroundings_of
from dhrcurate.curation.configuration.selection import Selector
from dhrcurate.curation.documents.showing import standings_of
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import Clock
from dhrcurate.domain.edit import Data
from dhrcurate.domain.evidence import Evidence, Mode
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.domain.standing import Standing
from dhrcurate.rules.context import FileContext, TrailFacts
from dhrcurate.rules.engine import check_file, in_order
from dhrcurate.rules.record_summary import RecordSummary, record_summary
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, is_there, read_file
from dhrcurate.storage.paths import path_in


class Checker:
    """Checks the records of one library. It can be sent to another process.

    Args:
        library: The library.
        selector: Which rules run for which path.
        today: The clock that tells the day of a check.
        reveal: Whether messages in `FileFindings` and `LibraryFindings` may hold personal data.
        documents: Which documents records are compared with.
    """

    def __init__(
        self,
        library: Library,
        selector: Selector,
        today: Clock,
        *,
        reveal: bool = False,
        documents: Mode = "cached",
    ) -> None:
        self._library = library
        self._selector = selector
        self._today = today
        self._reveal = reveal
        self._beside = Documents(library.folder, documents)
        self._trails: dict[str, TrailFacts] = {}
        self._forgotten = 0

    @property
    def root(self) -> Path:
        """The library's folder."""
        return self._library.root

    def close(self) -> None:
        """Ends the process that reads documents, if there is one."""
        self._beside.close()

    def prepare(self) -> None:
        """Loads the rules and the register, so that forked processes have them."""
        _ = self.has_library_rules
        self._library.names.named("")

    def take_read(self, found: FileFindings) -> None:
        """Takes what was found of names with the findings of a file, to keep it."""
        self._library.take_read(found.read)

    def keep_read(self) -> None:
        """Keeps what was found of names for the next run."""
        self._library.keep_read()

    @property
    def has_library_rules(self) -> bool:
        """True if any rule about the whole library is selected."""
        return any(rule.scope == "library" for rule in self._selector.everywhere.rules)

    # One record, as the interfaces show it

    def record(self, record_id: str, data: Data) -> RecordFindings:
        """The findings in a record, saved or not.

        Args:
            record_id: The record; its source page and its trail are read from disk.
            data: Its content.
        """
        on_disk = self._library.load(record_id).document
        shown = Document.of_data(on_disk.path, on_disk.raw, data)
        around = self._around(on_disk, self._trail(record_id, on_disk), shown)
        return self._findings(shown, around)

    def beside(self, record_id: str, data: Data, evidence: Evidence | None) -> RecordFindings:
        """The same, with what is known already of the documents of the record, so that none is looked at.

        Args:
            record_id: The record.
            data: Its content.
            evidence: What its documents say; `None` if that is not known.
        """
        on_disk = self._library.load(record_id).document
        shown = Document.of_data(on_disk.path, on_disk.raw, data)
        around = surroundings_of(self._library.folder, on_disk, self._trail(record_id, on_disk))
        return self._findings(shown, self._beside.with_known(around, shown, evidence))

    def standings(self, document: Document) -> dict[str, Standing] | None:
        """How the recommendations of a record stand in its documents, by key; `None` if nothing of that is known."""
        found = self.compared(document)
        return found[1] if found is not None else None

    def compared(self, document: Document) -> tuple[Evidence, dict[str, Standing]] | None:
        """The same behind what these documents say."""
        record, evidence = document.record, self._beside.evidence(document)
        if record is None or evidence is None:
            return None
        return evidence, standings_of(record, document.data or {}, self._library.names, evidence)

    def left_open(self, document: Document) -> Mapping[str, OpenNames]:
        """What the cells of a record name and its agencies do not hold, by key, where they hold anything."""
        from dhrcurate.curation.operations.cells import left_in  # noqa: PLC0415  # few filters ask

        return left_in(document.record, self._library.names) if document.record is not None else {}

    def document(self, document: Document) -> RecordFindings:
        """The findings in a record that is perhaps not on disk like this; its trail does not count."""
        return self._findings(document, self._around(document, None))

    def forget_trail(self, record_id: str) -> None:
        """Has the trail of a record verified anew the next time, because it has grown."""
        self._forgotten += 1
        self._trails.pop(record_id, None)

    def _trail(self, record_id: str, document: Document) -> TrailFacts:
        if (facts := self._trails.get(record_id)) is None:
            before = self._forgotten
            facts = read_beside(document.path, document).facts
            if self._forgotten == before:  # else another thread says that a trail has grown since it was read
                self._trails[record_id] = facts
        return facts

    # Files, as `check` reports them

    def file(self, path: Path, *, with_summary: bool = False) -> FileFindings:
        """Checks a file. Nothing is raised for its content.

        Args:
            path: The file, absolute.
            with_summary: Whether to summarise the record for rules about the whole library.
        """
        try:
            raw: bytes | None = read_file(path, MAX_BYTES)
        except FileNotFoundError:
            gone = "it is a link that leads nowhere" if is_there(path) else "it was there a moment ago and is gone"
            return FileFindings(path_in(self.root, path), path.stem, unusable=gone)
        except UnreadableError as error:
            if not error.too_large:
                return FileFindings(path_in(self.root, path), path.stem, unusable=error.reason)
            raw = None  # reported as a finding
        beside = read_beside(path, Document.read(path) if raw is None else Document.of(path, raw))
        document = beside.document
        around = self._around(document, beside.facts)
        inputs = InputDigests(
            sha256(document.raw), beside.trail, around.page_path, around.page_digest, around.named, around.documents
        )
        found = self._file_findings(path, document, around)
        summary = _summary(document) if with_summary else None
        documents = around.evidence.documents if around.evidence else ()
        return replace(
            found,
            inputs=inputs,
            summary=summary,
            not_read=sum(one.there and not one.read for one in documents),
            not_there=sum(not one.there for one in documents),
            read=tuple(self._library.newly_read()),
        )

    def trail_alone(self, path: Path) -> FileFindings:
        """Checks the trail of a file that is not a record of the library: of its register, or of one that is gone."""
        beside = read_beside(path)
        document = beside.document
        around = Surroundings(trail=beside.facts)
        inputs = InputDigests(sha256(document.raw), beside.trail)
        selection = self._selector.of(PurePosixPath(path_in(self.root, path)))
        context = FileContext(path.stem, trail=around.trail)
        found = in_order(selection.with_severity(check_file(context, selection.rules)), ())
        return FileFindings(path_in(self.root, path), path.stem, _encoded(found, document.raw), inputs=inputs)

    def content(self, path: Path, raw: bytes, *, named: bool = True) -> FileFindings:
        """Checks bytes that are perhaps not saved, such as an editor's; the trail does not count.

        Args:
            path: The file that they belong to, absolute.
            raw: The bytes.
            named: Whether the file's name must be the record's id.
        """
        document = Document.of(path, raw)
        if not named and document.record:
            document = replace(document, path=path.with_name(f"{document.record.id}.toml"))
        return self._file_findings(path, document, self._around(document, None))

    def summary(self, path: Path) -> FileFindings:
        """Reads a file without checking it, for rules about the whole library only."""
        return FileFindings(path_in(self.root, path), path.stem, summary=_summary(Document.read(path)))

    def library(self, summaries: Mapping[str, RecordSummary], *, jobs: int = 1) -> LibraryFindings:
        """Runs the rules about the whole library.

        Args:
            summaries: A summary of every readable record, by its file, relative to the library.
            jobs: How many processes may work at a time.
        """
        if not self.has_library_rules:
            return LibraryFindings()
        return findings_of_library(
            summaries, self._library, self._selector, self._today(), reveal=self._reveal, jobs=jobs
        )

    def _around(self, document: Document, trail: TrailFacts | None, shown: Document | None = None) -> Surroundings:
        """The surroundings of a record on disk, and what its documents say of it as it is, or as it is shown."""
        around = surroundings_of(self._library.folder, document, trail)
        return self._beside.with_evidence(around, shown or document)

    def _file_findings(self, path: Path, document: Document, around: Surroundings) -> FileFindings:
        found = self._findings(document, around)
        silenced: dict[Silence, int] = {}
        for waived in found.waived:
            silence = Silence(waived.finding.rule, "waiver")
            silenced[silence] = silenced.get(silence, 0) + 1
        active = found.active if self._reveal else masked(found.active)
        record_id = document.record.id if document.record else path.stem
        stretch = _encoded(active, document.raw)
        return FileFindings(path_in(self.root, path), record_id, stretch, silenced, until=found.until)

    def _findings(self, document: Document, around: Surroundings) -> RecordFindings:
        selection = self._selector.of(PurePosixPath(path_in(self.root, document.path)))
        return findings_of(document, selection, self._library.names, self._today(), around)


def _encoded(findings: Iterable[Finding], raw: bytes) -> Stretch:
    return Stretch(encoded(placed(findings, raw)))


def _summary(document: Document) -> RecordSummary | None:
    return record_summary(document.record) if document.record else None
