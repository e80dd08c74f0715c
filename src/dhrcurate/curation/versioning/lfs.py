"""Documents kept with git LFS: a repository then holds a pointer of three lines in the place of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dhrcurate.domain.lfs import LARGEST_POINTER, is_pointer
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import DOCUMENTS, SOURCES, is_utf_8
from dhrcurate.storage.git import git

LFS_LINE = "documents/** filter=lfs diff=lfs merge=lfs -text"
"""The line of `.gitattributes` that has git LFS keep documents."""

INSTALL = "`git lfs install` once in this clone"
"""What sets the filter up that the line names."""


def lacks_filter(root: Path) -> bool:
    """True if a clone does not have the filter, so that documents are committed whole and pointers checked out."""
    return git(root, "config", "--get", "filter.lfs.clean", check=False).returncode != 0


def uses_lfs(lines: Sequence[str]) -> bool:
    """True if the lines of a `.gitattributes` hand documents to git LFS."""
    return any(line.split()[:1] == ["documents/**"] and "filter=lfs" in line.split() for line in lines)


def documents_in(root: Path) -> Iterator[Path]:
    """Yields the files in the folders of documents; links are left out."""
    for folder in (root, *_folders(root)):
        documents = folder / DOCUMENTS
        if documents.is_dir() and not documents.is_symlink():
            yield from (
                path for path in sorted(documents.iterdir()) if path.is_file() and not path.name.startswith(".")
            )


def _folders(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        name = path.name
        searched = not name.startswith(".") and name not in (SOURCES, DOCUMENTS) and is_utf_8(name)
        if searched and path.is_dir() and not path.is_symlink():
            yield path
            yield from _folders(path)


def pointers(paths: Sequence[Path]) -> list[Path]:
    """Returns the files that are pointers, as they were not fetched."""
    return [path for path in paths if is_pointer(read_or_none(path, LARGEST_POINTER) or b"")]
