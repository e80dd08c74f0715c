"""The texts of documents: from the cache, and if need be from a process that reads them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.documents.cache import Cache
from dhrcurate.documents.model import Report
from dhrcurate.documents.process import Reader
from dhrcurate.storage.private import when_emptied


@dataclass
class Texts:
    """The texts of the documents of one library. Nothing is read before it is asked for.

    Attributes:
        private: The library's private folder.
        keeps: Whether what is read is cached at once; else `keep` does that.
    """

    private: Path
    keeps: bool = True
    _reader: Reader | None = field(default=None, repr=False)
    _since: bytes | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._since = when_emptied(self.private)

    @property
    def _cache(self) -> Cache:
        return Cache(self.private)

    def has(self, sha256: str) -> bool:
        """Whether a text is cached."""
        return self._cache.has(sha256)

    def get(self, sha256: str) -> Report | None:
        """Returns a text that is cached, `None` if it is not."""
        return self._cache.get(sha256)

    def read(self, sha256: str, raw: bytes, name: str) -> Report:
        """Reads a document in a process of its own and caches its text.

        Raises:
            MissingLibraryError: If the libraries that read documents are not installed.
        """
        self._since = when_emptied(self.private)
        if self._reader is None:
            self._reader = Reader()
        report = self._reader.read(raw, name)
        if self.keeps:
            self.keep(sha256, report)
        return report

    def keep(self, sha256: str, report: Report) -> None:
        """Caches the text that was read last; where there is no library nothing is made."""
        if self.private.parent.is_dir():
            self._cache.put(sha256, report, self._since)

    def drop(self, sha256: str) -> None:
        """Forgets a text; one that cannot be removed is left."""
        with suppress(OSError):
            self._cache.drop([sha256])

    def cancel(self) -> None:
        """Ends what another thread reads here, and all reading after it."""
        if self._reader is not None:
            self._reader.cancel()

    def close(self) -> None:
        """Ends the process that reads."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
