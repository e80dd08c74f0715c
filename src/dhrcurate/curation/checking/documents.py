"""What the documents of a record count for among its findings: evidence, and what it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.documents.opening import Named, Shelf, named_in
from dhrcurate.domain.evidence import Evidence, Mode, Role
from dhrcurate.domain.printed_place import is_at_hand
from dhrcurate.domain.words import plural
from dhrcurate.storage.folder import LibraryFolder

if TYPE_CHECKING:  # loaded when a record is read: a check of which nothing has changed reads none
    from dhrcurate.curation.checking.surroundings import Surroundings
    from dhrcurate.curation.documents.evidence import RecordEvidence
    from dhrcurate.storage.document import Document


@dataclass
class Documents:
    """The documents of one library, for many checks. It can be sent to another process.

    Attributes:
        folder: The library.
        mode: Which documents are compared.
    """

    folder: LibraryFolder
    mode: Mode
    _shelf: Shelf | None = field(default=None, repr=False)
    _cannot_read: bool = field(default=False, repr=False)

    @property
    def shelf(self) -> Shelf:
        """The documents, made on first use: most libraries have none."""
        if self._shelf is None:
            self._shelf = Shelf(self.folder)
        return self._shelf

    def close(self) -> None:
        """Ends the process that reads, if there is one; another begins where it is needed again."""
        if self._shelf is not None:
            self._shelf.close()

    def state(self, file: Path, named: Sequence[Named]) -> str | None:
        """Returns a digest of what is known of the documents that a record names; see `DocumentsState`."""
        from dhrcurate.curation.documents.state import digest_of_documents  # noqa: PLC0415  # most have none

        return digest_of_documents(self.shelf, file, named, self.mode)

    def evidence(self, document: Document) -> Evidence | None:
        """Returns what the documents of a record say, by their cached texts; `None` if none of them was read."""
        if not named_in(document.record) or self.mode == "off":
            return None
        from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # most have none

        found = evidence_of_record(self.shelf, document, "cached")
        return found.evidence if found is not None and is_at_hand(found.evidence) else None

    def with_evidence(self, around: Surroundings, document: Document) -> Surroundings:
        """Returns the surroundings of a record with what its documents say."""
        named = named_in(document.record)
        if not named or self.mode == "off":
            return around
        found = self._found(document)
        if found is None:
            return around
        return replace(self.with_known(around, document, found.evidence), named=named, documents=found.digest)

    def _found(self, document: Document) -> RecordEvidence | None:
        """What the documents of a record say; by cached texts alone where what reads them is not installed."""
        from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # most have none
        from dhrcurate.documents.process import MissingLibraryError  # noqa: PLC0415  # the same

        if not self._cannot_read:
            try:
                return evidence_of_record(self.shelf, document, self.mode)
            except MissingLibraryError:
                self._cannot_read = True  # which is counted as not read, and told once for all records
        return evidence_of_record(self.shelf, document, "cached")

    @staticmethod
    def with_known(around: Surroundings, document: Document, evidence: Evidence | None) -> Surroundings:
        """Returns the surroundings of a record with what is known of its documents."""
        if evidence is None:
            return around
        keys = _used_keys(document.path) if _lets_add(evidence) else frozenset()
        return replace(around, evidence=evidence, used_keys=keys)


def _lets_add(evidence: Evidence) -> bool:
    """Whether a fix may add a recommendation, whose key none has ever had."""
    seconds = (one for found in evidence.recommendations for one in found.passages if one.role is Role.SECOND)
    return any(one.sure for one in evidence.not_extracted) or any(True for _ in seconds)


def _used_keys(record: Path) -> frozenset[str]:
    from dhrcurate.curation.documents.removed import trail_saying  # noqa: PLC0415  # only where a fix may add one
    from dhrcurate.trail.history import used_keys  # noqa: PLC0415  # the same

    trail = trail_saying(record)
    return used_keys(trail) if trail is not None else frozenset()


def not_filtered(count: int, mode: Mode) -> list[str]:
    """Returns the notice about records of which a filter asks what their documents say, and that is not known.

    Args:
        count: How many these are.
        mode: How documents were asked for.
    """
    if not count:
        return []
    if mode == "off":
        return ["nothing matches what the filter asks of documents, as `--documents off` leaves them out"]
    which = "it has no document that was" if count == 1 else "they have no document that was"
    return [f"nothing of {plural(count, 'record')} matches what the filter asks of documents, as {which} read"]


def cannot_read(count: int) -> str:
    """Returns what a check says that should have read documents where what reads them is not installed."""
    return (
        f"{plural(count, 'document')} not compared, as what reads documents is not installed:"
        " pip install 'dhrcurate[documents]'"
    )


def not_compared(not_read: int, not_there: int, searched: str = "") -> list[str]:
    """Returns the notices about documents that were not compared with their records, for a whole check.

    Args:
        not_read: How many were not read.
        not_there: How many have no file here.
        searched: Where their files were looked for.
    """
    notices = []
    if not_read:
        notices.append(
            f"{plural(not_read, 'document')} not compared, as {'its' if not_read == 1 else 'their'} text is not cached:"
            " `check --documents read` reads it"
        )
    if not_there:
        where = f": {searched}" if searched else ""
        notices.append(f"{plural(not_there, 'document')} not compared, as the file is not here{where}")
    return notices
