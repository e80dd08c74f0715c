"""The copy of a source page that a new record keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.commit import discard, write_staged
from dhrcurate.storage.files import Operations, in_words, is_there, read_file
from dhrcurate.storage.folder import LibraryFolder, staged_beside, trail_beside

Page = tuple[str, bytes]
"""A source page: the suffix of its file (`.txt`) and its bytes."""


@contextmanager
def page_kept(ops: Operations, folder: LibraryFolder, record_id: str, page: Page | None) -> Iterator[None]:
    """Keeps a copy of a page while its record is created, and removes it again if that fails.

    Raises:
        RefusedError: If another page of that name exists.
        NotSavedError: If it cannot be written to disk.
    """
    if page is None:
        yield
        return
    suffix, raw = page
    path = folder.source_path(record_id, suffix)
    record = folder.record_path(record_id)
    made = _keep(ops, path, raw)
    try:
        yield
    except BaseException:
        # The record may exist all the same, or will once its write is completed.
        if made and not is_there(record) and not is_there(trail_beside(record)):
            with suppress(OSError):
                ops.unlink(path)
        raise


def _keep(ops: Operations, path: Path, raw: bytes) -> bool:
    if is_there(path):
        if path.is_symlink() or read_file(path, MAX_BYTES) != raw:
            raise RefusedError(f"{path}: another page already exists; nothing is overwritten")
        return False
    if path.parent.is_symlink():
        raise RefusedError(f"{path.parent}: is a symbolic link; the pages of a library need a real folder")
    try:
        if not path.parent.is_dir():
            ops.mkdir(path.parent)
            ops.fsync_dir(path.parent.parent)
        write_staged(ops, path, raw)
    except OSError as error:
        with suppress(OSError):
            discard(ops, staged_beside(path))
        raise NotSavedError(f"{path}: not saved: {in_words(error)}; nothing was changed") from error
    return True
