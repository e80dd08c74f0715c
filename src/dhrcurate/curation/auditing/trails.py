"""Trails found, named and read, for `dhrcurate audit`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import is_there, read_file, read_or_none
from dhrcurate.storage.folder import (
    LEADS_OUT,
    MAX_TRAIL_BYTES,
    OWN_FILES,
    TRAIL_SUFFIX,
    LeftOut,
    LibraryFolder,
    find_root,
    leads_out,
    record_paths,
    trail_beside,
)
from dhrcurate.trail.log import Trail, read_events


@dataclass(frozen=True, slots=True)
class AuditTarget:
    """A file with a trail.

    Attributes:
        path: The record's (or register's) file; it may be missing.
        trail: Its trail; it may not exist yet.
    """

    path: Path
    trail: Path

    @property
    def name(self) -> str:
        """The record's id, or `agencies`."""
        return self.path.stem

    @property
    def named(self) -> str:
        """How a command in a message names it."""
        return shlex.quote(str(self.path))

    def read(self) -> Trail:
        """Reads the trail.

        Raises:
            RefusedError: If there is none or a line is not an event.
        """
        return read_events(self.read_bytes(), str(self.trail))

    def read_bytes(self) -> bytes:
        """The trail's bytes.

        Raises:
            RefusedError: If there is no trail.
            UnreadableError: If it cannot be read.
        """
        try:
            return read_file(self.trail, MAX_TRAIL_BYTES)
        except FileNotFoundError:
            raise RefusedError(f"{self.trail}: there is no trail; the first change starts one") from None


def raw_of(target: AuditTarget) -> bytes:
    """The bytes of a trail; empty where there is none, or what has its name is no file of the library."""
    return b"" if leads_out(target.trail) else read_or_none(target.trail, MAX_TRAIL_BYTES) or b""


def targets(folder: LibraryFolder) -> Iterator[AuditTarget]:
    """Every record of a library, its own files, and every trail whose file is missing, sorted by path.

    A link that leads out of the library counts as a record, one that is missing.
    """
    aside: list[LeftOut] = []
    found = {p: AuditTarget(p, trail_beside(p)) for p in record_paths(folder.root, aside.append)}
    found.update((one.path, AuditTarget(one.path, trail_beside(one.path))) for one in aside if one.why == LEADS_OUT)
    for own in (folder.root / name for name in OWN_FILES.values()):
        if is_there(own) or is_there(trail_beside(own)):
            found[own] = AuditTarget(own, trail_beside(own))
    found.update((path, AuditTarget(path, trail_beside(path))) for path in folder.orphaned())
    yield from (found[p] for p in sorted(found))


def find_target(named: str, library: Path) -> AuditTarget:
    """Finds a record by the path of its file or of its trail, or by its id in a library.

    Raises:
        UnusableError: If there is neither a record nor a trail of that name.
    """
    path = Path(named)
    if named.endswith(TRAIL_SUFFIX):
        path = path.with_name(path.name.removesuffix(TRAIL_SUFFIX) + ".toml")
    if path.suffix == ".toml" and (path.is_file() or trail_beside(path).is_file()):
        folder = LibraryFolder(find_root(path))
        found = folder.root / path.parent.resolve().relative_to(folder.root.resolve()) / path.name
        return AuditTarget(found, trail_beside(found))
    everything = targets(LibraryFolder(find_root(library))) if library.is_dir() else ()
    if so_called := [target for target in everything if target.name == named]:
        # A trail that was copied elsewhere has no record beside it.
        return next((target for target in so_called if target.path.is_file()), so_called[0])
    raise UnusableError(f"{named}: there is no record of this name in {library}; name its file or --library DIR")


def content_of(document: Document) -> dict[str, Any]:
    """The content of a record or register, for a repair or a comparison with its trail.

    Raises:
        UnusableError: If it cannot be read, with the line, and what to do if git left a conflict there.
    """
    if document.data is not None and document.digest is not None:
        return dict(document.data)
    for number, line in enumerate(document.raw.splitlines(), 1):
        if line.startswith(b"<<<<<<< "):
            raise UnusableError(
                f"{document.path}:{number}: git left a conflict here: keep what is right of both sides, take out the"
                " lines that begin with <<<<<<<, ======= and >>>>>>>, then run the command again"
            )
    problem = document.problems[0] if document.problems else None
    at = f":{problem.place.line}" if problem is not None and problem.place is not None and not document.missing else ""
    reason = problem.message if problem is not None else "its numbers have no exact form"
    raise UnusableError(f"{document.path}{at}: cannot be read: {reason}")
