"""The numbers of recommendations beside those that the report prints."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.evidence import Role
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.number import same_number
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import located, where
from dhrcurate.rules.registry import record_rule


@record_rule("DHR803", "number-differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def number_differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """The report prints a recommendation under another number.

    Why: People find a recommendation in the report, and in the answers to it, by its number.

    Before: number = "4", and the report has the text under "12"

    After: number = "12"

    Note: Only what is before a number, such as "Recommendation" or "R", does not count.
    """
    for r, found in located(context):
        passage = found.main
        if passage is None or not passage.number or not r.number:
            continue
        if any(one.role is Role.SECOND for one in found.passages):
            continue  # it is several, of which none has its number
        printed = {one.number for one in found.passages if one.number}
        if any(same_number(r.number, number) for number in printed):
            continue
        path = pointer(RECOMMENDATIONS, r.key, "number")
        yield number_differs_from_document.finding(
            f"{where(passage, context)} has this text under number {passage.number}",
            path=path,
            about=r,
            fix=Fix(Safety.UNSAFE, f"take the number {passage.number}", (Edit(path, r.number, passage.number),)),
        )
