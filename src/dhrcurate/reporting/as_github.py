"""Findings as annotations of GitHub Actions.

A step shows ten annotations of each level; more are dropped unseen. So the errors come first, and a last line tells how
many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.visible import no_order_within
from dhrcurate.domain.words import plural
from dhrcurate.reporting.render_options import RenderOptions

LIMIT = 10
"""How many annotations of one level GitHub shows for a step."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields a command for each finding that GitHub will show, and a line about the others."""
    shown: dict[Severity, list[Located]] = {severity: [] for severity in _LEVELS}
    more = 0
    for located in report.findings:
        if len(found := shown[located.finding.severity]) < LIMIT:
            found.append(located)
        else:
            more += 1
    for found in shown.values():
        yield from (_command(located, options) for located in found)
    if more:
        yield f"{plural(more, 'more finding')}: GitHub shows {LIMIT} of each level for a step.\n"


def _command(located: Located, options: RenderOptions) -> str:
    finding, place = located.finding, located.place
    properties = {
        "file": options.words(located.file),
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": f"{finding.rule} {finding.name}",
    }
    if place.end_line != place.line:  # GitHub accepts columns only within one line
        del properties["col"], properties["endColumn"]
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    number = f" (recommendation {options.words(finding.number)})" if finding.number else ""
    return no_order_within(f"::{_LEVELS[finding.severity]} {given}::{_data(options.message(finding) + number)}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
