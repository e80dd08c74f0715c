"""What was found of the names and cells of a library, kept for the next run: reading them is most of a first check.

It is only ever a shortcut, in a sealed file for each register: one that is missing, damaged, from another version of
the program, written by somebody else or not writable is the same as none. It holds texts of cells, so nobody else can
read it, and it goes when the caches are emptied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import rapidfuzz

from dhrcurate.agencies.kept import KeptAnswers
from dhrcurate.storage.own_code import own_digest
from dhrcurate.storage.private import when_emptied
from dhrcurate.storage.sealed import SealedFolder

LARGEST = 2**25
"""The most bytes that are kept; what is older is forgotten first."""

_KEPT = 2
"""The registers whose answers are kept: that of now and that before, as a decision may be taken back."""


class ReadNames:
    """What was found of names and cells with one register.

    Args:
        private: The library's private folder.
        register: The register's digest.
    """

    def __init__(self, private: Path, register: str) -> None:
        self._folder = SealedFolder(private, "names")
        self._register = register
        self._emptied = when_emptied(private)
        self._seen: set[int] = set()
        self._made = bytearray()
        self.answers = KeptAnswers(self._lines)

    def add(self, lines: Iterable[bytes]) -> None:
        """Takes the answers that another process made."""
        for line in lines:
            if (told := hash(line)) not in self._seen and len(line) < LARGEST - len(self._made):
                self._seen.add(told)  # several processes find the same
                self._made += line + b"\n"

    def learn(self, lines: Sequence[bytes]) -> None:
        """The same, and answers with them."""
        self.add(lines)
        self.answers.learn(lines)

    def save(self) -> None:
        """Keeps what was made for the next run; where it cannot be written, it is not kept."""
        self.add(self.answers.taken())
        if not self._made:
            return
        with suppress(OSError):
            if self._folder.write_unless_emptied(self._name, self._newest(), self._emptied):
                self._folder.drop_old(".names", _KEPT)
        self._seen, self._made = set(), bytearray()

    def _newest(self) -> Iterator[bytes]:
        room = LARGEST - len(self._made)
        yield bytes(self._made)
        for line in self._lines():
            room -= len(line)
            if room < 0:
                return
            yield line

    def _lines(self) -> Iterator[bytes]:
        if opened := self._folder.open(self._name, 2 * LARGEST):
            file, left = opened
            with file:
                for line in file:
                    left -= len(line)
                    if left < 0:
                        return  # the seal
                    yield line

    @cached_property
    def _name(self) -> str:
        made_by = own_digest() + f"{rapidfuzz.__version__} {self._register}".encode()
        return f"{hashlib.sha256(made_by).hexdigest()}.names"
