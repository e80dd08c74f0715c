"""Numbers of recommendations at the start of a line, told from quantities, dates and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.domain.number import natural_key, normalised

_NUMBER = re.compile(
    r"""
    (?P<number>
      (?:(?:recommendations?|recs?|no|number)\b\.?\s*[:#]?\s*)?   # Recommendation 1, Rec. 1, No 1
      (?-i:[A-Z]{1,6}(?:[-_./]|\s(?=\d))?)?                       # R1, WMP-1, CCG 1
      \d{1,3}(?:[.\-/]\d{1,3})*                                   # 10.2.1
      [a-z]?                                                      # 4a
      (?:\s?\((?-i:[A-Z]{2,12}|[a-z]|[ivx]{1,4}|\d{1,2})\))*      # 3.140(a), 10 (AVCCG)
      (?:\s(?-i:[a-z])(?=\s+\W?(?-i:[A-Z])))?                     # 9.1 a
      [.):]?
    )
    (?=\s|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:extracted\s+)?(?:recommendations?|recs?|actions?)\b", re.IGNORECASE)
_SPACED_PREFIX = re.compile(r"(?P<prefix>[A-Z]{1,6})\s\d")


def printed_number(line: str) -> tuple[str, str] | None:
    """Takes a number from the start of a line.

    Returns:
        The number as printed and the rest of the line, `None` where the line starts with none. A count, such as
        "9 recommendations pulled", is none.
    """
    found = _NUMBER.match(line)
    if found is None:
        return None
    rest = line[found.end() :].strip()
    if rest[:1].islower() and _COUNTED.match(rest):
        return None
    return found["number"], rest


def spaced_prefix(number: str) -> str | None:
    """The letters that stand before a number with a blank between, as in `CCG 2`."""
    found = _SPACED_PREFIX.match(number)
    return found["prefix"] if found else None


def likely_chain(numbers: Sequence[str], sure: Sequence[bool]) -> list[int]:
    """Which of the numbers that stand at line starts are those of recommendations.

    Numbers of recommendations run upwards, as people count or as text sorts (`1, 10, 2`); a few may repeat or start
    again. A number where a wrapped sentence happens to break the line does not fit in.

    Args:
        numbers: Candidates in order.
        sure: Whether each stands where a line of the page begins, and not only a wrapped one.

    Returns:
        Positions of those that are, in order.
    """
    natural = _best_chain([natural_key(n) for n in numbers], sure)
    by_text = _best_chain([((1, normalised(n)),) for n in numbers], sure)
    return list(max(natural, by_text, key=lambda scored: scored[0])[1])


_Key = tuple[tuple[int, int | str], ...]


def _best_chain(keys: Sequence[_Key], sure: Sequence[bool]) -> tuple[float, tuple[int, ...]]:
    """The chain of the highest score: candidates count for it, steps that do not go up count against it."""
    best: list[tuple[float, int]] = []
    for i, key in enumerate(keys):
        options = [(0.0, -1)]
        options += [(best[j][0] - _cost(keys[j], key, keys[0]), j) for j in range(max(0, i - 40), i)]
        score, before = max(options)
        best.append((score + (3.0 if sure[i] else 1.0), before))
    if not best:
        return 0.0, ()
    at = max(range(len(best)), key=lambda i: best[i][0])
    score, chain = best[at][0], []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    return score, tuple(reversed(chain))


def _cost(before: _Key, after: _Key, first: _Key) -> float:
    if before < after:
        return 0.0 if _near(before, after) else 0.5
    if after in (before, first):
        return 1.5
    return 2.5


def _near(before: _Key, after: _Key) -> bool:
    """Whether a number can be the next one: its first figure that differs is not far on."""
    for (_, a), (_, b) in zip(before, after, strict=False):
        if a != b:
            return not (isinstance(a, int) and isinstance(b, int)) or b - a <= 10
    return True
