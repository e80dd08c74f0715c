"""What a later extraction left to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.words import field_in_words
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR610", "open-conflict", Severity.ERROR)
def open_conflict(context: RuleContext) -> Iterator[Finding]:
    """A later extraction and a curator changed a field differently, and nobody has decided which it is.

    Why: The record keeps the curator's value, with what the later extraction says beside it. Until somebody has looked
    at both, nobody knows which of them is published; the record cannot be signed off.

    Before: text = "Train all staff.", with conflicts = [{ field = "text", theirs = "Train all new staff.", ... }]

    After: either of the two as the text, and no conflict beside it
    """
    for r in context.recommendations:
        for conflict in r.open_conflicts:
            name = field_in_words(conflict.field)
            yield open_conflict.finding(
                f"a later extraction says something else about its {name}, and nobody has decided",
                path=f"/recommendations/{r.key}/{conflict.field}",
                about=r,
            )


@record_rule("DHR611", "gone-upstream", Severity.WARNING)
def gone_upstream(context: RuleContext) -> Iterator[Finding]:
    """A later extraction does not have this recommendation any more.

    Why: It may have been taken out of the published page, joined to another one there, or missed by the program. An
    update deletes nothing.

    Before: extracted = { by = "x-3f9a01c2", gone = "x-77aa10b4" }

    After: the recommendation removed, or the finding waived with the reason why it stays
    """
    for r in context.recommendations:
        if r.extracted is not None and r.extracted.gone is not None:
            yield gone_upstream.finding(
                "a later extraction does not have this recommendation",
                path=f"/recommendations/{r.key}/extracted",
                about=r,
            )
