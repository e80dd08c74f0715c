"""What an undo or redo cannot do with the files of documents, as the trail holds no bytes of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from dhrcurate.domain.edit import DOCUMENTS, parts
from dhrcurate.storage.files import is_there
from dhrcurate.trail.event import Event

_ENTRY = 2


def told_of_files(record: Path, event: Event | None) -> Iterator[str]:
    """Yields a notice for each document that an event brought back without its file, or took out without deleting it.

    Args:
        record: The record's file.
        event: An undo or redo; `None` if nothing was written.
    """
    for change in event.changes if event is not None else ():
        where = parts(change.path)
        entry = change.new or change.old
        if len(where) != _ENTRY or where[0] != DOCUMENTS or not isinstance(entry, Mapping) or "file" not in entry:
            continue
        name, there = str(entry["file"]), is_there(record.parent / str(entry["file"]))
        if change.new is not None and not there:
            again = f"dhrcurate document add {shlex.quote(str(record))} FILE"
            yield f"{name}: named again, but its file was deleted: `{again}` with the same file puts it back"
        elif change.new is None and there:
            yield f"{name}: the record names it no more, and its file stays: delete it if it should not stay"
