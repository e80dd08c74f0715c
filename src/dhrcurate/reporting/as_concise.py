"""Findings for people and editors, one per line."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.visible import harmless, visible
from dhrcurate.reporting.render_options import RenderOptions


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields `file:line:column: CODE severity name: message` for each finding."""
    for located in report.findings:
        yield harmless(f"{head(located)}: {options.message(located.finding)}") + "\n"


def head(located: Located) -> str:
    """The place and the rule of a finding, without its message."""
    finding, place = located.finding, located.place
    where = f"{visible(located.file, one_line=True)}:{place.line}:{place.column}"
    return f"{where}: {finding.rule} {finding.severity} {finding.name}"
