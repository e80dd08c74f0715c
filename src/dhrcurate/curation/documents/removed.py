"""The texts of recommendations that a curator took out of a record: what a report says there is not missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, parts
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, leads_out, trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail, read_events

_REMOVES = b'"operation":"remove"'
"""How the trail says that a curator removed a recommendation; see `curation.operations.common.structured`."""
_ENTRY = 2


def trail_saying(record: Path, words: bytes = b"") -> Trail | None:
    """Returns the trail of a record if some words stand in it; `None` where they do not, or it cannot be read.

    Args:
        record: The record's file.
        words: What is looked for before the trail is taken apart; nothing where any trail is wanted.
    """
    path = trail_beside(record)
    raw = b"" if leads_out(path) else read_or_none(path, MAX_TRAIL_BYTES) or b""
    if words not in raw:
        return None
    try:
        return read_events(raw)
    except DhrcurateError:
        return None


def removed_texts(document: Document, trail: Trail | None = None) -> tuple[str, ...]:
    """Returns the texts that were removed on purpose and not brought back, oldest first.

    What was joined to another stands there; what an undo took away again was never decided. A text that was redacted is
    not known any more. A trail that cannot be read tells of none.

    Args:
        document: The record's file.
        trail: Its trail, if it is at hand.
    """
    trail = trail or trail_saying(document.path, _REMOVES)
    if trail is None:
        return ()
    undone = reversed_events(trail)
    now = {row.get("key") for row in (document.data or {}).get(RECOMMENDATIONS, ()) if isinstance(row, Mapping)}
    removed: dict[str, str] = {}
    for event in trail.events:
        if event.id not in undone and _removes(event):
            removed.update({key: text for key, text in _texts(event).items() if key not in now})
    return tuple(removed.values())


def _removes(event: Event) -> bool:
    return event.because is not None and event.because.get("operation") == "remove"


def _texts(event: Event) -> dict[str, str]:
    found = {}
    for change in event.changes:
        where = parts(change.path)
        old: Any = change.old
        if len(where) == _ENTRY and where[0] == RECOMMENDATIONS and change.new is None and isinstance(old, Mapping):
            text = f"{old.get('title') or ''}\n{old.get('text')}".strip()
            if isinstance(old.get("text"), str):
                found[where[1]] = text
    return found
