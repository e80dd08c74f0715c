"""git repositories of tests: git as on a machine that nobody configured, with a curator's name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


def environment(home: Path) -> dict[str, str]:
    """The variables under which git and dhrcurate see no configuration but a curator's name.

    Args:
        home: A folder to use as the home folder; it need not exist.
    """
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "DHRCURATE_STATE": str(home / "state"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_AUTHOR_NAME": "A. Curator",
        "GIT_AUTHOR_EMAIL": "curator@example.org",
        "GIT_COMMITTER_NAME": "A. Curator",
        "GIT_COMMITTER_EMAIL": "curator@example.org",
        "DHRCURATE_CURATOR": "A. Curator",
    }


def isolate(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Sets the variables of `environment` for a test."""
    for name, value in environment(home).items():
        monkeypatch.setenv(name, value)


def git_in(folder: Path, *arguments: str, check: bool = True) -> str:
    """Runs git in a folder; returns what it printed."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout
