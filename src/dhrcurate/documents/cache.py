"""What documents say, kept by their digests in the library's private folder, as reading them takes seconds.

It is only ever a shortcut: what is missing, damaged, made by another version of the reader or not writable is the same
as none, and so is what somebody else wrote.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache as once
from pathlib import Path

import dhrcurate
from dhrcurate.documents.encoding import decoded, encoded
from dhrcurate.documents.model import Report
from dhrcurate.storage.sealed import SealedFolder

_LARGEST = 2**28
_LARGEST_UNPACKED = 2**29
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LASTING = {None, "no-text", "password", "not-this-format", "empty", "too-slow"}
"""Other problems depend on the machine and on what is installed; that reading takes too long may, too, but finding it
out again with each check costs minutes."""


class Cache:
    """What documents of a library say.

    Args:
        private: The library's private folder, `.dhrcurate`.
    """

    def __init__(self, private: Path) -> None:
        self._folder = SealedFolder(private, "documents")

    def has(self, sha256: str) -> bool:
        """Whether it is known what a document says; only the first line is read."""
        return bool(_DIGEST.fullmatch(sha256)) and self._folder.begins(sha256, _key(sha256))

    def get(self, sha256: str) -> Report | None:
        """Return what a document says, `None` if that is not known."""
        raw = self._folder.read(sha256, _LARGEST) if _DIGEST.fullmatch(sha256) else None
        if raw is not None and raw.startswith(head := _key(sha256)):
            with suppress(ValueError, zlib.error):
                return decoded(_unpacked(raw[len(head) :]))
        return None

    def put(self, sha256: str, report: Report, since: bytes | None = None) -> None:
        """Keep what a document says; one that cannot be written is ignored.

        Args:
            sha256: Its digest.
            report: What it says.
            since: As `when_emptied` told before it was read: if the caches were emptied since, nothing is kept.
        """
        if report.problem in _LASTING and _DIGEST.fullmatch(sha256):
            packed = zlib.compress(encoded(report), 1)
            self._folder.write_unless_emptied(sha256, [_key(sha256), packed], since)

    def drop(self, digests: Iterable[str]) -> None:
        """Forget documents.

        Raises:
            OSError: If one is known and cannot be forgotten.
            ValueError: If one is no digest.
        """
        for sha256 in digests:
            if not _DIGEST.fullmatch(sha256):
                raise ValueError("this is no digest")
            self._folder.drop(sha256)


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
