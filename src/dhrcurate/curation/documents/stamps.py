"""Which files were found to hold which bytes, so that a document of many pages is not digested at every look."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from dhrcurate.storage.sealed import SealedFolder

_SETTLED = 2.0
"""Seconds after which a file that is changed again has another time for certain, on any file system."""
_LARGEST = 2**26
_FILE = "seen.json"
_Stamp = list[str | int]


@dataclass
class Stamps:
    """The stamps of a library's documents. They are read once; what others add later is only found out anew.

    Attributes:
        private: The library's private folder.
    """

    private: Path
    _known: dict[str, _Stamp] | None = field(default=None, repr=False)

    def path_of(self, sha256: str) -> str | None:
        """Returns the file that was found to have a digest, as it was called then."""
        known = self._all().get(sha256)
        return str(known[0]) if known else None

    def tell(self, path: str, sha256: str) -> bool:
        """True if a file is known to have that digest and was not changed since; a link is no file.

        It costs one look at the file. The stamp names the very file, so that nothing can be put in its place.
        """
        known = self._all().get(sha256)
        if known is None or known[0] != _plain(path):
            return False
        try:
            about = os.lstat(path)
        except OSError:
            return False
        return stat.S_ISREG(about.st_mode) and known == stamp(path, about)

    def by_path(self) -> dict[str, str]:
        """Returns the digest that each file was found to have."""
        return {str(known[0]): sha256 for sha256, known in self._all().items()}

    def keep_all(self, found: Mapping[str, tuple[str, os.stat_result]]) -> None:
        """Keeps the digests of files in one write.

        One that was changed a moment ago may change again unnoticed, and is not kept.
        """
        settled = time.time() - _SETTLED
        new = {
            sha256: stamp(path, about)
            for sha256, (path, about) in found.items()
            if max(about.st_mtime, about.st_ctime) <= settled
        }
        if new:
            self._all().update(new)
            self._save(new)

    def keep(self, path: str, about: os.stat_result, sha256: str) -> None:
        """Keeps that a file has a digest, as `keep_all` does."""
        self.keep_all({sha256: (path, about)})

    def drop(self, sha256: str) -> None:
        """Removes what is known of a document's file."""
        if self._all().pop(sha256, None) is not None:
            self._save({}, without=sha256)

    def _all(self) -> dict[str, _Stamp]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _read(self) -> dict[str, _Stamp]:
        raw = self._folder.read(_FILE, _LARGEST)
        with suppress(ValueError):
            if isinstance(found := orjson.loads(raw or b"{}"), dict):
                return {sha256: known for sha256, known in found.items() if isinstance(known, list) and known}
        return {}

    def _save(self, more: dict[str, _Stamp], without: str = "") -> None:
        """Writes the file anew with what others added meanwhile; what two add at once is only found out anew."""
        found = {**self._read(), **more}
        found.pop(without, None)
        if found:
            self._folder.write(_FILE, [orjson.dumps(found)])
            return
        with suppress(OSError):
            self._folder.drop(_FILE)

    @property
    def _folder(self) -> SealedFolder:
        return SealedFolder(self.private, "documents")


def stamp(path: str, about: os.stat_result) -> _Stamp:
    """Returns what a file is known by: its name and what changes with its bytes."""
    return [_plain(path), about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns]


def _plain(path: str) -> str:
    return path if path.isascii() else path.encode("utf-8", "replace").decode()
