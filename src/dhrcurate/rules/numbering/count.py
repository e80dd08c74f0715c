"""The number of recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR110", "count-differs", Severity.WARNING)
def count_differs(context: RuleContext) -> Iterator[Finding]:
    """The record has more or fewer recommendations than its page says.

    Why: if there are fewer, a row was lost; if there are more, a heading or a footer was taken for a recommendation. If
    a curator has split or joined some on purpose, waive the finding for the record.

    Before: `stated_count = 54` and 53 recommendations.

    After: the lost recommendation added from the page, so that there are 54.
    """
    stated, held = context.record.source.stated_count, len(context.recommendations)
    if stated is not None and stated != held:
        noun = "recommendation" if stated == 1 else "recommendations"
        yield count_differs.finding(
            f"the page says that it holds {stated} {noun}, and the record holds {held}",
            path="/source/stated_count",
        )
