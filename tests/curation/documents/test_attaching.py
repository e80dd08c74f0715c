"""Attaching on disks that fail, and beside others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.curation.documents.attaching import attach
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


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "KeyboardInterrupt"])
def test_where_the_event_cannot_be_written_no_copy_stays(tmp_path: Path, fault: str) -> None:
    at, ended = 0, False
    while not ended:
        root = library(tmp_path / str(at))
        ops = Faulty(at, fault)
        try:
            attached(root, ops)
            ended = not ops.fired
        except (NotSavedError, KeyboardInterrupt):
            pass
        mended(root)
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
