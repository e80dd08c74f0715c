"""Findings in the Reviewdog Diagnostic Format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.finding import Severity
from dhrcurate.reporting.as_json import written
from dhrcurate.reporting.render_options import RenderOptions

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields one object with every finding."""
    diagnostics = [_diagnostic(located, options) for located in report.findings]
    yield written({"source": {"name": "dhrcurate"}, "diagnostics": diagnostics}, indent=1) + "\n"


def _diagnostic(located: Located, options: RenderOptions) -> dict[str, Any]:
    finding, place = located.finding, located.place
    return {
        "message": options.message(finding),
        "location": {
            "path": options.in_repository(located.file),
            "range": {
                "start": _position(located.file, place.line, place.column, options),
                "end": _position(located.file, place.end_line, place.end_column, options),
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }


def _position(file: str, line: int, column: int, options: RenderOptions) -> dict[str, int]:
    """A place with its column in bytes of UTF-8, as the format requires."""
    before = options.line(file, line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1 + (column - 1 - len(before))}
