"""Findings that a rejection has settled: what is wrong with the words of a recommendation that is none.

A rejection says that it is none, or one too many, and keeps the reason; nobody need waive that its text is too short.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding, joined_fix

_OF_WORDS = ("DHR2", "DHR3", "DHR8")
"""The families about addressees, texts, and how the documents print them. Those about numbers, personal data and
decisions stand: a rejected recommendation stays in the record."""

_OF_WAIVERS = ("DHR604", "DHR605")
"""Rules that tell of waivers which waive nothing any more: of what is settled nothing need be waived."""

_OF_TWO = ("DHR315", "DHR316")
"""Rules that tell of a text that another has too: settled whichever of the two was rejected."""


def unsettled(findings: Iterable[Finding], data: Data) -> Iterator[Finding]:
    """Yield the findings that still ask for something, each at those places where it does.

    Args:
        findings: The findings of a record.
        data: The record's content.
    """
    rejected = {rec.get("key") for rec in data.get("recommendations", ()) if rec.get("status") == "rejected"}
    if not rejected:
        yield from findings
        return
    for finding in findings:
        if finding.rule in _OF_WAIVERS and finding.key in rejected and _is_of_words(waived_rule(finding, data)):
            continue
        if not finding.rule.startswith(_OF_WORDS) or finding.key is None:
            yield finding
            continue
        others = {one.rpartition("#")[2] for one in finding.related}
        if finding.rule in _OF_TWO and others and others <= rejected:
            continue
        left = tuple(one for one in finding.each if one.key not in rejected)
        if len(left) == len(finding.each):
            yield finding
        elif left:
            yield _at_those(finding, left, rejected)


def waived_rule(finding: Finding, data: Data) -> str:
    """The rule whose waiver a finding is about, as it is named there; empty where that is not known."""
    path, _, position = finding.path.rpartition("/")
    waivers = edit.get(data, path)
    if not isinstance(waivers, list) or not position.isdecimal() or int(position) >= len(waivers):
        return ""
    return str(waivers[int(position)].get("rule"))


def _is_of_words(rule: str) -> bool:
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # imports every rule, and few records ask

    found = find_rule(rule)
    return found is not None and found.code.startswith(_OF_WORDS)


def _at_those(finding: Finding, left: tuple[Finding, ...], rejected: Collection[object]) -> Finding:
    """A finding about several recommendations, at those of them that were not rejected."""
    related = tuple(one for one in finding.related if one.rpartition("#")[2] not in {*rejected, left[0].key})
    told = replace(left[0], message=finding.message, related=related, fix=joined_fix(left), telling=finding.telling)
    return replace(told, members=left) if finding.members else replace(told, spots=left if len(left) > 1 else ())
