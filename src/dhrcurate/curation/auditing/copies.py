"""Copies of a text in a library's folder: where it still stands, and what a redaction does not reach."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from dhrcurate.curation.auditing.document_texts import SEARCHED, DocumentTexts
from dhrcurate.storage.caches import KEPT, private_folders
from dhrcurate.storage.codec import TomlError, parse
from dhrcurate.storage.files import is_within, read_or_none
from dhrcurate.storage.folder import DOCUMENTS, PRIVATE
from dhrcurate.trail.redact import Secret, without_own_names

_MAX_BYTES = 2**28
_UNSEARCHED = frozenset(
    {
        *(".pdf", ".doc", ".xls", ".ppt", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic", ".bmp"),
        *(".gz", ".tgz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".z", ".7z", ".rar", ".tar"),
        *(".eml", ".msg", ".mbox", ".pst", ".mht", ".mhtml", ".rtf", ".sqlite", ".db", ".p7m", ".gpg", ".age"),
    }
)
"""Suffixes of files whose text is not read, or not all of it: packed, encoded, enciphered or a picture."""

UNSEARCHED_IN_WORDS = "PDF files, pictures, packed and enciphered files, mails and RTF are not searched, or not wholly"


def copies(
    root: Path, secret: Secret, rewritten: set[Path], ids: set[str], documents: DocumentTexts
) -> Iterator[tuple[Path, str]]:
    """The files of a library that hold a text, or may hold it and cannot be searched.

    Args:
        root: The library's folder.
        secret: The text.
        rewritten: Files that are not looked at.
        ids: The records in question, whose documents count even where they cannot be searched.
        documents: Looks for it in documents.

    Yields:
        A file and why it counts.
    """
    for path in _files(root):
        inner = path.relative_to(root).parts
        if path in rewritten:
            continue
        if not _stays(inner):
            continue
        if any(map(secret.stands_in, inner)):
            yield path, "has it in its name"
        elif (found := documents.holds(path, secret)) or holds(path, secret):
            yield path, "holds it"
        elif found is None and _is_document(path) and (path in documents.asked or _is_of(path, ids)):
            yield path, "cannot be searched"
    for path in _work_above(root):
        if holds(path, secret):
            yield path, "holds it"


def _stays(inner: tuple[str, ...]) -> bool:
    """False for what a private folder holds only to be faster: that is removed and not searched.

    Args:
        inner: The names that lead to a file from the library's folder.
    """
    if PRIVATE not in inner:
        return True
    here = inner[inner.index(PRIVATE) + 1 :]
    return len(here) > 1 and here[0] in KEPT


def _work_above(root: Path) -> Iterator[Path]:
    """What was set aside when the folders that a library lies in were written as libraries."""
    for private in private_folders(root):
        if not is_within(private, root):
            yield from (path for name in KEPT for path in sorted((private / name).glob("*")) if path.is_file())


def _is_document(path: Path) -> bool:
    """True if a file lies where documents do, and is none that is searched as an archive."""
    return path.parent.name == DOCUMENTS and path.suffix.lower() in SEARCHED


def _is_of(path: Path, ids: set[str]) -> bool:
    return any(path.name.startswith(record_id) for record_id in ids)


def unsearched(root: Path, searched: Container[Path] = ()) -> list[Path]:
    """The files of a library in which no text is looked for, such as PDF files and pictures.

    Args:
        root: The library's folder.
        searched: Files of which all was looked at all the same.
    """
    found = (path for path in _files(root) if path.suffix.lower() in _UNSEARCHED and PRIVATE not in path.parts)
    return [path for path in found if path not in searched]


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if not path.is_symlink() and path.is_file() and ".git" not in path.relative_to(root).parts:
            yield path


def holds(path: Path, secret: Secret) -> bool:
    """True if a file holds a text: as it is, as it reads without markup or escapes, or in an office document."""
    if zipfile.is_zipfile(path):
        return _packed(path, secret)
    raw = read_or_none(path, _MAX_BYTES)
    if raw is None:
        return False
    lined = path.suffix in (".json", ".jsonl") or PRIVATE in path.parts
    texts = map(without_own_names, _decoded(raw)) if lined or path.suffix == ".toml" else _decoded(raw)
    if any(secret.stands_in(text, path.name) for text in texts):
        return True
    if path.suffix == ".toml":
        with suppress(TomlError, ValueError, RecursionError):
            return next(secret.places(parse(raw, path.name)), None) is not None
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


def _packed(path: Path, secret: Secret) -> bool:
    with suppress(OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError), zipfile.ZipFile(path) as archive:
        return any(
            secret.stands_in(archive.read(member).decode("utf-8", "replace"), member.filename)
            for member in archive.infolist()
            if member.file_size <= _MAX_BYTES
        )
    return False
