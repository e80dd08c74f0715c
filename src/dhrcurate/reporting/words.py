"""A whole report in words: counts, summary, statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dhrcurate.curation.checking.report import Report
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.words import plural


def counted(report: Report) -> str:
    """`2 errors, 1 warning in 3 of 40 files`, or `nothing found in 40 files`."""
    by_severity = report.findings.tally.by_severity
    files = plural(report.files, "file")
    if not by_severity:
        return f"nothing found in {files}"
    words = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
    found = ", ".join(plural(by_severity[s], s.value, many) for s, many in words.items() if by_severity[s])
    return f"{found} in {report.findings.tally.files:,} of {files}"


def summary(report: Report) -> Iterator[str]:
    """The lines of a summary after a check."""
    yield counted(report)
    if fixed := sum(report.fixed.values()):
        yield f"{plural(fixed, 'fix', 'fixes')} made"
    silenced: Counter[str] = Counter()
    for silence, count in report.silenced.items():
        silenced[silence.why] += count
    if silenced:
        yield "not reported: " + ", ".join(f"{count:,} by {why}" for why, count in sorted(silenced.items()))
    if safe := report.findings.tally.safe:
        yield f"{plural(safe, 'finding')} can be fixed with --fix"


def statistics(report: Report) -> Iterator[str]:
    """A line for each rule that found something or was silenced, the most frequent first."""
    found = report.findings.tally.by_rule
    hidden: Counter[str] = Counter()
    for silence, count in report.silenced.items():
        hidden[silence.rule] += count
    for (code, name, severity), count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        silent = f"  ({hidden.pop(code):,} silenced)" if code in hidden else ""
        yield f"{count:>7,}  {code}  {severity:<7}  {name}{silent}"
    for code, count in sorted(hidden.items()):
        yield f"{0:>7}  {code}  ({count:,} silenced)"
