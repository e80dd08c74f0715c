"""What a finding offers, done at several recommendations that have one of the same rule: its fix, a waiver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.curation.operations import fixes, waive
from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, parts
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.words import name_of
from dhrcurate.review.actions.steps import (
    Ask,
    Given,
    Ready,
    Refused,
    Step,
    Unsigned,
    name_at,
    recommendation_refusal,
)
from dhrcurate.review.history_text import quoted
from dhrcurate.review.record_state import RecordState

FindingsAt = Callable[[str, str], Sequence[Finding]]
"""Returns the findings of a recommendation, by its record and its key."""


def fix(state: RecordState, key: str, given: Given, *, like: Finding, findings: FindingsAt) -> Step:
    """Make the fixes that a rule offers at one recommendation, as far as they change that one alone.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask, as what is done to several is shown before it is made.
        like: A finding of the rule.
        findings: Gives the findings.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    found = [one for one in findings(state.id, key) if one.rule == like.rule and one.fix is not None]
    if not found:
        return Refused(f"no fix of {like.rule} here", severity="information")
    edits: dict[str, Edit] = {}
    for one in found:
        own = [edit for edit in (one.fix.edits if one.fix else ()) if _is_of(edit, key)]
        if not own or (len(own) < len(one.fix.edits if one.fix else ()) and not (one.members or one.spots)):
            return Refused(f"the fix of {like.rule} changes others too; make it there alone", severity="information")
        for edit in own:
            edits.setdefault(edit.path, edit)
    rule = f"{like.rule} {like.name}"
    return Ready(
        fixes.make_fixes(found[:1], tuple(edits.values())),
        f"Made the fix for {like.rule} at {name_at(state, key)}.",
        "fix",
        of_many=f"Make the fix of {rule} at {{}}?",
        of_many_done=f"Made the fix of {rule} at {{}}.",
    )


def _is_of(edit: Edit, key: str) -> bool:
    return parts(edit.path)[:2] == [RECOMMENDATIONS, key]


def waive_finding(state: RecordState, key: str, given: Given, *, like: Finding, findings: FindingsAt) -> Step:
    """Accept what a rule found at one recommendation as it is; asks for the reason.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far.
        like: A finding of the rule.
        findings: Gives the findings.
    """
    if refusal := recommendation_refusal(state, key):
        return refusal
    found = [one for one in findings(state.id, key) if one.rule == like.rule]
    if not found:
        return Refused(f"{like.rule} found nothing here", severity="information")
    if not given.words:
        return Ask(f"Why is {like.rule} {like.name} waived?", "The reason is kept at each of those that are marked.")
    if not given.by:
        return Unsigned()
    here = [one for each in found for one in each.each if one.key == key and not is_kept_elsewhere(each, key)]
    if not here:
        first = found[0].spots[0]
        there = name_of({"number": first.number, "key": first.key})
        return Refused(f"what {like.rule} found is one finding with that at {there}; waive it there")
    rule = f"{like.rule} {like.name}"
    return Ready(
        waive.waive(state.data, replace(here[0], spots=(), members=tuple(here)), given.words, given.by),
        f"Waived {rule} at {name_at(state, key)}.",
        "waive",
        of_many=f"Waive {rule} at {{}}{given.said('reason', quoted(given.words))}?",
        of_many_done=f"Waived {rule} at {{}}.",
    )


def is_kept_elsewhere(finding: Finding, key: str) -> bool:
    """Return whether a finding about several recommendations is waived at another one of them, the first."""
    return not finding.members and bool(finding.spots) and finding.spots[0].key != key
