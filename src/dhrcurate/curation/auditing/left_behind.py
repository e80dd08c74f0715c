"""Records that were given another name without their trails: which trail is whose, and how they come together."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import read_file
from dhrcurate.storage.folder import LibraryFolder, trail_beside
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay

_MAX_BYTES = 2**26
_SHARED = 0.5
"""The least share of a record's texts that a trail ends in too, if it is the record's."""


def trail_left_behind(folder: LibraryFolder, record: Path, data: Mapping[str, Any]) -> Path | None:
    """The file whose trail lies there without it and ends in what a record holds; `None` if there is none."""
    wanted = _texts(data)
    found = (gone for gone in folder.orphaned() if gone != record and _are_alike(wanted, _texts(_ends_in(gone))))
    return next(found, None)


def gone_on(folder: LibraryFolder, gone: Path) -> Path | None:
    """The record without a trail that holds what the trail of a missing file ends in; `None` if there is none."""
    wanted = _texts(_ends_in(gone))
    for path in folder.record_paths() if wanted else ():
        if not trail_beside(path).is_file() and _are_alike(_texts(Document.read(path).data or {}), wanted):
            return path
    return None


def come_together(gone: Path, record: Path) -> str:
    """What moves a trail to its record, which was given another name."""
    moving = shlex.join(["mv", str(trail_beside(gone)), str(trail_beside(record))])
    adopting = shlex.join(["dhrcurate", "audit", "adopt", str(record), "--renamed-from", gone.stem])
    return f"the record was renamed without its trail: `{moving}`, then `{adopting} --reason WHY`"


def _ends_in(record: Path) -> Mapping[str, Any]:
    with suppress(DhrcurateError, OSError):
        return replay(read_events(read_file(trail_beside(record), _MAX_BYTES))).data
    return {}


def _are_alike(texts: set[str], others: set[str]) -> bool:
    return bool(texts) and len(texts & others) >= _SHARED * len(texts)


def _texts(data: Mapping[str, Any]) -> set[str]:
    return set(_each_text(data))


def _each_text(data: Mapping[str, Any]) -> Iterator[str]:
    rows = data.get("recommendations")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and isinstance(text := row.get("text"), str) and text:
            yield text
