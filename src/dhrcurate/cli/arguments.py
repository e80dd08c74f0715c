"""What arguments of several commands have in common."""

from __future__ import annotations

import argparse
from pathlib import Path

from dhrcurate.domain.errors import UnusableError


def library_folder(named: Path) -> Path:
    """The folder that was named, where it is one: a single file would stand for its whole library unnoticed.

    Raises:
        UnusableError: If there is no such folder.
    """
    if not named.is_dir():
        why = "is a file" if named.exists() else "there is no such folder"
        raise UnusableError(f"{named}: {why}; name a library, or make one with `dhrcurate import`")
    return named


def library_path(given: Path | None) -> Path:
    """The library that is meant: the one given, else `records` where that is a folder, else this folder."""
    if given is not None:
        return library_folder(given)
    records = Path("records")
    return records if records.is_dir() else Path()


def some(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 on")
    return int(text)


def words(text: str) -> str:
    """A text that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text
