"""How paths are written: for the user, and within a library."""

from __future__ import annotations

import os
from pathlib import Path


def display_path(path: Path) -> str:
    """A path as the user would write it: relative to the working directory, with `/`."""
    absolute = path if path.is_absolute() else Path.cwd() / path
    return Path(os.path.relpath(absolute)).as_posix()


def path_in(root: Path, path: Path) -> str:
    """A path relative to a library's root, with `/`."""
    text, prefix = str(path), f"{root}{os.sep}"
    if text.startswith(prefix):  # nearly always, and much faster
        return text[len(prefix) :].replace(os.sep, "/")
    return Path(os.path.relpath(path, root)).as_posix()
