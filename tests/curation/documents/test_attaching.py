"""Attaching on disks that fail, and beside others."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from dhrcurate.curation.documents.attaching import attach, remove
from dhrcurate.curation.documents.given import Given
from dhrcurate.curation.documents.opening import Shelf
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import NotSavedError, RefusedError
from documents_beside import put, report, sha256
from faulty import Faulty, check_whole, mended
from scenarios import TRAILED, library

RAW = report()
GIVEN = Given("Report.pdf", RAW, ".pdf", sha256(RAW), "letter")
KEPT = f"{TRAILED}-letter-{sha256(RAW)[:6]}.pdf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path / "library")


def attached(root: Path, ops: Faulty | None = None) -> None:
    session = Session(Library.open(root), "A. Curator", ops=ops)
    attach(session, Shelf(session.library.folder), TRAILED, GIVEN, url=None, copy=True)


def goes_through(root: Path, ops: Faulty) -> bool:
    """Attaches it on a disk that may fail, which is mended then; returns whether nothing failed."""
    through = False
    with suppress(NotSavedError, KeyboardInterrupt):
        attached(root, ops)
        through = not ops.fired
    mended(root)
    return through


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "KeyboardInterrupt"])
def test_where_the_event_cannot_be_written_no_copy_stays(tmp_path: Path, fault: str) -> None:
    at, ended = 0, False
    while not ended:
        root = library(tmp_path / str(at))
        ended = goes_through(root, Faulty(at, fault))
        check_whole(root)
        if sha256(RAW) not in (root / f"{TRAILED}.toml").read_text():
            assert not list((root / "documents").glob("*")), f"{fault} at operation {at}"
        at += 1
    assert at > 15
    assert (root / "documents" / KEPT).read_bytes() == RAW


def test_another_file_of_that_name_is_not_replaced(root: Path) -> None:
    other = put(root / "documents" / KEPT, b"%PDF- of another review")
    attached(root)
    assert other.read_bytes() == b"%PDF- of another review"
    assert (root / "documents" / KEPT.replace(sha256(RAW)[:6], sha256(RAW)[:10])).read_bytes() == RAW


def test_a_copy_that_a_killed_command_left_is_taken(root: Path) -> None:
    put(root / "documents" / KEPT, RAW)
    attached(root)
    assert [path.name for path in (root / "documents").iterdir()] == [KEPT]


def test_the_same_document_of_two_curators_is_attached_once(root: Path) -> None:
    attached(root)
    with pytest.raises(RefusedError, match="already attached"):
        attached(root)


def _pointer(digest: str) -> bytes:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(RAW)}\n".encode()


def _removed(root: Path) -> tuple[str, ...]:
    session = Session(Library.open(root), "A. Curator")
    return remove(session, Shelf(session.library.folder), TRAILED, "Report.pdf").notices


@pytest.mark.parametrize("digest", [sha256(RAW), "0" * 64])
def test_a_file_that_git_lfs_has_not_fetched_is_put_back(root: Path, digest: str) -> None:
    attached(root)
    (root / "documents" / KEPT).write_bytes(_pointer(digest))
    attached(root)
    assert (root / "documents" / KEPT).read_bytes() == RAW


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "KeyboardInterrupt"])
def test_where_it_cannot_be_put_back_the_pointer_stays(tmp_path: Path, fault: str) -> None:
    at, ended = 0, False
    while not ended:
        root = library(tmp_path / str(at))
        attached(root)
        (root / "documents" / KEPT).write_bytes(_pointer(sha256(RAW)))
        ended = goes_through(root, Faulty(at, fault))
        assert (root / "documents" / KEPT).read_bytes() in {RAW, _pointer(sha256(RAW))}
        at += 1
    assert at > 3


def test_what_git_lfs_left_in_its_place_goes_with_a_document(root: Path) -> None:
    attached(root)
    (root / "documents" / KEPT).write_bytes(_pointer(sha256(RAW)))
    assert _removed(root) == ()
    assert not (root / "documents" / KEPT).exists()


def test_a_pointer_to_another_file_stays_and_is_told(root: Path) -> None:
    attached(root)
    (root / "documents" / KEPT).write_bytes(_pointer("0" * 64))
    (told,) = _removed(root)
    assert "pointer of git LFS" in told
    assert (root / "documents" / KEPT).read_bytes() == _pointer("0" * 64)
