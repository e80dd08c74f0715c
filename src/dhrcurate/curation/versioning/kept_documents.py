"""Files of documents that a record names and the library lacks, although git has them: as where a merge deleted one."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.documents.opening import Named, Shelf, named_in
from dhrcurate.curation.versioning.at_commits import contents
from dhrcurate.domain.edit import DOCUMENTS
from dhrcurate.domain.lfs import POINTER
from dhrcurate.storage.codec import TomlError, parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import is_there
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.storage.git import GitError, git, put_back, text, top_level
from dhrcurate.storage.links import refuse_links

_FILE = "100644"
_MERGES = 2
"""The fewest parents of a merge."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A document without its file.

    Attributes:
        record: The record's file.
        named: What it says of the document.
        place: Where the file should be, in the library.
    """

    record: Path
    named: Named
    place: Path


def missing_documents(folder: LibraryFolder) -> Iterator[Missing]:
    """The documents that records say to be kept in the library, and that are not there."""
    shelf = Shelf(folder)
    for target in targets(folder):
        document = Document.read(target.path)
        if not (document.data or {}).get(DOCUMENTS):
            continue
        for named in named_in(document.record):
            place = shelf.place_of(target.path, named)
            if place is not None and not is_there(place):
                yield Missing(target.path, named, place)


def bring_back(folder: LibraryFolder, *sides: str) -> list[str]:
    """Puts files of documents back, and stages them, that one side of a merge has and the other deleted.

    A side whose record names the document and which lacks the file keeps it elsewhere on purpose: then it stays away.

    Args:
        folder: The library.
        sides: The commits that are merged.

    Returns:
        The files, as they are named on the screen.

    Raises:
        RefusedError: If the place of one is behind a link.
        GitError: If git cannot write one.
    """
    found: list[str] = []
    blobs = cache(partial(_blobs, folder.root))
    for one in missing_documents(folder):
        there = {side: _blob_of(folder.root, blobs(side), one) for side in sides}
        blob = next((blob for blob in there.values() if blob is not None), None)
        away = (side for side, blob in there.items() if blob is None)
        if blob is None or any(_names(folder.root, side, one) for side in away):
            continue
        refuse_links(one.place, folder.root)
        top = top_level(folder.root)
        name = os.path.relpath(os.path.realpath(folder.root) / one.place.relative_to(folder.root), top)
        git(top, "update-index", "--add", "--cacheinfo", f"{_FILE},{blob},{name}")
        git(top, "restore", "--worktree", "--", name)
        found.append(str(one.place))
    return found


def told_of_missing(folder: LibraryFolder) -> Iterator[tuple[bool, str]]:
    """What git has of documents whose files are missing: whether one may be lost, and what brings it back.

    One that somebody deleted in a commit of their own, and not in a merge, may be kept elsewhere.
    """
    for one in missing_documents(folder):
        what = f"{one.record}: its document {one.place} is missing"
        with suppress(GitError):  # no commit yet
            if _holds(folder.root, "HEAD", one):
                yield True, f"{what}, and not committed so: {put_back(one.place)} brings it back"
                continue
            asked = ("log", "-1", "-m", "--full-history", "--diff-filter=D", "--format=%h %p", "--", str(one.place))
            commit, *parents = text(folder.root, *asked).split() or [""]
            for parent in parents:
                if _holds(folder.root, parent, one):
                    way = put_back(one.place, source=parent)
                    sides = parents if len(parents) >= _MERGES else [commit]
                    on_purpose = any(_keeps_elsewhere(folder.root, side, one) for side in sides)
                    yield not on_purpose, f"{what}: {commit} deleted it, and {way} brings it back"
                    break


def _keeps_elsewhere(root: Path, commit: str, one: Missing) -> bool:
    """True if the record names the document as a commit has it, and its file is not there: it was taken out alone."""
    return _names(root, commit, one) and not _holds(root, commit, one)


def _holds(root: Path, commit: str, one: Missing) -> bool:
    (raw,) = contents(root, commit, [str(one.place.relative_to(root))])
    return raw is not None and _is_it(raw, one.named)


def _names(root: Path, commit: str, one: Missing) -> bool:
    """True if the record names the document as a commit has it."""
    (raw,) = contents(root, commit, [str(one.record.relative_to(root))])
    try:
        entries = parse(raw or b"", one.record.name).get(DOCUMENTS)
    except TomlError:
        return False
    rows = entries if isinstance(entries, list) else []
    return any(isinstance(row, dict) and row.get("sha256") == one.named.sha256 for row in rows)


def _blobs(root: Path, commit: str) -> dict[str, list[str]]:
    """The ids of the files of a commit, by the names that these have in their folders."""
    found: dict[str, list[str]] = {}
    for entry in git(root, "ls-tree", "-r", "-z", "--full-tree", commit).stdout.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        if about.startswith(b"100"):
            found.setdefault(posixpath.basename(os.fsdecode(name)), []).append(about.split()[2].decode())
    return found


def _blob_of(root: Path, blobs: Mapping[str, list[str]], one: Missing) -> str | None:
    """The id of the document's file in a commit: at its place, or at another where the library was moved."""
    same_name = blobs.get(one.place.name, ())
    return next((b for b in same_name if _is_it(git(root, "cat-file", "blob", b).stdout, one.named)), None)


def _is_it(raw: bytes, named: Named) -> bool:
    """True if a file is the document, or what git LFS keeps in its place."""
    if raw.startswith(POINTER):
        return f"oid sha256:{named.sha256}".encode() in raw.split(b"\n")
    return sha256(raw).hexdigest() == named.sha256
