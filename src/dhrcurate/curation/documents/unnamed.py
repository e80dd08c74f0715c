"""Files in the folders of documents that no record names: an undo or an interrupted command may have left them."""

from __future__ import annotations

from collections.abc import Iterator

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
        named.update(str((path.parent / one.file).resolve()) for one in named_in(loaded.record) if one.file)
    for folder in sorted(folders):
        for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and str(path.resolve()) not in named:
                yield path.relative_to(library.root).as_posix()
