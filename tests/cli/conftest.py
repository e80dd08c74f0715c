"""A library in git, for tests of commands that work there."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide
from dhrcurate.storage.codec import dump
from git_library import ID, Git, save
from repositories import git_in, isolate
from trails import RECORD


@pytest.fixture(scope="session")
def made_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `git` begins with, made once."""
    made = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as monkeypatch:
        top = made / "repository"
        top.mkdir()
        monkeypatch.chdir(top)
        isolate(monkeypatch, made / "home")
        git_in(top, "init", "-q", "-b", "main")
        root = top / "records"
        root.mkdir()
        (root / "dhrcurate.toml").write_text("")
        (root / f"{ID}.toml").write_bytes(dump(RECORD))
        assert main(["git", "setup", str(root)]) == 0
        save(lambda data: decide.accept(data, "r001"))
        git_in(top, "add", ".")
        git_in(top, "commit", "-qm", "a first decision")
    return top


@pytest.fixture
def git(tmp_path: Path, made_repository: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a library whose one record has a trail, and the means to run git in it."""
    shutil.copytree(made_repository, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    isolate(monkeypatch, tmp_path / "home")
    return partial(git_in, tmp_path)
