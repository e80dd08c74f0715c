"""Which links on the way to a path count: those that lie in a repository, also behind a user's own."""

from pathlib import Path

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.links import planted_link, refuse_planted_link


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder, and a folder beside the repository, which is the current one's parent."""
    top = tmp_path / "repository"
    for folder in (top / ".git", top / "records" / "deep", tmp_path / "outside" / "deep"):
        folder.mkdir(parents=True)
    monkeypatch.chdir(top)
    return top


def link(path: Path, to: Path | str) -> Path:
    path.symlink_to(to)
    return path


def test_a_path_without_a_link_is_free_whether_it_exists_or_not(top: Path) -> None:
    for named in ("records", "records/deep", "new/new", ".", "..", "../outside/deep/x.csv", "records/../new", "/", top):
        assert planted_link(Path(named)) is None, named


@pytest.mark.parametrize("to", ["outside", "nowhere", "repository/records"])
@pytest.mark.parametrize("below", ["", "x.csv", "deep/x.csv", "../x.csv", "deep/../../x"])
def test_a_link_in_a_repository_counts_wherever_it_leads(top: Path, to: str, below: str) -> None:
    planted = link(top / "o", top.parent / to)
    for named in (Path("o", below), Path("records", "..", "o", below), top / "o" / below):
        assert planted_link(named) in (planted, top / "records" / ".." / "o")
    with pytest.raises(RefusedError, match="o: is a symbolic link in a repository"):
        refuse_planted_link(Path("o", below))


def test_a_users_own_link_is_followed_and_what_lies_behind_it_counts(top: Path) -> None:
    own = link(top.parent / "own", "repository")
    assert planted_link(own / "records" / "x.csv") is None
    assert planted_link(link(top.parent / "elsewhere", top.parent / "outside") / "x.csv") is None
    planted = link(top / "records" / "o", "../../outside")
    assert planted_link(own / "records" / "o" / "x.csv") == planted
    assert planted_link(link(top.parent / "file", "own/records/o")) == planted


def test_links_that_lead_in_a_circle_end(top: Path) -> None:
    one = link(top.parent / "one", "two")
    link(top.parent / "two", "one")
    assert planted_link(one / "x") is None


def test_a_worktree_is_a_repository_too(top: Path) -> None:
    worktree = top.parent / "worktree"
    worktree.mkdir()
    (worktree / ".git").write_text("gitdir: ../repository/.git/worktrees/worktree\n")
    planted = link(worktree / "records", top / "records")
    assert planted_link(planted / "x") == planted


@pytest.mark.parametrize("holds", ["a-2020.trail.jsonl", "a-2020.toml", "dhrcurate.toml", ".dhrcurate"])
@pytest.mark.parametrize("below", ["", "deep"])
def test_a_link_in_a_library_counts_without_a_repository(tmp_path: Path, holds: str, below: str) -> None:
    library = tmp_path / "library"
    (library / "deep").mkdir(parents=True)
    (library / holds).write_text("format = 1\n[review]\n")
    planted = link(library / below / "o", tmp_path)
    assert planted_link(planted / "x.csv") == planted
    with pytest.raises(RefusedError, match="in a repository or library"):
        refuse_planted_link(planted / "x.csv")


@pytest.mark.parametrize("holds", ["pyproject.toml", "notes.txt", "review.toml.bak", "a.jsonl"])
def test_a_link_beside_other_files_is_the_users_own(tmp_path: Path, holds: str) -> None:
    (tmp_path / holds).write_text("[project]\n")
    library = tmp_path / "real" / "library"
    library.mkdir(parents=True)
    (library / "a-2020.trail.jsonl").touch()
    assert planted_link(link(tmp_path / "mine", library) / "x.csv") is None
    assert planted_link(link(tmp_path / "out.csv", library / "out.csv")) is None


def test_a_record_that_lies_where_everybody_can_write_makes_no_library(tmp_path: Path) -> None:
    (tmp_path / "a-2020.trail.jsonl").touch()
    own = link(tmp_path / "own", tmp_path / "elsewhere")
    assert planted_link(own / "x.csv") == own
    tmp_path.chmod(0o1777)
    assert planted_link(own / "x.csv") is None
