"""Reports made by hand, to write them in every form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dhrcurate.curation.checking.report import Located, LocatedFindings, Report
from dhrcurate.domain.finding import Finding, Fix, Place, Safety, Severity

PLACE = Place(3, 16, 3, 18)


def located(
    message: str = "the addressee is missing",
    *,
    file: str = "records/exampleton-2023-06.toml",
    rule: str = "DHR201",
    name: str = "missing-addressee",
    severity: Severity = Severity.ERROR,
    place: Place = PLACE,
    number: str | None = "14",
    fix: Fix | None = None,
    fingerprint: str = "f" * 32,
) -> Located:
    """A finding in a file."""
    key = "r014" if number else None
    finding = Finding(
        rule, name, severity, message, "/recommendations/r014/addressed_to", None, key, number, fix, place
    )
    return Located(file, Path(file).stem, finding, place, severity is Severity.ERROR, (fingerprint,), 0)


def report(*findings: Located, directory: Path = Path(), files: int = 3, unusable: tuple[str, ...] = ()) -> Report:
    """A report of some findings."""
    started = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
    return Report(LocatedFindings.of(findings), files=files, directory=directory, started=started, unusable=unusable)


SAFE = Fix(Safety.SAFE, "split into 2 agencies", ())
HOSTILE = "a\x1b[31m\r\n::error::x ##vso[task.setvariable] | <script> @octocat \u202e \ud800 &"
"""Words that a terminal, a CI service, a Markdown or an XML reader would obey or choke on."""
