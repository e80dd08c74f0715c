"""The table of output formats; each is a module of this package with `render(report, options)`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line's help needs only the table
    from dhrcurate.curation.checking.report import Report
    from dhrcurate.reporting.render_options import RenderOptions

FORMATS = {
    "text": "for people: message, place, and on a terminal the line of the file",
    "concise": "one line a finding",
    "json": "a list of objects",
    "jsonl": "one object a line",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, for test reports",
    "github": "annotations of GitHub Actions",
    "gitlab": "GitLab code quality",
    "rdjson": "reviewdog",
    "markdown": "a table, for summaries and comments",
}
"""Every format with a line of help. A format is a module `dhrcurate.reporting.as_<name>`; only those asked for are
imported."""


def render(name: str, report: Report, options: RenderOptions) -> Iterator[str]:
    """Renders a report in a format, in pieces, the last of which ends its line."""
    pieces: Iterator[str] = import_module(f"dhrcurate.reporting.as_{name}").render(report, options)
    return pieces
