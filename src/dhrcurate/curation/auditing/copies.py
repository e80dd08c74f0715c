"""Copies of a text in a library's folder: where it still stands, and what a redaction does not reach."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

from dhrcurate.storage.codec import TomlError, parse
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.trail.redact import Secret

_MAX_BYTES = 2**28
_KEPT = ("batches", "set-aside")
"""Folders below the private one that hold work; everything else there can be made again."""

_DOCUMENTS = "documents"


def copies(root: Path, secret: Secret, rewritten: set[Path], ids: set[str]) -> Iterator[tuple[Path, str]]:
    """The files of a library that hold a text, or may hold it and cannot be searched.

    Args:
        root: The library's folder.
        secret: The text.
        rewritten: Files that are not looked at.
        ids: The records in question, whose documents count even where they cannot be searched.

    Yields:
        A file and why it counts.
    """
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root).parts
        if path in rewritten or path.is_symlink() or not path.is_file() or ".git" in inner:
            continue
        if inner[0] == PRIVATE and (len(inner) == 1 or inner[1] not in _KEPT):
            continue
        if holds(path, secret):
            yield path, "holds it"
        elif inner[0] == _DOCUMENTS and path.suffix.lower() == ".pdf" and any(path.name.startswith(i) for i in ids):
            yield path, "cannot be searched"


def holds(path: Path, secret: Secret) -> bool:
    """True if a file holds a text: as it is, escaped in HTML, JSON or TOML, or packed in an office document."""
    if zipfile.is_zipfile(path):
        return _packed(path, secret)
    raw = read_or_none(path, _MAX_BYTES)
    if raw is None:
        return False
    text = raw.decode("utf-8-sig", "replace")
    if secret.is_held_by(text) or ("&" in text and secret.stands_in(unescape(text))):
        return True
    if path.suffix == ".toml":
        with suppress(TomlError, ValueError, RecursionError):
            return next(secret.places(parse(raw, path.name)), None) is not None
    for line in text.split("\n") if path.suffix in (".json", ".jsonl") or PRIVATE in path.parts else ():
        with suppress(ValueError, RecursionError):
            if next(secret.places(json.loads(line)), None) is not None:
                return True
    return False


def _packed(path: Path, secret: Secret) -> bool:
    with suppress(OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError), zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.file_size <= _MAX_BYTES and secret.stands_in(archive.read(member).decode("utf-8", "replace")):
                return True
    return False


def empty_caches(root: Path) -> None:
    """Removes what a library keeps only to be faster: it may hold a text that was taken out of the trail."""
    private = root / PRIVATE
    if private.is_symlink() or not private.is_dir():
        return
    for folder in private.iterdir():
        if folder.is_dir() and not folder.is_symlink() and folder.name not in _KEPT:
            for path in sorted(folder.rglob("*"), reverse=True):
                with suppress(OSError):
                    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
