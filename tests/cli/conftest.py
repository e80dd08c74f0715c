"""A library in git, for tests of commands that work there."""

from functools import partial
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide
from dhrcurate.storage.codec import dump
from git_library import ID, Git, save
from repositories import git_in, isolate
from trails import RECORD


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a library whose one record has a trail, and the means to run git in it."""
    monkeypatch.chdir(tmp_path)
    isolate(monkeypatch, tmp_path / "home")
    run = partial(git_in, tmp_path)

    run("init", "-q", "-b", "main")
    root = tmp_path / "records"
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    (root / f"{ID}.toml").write_bytes(dump(RECORD))
    assert main(["git", "setup", str(root)]) == 0
    save(lambda data: decide.accept(data, "r001"))
    run("add", ".")
    run("commit", "-qm", "a first decision")
    return run
