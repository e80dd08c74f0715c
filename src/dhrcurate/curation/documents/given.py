"""A file that is given to be attached: whether it is a document, what kind of one, and what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dhrcurate.curation.documents.kinds import guess_kind
from dhrcurate.curation.documents.opening import HEAD, LARGEST, SUFFIXES, wrong_form
from dhrcurate.curation.documents.problems import in_words
from dhrcurate.curation.documents.texts import Texts
from dhrcurate.documents.model import Report, UnreadError
from dhrcurate.documents.process import MissingLibraryError
from dhrcurate.documents.reading import format_of
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.storage.files import read_file

_REFUSED = frozenset({"not-this-format", "empty", "too-large"})
"""The problems of files that are no evidence: they are no document, or one that would be opened at a risk."""


@dataclass(frozen=True, slots=True)
class Given:
    """A document that is to be attached.

    Attributes:
        name: As its file is called.
        raw: Its bytes.
        suffix: What the name of a copy ends in.
        sha256: Its digest, hexadecimal.
        kind: What it is.
        report: What it says; `None` where it was not read.
        warning: Why its text cannot be used; empty if it can.
    """

    name: str
    raw: bytes = field(repr=False)
    suffix: str
    sha256: str
    kind: str
    report: Report | None = field(default=None, repr=False)
    warning: str = ""

    def file_for(self, record_id: str, digits: int = 6) -> str:
        """The name of its copy beside a record."""
        return f"{record_id}-{self.kind}-{self.sha256[:digits]}{self.suffix}"

    def entry(self, file: str | None, url: str | None, now: datetime | None = None) -> dict[str, Any]:
        """The table that names it in a record."""
        members = {
            "kind": self.kind,
            "file": file,
            "name": self.name,
            "sha256": self.sha256,
            "pages": (self.report.pages or None) if self.report else None,
            "url": url,
            "added": (now or datetime.now(UTC)).replace(microsecond=0),
        }
        return {name: value for name, value in members.items() if value is not None}


def read_given(path: Path) -> bytes:
    """Reads a file that is to be attached.

    Raises:
        UnusableError: If it cannot be read, is no regular file or is larger than a document may be.
    """
    try:
        return read_file(path, LARGEST)
    except FileNotFoundError:
        raise UnusableError(f"{path}: there is no such file") from None


def looked_at(path: Path, raw: bytes, texts: Texts, kind: str | None = None) -> Given:
    """Looks at a file that is to be attached, and reads it if that is possible here.

    A document that asks for a password, is damaged or has no text is evidence all the same; it has a warning.

    Args:
        path: Where it came from; only its name counts.
        raw: Its bytes.
        texts: Where its text is cached.
        kind: What it is; `None` to guess.

    Raises:
        RefusedError: If it is no document.
    """
    name = path.name.encode("utf-8", "replace").decode()
    suffix = suffix_of(raw, name)
    digest = hashlib.sha256(raw).hexdigest()
    report, warning = texts.get(digest), ""
    if report is None or report.problem == "too-slow":
        try:
            report = texts.read(digest, raw, name)
        except MissingLibraryError as error:
            warning = f"its text was not read: {error}"
    if report is not None and report.problem:
        if report.problem in _REFUSED:
            raise RefusedError(f"{name}: {in_words(report.problem)}")
        warning = f"its text cannot be used: {in_words(report.problem)}"
    elif report is not None and report.unreadable:
        pages = ", ".join(map(str, report.unreadable[:10])) + (", ..." if len(report.unreadable) > 10 else "")
        warning = f"some pages have no text that can be read, as of a scan: {pages}"
    return Given(name, raw, suffix, digest, kind or guess_kind(name, report), report, warning)


def suffix_of(raw: bytes, name: str) -> str:
    """Returns what the name of a document must end in.

    Raises:
        RefusedError: If it is no document.
    """
    own = Path(name).suffix.lower()
    try:
        suffix = f".{format_of(raw, name)}"
    except ImportError:  # the name must do
        suffix = own
    except UnreadError as error:
        if error.problem in _REFUSED:
            raise RefusedError(f"{name}: {in_words(error.problem)}") from error
        suffix = own if own in SUFFIXES else ".docx"
    if why := wrong_form(f"x{suffix}", raw[:HEAD]):
        raise RefusedError(f"{name}: {why}")
    return suffix
