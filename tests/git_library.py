"""Decisions in a library in git, below the current folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.document import Document

ID = "exampleton-2023-06"
"""The record of the library."""

Git = Callable[..., str]
"""Runs git there."""


def save(make: Callable[[Any], Any]) -> None:
    """Saves what an operation proposes."""
    data = Document.read(Path("records", f"{ID}.toml")).data or {}
    Session(Library.open(Path("records")), "A. Curator").apply(ID, make(data))


def commit(git: Git, make: Callable[[Any], Any]) -> None:
    """Saves what an operation proposes, and commits it."""
    save(make)
    git("commit", "-qam", "decisions")


def row(key: str) -> dict[str, Any]:
    """A recommendation as it is on disk."""
    data = Document.read(Path("records", f"{ID}.toml")).data or {}
    return next(r for r in data["recommendations"] if r["key"] == key)


def two_branches(git: Git, ours: Callable[[Any], Any], theirs: Callable[[Any], Any]) -> None:
    """Makes one change on `main` and one on `other`, and stays on `main`."""
    git("switch", "-qc", "other")
    commit(git, theirs)
    git("switch", "-q", "main")
    commit(git, ours)
