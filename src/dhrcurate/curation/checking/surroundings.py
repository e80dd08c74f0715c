"""The files beside a record that count for its findings: its source page and its trail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.results import MAX_PAGE, sha256
from dhrcurate.domain.traces import trace_of_work
from dhrcurate.rules.context import TrailFacts
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import LibraryFolder, staged_beside
from dhrcurate.storage.paths import path_in

if TYPE_CHECKING:
    from dhrcurate.trail.verify import Verification


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The source page and the trail of a record.

    Attributes:
        page: Text of the kept source page, `None` if there is none.
        page_digest: SHA-256 (hexadecimal) of that page's bytes.
        page_path: Where the page is or should be, relative to the library; `None` if the record names none in it.
        trail: The result of verifying the trail; `None` if the trail does not count.
    """

    page: str | None = None
    page_digest: str | None = None
    page_path: str | None = None
    trail: TrailFacts | None = None


def surroundings_of(folder: LibraryFolder, document: Document, trail: TrailFacts | None) -> Surroundings:
    """The surroundings of a record, whose source page is read from disk.

    Args:
        folder: The library.
        document: The record's file.
        trail: The result of verifying its trail.
    """
    named = document.record.source.page if document.record else None
    path = folder.kept_page(document.path, named) if named else None
    if path is None:
        return Surroundings(trail=trail)
    raw = read_or_none(path, MAX_PAGE)
    page_path = path_in(folder.root, path)
    if raw is None:
        return Surroundings(page_path=page_path, trail=trail)
    return Surroundings(raw.decode("utf-8-sig", "replace"), sha256(raw), page_path, trail)


def trail_facts(document: Document, raw: bytes | None) -> TrailFacts:
    """Verifies the trail of a record.

    Args:
        document: The record's file.
        raw: The trail's bytes, `None` if there is none.
    """
    from dhrcurate.trail.verify import verify_bytes  # noqa: PLC0415  # only where there is a trail

    if raw is None:
        return TrailFacts(exists=False, trace=trace_of_work(document.data or {}))
    verified = verify_bytes(raw)
    differs = verified.last is not None and not verified.broken and not verified.last.leads_to(document.digest)
    return TrailFacts(
        exists=True,
        broken=verified.broken,
        broken_line=verified.broken_line,
        heads=verified.heads,
        changed_outside=differs and not _is_being_written(document.path, verified),
        clock_went_back=verified.clock_went_back,
        torn=verified.torn,
        empty=verified.empty,
        missing=document.missing,
        trace=None if verified.events else trace_of_work(document.data or {}),
    )


def _is_being_written(path: Path, verified: Verification) -> bool:
    """True if the record's new state is staged beside it, as during a write or after one that was cut short."""
    staged = staged_beside(path)
    return staged.is_file() and verified.ends_in(Document.read(staged).digest)
