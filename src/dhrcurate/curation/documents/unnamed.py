"""Files in the folders of documents that no record names: an undo or an interrupted command may have left them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.documents.opening import SUFFIXES, named_in
from dhrcurate.curation.library import Library
from dhrcurate.storage.folder import documents_beside


def unnamed(library: Library) -> Iterator[str]:
    """Yields the paths of such files, relative to the library."""
    named: set[str] = set()
    folders = {documents_beside(library.root / "x.toml")}
    for record_id in library.ids():
        loaded = library.load(record_id)
        path = loaded.document.path
        folders.add(documents_beside(path))
        named.update(_as_written(path.parent / one.file) for one in named_in(loaded.record) if one.file)
    for folder in sorted(folders):
        for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and _as_written(path) not in named:
                yield path.relative_to(library.root).as_posix()


def _as_written(path: Path) -> str:
    """A path without `..`, whatever links it leads through: a repository may hold one that leads to itself."""
    return os.path.abspath(path)  # noqa: PTH100  # resolving would follow links, and refuse what no path can hold
