"""Fixes that rules propose for their findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dhrcurate.curation.proposal import Proposal, Rewritten
from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, parts
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.finding import Finding

_FEW = 3
"""The most descriptions of fixes that are the note of a change."""


def make_fix(finding: Finding) -> Proposal:
    """The proposal to make a finding's fix.

    Raises:
        RefusedError: If the rule has none.
    """
    if finding.fix is None:
        raise RefusedError(f"{finding.rule} {finding.name} has no fix here")
    return make_fixes([finding], finding.fix.edits)


def make_fixes(findings: Sequence[Finding], edits: tuple[Edit, ...], rewritten: Rewritten | None = None) -> Proposal:
    """The proposal to make the fixes of several findings of one record as one change.

    Args:
        findings: The findings, each with its fix, in the order in which they are made.
        edits: What all of them change.
        rewritten: The record's file with them, if it is known.
    """
    said = list(dict.fromkeys(finding.fix.description for finding in findings if finding.fix))
    note = "; ".join(said if len(said) <= _FEW else [*said[:_FEW], f"and {len(said) - _FEW} more"])
    return Proposal("fix", edits, because=_because(findings), note=note, rewritten=rewritten)


def _because(findings: Sequence[Finding]) -> dict[str, Any]:
    """The rule; of several, each with the keys of the recommendations that it changed, none for the record itself."""
    keys: dict[str, dict[str, None]] = {}
    for finding in findings:
        changed = keys.setdefault(finding.rule, {})
        for edit in finding.fix.edits if finding.fix else ():
            where = parts(edit.path)
            if len(where) > 1 and where[0] == RECOMMENDATIONS:
                changed[where[1]] = None
    if len(keys) == 1:
        return {"rule": next(iter(keys))}
    return {"rules": {rule: list(changed) for rule, changed in keys.items()}}
