"""Numbers of different schemes, and numbers that are not numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.number import normalised, scheme
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import Number, head_of, is_roman, parse_number, printed_number
from dhrcurate.rules.registry import record_rule


@record_rule("DHR108", "mixed-numbering", Severity.WARNING)
def mixed_numbering(context: RuleContext) -> Iterator[Finding]:
    """The numbers follow two schemes.

    Why: a report numbers its recommendations in one way. A few of another kind are often rows of another list, or
    numbers that lost their letter; if both kinds are printed, a note helps those who cite them.

    Before: R1, R2, 3, R4.

    After: R1, R2, R3, R4.
    """
    for run in context.runs:
        kinds: dict[str, list[Recommendation]] = {}
        for r, number in _numbers(run):
            if not number.label:
                kinds.setdefault(scheme(r.number or "").prefix or "digits", []).append(r)
        kinds["roman"] = [r for r in run if r.number and not parse_number(r.number) and is_roman(r.number)]
        present = sorted((rows for rows in kinds.values() if rows), key=len, reverse=True)
        for rows in present[1:]:
            yield mixed_numbering.finding(
                f"{_some(rows)} numbered like {_quoted(rows[0])}, but {len(present[0])} like {_quoted(present[0][0])}",
                path=pointer(RECOMMENDATIONS, rows[0].key, "number"),
                about=rows[0],
            )


@record_rule("DHR109", "number-clashes-with-group", Severity.INFO)
def number_clashes_with_group(context: RuleContext) -> Iterator[Finding]:
    """A number is also the first part of other numbers.

    Why: `10` next to `10.1.1` may be the tenth recommendation next to those of chapter 10, which it has nothing to do
    with, or the recommendation that they belong to. A program that makes a tree of the numbers assumes the latter.
    There is no finding if most numbers have such others beneath them.

    Before: 9, 10, 10.1.1, 10.1.2, 11.

    After: the same, with a note that 10.1.1 and 10.1.2 belong to chapter 10 and not to recommendation 10.
    """
    for run in context.runs:
        numbers = list(_numbers(run))
        if len({len(n.groups) for _, n in numbers}) < 2:
            continue
        beneath: Counter[tuple[str, tuple[int, ...]]] = Counter()
        for _, n in numbers:
            beneath.update((n.label, n.groups[:depth]) for depth in range(1, len(n.groups)))
        plain = [(r, n) for r, n in numbers if not n.letter]
        clashing = [(r, n) for r, n in plain if beneath[n.label, n.groups]]
        if _is_outline(plain, clashing, numbers):
            continue
        for r, n in clashing:
            count = beneath[n.label, n.groups]
            yield number_clashes_with_group.finding(
                f"the numbers of {count} other{'s' if count > 1 else ''} begin with"
                f" {visible(printed_number(r), one_line=True)} too, as if they were part of it",
                path=pointer(RECOMMENDATIONS, r.key, "number"),
                about=r,
            )


@record_rule("DHR111", "text-in-number", Severity.WARNING)
def text_in_number(context: RuleContext) -> Iterator[Finding]:
    """The number contains other text.

    Why: an agency, a heading or a second number stuck to the number was a cell or a line of its own on the page. It
    belongs elsewhere, and the number cannot be compared with others.

    Before: `number = "10 (AVCCG)"`

    After: `number = "10"`, with the agency that the letters stand for in `agencies`.
    """
    for r in context.recommendations:
        number = r.number
        if not number or not number.strip() or parse_number(number) or is_roman(number) or len(normalised(number)) == 1:
            continue
        head = len(head_of(number))
        start = head if head < len(number.rstrip()) else 0
        rest = number[start:].rstrip()
        stuck = visible(rest if len(rest) <= 60 else rest[:59] + "…", one_line=True)
        yield text_in_number.finding(
            f"'{stuck}' is stuck to the number" if start else f"'{stuck}' is no number",
            path=pointer(RECOMMENDATIONS, r.key, "number"),
            span=Span(start, start + len(rest)),
            about=r,
        )


def _numbers(run: Sequence[Recommendation]) -> Iterator[tuple[Recommendation, Number]]:
    for r in run:
        if r.number and (number := parse_number(r.number)):
            yield r, number


def _is_outline(
    plain: list[tuple[Recommendation, Number]],
    clashing: list[tuple[Recommendation, Number]],
    numbers: list[tuple[Recommendation, Number]],
) -> bool:
    """True if the numbers form an outline: most have others directly beneath them (1, 1.1, 1.2, 2, 2.1)."""
    top = min(len(n.groups) for _, n in numbers)
    parents = [n for _, n in clashing if len(n.groups) == top]
    children = {n.groups[: top + 1] for _, n in numbers if len(n.groups) == top + 1}
    direct = sum(1 for n in parents if any(c[:top] == n.groups for c in children))
    return direct > 1 and 2 * direct >= sum(1 for _, n in plain if len(n.groups) == top)


def _some(rows: Sequence[Recommendation]) -> str:
    return "one recommendation is" if len(rows) == 1 else f"{len(rows)} recommendations are"


def _quoted(r: Recommendation) -> str:
    return f"“{visible(printed_number(r), one_line=True)}”"
