from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.curation.documents.evidence import RecordEvidence, evidence_of_record
from dhrcurate.curation.documents.folders import Elsewhere
from dhrcurate.curation.documents.opening import Shelf, named_in
from dhrcurate.curation.documents.state import Mode, digest_of_documents
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.evidence import Status
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from documents_beside import ASKED, entry, library_with, put, report, with_entries
from faulty import Unsynced
from pdf_files import pdf

RAW = report()
SCAN = pdf([b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return library_with(tmp_path / "library", RAW)


@pytest.fixture
def shelf(record: Path) -> Iterator[Shelf]:
    with Shelf(LibraryFolder(record.parent), Elsewhere(())) as made:
        yield made


def evidence(shelf: Shelf, record: Path, mode: Mode) -> RecordEvidence:
    document = Document.read(record)
    found = evidence_of_record(shelf, document, mode)
    assert found is not None, document.problems
    assert found.digest == digest_of_documents(shelf, record, named_in(document.record), mode)
    return found


def statuses(found: RecordEvidence) -> list[str]:
    return [one.status.value for one in found.evidence.recommendations]


def test_a_record_without_documents_has_no_evidence(record: Path, shelf: Shelf) -> None:
    assert evidence_of_record(shelf, Document.read(record), "off") is None
    record.write_text(with_entries("exampleton-2023", []), encoding="utf-8")
    assert evidence_of_record(shelf, Document.read(record), "read") is None
    assert digest_of_documents(shelf, record, (), "read") is None


def test_a_document_that_is_not_cached_is_read_only_if_that_is_asked(record: Path, shelf: Shelf) -> None:
    before = evidence(shelf, record, "cached")
    assert [one.name for one in before.not_read] == ["Report.pdf"]
    assert statuses(before) == ["unknown"] * 3
    read = evidence(shelf, record, "read")
    assert statuses(read) == ["exact"] * 3
    assert read.evidence.documents[0].pages == 2
    after = evidence(shelf, record, "cached")
    assert after.evidence == read.evidence
    assert before.digest != after.digest


def test_what_is_kept_is_what_was_worked_out(record: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    first = evidence(shelf, record, "read").evidence
    where = "dhrcurate.curation.documents.evidence.evidence_of"
    monkeypatch.setattr(where, lambda *_, **__: pytest.fail("it was worked out again"))
    assert evidence(shelf, record, "cached").evidence == first
    assert evidence(shelf, record, "read").evidence == first
    assert first.recommendations[0].status is Status.EXACT


def test_a_changed_text_is_looked_for_anew(record: Path, shelf: Shelf) -> None:
    evidence(shelf, record, "read")
    record.write_text(record.read_text().replace("housing officers", "officers"))
    assert statuses(evidence(shelf, record, "cached")) == ["exact", "differs", "exact"]


def test_a_document_that_is_not_at_hand_says_nothing(record: Path, shelf: Shelf) -> None:
    evidence(shelf, record, "read")
    (record.parent / "documents" / "report.pdf").unlink()
    found = evidence(shelf, record, "read")
    assert [one.name for one in found.not_there] == ["Report.pdf"]
    assert statuses(found) == ["unknown"] * 3


def test_other_bytes_are_a_problem_of_the_document_and_not_of_its_texts(record: Path, shelf: Shelf) -> None:
    evidence(shelf, record, "read")
    put(record.parent / "documents" / "report.pdf", report(ASKED[:1]))
    found = evidence(shelf, record, "read")
    assert "other bytes" in (found.evidence.documents[0].problem or "")
    assert statuses(found) == ["unknown"] * 3


@pytest.mark.parametrize(("raw", "word"), [(SCAN, "ocrmypdf"), (b"%PDF-1.7\nnothing more\n", "damaged")])
def test_a_document_without_text_has_a_problem(record: Path, shelf: Shelf, raw: bytes, word: str) -> None:
    put(record.parent / "documents" / "report.pdf", raw)
    record.write_text(with_entries("exampleton-2023", [entry(raw)]), encoding="utf-8")
    found = evidence(shelf, record, "read")
    assert word in (found.evidence.documents[0].problem or "")
    assert statuses(found) == ["unknown"] * 3


def test_a_scan_beside_a_report_leaves_open_what_the_report_lacks(record: Path, shelf: Shelf) -> None:
    put(record.parent / "documents" / "scan.pdf", SCAN)
    both = [entry(RAW), entry(SCAN, file="documents/scan.pdf", name="scan.pdf", kind="action-plan")]
    other = "Something else should be done by somebody who stands in none of these documents at all."
    record.write_text(with_entries("exampleton-2023", both, [ASKED[0], other]), encoding="utf-8")
    found = evidence(shelf, record, "read")
    assert statuses(found) == ["exact", "unknown"]
    assert [one.number for one in found.evidence.not_extracted] == ["2", "3"]


def test_a_text_that_was_removed_on_purpose_is_not_missing(record: Path, shelf: Shelf) -> None:
    session = Session(Library.open(record.parent), "A. Curator", ops=Unsynced())
    removal = structure.remove(session.library.load(record.stem).data, "r002", "it is a heading")
    session.apply(record.stem, removal)
    assert evidence(shelf, record, "read").evidence.not_extracted == ()
    session.undo(record.stem)
    assert statuses(evidence(shelf, record, "read")) == ["exact"] * 3


def test_a_recommendation_that_was_added_and_taken_back_is_missing_again(record: Path, shelf: Shelf) -> None:
    record.write_text(with_entries("exampleton-2023", [entry(RAW)], ASKED[:2]), encoding="utf-8")
    session = Session(Library.open(record.parent), "A. Curator", ops=Unsynced())
    new = {"key": "r003", "text": ASKED[2], "addressed_to": "", "agencies": [], "status": "pending"}
    because = {"operation": "add", "from": [], "to": ["r003"]}
    session.apply(record.stem, Proposal("edit", (Edit("/recommendations/r003", None, new),), because=because))
    assert evidence(shelf, record, "read").evidence.not_extracted == ()
    session.undo(record.stem)
    assert [one.text for one in evidence(shelf, record, "cached").evidence.not_extracted] == [ASKED[2]]


def test_the_texts_are_readable_by_their_owner_alone(record: Path, shelf: Shelf) -> None:
    evidence(shelf, record, "read")
    folder = record.parent / ".dhrcurate" / "documents"
    assert folder.stat().st_mode & 0o777 == 0o700
    kept = list(folder.iterdir())
    assert len(kept) >= 2
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


@pytest.mark.parametrize("damage", [b"", b"{}", b'"x"\n[]', b'{"documents": 1}'])
def test_damaged_evidence_is_worked_out_anew(record: Path, shelf: Shelf, damage: bytes) -> None:
    first = evidence(shelf, record, "read").evidence
    (kept,) = (record.parent / ".dhrcurate" / "documents").glob("*.evidence")
    head = kept.read_bytes().split(b"\n", 1)[0] + b"\n"
    for raw in (damage, head + damage):
        kept.write_bytes(raw)
        assert evidence(shelf, record, "cached").evidence == first


def test_a_private_folder_that_is_a_link_is_not_used(record: Path, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (record.parent / ".dhrcurate").symlink_to(tmp_path / "else")
    assert statuses(evidence(shelf, record, "read")) == ["exact"] * 3
    assert not list((tmp_path / "else").iterdir())
