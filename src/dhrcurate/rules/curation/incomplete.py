"""Recommendations that the import flagged."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import INCOMPLETE
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR608", "incomplete-row", Severity.WARNING)
def incomplete_row(context: RuleContext) -> Iterator[Finding]:
    """The imported file broke off in the middle of a recommendation, and nobody has decided on it yet.

    Why: A text that ends by chance at the end of a word or sentence looks whole, and the cell of the addressee may
    be the beginning of a name. Only the published report shows what is lacking.

    Before: extracted = { by = "x-3f9a01c2", incomplete = true }, status = "pending"

    After: the text and the cell completed from the report, and the recommendation decided

    Note: Earlier versions said it in the note; there, the finding goes with the note too.
    """
    for r in context.recommendations:
        if not r.undecided:
            continue
        flagged = r.extracted is not None and r.extracted.incomplete
        if flagged or (r.note or "").startswith(INCOMPLETE):
            yield incomplete_row.finding(
                "the imported file broke off in the middle of this recommendation",
                path=f"/recommendations/{r.key}/{'extracted' if flagged else 'note'}",
                about=r,
            )
