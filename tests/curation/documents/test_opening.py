from __future__ import annotations

import os
import pickle
from pathlib import Path

import orjson
import pytest

from dhrcurate.curation.documents import opening
from dhrcurate.curation.documents.folders import VARIABLE, Elsewhere
from dhrcurate.curation.documents.opening import Named, Shelf
from dhrcurate.curation.documents.stamps import stamp
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.storage.sealed import SealedFolder
from documents_beside import put, report, sha256
from office_files import docx, p

RAW = report()
RIGHT = Named(sha256(RAW), "overview-report", "Report.pdf", "documents/report.pdf")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root / "documents" / "report.pdf", RAW)
    return root


def shelf(root: Path, *elsewhere: Path) -> Shelf:
    return Shelf(LibraryFolder(root), Elsewhere(elsewhere))


def found(root: Path, named: Named = RIGHT, *elsewhere: Path) -> opening.Found:
    return shelf(root, *elsewhere).find(root / "a-2020.toml", named)


@pytest.fixture
def later(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the files of the library have been as they are for a minute."""
    now = (root / "documents" / "report.pdf").stat().st_ctime + 60
    monkeypatch.setattr("dhrcurate.curation.documents.stamps.time.time", lambda: now)


def test_a_document_in_the_library_is_opened(root: Path) -> None:
    assert found(root).path == root / "documents" / "report.pdf"
    assert shelf(root).read(root / "a-2020.toml", RIGHT) == RAW


def test_a_record_in_a_folder_names_it_from_there(root: Path) -> None:
    record = root / "old" / "a-2020.toml"
    assert shelf(root).find(record, RIGHT._replace(file="../documents/report.pdf")).path is not None
    assert not shelf(root).find(record, RIGHT).there


@pytest.mark.parametrize("file", ["../outside.pdf", "documents/../../outside.pdf", "/{outside}", "", "a\0.pdf", ".."])
def test_no_name_leads_out_of_the_library(root: Path, file: str) -> None:
    outside = put(root.parent / "outside.pdf", RAW)
    assert found(root, RIGHT._replace(file=file.format(outside=outside))).path is None


@pytest.mark.parametrize("link", ["file", "folder", "nowhere"])
def test_nothing_is_opened_behind_a_link(root: Path, link: str) -> None:
    elsewhere = put(root.parent / "elsewhere" / "report.pdf", RAW)
    put(root / "inside" / "report.pdf", RAW)
    name = root / "documents" / "linked.pdf"
    name.symlink_to({"file": elsewhere, "folder": root / "inside", "nowhere": root / "none.pdf"}[link])
    named = RIGHT._replace(file="documents/linked.pdf/report.pdf" if link == "folder" else "documents/linked.pdf")
    assert "symbolic link" in found(root, named).refused
    with pytest.raises(RefusedError, match="symbolic link"):
        shelf(root).read(root / "a-2020.toml", named)


def test_a_library_that_is_reached_through_a_link_is_as_any_other(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert found(link).path is not None


def test_a_pipe_and_a_folder_hold_nobody_up(root: Path) -> None:
    os.mkfifo(root / "documents" / "pipe.pdf")
    (root / "documents" / "folder.pdf").mkdir()
    for name in ("pipe", "folder"):
        assert "not a regular file" in found(root, RIGHT._replace(file=f"documents/{name}.pdf")).refused


@pytest.mark.usefixtures("later")
def test_other_bytes_are_refused_also_after_the_right_ones_were_found(root: Path) -> None:
    path = root / "documents" / "report.pdf"
    assert found(root).path == path
    put(path, RAW[:-1] + b" ")  # as many bytes, and as old as they say
    assert "other bytes" in found(root).refused


@pytest.mark.usefixtures("later")
def test_a_file_is_not_digested_again_while_it_does_not_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(root).path is not None
    where = "dhrcurate.curation.documents.opening.hashlib.sha256"
    monkeypatch.setattr(where, lambda *_: pytest.fail("it was read again"))
    assert found(root).path is not None


def test_a_file_that_was_changed_a_moment_ago_is_digested_again(root: Path) -> None:
    assert found(root).path is not None
    assert not list(root.glob(".dhrcurate/documents/seen.json"))


@pytest.mark.usefixtures("later")
def test_what_a_repository_brings_as_known_is_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "documents" / "report.pdf"
    assert found(root).path == path
    kept = root / ".dhrcurate" / "documents" / "seen.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    put(path, RAW[:-1] + b" ")
    planted = orjson.dumps({sha256(RAW): stamp(str(path), path.stat())})
    sealed = SealedFolder(root / ".dhrcurate", "documents")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DHRCURATE_STATE", str(root.parent / "elsewhere"))
        sealed.write("seen.json", [planted])
        assert found(root).path == path, "who wrote it believes it"
    assert "other bytes" in found(root).refused


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"a": 1}', b'{"DIGEST": []}', b'{"DIGEST": [1, 2]}'])
def test_a_damaged_account_of_what_is_known_counts_for_nothing(root: Path, raw: bytes) -> None:
    assert found(root).path is not None
    kept = root / ".dhrcurate" / "documents" / "seen.json"
    kept.write_bytes(raw.replace(b"DIGEST", sha256(RAW).encode()))
    assert found(root).path is not None


@pytest.mark.usefixtures("later")
def test_a_file_that_was_known_is_not_opened_where_a_link_leads_to_it_by_now(root: Path) -> None:
    assert found(root).path is not None
    (root / "documents").rename(root / "moved")
    (root / "documents").symlink_to(root / "moved")
    assert "symbolic link" in found(root).refused


@pytest.mark.usefixtures("later")
def test_a_folder_that_the_user_no_longer_names_is_closed(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "shared" / "Report.pdf", RAW)
    absent = RIGHT._replace(file=None)
    assert found(root, absent, tmp_path / "shared").path is not None
    assert found(root, absent, tmp_path / "shared").path is not None
    assert not found(root, absent).there


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("report.sh", b"#!/bin/sh\n", "does not end in"),
        ("report.html", b"<html>", "does not end in"),
        ("report.docm", docx(p("words")), "does not end in"),
        ("report.pdf", b"#!/bin/sh\n", "first bytes"),
        ("report.pdf", docx(p("words")), "first bytes"),
        ("report.docx", RAW, "first bytes"),
    ],
)
def test_only_what_is_a_document_is_opened(root: Path, name: str, raw: bytes, why: str) -> None:
    put(root / "documents" / name, raw)
    assert why in found(root, Named(sha256(raw), "other", name, f"documents/{name}")).refused


def test_a_pointer_of_lfs_and_a_missing_file_are_not_there(root: Path) -> None:
    put(root / "documents" / "report.pdf", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    assert not found(root).there
    (root / "documents" / "report.pdf").unlink()
    assert not found(root).there
    assert shelf(root).read(root / "a-2020.toml", RIGHT) is None


def test_a_document_is_found_in_a_folder_that_the_user_names(root: Path, tmp_path: Path) -> None:
    kept = put(tmp_path / "shared" / "2023" / "REPORT.PDF", RAW)
    put(tmp_path / "shared" / "Report.pdf", b"%PDF- of another review")
    absent = RIGHT._replace(file=None)
    assert not found(root, absent).there
    assert found(root, absent, tmp_path / "shared").path == kept
    assert shelf(root, tmp_path / "shared").read(root / "a-2020.toml", absent) == RAW
    assert not found(root, absent._replace(sha256="0" * 64), tmp_path / "shared").there


def test_folders_come_from_the_user_and_never_from_a_library(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "shared" / "Report.pdf", RAW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    absent, record = RIGHT._replace(file=None), root / "a-2020.toml"
    assert not Shelf(LibraryFolder(root)).find(record, absent).there
    monkeypatch.setenv(VARIABLE, f"{tmp_path / 'none'}{os.pathsep}~/shared")
    assert Shelf(LibraryFolder(root)).find(record, absent).path is not None
    monkeypatch.setenv(VARIABLE, "shared")
    with pytest.raises(UnusableError, match="from the root"):
        Shelf(LibraryFolder(root)).find(record, absent)


def test_a_shelf_can_be_sent_to_another_process(root: Path) -> None:
    here = shelf(root)
    assert here.texts.has("0" * 64) is False
    assert pickle.loads(pickle.dumps(here)).find(root / "a-2020.toml", RIGHT).path is not None  # noqa: S301
