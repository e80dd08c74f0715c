"""What redactions took out of a trail, as far as older lines of it are known, and where that stands again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dhrcurate.curation.auditing.committed import removed_from
from dhrcurate.curation.auditing.looking import holds
from dhrcurate.domain.edit import get
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.trail.change import leaves
from dhrcurate.trail.event import Event
from dhrcurate.trail.redact import Secret
from dhrcurate.trail.same_text import shows

PAGE_AGAIN = "this page holds again what was redacted: take it out there, or put back the page of then"
"""What to say of a page."""


def texts_taken_out(trail: Path, events: Iterable[Event], older: Sequence[Event] = ()) -> frozenset[str]:
    """The texts that were taken out of a trail and that git still has in earlier lines of it.

    Args:
        trail: The trail's file.
        events: Its events.
        older: Earlier lines of the same events that are known besides.
    """
    redacted = {event.id: event for event in events if event.redacted or event.note_redacted is not None}
    known = (*older, *removed_from(trail)) if redacted else ()
    return frozenset(
        text for before in known if before.id in redacted for text in _texts(before, redacted[before.id]) if shows(text)
    )


def lost_values(before: Sequence[Event], after: Iterable[Event]) -> bool:
    """True if events have more taken out of them than they had before."""
    now = {event.id: event for event in after}
    return any(
        (event.note_redacted is None and now[event.id].note_redacted is not None)
        or any(set(a.taken_out) - set(b.taken_out) for b, a in zip(event.changes, now[event.id].changes, strict=False))
        for event in before
        if event.id in now
    )


def kept_page(folder: LibraryFolder, document: Document) -> Path | None:
    """The page that a record keeps, if it is there."""
    named = get(document.data or {}, "/source/page")
    page = folder.kept_page(document.path, named) if isinstance(named, str) else None
    return page if page is not None and page.is_file() else None


def page_with(folder: LibraryFolder, path: Path, texts: frozenset[str]) -> Path | None:
    """The page that a record keeps, where it holds one of some texts again; else `None`."""
    page = kept_page(folder, Document.read(path)) if texts else None
    return page if page is not None and holds(page, Secret.of(texts)) else None


def _texts(before: Event, after: Event) -> Iterator[str]:
    """The texts that one line of an event has and another lacks, because they were taken out of it."""
    if after.note_redacted is not None and before.note:
        yield before.note
    for then, now in zip(before.changes, after.changes, strict=False):
        gone = () if then.redacted is not None else now.taken_out
        for place, leaf in leaves(then) if gone else ():
            if isinstance(leaf, str) and any(place == one or place.startswith(f"{one}/") for one in gone):
                yield leaf
