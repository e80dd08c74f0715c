"""Problems that the reader of files found, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.registry import Rule


def problem_findings(rule: Rule, context: FileContext) -> Iterator[Finding]:
    """The findings of a rule that come from the reader's problems."""
    for problem in context.problems:
        if problem.rule == rule.name:
            yield rule.finding(
                problem.message, path=problem.path, place=problem.place, key=problem.key, number=problem.number
            )
