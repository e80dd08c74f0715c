"""Findings as a JUnit report: a suite for each file, a failed case for each finding that makes the check fail.

The form is the narrowest of the common ones (Ant's), which the others take too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import quoteattr

from dhrcurate import __version__
from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.visible import visible
from dhrcurate.reporting.render_options import RenderOptions
from dhrcurate.reporting.words import counted


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields an XML document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    errors = [
        _case("dhrcurate", line, f"<error{_attributes('unusable', options.words(line))}/>") for line in report.unusable
    ]
    if errors or not report.findings:
        cases = errors or [_case("dhrcurate", counted(report), "")]
        yield from _suite(0, "dhrcurate", cases, report, errors=len(errors))
    first = 1 if errors or not report.findings else 0
    for number, (file, group) in enumerate(groupby(report.findings, key=lambda located: located.file), first):
        found = list(group)
        cases = [_finding(located, options) for located in found]
        failures = sum(located.fails for located in found)
        yield from _suite(number, file, cases, report, failures=failures, skipped=len(found) - failures)
    yield "</testsuites>\n"


def _suite(
    number: int,
    name: str,
    cases: Sequence[str],
    report: Report,
    *,
    errors: int = 0,
    failures: int = 0,
    skipped: int = 0,
) -> Iterator[str]:
    started = report.started.strftime("%Y-%m-%dT%H:%M:%S")
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    yield (
        f' <testsuite id="{number}" package="dhrcurate" name={_attribute(name)} hostname="localhost"'
        f' timestamp="{started}" time="0" {counts}>\n'
        f'  <properties><property name="dhrcurate" value="{__version__}"/></properties>\n'
    )
    yield from cases
    yield "  <system-out/><system-err/>\n </testsuite>\n"


def _finding(located: Located, options: RenderOptions) -> str:
    finding, place = located.finding, located.place
    message = options.message(finding)
    where = f"{visible(located.file, one_line=True)}:{place.line}:{place.column}"
    about = f"{finding.rule} {finding.name}: {where}"
    if not located.fails:
        return _case(located.file, about, f"<skipped{_attributes('', message)}/>")
    return _case(located.file, about, f"<failure{_attributes(finding.severity, message)}/>")


def _case(suite: str, name: str, outcome: str) -> str:
    return f'  <testcase classname={_attribute(suite)} name={_attribute(name)} time="0">{outcome}</testcase>\n'


def _attributes(kind: str, message: str) -> str:
    return f" message={_attribute(message)}" + (f' type="{kind}"' if kind else "")


def _attribute(text: str) -> str:
    # A log that shows this document must not contain a command for the CI service.
    return quoteattr(visible(text, one_line=True)).replace("##", "#&#35;")
