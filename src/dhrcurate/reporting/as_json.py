"""Findings as a JSON list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.visible import escaped_json
from dhrcurate.reporting.render_options import RenderOptions


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields a list, one object per line."""
    between = "[\n"
    for located in report.findings:
        yield between + written(as_object(located, options))
        between = ",\n"
    yield "\n]\n" if report.findings else "[]\n"


def as_object(located: Located, options: RenderOptions) -> dict[str, Any]:
    """A finding as an object of `json` and `jsonl`; `related` is there where it is linked to or told for others."""
    finding, place = located.finding, located.place
    fix = finding.fix
    related = [options.words(name) for name in finding.related]
    return {
        "file": located.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "record": located.record,
        "key": finding.key,
        "number": finding.number,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": options.message(finding),
        "fix": {"safety": fix.safety.value, "description": options.words(fix.description)} if fix else None,
        **({"related": related} if related else {}),
    }


def written(value: Any, indent: int | None = None) -> str:
    """JSON that neither a terminal nor a CI service takes for a command, whatever its texts contain."""
    encoder = _ENCODER if indent is None else json.JSONEncoder(ensure_ascii=False, indent=indent)
    return escaped_json(encoder.encode(value))


_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""Made once: thousands of findings are written with it."""
