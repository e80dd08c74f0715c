"""Findings that a rejection has settled: what is wrong with the words of a recommendation that is none.

A rejection says that it is none, or one too many, and keeps the reason; nobody need waive that its text is too short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding

_OF_WORDS = ("DHR2", "DHR3", "DHR8")
"""The families about addressees, texts, and how the documents print them. Those about numbers, personal data and
decisions stand: a rejected recommendation stays in the record."""


def unsettled(findings: Iterable[Finding], data: Data) -> Iterator[Finding]:
    """Yield the findings that still ask for something, each at those places where it does.

    Args:
        findings: The findings of a record.
        data: The record's content.
    """
    rejected = {rec.get("key") for rec in data.get("recommendations", ()) if rec.get("status") == "rejected"}
    for finding in findings:
        if not rejected or not finding.rule.startswith(_OF_WORDS) or finding.key is None:
            yield finding
            continue
        left = tuple(one for one in finding.each if one.key not in rejected)
        if len(left) == len(finding.each):
            yield finding
        elif finding.members and left:
            first = left[0]
            yield replace(first, message=finding.message, members=left, fix=finding.fix, telling=finding.telling)
        elif len({one.key for one in left}) > 1:  # of three that say the same two are left
            yield finding
