"""Bytes put aside while a check runs: in memory as long as they are few, then in a temporary file without a name."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from dhrcurate.curation.checking.encoding import decoded
from dhrcurate.domain.finding import Finding

IN_MEMORY = 16 * 2**20
"""The number of bytes that are kept in memory."""


class HeldFile:
    """An open file that is closed when nothing refers to it any more: a report is read long after the check.

    Args:
        file: The file; it may be closed afterwards.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._number = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._number)

    def read(self, start: int, length: int) -> bytes:
        """Bytes of the file, fewer than asked for where it ends.

        Raises:
            OSError: If it cannot be read.
        """
        os.lseek(self._number, start, os.SEEK_SET)
        return os.read(self._number, length)

    def write(self, start: int, raw: bytes) -> None:
        """Writes bytes at a place.

        Raises:
            OSError: If they cannot all be written.
        """
        os.lseek(self._number, start, os.SEEK_SET)
        if os.write(self._number, raw) != len(raw):
            raise OSError("no room for all of it")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Encoded findings, in memory or in a file.

    Attributes:
        raw: The bytes, if they are in memory.
        file: The file that they are in, `None` if they are in memory.
        start: Where they begin in it.
        length: How many they are.
    """

    raw: bytes = b""
    file: HeldFile | None = field(default=None, compare=False)
    start: int = 0
    length: int = 0

    def read(self) -> bytes:
        """The bytes.

        Raises:
            OSError: If the file cannot be read.
        """
        return self.raw if self.file is None else self.file.read(self.start, self.length)

    def __iter__(self) -> Iterator[Finding]:
        """The findings.

        Raises:
            OSError, ValueError, TypeError, KeyError, IndexError: If the file cannot be read or is damaged.
        """
        return decoded(self.read())

    def __bool__(self) -> bool:
        return bool(self.raw or self.length)


class Aside:
    """A place for the findings of many files, so that what a check holds in memory does not grow with them."""

    def __init__(self) -> None:
        self._left = IN_MEMORY
        self._file: HeldFile | None = None
        self._end = 0

    def put(self, raw: bytes) -> Stretch:
        """Puts bytes aside; they stay in memory if no temporary file takes them."""
        if self._left >= len(raw):
            self._left -= len(raw)
            return Stretch(raw)
        try:
            if self._file is None:
                with tempfile.TemporaryFile() as file:
                    self._file = HeldFile(file)
            self._file.write(self._end, raw)
        except OSError:
            return Stretch(raw)
        start, self._end = self._end, self._end + len(raw)
        return Stretch(file=self._file, start=start, length=len(raw))
