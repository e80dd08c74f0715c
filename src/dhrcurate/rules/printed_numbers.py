"""Printed numbers: parsing one, and finding the runs that the numbers of a record form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dhrcurate.domain.number import normalised
from dhrcurate.domain.record import Recommendation

_NUMBER = re.compile(
    r"(?P<label>[^\W\d_]*)[-./]?"  # a series of its own: the CSP of CSP4
    r"(?P<groups>\d{1,6}(?:\.\d{1,6})*)"
    r"[-./]?\(?(?P<letters>[a-z]|[ivx]{1,5})?\)?"
)
_HEAD = re.compile(r"\s*(?:[^\W\d_]+[\s.:#]*)?\d+(?:\.\d+)*\.?(?:\s?\(?[a-z]\)?(?![^\W\d_]))?\s*", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_COUNTED = list(map(str, range(1, 1001)))
_TOO_LONG = 40
"""The most characters of a printed number; anything longer is text."""
_SHARED_FOR_CERTAIN = 2
"""Runs that share more numbers than these, the first one included, start again whatever else they hold."""


@dataclass(frozen=True, slots=True)
class Number:
    """A parsed number: `KP4.12(b)` has label `kp`, groups 4 and 12, letter `b`.

    Attributes:
        label: The letters before the digits, if they are not just a word for "recommendation".
        groups: The numbers between the dots.
        letter: The letter or small roman numeral after them, or an empty string.
    """

    label: str
    groups: tuple[int, ...]
    letter: str = ""


@lru_cache(maxsize=4096)
def parse_number(number: str) -> Number | None:
    """The parsed number; `None` if it is not a number that others can follow."""
    if len(number) > _TOO_LONG:
        return None
    found = _NUMBER.fullmatch(normalised(number))
    if not found:
        return None
    groups = tuple(int(g) for g in found["groups"].split("."))
    return Number(found["label"], groups, found["letters"] or "")


def head_of(number: str) -> str:
    """What a printed number begins with that is a number, before words that are stuck to it; empty if nothing is."""
    found = _HEAD.match(number)
    return found.group() if found else ""


def is_roman(number: str) -> bool:
    """True if a printed number is a roman numeral, which `parse_number` does not parse."""
    return bool(_ROMAN.fullmatch(normalised(number)))


def printed_number(r: Recommendation) -> str:
    """A recommendation's number without blanks around it; empty if none was printed."""
    return (r.number or "").strip()


def runs_of(recommendations: Sequence[Recommendation]) -> list[list[Recommendation]]:
    """The recommendations in runs whose numbers belong together; one run unless the numbers start again.

    There are none if the numbers are 1, 2, 3 and so on, because then there is nothing to check.

    Numbers start again where the first printed number of the record is repeated with another addressee. A number that
    was merely printed twice is different: a single number is not a run that could start again, numbers that continue
    the earlier ones have not started again, and those that share no other number with them were one list.
    """
    if [r.number for r in recommendations] == _COUNTED[: len(recommendations)]:
        return []
    starts = [0]
    first, addressee = "", ""
    for i, r in enumerate(recommendations):
        if not (number := printed_number(r)):
            continue
        number = normalised(number)
        if not first:
            first = number
        elif number == first and r.addressed_to != addressee:
            starts.append(i)
        addressee = r.addressed_to
    ends = [*starts[1:], len(recommendations)]
    found = [list(recommendations[a:b]) for a, b in zip(starts, ends, strict=True)]
    return found if _start_again(found) else [list(recommendations)]


def _start_again(found: list[list[Recommendation]]) -> bool:
    numbers = [[n for r in run if (n := printed_number(r))] for run in found]
    if len(numbers) == 1 or (len(numbers) == 2 and len(numbers[0]) == 1):
        return False
    if any(_continues(before, after) for before, after in pairwise(numbers)):
        return False
    held = Counter(each for run in numbers for each in {normalised(n) for n in run})
    shared = sum(1 for times in held.values() if times > 1)
    if shared > _SHARED_FOR_CERTAIN:
        return True
    if shared == 1 and len(numbers) == 2 and len(numbers[1]) > 1:
        return False
    return all(_is_run(run) for run in numbers)


def _is_run(run: list[str]) -> bool:
    """True if numbers rise with few left out, or count from one in any order, as those of one addressee do."""
    parsed = [number for n in run if (number := parse_number(n))]
    keys = [(number.label, number.groups, number.letter) for number in parsed]
    rising = all(before <= after for before, after in pairwise(keys))
    if any(len(number.groups) > 1 for number in parsed):
        return rising
    counted = {number.groups[0] for number in parsed}
    left_out = max(counted, default=0) - len(counted)
    return left_out <= 0 or (rising and left_out <= len(counted))


def _continues(before: list[str], after: list[str]) -> bool:
    """True if the numbers of a second run, except its first one, continue those of the first run: 1 2 3, 1 4 5."""
    reached = parse_number(before[-1])
    second = parse_number(after[1]) if len(after) > 1 else None
    if reached is None or second is None or len(before) == 1:
        return False
    return second.groups == (*reached.groups[:-1], reached.groups[-1] + 1)
