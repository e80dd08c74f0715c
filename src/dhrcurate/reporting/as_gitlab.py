"""Findings as a GitLab code quality report."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.curation.checking.report import Report
from dhrcurate.domain.finding import Severity
from dhrcurate.reporting.as_json import written
from dhrcurate.reporting.render_options import RenderOptions

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields the list that GitLab reads from a `codequality` artifact."""
    yield (
        written(
            [
                {
                    "description": f"{located.finding.rule} {options.message(located.finding)}",
                    "check_name": located.finding.name,
                    "fingerprint": located.fingerprint,
                    "severity": _SEVERITIES[located.finding.severity],
                    "location": {
                        "path": options.in_repository(located.file),
                        "lines": {"begin": located.place.line, "end": located.place.end_line},
                    },
                }
                for located in report.findings
            ],
            indent=1,
        )
        + "\n"
    )
