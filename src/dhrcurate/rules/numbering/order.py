"""The order of the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import printed_number
from dhrcurate.rules.registry import record_rule


@record_rule("DHR106", "string-sorted", Severity.INFO)
def string_sorted(context: RuleContext) -> Iterator[Finding]:
    """The recommendations are sorted as text and not as numbers.

    Why: a program that sorted R1, R10, R11, R2 took the numbers for text. Nothing is lost, and the interface sorts them
    as people count; but sentences such as "the policy named above" no longer follow what they refer to.

    Before: R1, R10, R11, R2, R3.

    After: R1, R2, R3, R10, R11.

    Note: Nothing has to be put right for a curator: the screen lists recommendations by their numbers. Exports have the
    order of the file; moving a recommendation changes it, and a waiver says that it stays.
    """
    for run in context.runs:
        numbers = [n for r in run if (n := printed_number(r))]
        if len(numbers) < 3 or numbers != sorted(numbers):
            continue
        natural = sorted(numbers, key=natural_key)
        if natural != numbers:
            at = next(i for i, (a, b) in enumerate(zip(numbers, natural, strict=True)) if a != b)
            yield string_sorted.finding(
                f"the numbers are sorted as words: {visible(numbers[at], one_line=True)} stands before"
                f" {visible(natural[at], one_line=True)} in the file"
            )


@record_rule("DHR107", "numbering-restarts", Severity.INFO)
def numbering_restarts(context: RuleContext) -> Iterator[Finding]:
    """The numbers start again with each addressee.

    Why: many reports number the recommendations of each agency from 1. A number alone then names several
    recommendations, so a citation needs the agency too. Numbers are compared within each run, so a number that another
    agency has too does not count as a duplicate.

    Before: 1, 2, 3 for the police and 1, 2 for the council.

    After: the same; nothing needs to change.
    """
    if len(context.runs) > 1:
        starts = [run[0] for run in context.runs]
        yield numbering_restarts.finding(
            f"the numbers start again with each addressee, in {len(starts)} runs; cite the addressee with the number",
            related=tuple(f"{context.record.id}#{r.key}" for r in starts),
        )
