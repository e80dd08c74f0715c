"""Findings as Markdown, for a job's summary or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.visible import visible
from dhrcurate.reporting.render_options import RenderOptions
from dhrcurate.reporting.words import counted

LIMIT = 500
"""The most findings in the table: summaries and comments are limited in size."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~@&$])")


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields a heading with the counts and a table, the most severe findings first."""
    yield f"### dhrcurate: {counted(report)}\n"
    for line in report.unusable:
        yield f"\n- {_plain(options.words(line))}\n"
    if not report.findings:
        return
    yield "\n| severity | place | recommendation | rule | message |\n| --- | --- | --- | --- | --- |\n"
    ordered = sorted(report.findings, key=lambda located: -located.finding.severity.rank)
    for located in ordered[:LIMIT]:
        yield _row(located, options)
    if more := len(ordered[LIMIT:]):
        yield f"\n{more} more {'findings are' if more > 1 else 'finding is'} not listed.\n"


def _row(located: Located, options: RenderOptions) -> str:
    finding = located.finding
    severity = f"**{finding.severity}**" if finding.severity is Severity.ERROR else f"{finding.severity}"
    cells = (
        severity,
        _plain(f"{visible(located.file, one_line=True)}:{located.place.line}:{located.place.column}"),
        _plain(options.words(finding.number or finding.key or "")),
        f"{finding.rule} {_plain(finding.name)}",
        _plain(options.message(finding)),
    )
    return f"| {' | '.join(cells)} |\n"


def _plain(text: str) -> str:
    """Text in which nothing is markup, a link or a mention."""
    return _SPECIAL.sub(r"\\\1", text).replace("\\@", "&#64;").replace("\\<", "&lt;").replace("\\|", "&#124;")
