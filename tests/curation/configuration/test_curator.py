from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dhrcurate.curation.configuration import curator, settings
from dhrcurate.domain.errors import UnusableError


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without any configuration; gives the file that would hold it."""
    file = tmp_path / "config" / "config.toml"
    monkeypatch.setattr(settings, "user_file", lambda: file)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.delenv(curator.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return file


def test_nobody_is_told_how_to_give_a_name() -> None:
    assert curator.known_curator() is None
    with pytest.raises(UnusableError, match="give --as NAME"):
        curator.who_signs()


def test_the_order_in_which_names_count(nobody: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "config", "--global", "user.name", "From  Git"], check=True)
    assert curator.who_signs(where=tmp_path) == "From Git"
    nobody.parent.mkdir()
    nobody.write_text('curator = "From Configuration"\n')
    assert curator.who_signs() == "From Configuration"
    monkeypatch.setenv(curator.VARIABLE, "From Environment")
    assert curator.who_signs() == "From Environment"
    assert curator.who_signs("From Call") == "From Call"


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31m", "a\u202eb"])
def test_a_name_that_cannot_sign_is_refused(name: str) -> None:
    with pytest.raises(UnusableError, match="--as"):
        curator.who_signs(name)


def test_a_library_never_says_who_signs(tmp_path: Path) -> None:
    (tmp_path / "dhrcurate.toml").write_text('curator = "A. Curator"\n')
    with pytest.raises(UnusableError, match="your own configuration"):
        settings.read_settings(tmp_path)
