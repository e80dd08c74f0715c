"""How git keeps the documents of a library."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from documents_beside import put, report
from git_library import ID, Git

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
Captured = pytest.CaptureFixture[str]


def told(capsys: Captured) -> str:
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 0
    return capsys.readouterr().out


def test_documents_are_kept_byte_for_byte(git: Git, tmp_path: Path) -> None:
    put(tmp_path / "records" / "documents" / "a.pdf", b"%PDF-1.7\r\nwords\r\n")
    git("config", "core.autocrlf", "input")
    git("add", "records/documents")
    assert git("cat-file", "-s", ":records/documents/a.pdf").strip() == "17"


def test_a_library_that_was_set_up_before_there_were_documents_is_told_once_it_has_some(
    git: Git, tmp_path: Path, capsys: Captured
) -> None:
    attributes = tmp_path / "records" / ".gitattributes"
    attributes.write_text(attributes.read_text().replace("documents/** -text\n", ""))
    assert "git setup" not in told(capsys)
    put(tmp_path / "records" / "documents" / "a.pdf", report())
    assert "git may take a document for text: run `dhrcurate git setup records`" in told(capsys)
    assert main(["git", "setup", "records"]) == 0
    assert "git may take" not in told(capsys)


def test_git_lfs_is_set_up_if_asked_and_what_is_left_is_told(git: Git, tmp_path: Path, capsys: Captured) -> None:
    put(tmp_path / "records" / "documents" / "a.pdf", POINTER)
    put(tmp_path / "records" / "old" / "documents" / "b.pdf", POINTER)
    put(tmp_path / "records" / "documents" / "c.pdf", report())
    assert main(["git", "setup", "records", "--lfs"]) == 0
    assert "git lfs install" in capsys.readouterr().err
    assert "documents/** filter=lfs diff=lfs merge=lfs -text" in (
        (tmp_path / "records" / ".gitattributes").read_text().splitlines()
    )
    out = told(capsys)
    assert "this clone has no filter for it" in out
    assert "2 documents not fetched: `git lfs pull`" in out
    git("config", "filter.lfs.clean", "cat")
    assert "no filter" not in told(capsys)
    assert main(["git", "setup", "records", "--lfs"]) == 0
    assert "already set up" in capsys.readouterr().err


def test_a_library_of_lfs_needs_no_second_line(git: Git, tmp_path: Path, capsys: Captured) -> None:
    attributes = tmp_path / "records" / ".gitattributes"
    text = attributes.read_text().replace("documents/** -text\n", "documents/** filter=lfs diff=lfs merge=lfs -text\n")
    attributes.write_text(text)
    git("config", "filter.lfs.clean", "cat")
    assert main(["git", "setup", "records"]) == 0
    assert attributes.read_text() == text


def test_the_documents_of_two_branches_are_both_kept(git: Git, tmp_path: Path, capsys: Captured) -> None:
    put(tmp_path / "a.pdf", report(title="Executive summary"))
    put(tmp_path / "b.pdf", report())
    git("switch", "-qc", "other")
    assert main(["document", "add", ID, "a.pdf", "--as", "B. Other"]) == 0
    git("add", "records")
    git("commit", "-qm", "a summary")
    git("switch", "-q", "main")
    assert main(["document", "add", ID, "b.pdf", "--as", "A. Curator"]) == 0
    git("add", "records")
    git("commit", "-qm", "a report")
    (tmp_path / ".gitignore").write_text("*.pdf\n!records/documents/*.pdf\n.dhrcurate/\n")
    git("add", ".gitignore")
    git("commit", "-qm", "ignored")
    assert main(["git", "merge", "other", "--as", "A. Curator"]) == 0, capsys.readouterr().err
    record = Library.open(tmp_path / "records").load(ID).record
    assert record is not None
    assert sorted(one.name for one in record.documents) == ["a.pdf", "b.pdf"]
    assert len(list((tmp_path / "records" / "documents").iterdir())) == 2
    assert main(["audit", "verify", "records"]) == 0
