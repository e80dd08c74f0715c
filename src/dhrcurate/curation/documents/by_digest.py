"""The files of the user's folders by what they hold: a document is the same whatever its file is called today."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import IO

from dhrcurate.curation.documents.folders import Place
from dhrcurate.curation.documents.stamps import Stamps
from dhrcurate.storage.beneath import open_beneath
from dhrcurate.storage.files import UnreadableError

_MOST = 1000
"""So many files are digested at a time, which takes seconds; the next look knows them and goes on from there."""
_PIECE = 2**20


def digest_of(file: IO[bytes]) -> str:
    """Returns the SHA-256 of an open file, from its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def by_digest(places: Iterable[Place], stamps: Stamps, largest: int) -> dict[str, Place]:
    """Returns files by their digests, hexadecimal; what had to be digested for that is kept among the stamps.

    Args:
        places: The files.
        stamps: What is known of files.
        largest: The most bytes of a file that is looked at.
    """
    known = stamps.by_path()
    found: dict[str, Place] = {}
    new: dict[str, tuple[str, os.stat_result]] = {}
    for base, parts in places:
        path = str(base.joinpath(*parts))
        sha256 = known.get(path, "")
        if not (sha256 and stamps.tell(path, sha256)):
            sha256 = ""
            for sha256, about in _digested((base, parts), largest) if len(new) < _MOST else ():
                new[sha256] = path, about
        if sha256:
            found.setdefault(sha256, (base, parts))
    stamps.keep_all(new)
    return found


def _digested(place: Place, largest: int) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with open_beneath(*place, largest) as file:
            about = os.fstat(file.fileno())
            yield digest_of(file), about
    except (FileNotFoundError, UnreadableError):
        return
