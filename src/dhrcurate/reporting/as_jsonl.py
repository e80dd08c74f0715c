"""Findings as JSON objects, one per line."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.curation.checking.report import Report
from dhrcurate.reporting.as_json import as_object, written
from dhrcurate.reporting.render_options import RenderOptions


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields an object for each finding."""
    for located in report.findings:
        yield written(as_object(located, options)) + "\n"
