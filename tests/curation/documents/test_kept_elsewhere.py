"""Documents of which a record keeps only the digest: found whatever they are called, or told as not found."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.curation.documents import by_digest
from dhrcurate.curation.documents.folders import VARIABLE, Elsewhere
from dhrcurate.curation.documents.opening import Named, Shelf
from dhrcurate.storage.folder import LibraryFolder
from documents_beside import put, report, sha256
from office_files import docx, p

RAW = report()
NAMED = Named(sha256(RAW), "overview-report", "Report.pdf")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "library" / ".dhrcurate").mkdir(parents=True)
    return tmp_path / "library"


def shelf(root: Path, *elsewhere: Path) -> Shelf:
    return Shelf(LibraryFolder(root), Elsewhere(elsewhere))


def missing(root: Path, *elsewhere: Path) -> str:
    found = shelf(root, *elsewhere).find(root / "a-2020.toml", NAMED)
    assert (found.path, found.refused) == (None, "")
    return found.missing


def test_where_no_folder_is_named_it_is_said_how_to_name_one(root: Path) -> None:
    assert "no folder is named in which to look for it: `documents` in " in missing(root)
    assert VARIABLE in missing(root)


def test_a_folder_that_does_not_exist_is_told(root: Path) -> None:
    there = root.parent / "there"
    there.mkdir()
    assert missing(root, root.parent / "gone") == f"there is no folder {root.parent / 'gone'}"
    assert missing(root, there, root.parent / "gone").startswith(f"it is not in {there}, and there is no folder")


def test_the_right_name_with_other_bytes_is_told(root: Path) -> None:
    other = put(root.parent / "kept" / "2020" / "report.PDF", report(()))
    assert missing(root, root.parent / "kept") == f"{other}: it holds other bytes than the record states"


def test_the_right_bytes_under_another_name_are_taken(root: Path) -> None:
    put(root.parent / "kept" / "Report.pdf", report(()))
    right = put(root.parent / "kept" / "2020" / "final version (3).pdf", RAW)
    put(root.parent / "kept" / "notes.docx", docx(p("None.")))
    one = shelf(root, root.parent / "kept")
    assert one.find(root / "a-2020.toml", NAMED).path == right
    assert one.read(root / "a-2020.toml", NAMED) == RAW


@pytest.mark.parametrize("name", ["Report copy.txt", "link.pdf"])
def test_what_is_no_document_by_its_name_and_what_is_a_link_is_not_taken(root: Path, name: str) -> None:
    put(root.parent / "kept" / "a.docx", docx(p("None.")))
    if name.startswith("link"):
        (root.parent / "kept" / name).symlink_to(put(root.parent / "away" / "b.pdf", RAW))
    else:
        put(root.parent / "kept" / name, RAW)
    assert missing(root, root.parent / "kept") == f"it is not in {root.parent / 'kept'}"


def test_a_file_is_digested_once_however_often_it_is_looked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = put(root.parent / "kept" / "other.pdf", report(()))
    now = kept.stat().st_ctime + 60
    monkeypatch.setattr("dhrcurate.curation.documents.stamps.time.time", lambda: now)
    digested: list[int] = []
    again = by_digest.digest_of

    def counted(file: object) -> str:
        digested.append(1)
        return again(file)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(by_digest, "digest_of", counted)
    for _ in range(3):
        assert missing(root, root.parent / "kept") == f"it is not in {root.parent / 'kept'}"
    assert len(digested) == 1
