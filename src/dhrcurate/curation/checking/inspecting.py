"""One file looked at: read with what lies beside it, checked, and its findings given their places.

What comes out can be sent to another process and kept in a cache.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.report import Silence
from dhrcurate.curation.checking.selection import Selector
from dhrcurate.domain.finding import Finding, Place
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import TooLargeError, UnreadableError, is_there, read_file, read_or_none
from dhrcurate.storage.folder import LibraryFolder, staged_beside, trail_beside

if TYPE_CHECKING:  # these cost pydantic, which a check that finds everything in its cache does without
    from dhrcurate.curation.checking.findings import RecordFindings, Surroundings
    from dhrcurate.domain.agency import Names
    from dhrcurate.rules.context import TrailFacts
    from dhrcurate.rules.record_summary import RecordSummary
    from dhrcurate.storage.document import Document

MAX_PAGE = 64 * 2**20
"""A source page above this size is not compared with its record."""

MAX_TRAIL = 2**30
"""A trail above this size is verified by `audit verify` only."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The bytes that a file's findings depend on, as digests (hexadecimal SHA-256; `None` where there is no file).

    Attributes:
        record: Of the record's file.
        trail: Of its trail.
        page_path: The kept page that the record names, relative to the library.
        page: Of that page.
    """

    record: str
    trail: str | None = None
    page_path: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """What looking at one file gave.

    Attributes:
        path: The file, relative to its library, with `/`.
        record: The record's id, or the file's stem.
        findings: What stands, each with its place, by place.
        silenced: What waivers silenced, by rule.
        seen: What this depends on; `None` where the file could not be read.
        unusable: Why the file could not be read.
        gist: What rules about the whole library need of it; `None` where it is no record or nobody asked.
    """

    path: str
    record: str
    findings: tuple[Finding, ...] = ()
    silenced: dict[Silence, int] = field(default_factory=dict)
    seen: Seen | None = None
    unusable: str | None = None
    gist: RecordSummary | None = None


@dataclass(slots=True)
class LibraryFindings:
    """What the rules about a whole library gave.

    Attributes:
        findings: What stands, each with its place, and the file in which it is reported, relative to the library.
        waived: How many findings of each rule waivers silenced.
    """

    findings: list[tuple[str, Finding]] = field(default_factory=list)
    waived: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Inspector:
    """Looks at the files of one library.

    Attributes:
        folder: The library.
        selector: Which rules run for which path.
        names: The register.
        today: The date of the check.
        reveal: Whether messages may hold personal data.
    """

    folder: LibraryFolder
    selector: Selector
    names: Names
    today: date
    reveal: bool = False

    def inspect(self, path: Path, *, with_gist: bool = False) -> Inspected:
        """Looks at one file. Nothing is raised for what it holds.

        Args:
            path: The file, absolute.
            with_gist: Whether what rules about the whole library need is wanted too.
        """
        name = relative(path, self.folder.root)
        try:
            raw: bytes | None = read_file(path, MAX_BYTES)
        except FileNotFoundError:
            gone = "it is a link that leads nowhere" if is_there(path) else "it was there a moment ago and is gone"
            return Inspected(name, path.stem, unusable=gone)
        except TooLargeError:
            raw = None  # which is told of as a finding
        except UnreadableError as error:
            return Inspected(name, path.stem, unusable=error.reason)
        return self.inspect_bytes(path, raw, with_gist=with_gist)

    def read(self, path: Path) -> Inspected:
        """Reads a file only for what rules about the whole library need."""
        from dhrcurate.storage.document import Document  # noqa: PLC0415  # costs pydantic

        return Inspected(relative(path, self.folder.root), path.stem, gist=_gist(Document.read(path)))

    def inspect_bytes(
        self, path: Path, raw: bytes | None, *, with_gist: bool = False, unsaved: bool = False, named: bool = True
    ) -> Inspected:
        """Looks at bytes as if they stood in a file.

        Args:
            path: The file that they stand for, absolute.
            raw: The bytes; `None` reads the file, whose size is then reported.
            with_gist: Whether what rules about the whole library need is wanted too.
            unsaved: Whether they do not stand in the file, so that its trail tells nothing of them.
            named: Whether the file's name is to be the record's.
        """
        from dhrcurate.storage.document import Document  # noqa: PLC0415  # costs pydantic

        document = Document.read(path) if raw is None else Document.of(path, raw)
        if not named and document.record:
            document = replace(document, path=path.with_name(f"{document.record.id}.toml"))
        name = relative(path, self.folder.root)
        trail_raw = None if unsaved else read_or_none(trail_beside(path), MAX_TRAIL)
        around, page_path = self._surroundings(document, trail_raw, unsaved=unsaved)
        found = self._findings(document, around)
        silenced: dict[Silence, int] = {}
        for waived in found.waived:
            silence = Silence(waived.finding.rule, "waiver")
            silenced[silence] = silenced.get(silence, 0) + 1
        return Inspected(
            path=name,
            record=document.record.id if document.record else path.stem,
            findings=placed(found.active if self.reveal else hidden(found.active), document.raw),
            silenced=silenced,
            seen=Seen(
                sha256(document.raw), None if trail_raw is None else sha256(trail_raw), page_path, around.page_digest
            ),
            gist=_gist(document) if with_gist else None,
        )

    def active(self, document: Document) -> tuple[Finding, ...]:
        """The findings that stand in a record that is not in its file like this, with fixes that can be made."""
        around, _ = self._surroundings(document, None, unsaved=True)
        return self._findings(document, around).active

    def _findings(self, document: Document, around: Surroundings) -> RecordFindings:
        from dhrcurate.curation.checking.findings import findings_of  # noqa: PLC0415  # costs pydantic

        selection = self.selector.of(PurePosixPath(relative(document.path, self.folder.root)))
        return findings_of(document, selection, self.names, self.today, around)

    def _surroundings(
        self, document: Document, trail_raw: bytes | None, *, unsaved: bool
    ) -> tuple[Surroundings, str | None]:
        from dhrcurate.curation.checking.findings import Surroundings  # noqa: PLC0415

        trail = None if unsaved else trail_facts(document, trail_raw)
        named = document.record.source.page if document.record else None
        page_path = self.folder.kept_page(document.path, named) if named else None
        raw = read_or_none(page_path, MAX_PAGE) if page_path else None
        if raw is None or page_path is None:
            return Surroundings(trail=trail), relative(page_path, self.folder.root) if page_path else None
        return Surroundings(raw.decode("utf-8-sig", "replace"), sha256(raw), trail), relative(
            page_path, self.folder.root
        )


def relative(path: Path, root: Path) -> str:
    """A path relative to a library's root, with `/`."""
    inside, prefix = str(path), f"{root}{os.sep}"
    if inside.startswith(prefix):  # as is common, and far quicker to tell
        return inside[len(prefix) :].replace(os.sep, "/")
    return Path(os.path.relpath(path, root)).as_posix()


