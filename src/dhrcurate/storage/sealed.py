"""What a library keeps only to be faster, in files that this user's program has sealed.

A repository, an archive or a copy of a library may bring such files along, with any permissions. What they say would
be taken for what a report or a check says, so each ends in a digest that only the user's key can make: one without it
is the same as none. A seal names the file, so that no other file can be put in its place.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.files import Operations, UnreadableError, open_file, own_folder, write_atomically
from dhrcurate.storage.links import planted_link
from dhrcurate.storage.private import prepare_private, when_emptied
from dhrcurate.storage.user_key import made_user_key, user_key

_DIGEST = hashlib.sha256
_KEYED = 32
_SEAL = 1 + 64 + 1 + 2 * _KEYED + 1
"""The bytes of a seal: two digests in hexadecimal on a line of their own."""
_PIECE = 2**20
_UNFINISHED = 600
"""The seconds after which a file that is being written was left behind."""


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """A folder of sealed files, which its owner alone can read.

    Attributes:
        private: The library's private folder.
        name: The folder's name in it.
    """

    private: Path
    name: str

    @property
    def path(self) -> Path:
        """The folder."""
        return self.private / self.name

    def read(self, file: str, limit: int) -> bytes | None:
        """Returns what a file holds; `None` if there is none that the user's program wrote as it is.

        Args:
            file: Its name.
            limit: The most bytes that are read.
        """
        with suppress(OSError, UnreadableError), open_file(self.path / file, limit) as opened:
            raw = opened.read()
            body, seal = raw[:-_SEAL], raw[-_SEAL:]
            if self._is_own(file, seal, _DIGEST(body).hexdigest().encode()):
                return body
        return None

    def open(self, file: str, limit: int) -> tuple[IO[bytes], int] | None:
        """Opens a file that is too large to be read at once; `None` as for `read`.

        Returns:
            The file, at its beginning, which the caller closes; and how many bytes it holds before the seal.
        """
        with suppress(OSError, UnreadableError):
            opened = open_file(self.path / file, limit)
            length = os.fstat(opened.fileno()).st_size - _SEAL
            digest, left = _DIGEST(), max(length, 0)
            while left and (piece := opened.read(min(left, _PIECE))):
                digest.update(piece)
                left -= len(piece)
            if self._is_own(file, opened.read(), digest.hexdigest().encode()):
                opened.seek(0)
                return opened, length
            opened.close()
        return None

    def begins(self, file: str, start: bytes) -> bool:
        """Whether the user's program wrote a file that begins so; what follows is not looked at.

        Args:
            file: Its name.
            start: The bytes.
        """
        with suppress(OSError, UnreadableError, ValueError), open_file(self.path / file, 2**62) as opened:
            if opened.read(len(start)) != start:
                return False
            opened.seek(-_SEAL, os.SEEK_END)
            seal = opened.read()
            return self._is_own(file, seal, seal[1:65])
        return False

    def write(self, file: str, data: Iterable[bytes]) -> bool:
        """Writes a file; where there is no library, or it cannot be written or sealed, it is not kept.

        Args:
            file: Its name.
            data: What it holds, in pieces.

        Returns:
            Whether it was written.
        """
        path = self.path / file
        if not self.private.parent.is_dir() or planted_link(path) is not None:
            return False
        with suppress(OSError, UnusableError):
            key = made_user_key()
            prepare_private(self.private)
            if own_folder(Operations(), self.path).stat().st_mode & 0o077:
                self.path.chmod(0o700)
            write_atomically(path, self._with_seal(file, data, key), durable=False, mode=0o600)
            return True
        return False

    def write_unless_emptied(self, file: str, data: Iterable[bytes], since: bytes | None) -> bool:
        """Writes a file as `write` does, and removes it again if the caches were emptied meanwhile.

        Args:
            file: Its name.
            data: What it holds, in pieces.
            since: What `when_emptied` told before that was worked out: it may hold what has been taken out since.
        """
        if not self.write(file, data):
            return False
        if when_emptied(self.private) != since:
            with suppress(OSError):
                self.drop(file)
        return True

    def drop(self, file: str) -> None:
        """Removes a file.

        Raises:
            OSError: If it is there and cannot be removed.
        """
        path = self.path / file
        if not (self.private.is_symlink() or self.path.is_symlink() or planted_link(path.parent) is not None):
            path.unlink(missing_ok=True)

    def drop_old(self, suffix: str, kept: int) -> None:
        """Removes all but the latest files with a suffix, and what was left behind by a writer that did not finish.

        Args:
            suffix: The suffix of their names.
            kept: How many are left.

        Raises:
            OSError: If one cannot be removed.
        """
        now = time.time()
        files = sorted(self.path.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        finished = [file for file in files if file.suffix == suffix]
        # What another process is writing right now stays.
        begun = [file for file in files if file.suffix == ".new" and file.stat().st_mtime < now - _UNFINISHED]
        for file in (*finished[kept:], *begun):
            file.unlink()

    def _with_seal(self, file: str, data: Iterable[bytes], key: bytes) -> Iterator[bytes]:
        digest = _DIGEST()
        for piece in data:
            digest.update(piece)
            yield piece
        yield self._seal(file, digest.hexdigest().encode(), key)

    def _is_own(self, file: str, seal: bytes, digest: bytes) -> bool:
        key = user_key()
        return key is not None and hmac.compare_digest(seal, self._seal(file, digest, key))

    def _seal(self, file: str, digest: bytes, key: bytes) -> bytes:
        """What stands behind bytes that have a digest, in hexadecimal, in a file of that name."""
        said = f"{self.name}/{file}\0".encode("utf-8", "surrogateescape") + digest
        return b"\n%b %b\n" % (digest, hashlib.blake2b(said, key=key, digest_size=_KEYED).hexdigest().encode())
