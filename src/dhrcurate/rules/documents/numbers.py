"""The numbers of recommendations beside those that the report prints."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.standing import Standing
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import located, where
from dhrcurate.rules.registry import record_rule


@record_rule("DHR803", "number-differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def number_differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """The report prints a recommendation under another number, or under one where the record has none.

    Why: People find a recommendation in the report, and in the answers to it, by its number.

    Before: number = "4", and the report has the text under "12"

    After: number = "12"

    Note: What is before a number, such as "Recommendation", "R" or "0", does not count. Where several recommendations
    have no number and the report numbers them, that is told once for all of them.
    """
    differing = [
        (r, found.main, found.number_printed)
        for r, found in located(context)
        if found.main is not None and "number" in Standing(found).differing(r.number)
    ]
    lost = sum(not r.number for r, _, _ in differing)
    for r, passage, number in differing:
        if number is not None:
            yield _finding(context, r, passage, number, one_of_many=lost > 1 and not r.number)


def _finding(context: RuleContext, r: Recommendation, passage: Passage, number: str, *, one_of_many: bool) -> Finding:
    path = pointer(RECOMMENDATIONS, r.key, "number")
    told = f"{where(passage, context)} has this text under number {number}"
    done = f"take the number {number}"
    if one_of_many:  # findings with the same words are told once
        told, done = "the report numbers this text, and it has no number here", "take the report's number"
    return number_differs_from_document.finding(
        told,
        path=path if r.number is not None else pointer(RECOMMENDATIONS, r.key),
        about=r,
        fix=Fix(Safety.UNSAFE, done, (Edit(path, r.number, number),)),
    )
