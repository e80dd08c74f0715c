"""What documents say, kept by their digests in the library's private folder, as reading them takes seconds.

It is only ever a shortcut: what is missing, damaged, made by another version of the reader or not writable is the same
as none. A file that others could read or may have put there, as one that came with a repository, is not used.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import IO

import dhrcurate
from dhrcurate.documents.encoding import decoded, encoded
from dhrcurate.documents.model import Report
from dhrcurate.storage.files import Operations, UnreadableError, is_there, open_file, own_folder, write_atomically

_LARGEST = 2**28
_LARGEST_UNPACKED = 2**29
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LASTING = {None, "no-text", "password", "not-this-format", "empty"}
"""Other problems depend on the machine and on what is installed."""


class Cache:
    """What documents of a library say.

    Args:
        private: The library's private folder, `.dhrcurate`.
    """

    def __init__(self, private: Path) -> None:
        self._folder = private / "documents"

    def has(self, sha256: str) -> bool:
        """Whether it is known what a document says; only the first line is read."""
        with suppress(OSError, UnreadableError, ValueError), self._opened(sha256) as file:
            return file.readline(200) == _key(sha256)
        return False

    def get(self, sha256: str) -> Report | None:
        """Return what a document says, `None` if that is not known."""
        with (
            suppress(OSError, UnreadableError, ValueError, zlib.error),
            open_file(self._file(sha256), _LARGEST) as file,
        ):
            about = os.fstat(file.fileno())
            if about.st_uid != os.getuid() or stat.S_IMODE(about.st_mode) & 0o077:
                return None
            if file.readline(200) == _key(sha256):
                return decoded(_unpacked(file.read()))
        return None

    def put(self, sha256: str, report: Report) -> None:
        """Keep what a document says; one that cannot be written is ignored."""
        if report.problem not in _LASTING:
            return
        with suppress(OSError):
            self._make_folder()
            data = _key(sha256) + zlib.compress(encoded(report), 1)
            write_atomically(self._file(sha256), data, durable=False, mode=0o600)

    def drop(self, digests: Iterable[str]) -> None:
        """Forget documents.

        Raises:
            OSError: If one is known and cannot be forgotten.
        """
        for sha256 in digests:
            self._file(sha256).unlink(missing_ok=True)

    def _opened(self, sha256: str) -> IO[bytes]:
        """A file that nobody else can read or may have put there.

        Raises:
            OSError: If there is none.
            UnreadableError: If it cannot be read.
        """
        file = open_file(self._file(sha256), _LARGEST)
        about = os.fstat(file.fileno())
        if about.st_uid != os.getuid() or stat.S_IMODE(about.st_mode) & 0o077:
            file.close()
            raise PermissionError
        return file

    def _file(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise ValueError("this is no digest")
        return self._folder / sha256

    def _make_folder(self) -> None:
        ops = Operations()
        private = own_folder(ops, self._folder.parent)
        if not is_there(ignore := private / ".gitignore"):
            write_atomically(ignore, b"*\n", durable=False)
        own_folder(ops, self._folder).chmod(0o700)


def _unpacked(data: bytes) -> bytes:
    packed = zlib.decompressobj()
    made = packed.decompress(data, _LARGEST_UNPACKED)
    if not packed.eof:
        raise ValueError("this is cut off or too large")
    return made


def _key(sha256: str) -> bytes:
    return f"{reader_version()} {sha256}\n".encode()


@once
def reader_version() -> str:
    """A digest of the code that reads documents, which is the same wherever the same version is installed."""
    found = hashlib.sha256(dhrcurate.__version__.encode())
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        found.update(str(file.relative_to(folder)).encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]
