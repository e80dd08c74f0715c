"""A text looked for in one file, whatever that is: it holds it, it does not, or nobody could look into all of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from dhrcurate.storage.codec import TomlError, parse
from dhrcurate.storage.files import is_there, read_or_none
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.trail.redact import Secret, without_own_names

_MAX_BYTES = 2**28
"""The most bytes of a file, or of all that is packed in one."""

_DEEPEST = 2
"""So many archives within one another are opened: that of the library, and one in it."""

UNSEARCHED = frozenset(
    {
        *(".pdf", ".doc", ".xls", ".ppt", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic", ".bmp"),
        *(".gz", ".tgz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".z", ".7z", ".rar", ".tar"),
        *(".eml", ".msg", ".mbox", ".pst", ".mht", ".mhtml", ".rtf", ".sqlite", ".db", ".p7m", ".gpg", ".age"),
    }
)
"""Suffixes of files whose text is not read, or not all of it: packed, encoded, enciphered or a picture."""

_OPAQUE = (
    *(b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"SQLite format 3"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"7z\xbc\xaf", b"Rar!"),
)
"""How such files begin, whatever they are called."""

_ZIP = b"PK"
_UNPACKED_WRONG = (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)
"""What reading an archive raises: damaged, enciphered, packed in a way that is not known."""


def holds(path: Path, secret: Secret) -> bool:
    """True if a file is known to hold a text."""
    return look(path, secret) is True


def look(path: Path, secret: Secret) -> bool | None:
    """Looks for a text in a file: as it is, as it reads without markup or escapes, or packed.

    Args:
        path: The file.
        secret: The text.

    Returns:
        Whether it is there; `None` if it was not found and not all of the file could be looked at.
    """
    raw = read_or_none(path, _MAX_BYTES)
    if raw is None:
        return None if is_there(path) else False
    lined = path.suffix in (".json", ".jsonl") or PRIVATE in path.parts
    return _Looking(secret, _MAX_BYTES).into(raw, path.name, lined=lined)


@dataclass
class _Looking:
    """A look into one file and what is packed in it.

    Attributes:
        secret: The text.
        left: How many bytes may still be unpacked.
    """

    secret: Secret
    left: int

    def into(self, raw: bytes, name: str, *, lined: bool = False, depth: int = 0) -> bool | None:
        """Looks at the bytes of a file."""
        packed = zipfile.is_zipfile(BytesIO(raw))
        found = self._unpacked(BytesIO(raw), depth + 1) if packed else False
        if found or (packed and raw.startswith(_ZIP)):
            return found
        if _stands_in(raw, name, self.secret, lined=lined):
            return True
        opaque = raw.startswith(_OPAQUE) or PurePath(name).suffix.lower() in UNSEARCHED
        return None if opaque else found

    def _unpacked(self, file: IO[bytes], depth: int) -> bool | None:
        if depth > _DEEPEST:
            return None
        answers: set[bool | None] = {False}
        try:
            with zipfile.ZipFile(file) as archive:
                for member in archive.infolist():
                    answers.add(self._member(archive, member, depth))
                    if True in answers:
                        return True
        except _UNPACKED_WRONG:
            return None
        return None if None in answers else False

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> bool | None:
        if self.secret.stands_in(member.filename):
            return True
        if member.is_dir():
            return False
        if member.file_size > self.left:
            return None
        self.left -= member.file_size
        try:
            raw = archive.read(member)
        except _UNPACKED_WRONG:
            return None
        return self.into(raw, PurePath(member.filename).name, depth=depth)


def _stands_in(raw: bytes, name: str, secret: Secret, *, lined: bool) -> bool:
    """True if bytes hold a text as one of the forms of which a library is made, or as any text."""
    toml = PurePath(name).suffix == ".toml"
    texts = map(without_own_names, _decoded(raw)) if lined or toml else _decoded(raw)
    if any(secret.stands_in(text, name) for text in texts):
        return True
    if toml:
        with suppress(TomlError, ValueError, RecursionError):
            return next(secret.places(parse(raw, name)), None) is not None
    text = raw.decode("utf-8-sig", "replace")
    for line in text.split("\n") if lined else ():
        with suppress(ValueError, RecursionError):
            if next(secret.places(json.loads(line)), None) is not None:
                return True
    return False


def _decoded(raw: bytes) -> Iterator[str]:
    """A file's bytes as text, in every encoding that they may be meant in."""
    try:
        yield raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield raw.decode("utf-8-sig", "replace")
        yield raw.decode("cp1252", "replace")
    if b"\0" in raw:
        yield raw.decode("utf-16-le", "replace")
        yield raw.decode("utf-16-be", "replace")
