"""The signed heads of a library and their signature: two files that are replaced together.

Both are staged and synced, the heads first; then the heads are renamed into place, and the signature after them. So a
crash leaves the old pair, or the new heads with a signature that is still staged: it is then the one in force, and the
next opening or signing renames it.
"""

from __future__ import annotations

from pathlib import Path

from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.commit import discard, must_be_alone, must_be_writable
from dhrcurate.storage.files import Operations, create_synced, existing_mode, in_words, is_there
from dhrcurate.storage.folder import HEADS, SIGNATURE, staged_beside


def is_of_heads(root: Path, path: Path) -> bool:
    """True if a file is one of the two."""
    return path.name in (HEADS, SIGNATURE) and path.parent == root


def is_unfinished(root: Path) -> bool:
    """True if the heads are in place and their signature is not yet."""
    staged = staged_beside(root / SIGNATURE)
    return staged.is_file() and not staged.is_symlink() and not is_there(staged_beside(root / HEADS))


def signature_in_force(root: Path) -> Path:
    """The signature of the heads that are in place; it may not exist."""
    return staged_beside(root / SIGNATURE) if is_unfinished(root) else root / SIGNATURE


def settle_signed(ops: Operations, root: Path) -> bool:
    """Finishes a signing that was interrupted, or takes it back. The caller holds the library's lock.

    Returns:
        True if it was finished.

    Raises:
        OSError: If it cannot be written to disk.
        RefusedError: If a folder is in the way.
    """
    if is_unfinished(root):
        ops.replace(staged_beside(root / SIGNATURE), root / SIGNATURE)
        ops.fsync_dir(root)
        return True
    _discard(ops, root)
    return False


def write_signed(ops: Operations, root: Path, heads: bytes, signature: bytes) -> None:
    """Writes heads and their signature to disk, or neither. The caller holds the library's lock.

    Raises:
        RefusedError: If one of the files is a link, or a folder is in the way.
        NotSavedError: If they cannot be written to disk; the message says which are valid.
    """
    pair = ((root / HEADS, heads), (root / SIGNATURE, signature))
    must_be_writable(*(path for path, _ in pair))
    in_place = False
    try:
        try:
            settle_signed(ops, root)
            for path, content in pair:
                create_synced(ops, staged_beside(path), content, existing_mode(path))
            ops.fsync_dir(root)
            must_be_alone(root / HEADS)
            ops.replace(staged_beside(root / HEADS), root / HEADS)
            in_place = True
        except BaseException:
            if not in_place:
                _discard(ops, root)
            raise
        ops.fsync_dir(root)
        ops.replace(staged_beside(root / SIGNATURE), root / SIGNATURE)
        ops.fsync_dir(root)
    except OSError as error:
        which = "the new heads are in place, and so is their signature, in" if in_place else "valid are those of before"
        where = f" {signature_in_force(root)}: sign again" if in_place else ""
        raise NotSavedError(f"{root}: the signed heads are not written: {in_words(error)}; {which}{where}") from error


def _discard(ops: Operations, root: Path) -> None:
    """Takes back what is staged: the signature first, as one without heads beside it counts."""
    for name in (SIGNATURE, HEADS):
        discard(ops, staged_beside(root / name))
