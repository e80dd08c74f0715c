"""Copies of a text in a library's folder: where it still stands, and what a redaction does not reach."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from dhrcurate.curation.auditing.document_texts import SEARCHED, DocumentTexts
from dhrcurate.curation.auditing.looking import UNSEARCHED, holds, look
from dhrcurate.storage.caches import KEPT, private_folders
from dhrcurate.storage.files import is_within
from dhrcurate.storage.folder import DOCUMENTS, PRIVATE
from dhrcurate.trail.redact import Secret

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
        documents: Looks for it in documents; it gets the other files of which not all could be looked at.

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
        elif (found := documents.holds(path, secret)) or (looked := look(path, secret)):
            yield path, "holds it"
        elif found is None and _is_document(path) and (path in documents.asked or _is_of(path, ids)):
            yield path, "cannot be searched"
        elif looked is None and found is None and path.suffix.lower() not in UNSEARCHED:
            documents.not_wholly.append(path)
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
    found = (path for path in _files(root) if path.suffix.lower() in UNSEARCHED and PRIVATE not in path.parts)
    return [path for path in found if path not in searched]


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if not path.is_symlink() and path.is_file() and ".git" not in path.relative_to(root).parts:
            yield path
