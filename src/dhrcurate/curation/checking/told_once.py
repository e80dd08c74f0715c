"""Findings told once: those of one rule with the same words, or the same cause, in one record.

Rules find a fault wherever it is, so that a waiver, a baseline, a filter and a fix know each place. What is reported
and shown is one finding for all of them. Errors are told at each place, and so is what a rule declares with its
`telling`: each has to be dealt with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dhrcurate.curation.checking.report import Located
from dhrcurate.domain.finding import Finding, Severity, joined_fix


def told_once(findings: Sequence[Finding], record: str) -> list[Finding]:
    """The findings of one record as they are told, each where the first of its places is."""
    return [_together([findings[i] for i in group], record) for group in _groups(findings)]


def located_once(located: Iterable[Located]) -> Iterator[Located]:
    """The findings of several files, file by file, as they are told."""
    for _, of_file in groupby(located, key=lambda one: one.file):
        group = list(of_file)
        for places in _groups([one.finding for one in group]):
            first = group[places[0]]
            finding = _together([group[i].finding for i in places], first.record)
            yield first if finding is first.finding else replace(first, finding=finding)


def _groups(findings: Sequence[Finding]) -> list[list[int]]:
    """The positions of findings that are told together, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, finding in enumerate(findings):
        groups.setdefault(_cause(finding) or (i,), []).append(i)
    return list(groups.values())


def _cause(finding: Finding) -> tuple[object, ...] | None:
    """What findings that are told together have in common, `None` for one that is told by itself."""
    if finding.key is None or finding.members or finding.spots or finding.related:
        return None
    if finding.severity is Severity.ERROR or finding.telling.at_each_place:
        return None
    safety = finding.fix.safety if finding.fix else None
    return finding.rule, finding.telling.cause or finding.message, finding.severity, safety


def _together(group: Sequence[Finding], record: str) -> Finding:
    first = group[0]
    words = first.telling.cause if first.key is not None else None
    if len(group) == 1 and words is None:
        return first
    keys = dict.fromkeys(one.key for one in group)
    others = list(keys)[0 if words else 1 :]
    told = replace(
        first, related=tuple(f"{record}#{key}" for key in others), members=tuple(group), fix=joined_fix(group)
    )
    return told if words is None else replace(told, message=words, path="", span=None, key=None, number=None)
