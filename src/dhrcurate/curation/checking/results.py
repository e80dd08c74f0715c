"""The results of checking one file, and of checking a whole library: plain values for other processes and the cache.

This module loads neither pydantic nor the rules, so that a check that finds everything in its cache starts fast.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.aside import Stretch
from dhrcurate.curation.checking.report import Silence
from dhrcurate.domain.finding import Finding, Place
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import UnreadableError, read_file, read_or_none
from dhrcurate.storage.folder import trail_beside

if TYPE_CHECKING:  # imports pydantic
    from dhrcurate.rules.record_summary import RecordSummary

MAX_PAGE = 64 * 2**20
"""A source page above this size is not compared with its record."""

MAX_TRAIL = 2**30
"""A trail above this size is verified by `audit verify` only."""


@dataclass(frozen=True, slots=True)
class InputDigests:
    """Digests (hexadecimal SHA-256) of the files that a record's findings depend on; `None` for a missing file.

    Attributes:
        record: Of the record's file.
        trail: Of its trail; why it cannot be read, if it cannot.
        page_path: The kept page that the record names, relative to the library.
        page: Of that page.
    """

    record: str
    trail: str | None = None
    page_path: str | None = None
    page: str | None = None

    @classmethod
    def read(cls, root: Path, file: Path, page_path: str | None) -> InputDigests | None:
        """Reads the files as they are now; `None` if the record's own file cannot be read."""
        record = _digest_of(file, MAX_BYTES)
        if record is None:
            return None
        page = _digest_of(root / page_path, MAX_PAGE) if page_path else None
        return cls(record, _trail_digest(trail_beside(file)), page_path, page)


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
    """

    path: str
    record: str
    findings: Stretch = field(default_factory=Stretch)
    silenced: dict[Silence, int] = field(default_factory=dict)
    inputs: InputDigests | None = None
    unusable: str | None = None
    summary: RecordSummary | None = None


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
