"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from dhrcurate.domain.errors import UnusableError


def library_folder(named: Path) -> Path:
    """Checks that a library's folder was named: a single file would stand for its whole library unnoticed.

    Raises:
        UnusableError: If it is not a folder.
    """
    if not named.is_dir():
        why = "is a file" if named.exists() else "there is no such folder"
        raise UnusableError(f"{named}: {why}; name a library, or create one with `dhrcurate import`")
    return named


def library_path(given: Path | None) -> Path:
    """The library: the one given, else `records` if that is a folder, else the current folder."""
    if given is not None:
        return library_folder(given)
    records = Path("records")
    return records if records.is_dir() else Path()


def positive(text: str) -> int:
    """A whole number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def not_empty(text: str) -> str:
    """A text that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text
