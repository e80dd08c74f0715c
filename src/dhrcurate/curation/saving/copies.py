"""The copies that are kept beside a record: of the page that it was imported from, and of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.storage.commit import discard, write_staged
from dhrcurate.storage.files import Operations, in_words, is_there, read_or_none
from dhrcurate.storage.folder import staged_beside

Page = tuple[str, bytes]
"""A source page: the suffix of its file (`.txt`) and its bytes."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to be kept as it is.

    Attributes:
        path: Where; its folder is made if it is missing.
        raw: Its bytes.
        what: What it is, for messages: `page` or `document`.
        over: Bytes of a file that stands in for it there and is replaced, if there is one.
    """

    path: Path
    raw: bytes = field(repr=False)
    what: str = "page"
    over: bytes | None = field(default=None, repr=False)


@contextmanager
def copies_kept(ops: Operations, copies: Sequence[Copy], stays: Callable[[], bool]) -> Iterator[None]:
    """Keeps copies while the change that names them is made, and removes them again if that fails.

    Args:
        ops: The system calls.
        copies: What to keep; one that is there already with the same bytes is left as it is.
        stays: Whether, after a failure, the record may name them all the same, now or once its write is completed.

    Raises:
        RefusedError: If another file of that name exists, or a link is in the way.
        NotSavedError: If one cannot be written to disk.
    """
    made: list[Path] = []
    try:
        made.extend(copy.path for copy in copies if _keep(ops, copy))
        yield
    except BaseException:
        if made and not stays():
            for path in made:
                with suppress(OSError):
                    ops.unlink(path)
        raise


def _keep(ops: Operations, copy: Copy) -> bool:
    path = copy.path
    stands_in = copy.over is not None and not path.is_symlink() and read_or_none(path, len(copy.over)) == copy.over
    if is_there(path) and not stands_in:
        if path.is_symlink() or read_or_none(path, len(copy.raw)) != copy.raw:
            raise RefusedError(f"{path}: another {copy.what} already exists; nothing is overwritten")
        return False
    if path.parent.is_symlink():
        raise RefusedError(f"{path.parent}: is a symbolic link; the {copy.what}s of a library need a real folder")
    try:
        if not path.parent.is_dir():
            ops.mkdir(path.parent)
            ops.fsync_dir(path.parent.parent)
        write_staged(ops, path, copy.raw)
    except BaseException as error:
        for left in (staged_beside(path), *(() if stands_in else (path,))):  # which were not there before
            with suppress(OSError):
                discard(ops, left)
        if isinstance(error, OSError):
            raise NotSavedError(f"{path}: not saved: {in_words(error)}; nothing was changed") from error
        raise
    return True