def sha256(raw: bytes) -> str:
    """The hexadecimal SHA-256 of bytes."""
    return hashlib.sha256(raw).hexdigest()


def _gist(document: Document) -> RecordSummary | None:
    from dhrcurate.rules.record_summary import record_summary  # noqa: PLC0415  # costs pydantic

    return record_summary(document.record) if document.record else None


def trail_facts(document: Document, raw: bytes | None) -> TrailFacts:
    """What a record's trail tells.

    Args:
        document: The record's file.
        raw: The trail's bytes, `None` where there is none.
    """
    from dhrcurate.rules.context import TrailFacts  # noqa: PLC0415  # costs pydantic
    from dhrcurate.trail.verify import verify_bytes  # noqa: PLC0415  # only where there is a trail

    if raw is None:
        return TrailFacts(exists=False)
    told = verify_bytes(raw)
    differs = told.after is not None and not told.broken and document.digest != told.after
    return TrailFacts(
        exists=True,
        broken=told.broken,
        broken_line=told.broken_line,
        heads=told.heads,
        changed_outside=differs and not _write_is_under_way(document.path, told.after),
        clock_went_back=told.clock_went_back,
        torn=told.torn,
    )


def _write_is_under_way(path: Path, after: str | None) -> bool:
    """Whether the record's new state is staged beside it, as during a write or after one that was cut short."""
    from dhrcurate.storage.document import Document  # noqa: PLC0415  # costs pydantic

    staged = staged_beside(path)
    return staged.is_file() and Document.read(staged).digest == after


def hidden(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings whose words hold no personal data: a message may quote what another rule would not have told."""
    from dhrcurate.rules.disclosure.masking import mask  # noqa: PLC0415  # only where something was found

    for finding in findings:
        message = mask(finding.message)
        fix = finding.fix
        if fix and (description := mask(fix.description)) != fix.description:
            fix = replace(fix, description=description)
        same = message == finding.message and fix is finding.fix
        yield finding if same else replace(finding, message=message, fix=fix)


def placed(findings: Iterable[Finding], raw: bytes) -> tuple[Finding, ...]:
    """Findings with their places in a file, by place.

    Args:
        findings: The findings.
        raw: The file's bytes.
    """
    from dhrcurate.storage.places import Places  # noqa: PLC0415  # only where something was found

    places: Places | None = None
    result = []
    for finding in findings:
        if finding.place is None and finding.path:
            places = places or Places(raw)
            finding = replace(finding, place=places.of(finding.path, finding.span))  # noqa: PLW2901
        result.append(finding if finding.place else replace(finding, place=Place()))
    return tuple(sorted(result, key=_by_place))


def _by_place(finding: Finding) -> tuple[int, int, str]:
    place = finding.place or Place()
    return place.line, place.column, finding.rule
