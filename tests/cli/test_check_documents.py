"""`check` beside documents: what it reads, what it says where it cannot, and filters about what was not extracted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.documents.process import MissingLibraryError, Reader
from documents_beside import report
from reports_beside import library_beside

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(capsys: Captured, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """The exit code, the findings and what was told of a check."""
    code = main(["check", "records", "--output-format", "json", "--jobs", "1", *arguments])
    told = capsys.readouterr()
    return code, json.loads(told.out), told.err


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Takes away the libraries that read documents; counts how often they were asked for."""
    asked: list[int] = []

    def read(*_: object) -> None:
        asked.append(1)
        raise MissingLibraryError("pypdfium2")

    monkeypatch.setattr(Reader, "read", read)
    return asked


def test_without_the_libraries_everything_else_is_reported_and_the_lack_is_told_once(
    capsys: Captured, missing: list[int]
) -> None:
    for name in ("records", "records/b"):
        library_beside(Path(name), raw=report(), cached=False)
    for at in (2, 3):
        text = Path("records/exampleton-2023-06.toml").read_text()
        Path(f"records/exampleton-202{at}-06.toml").write_text(text.replace("exampleton-2023", f"exampleton-202{at}"))
    _, without, _ = check(capsys, "--documents", "off", "--no-cache")
    code, found, told = check(capsys, "--documents", "read")
    assert (code, len(missing)) == (2, 1)
    assert [f for f in found if f["rule"].startswith("DHR8")] == []
    assert found == without
    assert "3 documents not compared, as what reads documents is not installed" in told or "2 documents" in told
    assert told.count("pip install 'dhrcurate[documents]'") == 1


def test_once_the_libraries_are_there_the_same_check_reads(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    (library_beside(Path("records"), raw=report(), cached=False) / ".dhrcurate").mkdir()
    with monkeypatch.context() as without:
        without.setattr(Reader, "read", lambda *_: (_ for _ in ()).throw(MissingLibraryError("pypdfium2")))
        assert check(capsys, "--documents", "read")[0] == 2
    code, found, told = check(capsys, "--documents", "read")
    assert code == 0
    assert "DHR801" in {f["rule"] for f in found}
    assert "not compared" not in told


def test_where_the_texts_are_cached_nothing_is_lacking(capsys: Captured, missing: list[int]) -> None:
    library_beside(Path("records"))
    code, found, told = check(capsys, "--documents", "read")
    assert (code, missing, "pip install" in told) == (0, [], False)
    assert "DHR802" in {f["rule"] for f in found}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("document:not-extracted", ["DHR805"]),
        ("page:3 document:not-extracted", ["DHR805"]),
        ('document:not-extracted "warning markers"', ["DHR805"]),
        ("document:not-extracted number:4", []),
        ("document:differs OR document:not-extracted", ["DHR802", "DHR805"]),
        ("-document:not-extracted", ["DHR801", "DHR802"]),
    ],
)
def test_a_filter_finds_what_was_not_extracted_as_the_screen_does(
    capsys: Captured, words: str, rules: list[str]
) -> None:
    library_beside(Path("records"))
    _, found, _ = check(capsys, "--select", "DHR8", f"--filter={words}")
    assert sorted(f["rule"] for f in found) == rules


def test_a_record_with_a_report_is_not_told_that_it_has_no_source_at_all(capsys: Captured) -> None:
    library_beside(Path("records"), source={"stated_count": 4})
    (told,) = check(capsys, "--select", "DHR410")[1]
    assert told["message"] == "neither publisher nor link says where the attached report was published"
    record = Path("records/exampleton-2023-06.toml")
    record.write_text(record.read_text().replace("pages = 3", 'pages = 3\nurl = "https://exampleton.example/review"'))
    assert check(capsys, "--select", "DHR410")[1] == []


def test_a_filter_about_documents_that_were_left_out_on_purpose_says_so(capsys: Captured) -> None:
    library_beside(Path("records"))
    _, found, told = check(capsys, "--documents", "off", "--filter=document:differs")
    assert found == []
    assert "nothing matches what the filter asks of documents, as `--documents off` leaves them out" in told
    assert "no document that was read" not in told
