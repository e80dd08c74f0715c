"""The caches of a library and of those that overlap with it: any may hold a text that is to be gone for good."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dhrcurate.storage.files import in_words
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.storage.overlapping import folders_above
from dhrcurate.storage.private import note_emptied

KEPT = ("batches", "set-aside")
"""Folders below a private one that hold work; everything else there can be made again."""


def private_folders(root: Path) -> Iterator[Path]:
    """The private folders of a library, of those in it and of the folders that it lies in; links are left out.

    What was looked at as a library once has one, such as the whole repository by `check .`.
    """
    found = [root / PRIVATE]
    for here, folders, _ in os.walk(root):
        if here != str(root) and PRIVATE in folders:
            found.append(Path(here, PRIVATE))
        folders[:] = [folder for folder in folders if folder not in (".git", PRIVATE)]
    found += [folder / PRIVATE for folder in folders_above(root)]
    yield from (folder for folder in found if _is_folder(folder))


def empty_caches(root: Path) -> list[str]:
    """Removes what a library, and each that overlaps with it, keeps only to be faster.

    Returns:
        What could not be removed, and why; a line each.
    """
    return [line for private in private_folders(root) for line in _emptied(private)]


def _emptied(private: Path) -> Iterator[str]:
    try:
        note_emptied(private)
    except OSError as error:
        yield f"{private}: a check that runs now may keep it there ({in_words(error)})"
    try:
        folders = [folder for folder in sorted(private.iterdir()) if _is_folder(folder) and folder.name not in KEPT]
    except OSError as error:
        folders = []
        yield _stays(private, error)
    for folder in folders:
        for path in sorted(folder.rglob("*"), reverse=True):
            try:
                path.rmdir() if _is_folder(path) else path.unlink(missing_ok=True)
            except OSError as error:
                yield _stays(path, error)


def forget_document(root: Path, sha256: str) -> list[str]:
    """Removes what is cached of a document's text, in a library and in each that overlaps with it.

    Returns:
        What could not be removed, and why; a line each.
    """
    stays = []
    for private in private_folders(root):
        path = private / "documents" / sha256
        try:
            note_emptied(private)  # of what is being read now
            if _is_folder(path.parent):
                path.unlink(missing_ok=True)
        except OSError as error:
            stays.append(_stays(path, error))
    return stays


def _stays(path: Path, error: OSError) -> str:
    return f"{path} could not be removed ({in_words(error)}): remove it yourself"


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
