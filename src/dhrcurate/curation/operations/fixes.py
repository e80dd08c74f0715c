"""Fixes that rules propose for their findings."""

from __future__ import annotations

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.finding import Finding


def make_fix(finding: Finding) -> Proposal:
    """The proposal to make a finding's fix.

    Raises:
        RefusedError: If the rule has none.
    """
    if finding.fix is None:
        raise RefusedError(f"{finding.rule} {finding.name} has no fix here")
    return Proposal("fix", finding.fix.edits, because={"rule": finding.rule}, note=finding.fix.description)
