"""Passages of a document that no recommendation holds: added as one, or said to be none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from dhrcurate.curation.operations.waive import waive
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import RECOMMENDATIONS, Data
from dhrcurate.domain.evidence import Evidence, Passage
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.printed_place import about

_RULE = "DHR805"
_NAME = "not-extracted"


def add_left_out(data: Data, evidence: Evidence, passage: Passage, *, used: Collection[str] = ()) -> Proposal:
    """Adds a passage as a pending recommendation, behind the one that the document prints before it.

    It is what the fix of `not-extracted` does, for passages that only may be a recommendation too.

    Args:
        data: The record's content.
        evidence: What its documents say.
        passage: The passage.
        used: The keys that its recommendations have ever had.
    """
    from dhrcurate.rules.documents.left_out import addition  # noqa: PLC0415  # imports the rules

    titles = {str(r["key"]): r.get("title") for r in data.get(RECOMMENDATIONS, ())}
    edits = addition(titles, evidence.recommendations, passage, used)
    return Proposal("fix", edits, because={"rule": _RULE}, note="add it, pending, in its place")


def dismiss(data: Data, passage: Passage, reason: str, by: str, moment: datetime | None = None) -> Proposal:
    """Says that a passage is no recommendation: a waiver of `not-extracted` for this passage alone.

    Raises:
        RefusedError: If there is no reason.
    """
    return dismiss_all(data, [passage], reason, by, moment)


def dismiss_all(
    data: Data, passages: Sequence[Passage], reason: str, by: str, moment: datetime | None = None
) -> Proposal:
    """Says that several passages are no recommendations: a waiver for each of them, with the same reason.

    Raises:
        RefusedError: If there is no reason.
    """
    each = tuple(Finding(_RULE, _NAME, Severity.WARNING, one.text, about=about(one)) for one in passages)
    return waive(data, replace(each[0], members=each), reason, by, moment)


def is_about_further(finding: Finding) -> bool:
    """Return whether a finding tells of many passages at once that are not told one by one."""
    return finding.rule == _RULE and not finding.about
