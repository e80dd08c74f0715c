"""What a removal that was cut short, or an undo, left of documents that no record names: their copies and their texts.

Only a document that the trail of a record took out of it is meant: what else lies in the folder was put there by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.documents.opening import Named, Shelf, named_in
from dhrcurate.curation.documents.removed import trail_saying
from dhrcurate.curation.folder_names import in_library
from dhrcurate.curation.library import Library
from dhrcurate.domain.edit import DOCUMENTS, parts

_TAKEN_OUT = f'"path":"/{DOCUMENTS}/'.encode()
_ENTRY = 2


@dataclass(frozen=True, slots=True)
class Leftover:
    """What is left of a document.

    Attributes:
        record_id: The record whose trail took it out.
        document: The document, as the record named it.
        copy: Its copy in the library, `None` if only its text is left.
        root: The library's folder.
    """

    record_id: str
    document: Named
    copy: Path | None
    root: Path

    @property
    def command(self) -> str:
        """The command that removes it."""
        return f"dhrcurate document remove {self.record_id} {self.document.sha256[:12]}{in_library(self.root)}"


def taken_out(record: Path) -> tuple[Named, ...]:
    """The documents that a record's trail names as taken out of it, the last one first, each once.

    A trail that cannot be read tells of none, and one whose entry was redacted is not known any more.

    Args:
        record: The record's file.
    """
    trail = trail_saying(record, _TAKEN_OUT)
    found: dict[str, Named] = {}
    for change in (change for event in reversed(trail.events if trail else ()) for change in event.changes):
        where = parts(change.path)
        if len(where) == _ENTRY and where[0] == DOCUMENTS and change.new is None and isinstance(change.old, Mapping):
            found.setdefault(where[1], _named(where[1], change.old))
    return tuple(found.values())


def _named(sha256: str, entry: Mapping[str, Any]) -> Named:
    file = entry.get("file")
    return Named(sha256, str(entry.get("kind")), str(entry.get("name")), file if isinstance(file, str) else None)


def leftovers(library: Library, shelf: Shelf) -> Iterator[Leftover]:
    """Yields what is left of documents that no record of the library names.

    Args:
        library: The library.
        shelf: Its documents.
    """
    loaded = [library.load(record_id) for record_id in library.ids()]
    named = {one.sha256 for each in loaded for one in named_in(each.record)}
    files = set(_files(shelf, ((each.document.path, named_in(each.record)) for each in loaded)))
    for each in loaded:
        yield from left_of(shelf, each.id, each.document.path, named, files)


def _files(shelf: Shelf, records: Iterable[tuple[Path, Iterable[Named]]]) -> Iterator[Path]:
    for record, documents in records:
        for one in documents:
            if (place := shelf.place_of(record, one)) is not None:
                yield place


def left_of(
    shelf: Shelf, record_id: str, record: Path, named: Collection[str], files: Collection[Path]
) -> Iterator[Leftover]:
    """Yields what is left of the documents that were taken out of one record.

    Args:
        shelf: The library's documents.
        record_id: The record.
        record: Its file.
        named: The digests of the documents that records name: nothing of them is left over.
        files: The files that records name.
    """
    for one in taken_out(record):
        if one.sha256 in named:
            continue
        copy = shelf.own_file(record, one)
        copy = None if copy in files else copy
        if copy is not None or shelf.texts.has(one.sha256):
            yield Leftover(record_id, one, copy, shelf.folder.root)
