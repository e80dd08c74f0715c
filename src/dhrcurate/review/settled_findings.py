"""Findings that accepting a recommendation settles: what its agencies are told to be until then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dhrcurate.curation.checking.settled import waived_rule
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.until_accepted import UNTIL_ACCEPTED

_LAPSED = "DHR605"


def left_when_accepted(findings: Sequence[Finding], data: Data) -> list[Finding]:
    """Return those findings at a recommendation that are told still once it is accepted.

    What is told of a name among the agencies until then is settled, and so is that a waiver of it has lapsed.

    Args:
        findings: The findings at a recommendation that is not accepted yet.
        data: The record's content.
    """
    stays = [one for one in findings if not is_settled_by_accepting(one)]
    settled = _rules(one for one in findings if is_settled_by_accepting(one)) - _rules(stays)
    return [one for one in stays if one.rule != _LAPSED or waived_rule(one, data) not in settled]


def _rules(findings: Iterable[Finding]) -> set[str]:
    """The rules of findings, by code and by name: a waiver may have either."""
    return {word for one in findings for word in (one.rule, one.name)}


def is_settled_by_accepting(finding: Finding) -> bool:
    """True for what is told of a name among the agencies only until the recommendation is accepted with it."""
    return finding.name in UNTIL_ACCEPTED and finding.path.endswith("/agencies") and finding.fix is None
