"""The number of recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR110", "count-differs", Severity.WARNING)
def count_differs(context: RuleContext) -> Iterator[Finding]:
    """More or fewer recommendations were extracted than the page says.

    Why: if there are fewer, a row was lost; if there are more, a heading or a footer was taken for a recommendation.

    Before: `stated_count = 54` and 53 recommendations.

    After: the lost recommendation added from the page, so that there are 54.

    Note: What came in is counted, by the first event of the trail or its newest update. What a curator adds from a
    report, divides, joins or removes afterwards makes no difference, unless it makes up for what was lost.
    """
    stated, held = context.record.source.stated_count, len(context.recommendations)
    if stated is None:
        return
    extracted = held if context.extracted is None else context.extracted
    if min(extracted, held) <= stated <= max(extracted, held):
        return
    noun = "recommendation" if stated == 1 else "recommendations"
    came = f", of {extracted} that were extracted" if extracted != held else ""
    yield count_differs.finding(
        f"the page says that it holds {stated} {noun}, and the record holds {held}{came}",
        path="/source/stated_count",
    )
