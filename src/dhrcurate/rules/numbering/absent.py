"""Missing numbers."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import printed_number
from dhrcurate.rules.registry import record_rule


@record_rule("DHR103", "missing-number", Severity.WARNING)
def missing_number(context: RuleContext) -> Iterator[Finding]:
    """A recommendation has no number although most of the others have one.

    Why: among numbered recommendations, one without a number is often the second half of the one before it, a heading,
    or a line of the page that is not a recommendation at all.

    Before: the numbers 1, 2, none, 3, where the third is the end of the second.

    After: the numbers 1, 2, 3.
    """
    without = [r for r in context.recommendations if not printed_number(r)]
    if 2 * len(without) >= len(context.recommendations):
        return
    for r in without:
        path = pointer(RECOMMENDATIONS, r.key) if r.number is None else pointer(RECOMMENDATIONS, r.key, "number")
        yield missing_number.finding("the number is missing, and the others have one", path=path, about=r)


@record_rule("DHR104", "none-numbered", Severity.INFO)
def none_numbered(context: RuleContext) -> Iterator[Finding]:
    """Half of the recommendations or more have no number.

    Why: without printed numbers a recommendation can only be cited by its words. That is right if the page prints none;
    if it prints them, they were lost in the extraction.

    Before: eight recommendations without a `number`, from a page that numbers them 1 to 8.

    After: `number = "1"` to `number = "8"`.
    """
    total = len(context.recommendations)
    numbered = sum(1 for r in context.recommendations if printed_number(r))
    if total and 2 * numbered <= total:
        some = "none is numbered" if not numbered else f"only {numbered} of {total} are numbered"
        yield none_numbered.finding(f"of the recommendations {some}")
