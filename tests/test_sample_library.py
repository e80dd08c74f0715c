from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from dhrcurate.curation.library import Library
from dhrcurate.importers import read_page
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from docs import sample_report
from known_names import NOTHING

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "records"
PATHS = sorted(path for path in RECORDS.glob("*.toml") if path.stem not in {"agencies", "dhrcurate"})
EXAMPLETON = RECORDS / "exampleton-2023-06.toml"


def as_imported(path: Path) -> dict[str, Any]:
    """A record as it was imported: whoever tries the program on the library may change it since."""
    data: dict[str, Any] = read_events(trail_beside(path).read_bytes()).events[0].changes[0].new
    return data


def test_there_are_four_published_reviews_and_an_invented_one() -> None:
    assert {path.stem: len(as_imported(path)["recommendations"]) for path in PATHS} == {
        "dudley-2025-09": 9,
        "durham-2023-04": 46,
        "exampleton-2023-06": 34,
        "nuneaton-and-bedworth-2023-06": 54,
        "sandwell-2011": 8,
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_a_sample_record_is_what_its_trail_rebuilds(path: Path) -> None:
    document = Document.read(path)
    assert document.record is not None
    assert not document.problems
    raw = trail_beside(path).read_bytes()
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == document.digest
    assert read_events(raw).events[0].action == "import"


def test_the_register_of_the_sample_library_is_what_its_trail_rebuilds() -> None:
    trail = trail_beside(RECORDS / "agencies.toml")
    assert verify_bytes(trail.read_bytes()).broken is None
    names = Library.open(RECORDS).names
    assert names.entry("Exampleton Integrated Care Board") is not None
    assert rebuild_digest(trail.read_bytes()) == Document.read(RECORDS / "agencies.toml").digest


@pytest.mark.parametrize("path", [p for p in PATHS if p != EXAMPLETON], ids=lambda p: p.stem)
def test_published_reviews_are_in_other_words_and_keep_no_page(path: Path) -> None:
    record = Document.read(path).record
    assert record is not None
    assert record.review.wording == "summarised"
    assert record.source.page is None
    assert len(record.source.sha256 or "") == 64


def test_the_invented_review_is_what_the_program_makes_of_its_page() -> None:
    record = Document.read(EXAMPLETON).record
    assert record is not None
    page = RECORDS / (record.source.page or "")
    raw = page.read_bytes()
    assert hashlib.sha256(raw).hexdigest() == record.source.sha256
    imported = read_page(raw, page.name, NOTHING).data["recommendations"]
    assert imported == as_imported(EXAMPLETON)["recommendations"]


def test_public_validators_accept_every_shipped_record() -> None:
    files = [str(path) for path in PATHS]
    schema = ROOT / "schemas" / "record.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_report_of_the_invented_review_is_what_the_script_writes(tmp_path: Path) -> None:
    record = Document.read(EXAMPLETON).record
    assert record is not None
    (attached,) = record.documents
    shipped, made = RECORDS / (attached.file or ""), tmp_path / "made.pdf"
    assert hashlib.sha256(shipped.read_bytes()).hexdigest() == attached.sha256
    sample_report.write(made)
    assert _words(made) == _words(shipped)


def _words(report: Path) -> list[str]:
    pages = pypdfium2.PdfDocument(report)
    return [page.get_textpage().get_text_range() for page in pages]


def test_the_report_of_the_invented_review_shows_every_difference(tmp_path: Path) -> None:
    library = tmp_path / "records"
    shutil.copytree(RECORDS, library, ignore=shutil.ignore_patterns(".*"))
    options = ["--documents", "read", "--select", "DHR8", "--output-format", "json", "--no-cache"]
    command = [sys.executable, "-m", "dhrcurate", "check", str(library), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert {found["rule"] for found in json.loads(done.stdout)} == {f"DHR80{kind}" for kind in range(1, 8)}
