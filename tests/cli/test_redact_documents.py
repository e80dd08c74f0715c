"""`dhrcurate audit redact` where a record has documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from documents_beside import ASKED, put, report
from office_files import docx, p
from pdf_files import pdf
from redacting import NAME, ONE, library_with_notes

PICTURE = pdf([b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"])
NAMED = report([ASKED[0], f"The Council should ask {NAME} what would have helped, and act on what it hears."])
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return library_with_notes(tmp_path, monkeypatch)


def attach(name: str, raw: bytes, *more: str) -> None:
    put(Path(name), raw)
    assert main(["document", "add", ONE, name, *more]) == 0


def redact(*more: str) -> int:
    return main(["audit", "redact", ONE, "--text-from", "text", *more])


def cached(root: Path) -> list[Path]:
    return list(root.glob(".dhrcurate/documents/*"))


def test_a_report_that_holds_the_text_is_a_copy_and_its_cached_text_is_dropped(root: Path, capsys: Captured) -> None:
    attach("report.pdf", NAMED)
    main(["document", "list"])
    assert cached(root)
    capsys.readouterr()
    assert redact() == 1
    assert f"documents/{ONE}-overview-report" in (told := capsys.readouterr().err)
    assert "holds it" in told
    assert redact("--copies-known") == 0
    assert "a copy stays: documents/" in capsys.readouterr().err
    assert not cached(root)
    assert main(["audit", "verify", "records"]) == 0


def test_a_report_without_the_text_is_no_copy_and_was_searched(root: Path, capsys: Captured) -> None:
    attach("report.pdf", report())
    capsys.readouterr()
    assert redact() == 0
    assert ".pdf" not in capsys.readouterr().err
    assert not cached(root)


def test_a_word_document_is_searched_too(root: Path, capsys: Captured) -> None:
    attach("plan.docx", docx(p(f"The Council should ask {NAME}.")))
    assert redact() == 1
    assert "holds it" in capsys.readouterr().err


def test_a_scan_of_the_record_cannot_be_searched(root: Path, capsys: Captured) -> None:
    attach("scan.pdf", PICTURE)
    capsys.readouterr()
    assert redact() == 1
    assert "cannot be searched" in capsys.readouterr().err


def test_a_document_that_is_kept_elsewhere_is_named(root: Path, capsys: Captured) -> None:
    attach("report.pdf", NAMED, "--no-copy")
    assert redact() == 0
    assert "its document “report.pdf” is not kept here" in capsys.readouterr().err


def test_a_document_whose_name_holds_the_text_is_to_be_removed_first(root: Path, capsys: Captured) -> None:
    attach(f"{NAME}.pdf", report())
    assert redact() == 1
    assert "/name" in capsys.readouterr().err, "the record holds it"
    assert main(["document", "remove", ONE, f"{NAME}.pdf"]) == 0
    assert redact() == 0
    assert NAME not in (root / f"{ONE}.trail.jsonl").read_text()
    assert main(["audit", "verify", "records"]) == 0
