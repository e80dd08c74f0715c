"""Findings as SARIF 2.1.0 (OASIS), as code scanning services read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from dhrcurate import __version__
from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.finding import Severity
from dhrcurate.reporting.as_json import written
from dhrcurate.reporting.render_options import RenderOptions
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.registry import Rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields one log with one run."""
    codes = sorted({located.finding.rule for located in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "dhrcurate",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for code in codes if (rule := find_rule(code))],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.unusable,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": options.words(line)}} for line in report.unusable
                ],
            }
        ],
        "results": [_result(located, codes.index(located.finding.rule), options) for located in report.findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield written(log, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.sections["why"].split())},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(located: Located, rule_index: int, options: RenderOptions) -> dict[str, Any]:
    finding, place = located.finding, located.place
    properties = {"record": located.record, "key": finding.key, "number": finding.number}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": options.message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(options.in_repository(located.file), safe="/", errors="surrogateescape"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endLine": place.end_line,
                        "endColumn": place.end_column,
                    },
                }
            }
        ],
        "partialFingerprints": {"dhrcurate/v1": located.fingerprint},
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
