"""The results of checking one file, and of checking a whole library: plain values for other processes and the cache.

This module loads neither pydantic nor the rules, so that a check that finds everything in its cache starts fast.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.aside import Stretch
from dhrcurate.curation.checking.report import Silence
from dhrcurate.domain.finding import Finding, Place
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import UnreadableError, read_file, read_or_none
from dhrcurate.storage.folder import trail_beside

if TYPE_CHECKING:  # the second imports pydantic
    from dhrcurate.curation.documents.opening import Named
    from dhrcurate.rules.record_summary import RecordSummary

MAX_PAGE = 64 * 2**20
"""A source page above this size is not compared with its record."""

MAX_TRAIL = 2**30
"""A trail above this size is verified by `audit verify` only."""


DocumentsState = Callable[[Path, "Sequence[Named]"], "str | None"]
"""Returns a digest of what is known of the documents that a record names, given its file."""


@dataclass(frozen=True, slots=True)
class InputDigests:
    """Digests (hexadecimal SHA-256) of the files that a record's findings depend on; `None` for a missing file.

    Attributes:
        record: Of the record's file.
        trail: Of its trail; why it cannot be read, if it cannot.
        page_path: The kept page that the record names, relative to the library.
        page: Of that page.
        named: The documents that the record names.
        documents: Of what is known of them.
    """

    record: str
    trail: str | None = None
    page_path: str | None = None
    page: str | None = None
    named: tuple[Named, ...] = ()
    documents: str | None = None

    def again(self, root: Path, file: Path, documents: DocumentsState) -> InputDigests | None:
        """Reads the files as they are now; `None` if the record's own file cannot be read.

        Args:
            root: The library's folder.
            file: The record.
            documents: Tells the state of the documents that a record names.
        """
        record = _digest_of(file, MAX_BYTES)
        if record is None:
            return None
        page = _digest_of(root / self.page_path, MAX_PAGE) if self.page_path else None
        state = documents(file, self.named) if self.named else None
        return InputDigests(record, _trail_digest(trail_beside(file)), self.page_path, page, self.named, state)


@dataclass(frozen=True, slots=True)
class FileFindings:
    """The findings of one file.

    Attributes:
        path: The file, relative to its library, with `/`.
        record: The record's id, or the file's stem.
        findings: The active findings with their places, by place, encoded.
        silenced: How many findings waivers silenced, by rule.
        inputs: What the findings depend on; `None` if the file could not be read.
        unusable: Why the file could not be read.
        summary: What rules about the whole library need; `None` if the file is not a record or nobody asked.
        not_read: How many documents of the record were not compared with it, as their text is not cached.
        not_there: How many were not, as they are not at hand.
        until: The first date, of any precision, on which the findings may be others; `None` if none ever is.
        read: What was found of names that was not known before; see `curation.read_names`.
    """

    path: str
    record: str
    findings: Stretch = field(default_factory=Stretch)
    silenced: dict[Silence, int] = field(default_factory=dict)
    inputs: InputDigests | None = None
    unusable: str | None = None
    summary: RecordSummary | None = None
    not_read: int = 0
    not_there: int = 0
    until: str | None = None
    read: tuple[bytes, ...] = ()


@dataclass(slots=True)
class LibraryFindings:
    """The findings of the rules about a whole library.

    Attributes:
        findings: The active findings with their places, by the file that they are reported in, relative to the
            library.
        waived: How many findings of each rule waivers silenced.
    """

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    waived: dict[str, int] = field(default_factory=dict)


def sha256(raw: bytes) -> str:
    """The hexadecimal SHA-256 of bytes."""
    return hashlib.sha256(raw).hexdigest()


def by_place(finding: Finding) -> tuple[int, int, str]:
    """The sort key of a finding within its file."""
    place = finding.place or Place()
    return place.line, place.column, finding.rule


def _trail_digest(trail: Path) -> str | None:
    try:
        return sha256(read_file(trail, MAX_TRAIL))
    except FileNotFoundError:
        return None
    except UnreadableError as error:
        return f"unreadable: {error.reason}"


def _digest_of(file: Path, limit: int) -> str | None:
    raw = read_or_none(file, limit)
    return None if raw is None else sha256(raw)
