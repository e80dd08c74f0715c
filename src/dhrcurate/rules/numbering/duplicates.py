"""Two recommendations with one number."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.number import normalised
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import printed_number
from dhrcurate.rules.registry import record_rule


@record_rule("DHR101", "duplicate-number", Severity.ERROR)
def duplicate_number(context: RuleContext) -> Iterator[Finding]:
    """Two recommendations have the same printed number.

    Why: a citation of "recommendation 7" must mean one recommendation. A repeated number is a misreading of the page,
    one recommendation extracted in two pieces, or a fault of the report that deserves a note. If the numbers start
    again for each addressee, they are compared within each run.

    Before: `number = "7"` in two recommendations, the second of which continues the first.

    After: one recommendation 7 with the whole text.
    """
    for run in context.runs:
        first: dict[str, Recommendation] = {}
        for r in run:
            if not (number := printed_number(r)):
                continue
            other = first.setdefault(number, r)
            if other is not r:
                yield duplicate_number.finding(
                    f"the number {visible(number, one_line=True)} is printed on {other.key} too",
                    path=pointer(RECOMMENDATIONS, r.key, "number"),
                    about=r,
                    related=(f"{context.record.id}#{other.key}",),
                )


@record_rule("DHR102", "duplicate-number-normalised", Severity.WARNING)
def duplicate_number_normalised(context: RuleContext) -> Iterator[Finding]:
    """Two numbers differ only in how they are printed.

    Why: `R1`, `1` and `1.` are one number to a reader. Two recommendations that differ only in that are probably one
    number read twice, or two lists of one report that were run together.

    Before: `number = "R1"` and, in another recommendation, `number = "1."`

    After: `number = "R1"` and `number = "R2"`, as the page prints them.
    """
    for run in context.runs:
        first: dict[str, Recommendation] = {}
        for r in run:
            if not (number := printed_number(r)):
                continue
            other = first.setdefault(normalised(number), r)
            if other is not r and printed_number(other) != number:
                yield duplicate_number_normalised.finding(
                    f"the numbers {visible(number, one_line=True)} and"
                    f" {visible(printed_number(other), one_line=True)} ({other.key}) read as one and the same number",
                    path=pointer(RECOMMENDATIONS, r.key, "number"),
                    about=r,
                    related=(f"{context.record.id}#{other.key}",),
                )
