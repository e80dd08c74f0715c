"""Gaps in the sequence of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.evidence import Evidence, Role
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.number import natural_key, same_number
from dhrcurate.domain.printed_place import about
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import head_of, parse_number, printed_number
from dhrcurate.rules.registry import record_rule

_OTHERS = 4
"""Among fewer other numbers, one that is far above them shows no slip."""


@record_rule("DHR105", "number-gap", Severity.WARNING)
def number_gap(context: RuleContext) -> Iterator[Finding]:
    """A number is missing from the sequence.

    Why: a number missing among others is most often a recommendation that the extraction lost or joined to its
    neighbour. There is no finding if so many are missing that the numbers are not a count, such as paragraph numbers.
    A single number far above all others, in the place of the one that they lack, is a slip such as a digit too many.
    There is none either where a report that could be read whole prints the numbers on both sides, and none between, or
    where `not-extracted` tells of all that are missing.

    Before: the numbers 1, 2, 4, 5.

    After: the numbers 1, 2, 3, 4, 5.
    """
    for run in context.runs:
        for gap in _gaps(run):
            if _is_printed_so(context, gap) or _is_told(context, gap):
                continue
            after = gap.after
            span = gap.first if gap.first == gap.last else f"{gap.first} to {gap.last}"
            verb = "is" if gap.first == gap.last else "are"
            yield number_gap.finding(
                f"{span} {verb} missing before {visible(printed_number(after), one_line=True)}",
                path=pointer(RECOMMENDATIONS, after.key, "number"),
                about=after,
            )


@dataclass(frozen=True, slots=True)
class _Gap:
    missing: Sequence[str]
    after: Recommendation
    before: Recommendation | None = None

    @property
    def first(self) -> str:
        return self.missing[0]

    @property
    def last(self) -> str:
        return self.missing[-1]


def _is_told(context: RuleContext, gap: _Gap) -> bool:
    """True if all that is missing is told as not extracted, and nobody has said that it is no recommendation."""
    if context.evidence is None:
        return False
    dismissed = {waiver.about for waiver in context.record.waivers}
    sure = [one for one in context.evidence.not_extracted if one.sure and about(one) not in dismissed]
    return all(any(same_number(number, one.number or "") for one in sure) for number in gap.missing)


def _is_printed_so(context: RuleContext, gap: _Gap) -> bool:
    """True if the report itself has the gap."""
    evidence = context.evidence
    if evidence is None or not all(one.whole for one in evidence.documents):
        return False
    passages = [*evidence.not_extracted, *(each for one in evidence.recommendations for each in one.passages)]
    printed = {one.number for one in passages if one.number}
    if any(same_number(number, one) for number in gap.missing for one in printed):
        return False
    return all(_bears(evidence, r) for r in (gap.before, gap.after) if r is not None)


def _bears(evidence: Evidence, r: Recommendation) -> bool:
    """True if a report prints a recommendation under the number that it has."""
    found = evidence.of(r.key)
    numbers = {one.number for one in found.passages if one.number and one.role is not Role.SECOND} if found else set()
    return any(same_number(r.number or "", number) for number in numbers)


@dataclass(slots=True)
class _Level:
    """Numbers of one sequence: those with the same groups before their last one."""

    own: dict[int, Recommendation] = field(default_factory=dict)
    deeper: set[int] = field(default_factory=set)
    lettered: dict[int, dict[str, Recommendation]] = field(default_factory=lambda: defaultdict(dict))


def _gaps(run: Sequence[Recommendation]) -> Iterator[_Gap]:
    levels: dict[tuple[str, tuple[int, ...]], _Level] = defaultdict(_Level)
    for r in run:
        number = (parse_number(r.number) or parse_number(head_of(r.number))) if r.number else None
        if number is None:
            continue
        above, last = number.groups[:-1], number.groups[-1]
        level = levels[number.label, above]
        if number.letter:
            level.lettered[last].setdefault(number.letter, r)
        if last not in level.own or natural_key(r.number) < natural_key(level.own[last].number):
            level.own[last] = r
        for depth, group in enumerate(above):
            levels[number.label, above[:depth]].deeper.add(group)
    for (label, above), level in levels.items():
        stem = label.upper() + "".join(f"{g}." for g in above)
        yield from _missing_numbers(level, stem, nested=bool(above))
        for last, letters in level.lettered.items():
            yield from _missing_letters(letters, f"{stem}{last}", plain=not _lettered(level.own[last]))


def _lettered(r: Recommendation) -> bool:
    number = parse_number(r.number or "") or parse_number(head_of(r.number or ""))
    return bool(number and number.letter)


def _missing_numbers(level: _Level, stem: str, *, nested: bool) -> Iterator[_Gap]:
    own = level.own
    if len(own) < 2:
        return
    # Beneath a chapter the first paragraphs are often prose, so there only a gap between two numbers counts.
    low = min(own) if nested else 1
    present = own.keys() | level.deeper
    counted = max(own) - low - len(present) <= len(present)
    missing = [n for n in range(low, max(own)) if n not in present] if counted else []
    if not counted or len(missing) * (2 if nested else 1) > len(own):
        if (slip := _slip(list(own), present, low)) is not None:
            yield _Gap([f"{stem}{slip}"], own[max(own)])
        return
    for first, last in _stretches(missing):
        after = own[min(n for n in own if n > last)]
        before = own.get(max((n for n in own if n < first), default=0))
        yield _Gap([f"{stem}{n}" for n in range(first, last + 1)], after, before)


def _slip(order: Sequence[int], present: Collection[int], low: int) -> int | None:
    """The number that stands wrong as the highest one, far above the others, which lack it alone; none if unsure.

    Args:
        order: The numbers in the order of the record.
        present: The same, with those of chapters.
        low: The number that the sequence begins with.
    """
    far = max(present)
    others = set(present) - {far}
    if far not in order or len(others) < _OTHERS:
        return None
    missing = [n for n in range(low, max(others)) if n not in others] if max(others) < low + 2 * len(others) else []
    at = order.index(far)
    if len(missing) == 1:
        lacking = missing[0]
        beside = order[at - 1 : at] == [lacking - 1] or order[at + 1 : at + 2] == [lacking + 1]
        return lacking if beside else None
    following = max(others) + 1
    counted = following - low == len(others)
    last = at == len(order) - 1 or order[at - 1 : at] == [following - 1]
    return following if counted and last and _has_one_digit_more(far, following) else None


def _has_one_digit_more(far: int, number: int) -> bool:
    digits = str(far)
    return any(digits[:at] + digits[at + 1 :] == str(number) for at in range(len(digits)))


def _missing_letters(letters: dict[str, Recommendation], stem: str, *, plain: bool) -> Iterator[_Gap]:
    if len(letters) < 2 or any(len(x) > 1 for x in letters):
        return
    low = ord(min(letters)) if plain else ord("a")
    missing = [n for n in range(low, ord(max(letters))) if chr(n) not in letters]
    if len(missing) > len(letters):
        return
    for first, last in _stretches(missing):
        after = letters[min(x for x in letters if ord(x) > last)]
        before = letters.get(max((x for x in letters if ord(x) < first), default=""))
        yield _Gap([f"{stem}{chr(n)}" for n in range(first, last + 1)], after, before)


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken stretch of rising numbers."""
    start = None
    for i, n in enumerate(numbers):
        start = n if start is None else start
        if i + 1 == len(numbers) or numbers[i + 1] != n + 1:
            yield start, n
            start = None
