"""The files beside a record that count for its findings: its source page and its trail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dhrcurate.curation.checking.results import MAX_PAGE, MAX_TRAIL, sha256
from dhrcurate.curation.documents.opening import Named
from dhrcurate.curation.saving.leftovers import UNFINISHED, leftover_beside, looked_again
from dhrcurate.domain.charsets import as_text
from dhrcurate.domain.evidence import Evidence
from dhrcurate.domain.traces import trace_of_work
from dhrcurate.rules.context import TrailFacts
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, is_there, read_file, read_or_none
from dhrcurate.storage.folder import LEADS_OUT, LibraryFolder, leads_out, staged_beside, trail_beside
from dhrcurate.storage.paths import path_in
from dhrcurate.trail.log import Trail, read_events


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The source page and the trail of a record.

    Attributes:
        page: Text of the kept source page, `None` if there is none.
        page_digest: SHA-256 (hexadecimal) of that page's bytes.
        page_path: Where the page is or should be, relative to the library; `None` if the record names none in it.
        trail: The result of verifying the trail; `None` if the trail does not count.
        evidence: What the documents of the record say; `None` if it has none, or none was asked for.
        used_keys: The keys that its recommendations have ever had, where there is evidence.
        named: The documents that the record names, where they are asked for.
        documents: Digest of what is known of them.
    """

    page: str | None = None
    page_digest: str | None = None
    page_path: str | None = None
    trail: TrailFacts | None = None
    evidence: Evidence | None = None
    used_keys: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()
    documents: str | None = None


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
    return Surroundings(as_text(raw), sha256(raw), page_path, trail)


@dataclass(frozen=True, slots=True)
class Beside:
    """A record's file and its trail, read together.

    Attributes:
        document: The file.
        trail: Digest (hexadecimal) of the trail's bytes, or why it cannot be read; `None` if there is none.
        facts: The result of verifying the trail.
    """

    document: Document
    trail: str | None
    facts: TrailFacts


def read_beside(path: Path, document: Document | None = None) -> Beside:
    """Reads a record's file and its trail; looks again where they differ, which may be a write that is under way.

    Args:
        path: The file.
        document: The file as it was read a moment ago.
    """
    first = [document or Document.read(path)]

    def read() -> Beside:
        return _read_beside(first.pop() if first else Document.read(path))

    def is_wrong(found: Beside) -> bool:
        facts = found.facts
        return facts.changed_outside or facts.torn or facts.leftover is not None or facts.broken is not None

    def may_pass(found: Beside) -> bool:
        return found.facts.torn or found.facts.leftover is not None

    return looked_again(read, is_wrong, may_pass)


def _read_beside(document: Document) -> Beside:
    try:
        raw = _read_trail(trail_beside(document.path))
    except FileNotFoundError:
        left = leftover_beside(document.path, Trail())
        return Beside(document, None, TrailFacts(exists=False, trace=trace_of_work(document.data or {}), leftover=left))
    except UnreadableError as error:
        return Beside(document, f"unreadable: {error.reason}", TrailFacts(exists=True, unreadable=error.reason))
    return Beside(document, sha256(raw), trail_facts(document, raw))


def _read_trail(path: Path) -> bytes:
    if leads_out(path):
        raise UnreadableError(path, LEADS_OUT)
    return read_file(path, MAX_TRAIL)


def trail_facts(document: Document, raw: bytes) -> TrailFacts:
    """Verifies the trail of a record.

    Args:
        document: The record's file.
        raw: The trail's bytes.
    """
    from dhrcurate.trail.replay import stands_in  # noqa: PLC0415  # only where there is a trail
    from dhrcurate.trail.roots import of_another  # noqa: PLC0415
    from dhrcurate.trail.verify import verify_bytes  # noqa: PLC0415

    verified = verify_bytes(raw)
    differs = verified.last is not None and not verified.broken and not verified.last.leads_to(document.digest)
    if differs and not document.missing:
        another = of_another(read_events(raw).events, document.path.stem)
        if another is not None:
            verified, differs = replace(verified, broken=another, broken_line=1), False
    elif verified.last is not None and not verified.broken and not stands_in(verified.last, document.data or {}):
        verified = replace(verified, broken=_FALSE_END, broken_line=verified.events)
    left = None
    if _has_staged(document.path) and not verified.broken:  # what is broken keeps it from being settled
        left = leftover_beside(document.path, read_events(raw))
    return TrailFacts(
        exists=True,
        broken=verified.broken,
        broken_line=verified.broken_line,
        heads=verified.heads,
        changed_outside=differs and left != UNFINISHED,
        clock_went_back=verified.clock_went_back,
        torn=verified.torn,
        empty=verified.empty,
        missing=document.missing,
        trace=None if verified.events else trace_of_work(document.data or {}),
        leftover=left,
        begun_with=None if verified.broken or verified.empty else verified.begun_with,
    )


_FALSE_END = "the values that it says it set are not those of the record, which it claims to have left"


def _has_staged(path: Path) -> bool:
    return is_there(staged_beside(path)) or is_there(staged_beside(trail_beside(path)))
