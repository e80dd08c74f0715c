"""Which files were found to hold which bytes, so that a document of many pages is not digested at every look."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from dhrcurate.curation.documents.private import folder_within, made_within, own_bytes
from dhrcurate.storage.files import write_atomically

_SETTLED = 2.0
"""Seconds after which a file that is changed again has another time for certain, on any file system."""
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of a library's documents: one small file for each.

    Attributes:
        private: The library's private folder.
    """

    private: Path

    def tell(self, path: Path, about: os.stat_result, sha256: str) -> bool:
        """True if a file is known to have that digest and was not changed since."""
        folder = folder_within(self.private)
        raw = own_bytes(folder / f"{sha256}.seen", _LARGEST) if folder else None
        return raw is not None and raw == stamp(path, about)

    def keep(self, path: Path, about: os.stat_result, sha256: str) -> None:
        """Keeps that a file has a digest; one that was changed a moment ago may change again unnoticed, and is not."""
        if max(about.st_mtime, about.st_ctime) > time.time() - _SETTLED or not self.private.parent.is_dir():
            return
        with suppress(OSError):
            write_atomically(
                made_within(self.private) / f"{sha256}.seen", stamp(path, about), durable=False, mode=0o600
            )

    def drop(self, sha256: str) -> None:
        """Removes what is known of a document's file."""
        if folder := folder_within(self.private):
            with suppress(OSError):
                (folder / f"{sha256}.seen").unlink(missing_ok=True)


def stamp(path: Path, about: os.stat_result) -> bytes:
    """Returns what a file is known by: its name and what changes with its bytes."""
    name = str(path).encode("utf-8", "replace").decode()
    return orjson.dumps([name, about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns])
