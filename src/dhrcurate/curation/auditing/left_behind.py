"""Records that were given another name without their trails: which trail is whose, and how they come together."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import read_file
from dhrcurate.storage.folder import TRAIL_SUFFIX, LibraryFolder, trail_beside
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay

_MAX_BYTES = 2**26
_SHARED = 0.5
"""The least share of a record's texts that a trail ends in too, if it is the record's."""


def trail_left_behind(folder: LibraryFolder, record: Path, data: Mapping[str, Any]) -> Path | None:
    """The file whose trail lies there without it and ends in what a record holds; `None` if there is none."""
    wanted = frozenset(_each_text(data))
    found = (gone for gone in folder.orphaned() if gone != record and _are_alike(wanted, _texts_of(trail_beside(gone))))
    return next(found, None)


def gone_on(folder: LibraryFolder, gone: Path) -> Path | None:
    """The record without a trail that holds what the trail of a missing file ends in; `None` if there is none."""
    wanted = _texts_of(trail_beside(gone))
    for path in folder.record_paths() if wanted else ():
        if not trail_beside(path).is_file() and _are_alike(_texts_of(path), wanted):
            return path
    return None


def come_together(gone: Path, record: Path) -> str:
    """What moves a trail to its record, which was given another name."""
    moving = shlex.join(["mv", str(trail_beside(gone)), str(trail_beside(record))])
    adopting = shlex.join(["dhrcurate", "audit", "adopt", str(record), "--renamed-from", gone.stem])
    return f"the record was renamed without its trail: `{moving}`, then `{adopting} --reason WHY`"


def _texts_of(path: Path) -> frozenset[str]:
    """The texts of a record, or those that a trail ends in; none if it cannot be read."""
    try:
        seen = path.stat()
    except OSError:
        return frozenset()
    return _texts_in(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=256)
def _texts_in(path: Path, *_seen: int) -> frozenset[str]:
    """The texts of a file, read once for all others that are compared with it; its time and size tell it apart."""
    with suppress(DhrcurateError, OSError):
        if path.name.endswith(TRAIL_SUFFIX):
            return frozenset(_each_text(replay(read_events(read_file(path, _MAX_BYTES))).data))
        return frozenset(_each_text(Document.read(path).data or {}))
    return frozenset()


def _are_alike(texts: frozenset[str], others: frozenset[str]) -> bool:
    return bool(texts) and len(texts & others) >= _SHARED * len(texts)


def _each_text(data: Mapping[str, Any]) -> Iterator[str]:
    rows = data.get("recommendations")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and isinstance(text := row.get("text"), str) and text:
            yield text
