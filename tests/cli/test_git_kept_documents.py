"""A file of a document that a record names is not lost in a merge, and what git has of a missing one is told."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.documents import given
from dhrcurate.curation.operations import fields
from documents_beside import put, report
from git_library import ID, Git, save

Captured = pytest.CaptureFixture[str]
RAW = report()


def document(git: Git, *commands: str, curator: str = "A. Curator") -> None:
    """Adds or removes the document, once for each word, and commits that."""
    for command in commands:
        assert main(["document", command, ID, "a.pdf", "--as", curator]) == 0
    git("add", "-A", "records")
    git("commit", "-qm", " ".join(commands))


class Later(datetime):
    """A clock on which an hour passes at each look."""

    hours = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Later:
        cls.hours += 1
        return cls(2026, 1, 1, tzinfo=tz) + timedelta(hours=cls.hours)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is attached again is attached at another time."""
    monkeypatch.setattr(given, "datetime", Later)


@pytest.fixture
def kept(git: Git, tmp_path: Path) -> Path:
    """The document's file in the library, committed."""
    put(tmp_path / "a.pdf", RAW)
    (tmp_path / ".git" / "info" / "exclude").write_text("/a.pdf\n.dhrcurate\n")
    document(git, "add")
    (path,) = Path("records", "documents").iterdir()
    return path


def status(capsys: Captured) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["git", "status", "records"])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("moved", ["", "theirs", "ours"])
def test_a_document_that_one_branch_removed_and_the_other_attached_again_is_kept(
    git: Git, kept: Path, capsys: Captured, moved: str
) -> None:
    git("switch", "-qc", "c")
    document(git, "remove", curator="B. Other")
    git("switch", "-q", "main")
    document(git, "remove", "add")
    if moved:
        git("switch", "-q", "c" if moved == "theirs" else "main")
        save(lambda data: fields.set_field(data, "r001", "note", "more"))
        git("commit", "-qam", "more")
        git("switch", "-q", "main")
    assert main(["git", "merge", "c", "--as", "A. Curator"]) == 0
    assert f"{kept}: one branch deleted this document" in capsys.readouterr().out.replace(f"{Path.cwd()}/", "")
    assert kept.read_bytes() == RAW
    assert git("status", "--porcelain", "records") == ""
    assert git("cat-file", "-s", f"HEAD:{kept}").strip() == str(len(RAW))
    assert main(["audit", "verify", "records"]) == 0
    assert "is missing" not in status(capsys)[1]


def test_a_document_that_only_one_branch_removed_goes(git: Git, kept: Path, capsys: Captured) -> None:
    git("switch", "-qc", "c")
    document(git, "remove", curator="B. Other")
    git("switch", "-q", "main")
    save(lambda data: fields.set_field(data, "r001", "note", "more"))
    git("commit", "-qam", "more")
    assert main(["git", "merge", "c", "--as", "A. Curator"]) == 0
    assert "deleted this document" not in capsys.readouterr().out
    assert not kept.exists()
    assert "is missing" not in status(capsys)[1]


def test_a_document_that_a_branch_keeps_elsewhere_on_purpose_is_not_put_back(
    git: Git, kept: Path, capsys: Captured
) -> None:
    git("switch", "-qc", "c")
    save(lambda data: fields.set_field(data, "r001", "note", "more"))
    git("commit", "-qam", "more")
    git("switch", "-q", "main")
    git("rm", "-q", str(kept))
    git("commit", "-qm", "kept elsewhere")
    assert main(["git", "merge", "c", "--as", "A. Curator"]) == 0
    assert not kept.exists()
    code, told = status(capsys)
    assert code == 0
    assert "warning" not in told


def test_what_plain_git_deleted_is_told_with_the_command_that_brings_it_back(
    git: Git, kept: Path, capsys: Captured
) -> None:
    git("switch", "-qc", "c")
    document(git, "remove", curator="B. Other")
    git("switch", "-q", "main")
    document(git, "remove", "add")
    git("merge", "-q", "--no-commit", "-s", "ours", "c")
    git("rm", "-q", str(kept))
    git("commit", "-qm", "a merge that takes the deletion of one side")
    _, told = status(capsys)
    (line,) = (line for line in told.splitlines() if "is missing" in line)
    assert line.startswith("warning: ")
    git(*line.split("`")[1].split()[1:])
    assert kept.read_bytes() == RAW


def test_a_file_that_is_deleted_and_not_committed_is_told(git: Git, kept: Path, capsys: Captured) -> None:
    kept.unlink()
    _, told = status(capsys)
    (line,) = (line for line in told.splitlines() if "is missing" in line)
    git(*line.split("`")[1].split()[1:])
    assert kept.read_bytes() == RAW
    assert "is missing" not in status(capsys)[1]


def test_a_document_that_git_never_had_is_not_told(git: Git, kept: Path, capsys: Captured) -> None:
    git("rm", "-q", "--cached", str(kept))
    git("commit", "-q", "--amend", "-m", "without the file")
    kept.unlink()
    assert "is missing" not in status(capsys)[1]
