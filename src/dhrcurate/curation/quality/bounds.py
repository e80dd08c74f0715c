"""How many rows to look at, and what they say of all: bounds of a share in a finite frame.

Without strata the number of wrong rows in a sample has a hypergeometric distribution. With strata it is a sum of such
numbers, and so of independent chances (Vatutin and Mikhailov, 1982). If each row is drawn with a chance of `f` or more,
it is small no more often than a binomial number with that chance (Hoeffding, 1956), so that the bound is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, exp, floor, lgamma

from dhrcurate.domain.interval import beta_below

_ROUNDING = 1e-12


def sample_size(frame: int, error: float, confidence: float) -> int:
    """The least number of rows that, if none of them is wrong, bounds the share of wrong ones by an error."""
    too_many = _too_many(frame, error)
    return _least(1, frame, lambda drawn: _at_most(0, frame, too_many, drawn) <= _risk(confidence))


def stratum_sizes(strata: list[int], error: float, confidence: float) -> list[int]:
    """The same for a frame in parts: how many rows of each, in proportion and rounded up."""
    share = 1 - (1 - confidence) ** (1 / _too_many(sum(strata), error))
    return [min(rows, ceil(share * rows)) for rows in strata]


def bound(frame: int, drawn: int, wrong: int, confidence: float) -> float:
    """The share of wrong rows in a frame that is not exceeded, after so many of those drawn were wrong."""
    most = frame - (drawn - wrong)  # the others that were drawn are right

    def is_ruled_out(many: int) -> bool:
        return many > most or _at_most(wrong, frame, many, drawn) <= _risk(confidence)

    return (_least(wrong + 1, most + 1, is_ruled_out) - 1) / frame


def bound_of_strata(strata: list[tuple[int, int]], wrong: int, confidence: float) -> float:
    """The same over all strata, whichever of them the wrong ones are in.

    Args:
        strata: How many rows each has, and how many of them were drawn.
        wrong: How many of those were wrong.
        confidence: How sure it is to be.
    """
    frame = sum(rows for rows, _ in strata)
    most = frame - (sum(drawn for _, drawn in strata) - wrong)
    share = min(drawn / rows for rows, drawn in strata)

    def is_ruled_out(many: int) -> bool:
        if many > most:
            return True
        fits = wrong == 0 or share * many - 1 >= wrong  # where Hoeffding's inequality holds
        return fits and beta_below(1 - share, many - wrong, wrong + 1) <= _risk(confidence)

    return (_least(wrong + 1, most + 1, is_ruled_out) - 1) / frame


def _risk(confidence: float) -> float:
    """How unlikely what is ruled out has to be; what is just so unlikely is, whatever floats make of it."""
    return 1 - confidence + _ROUNDING


def _too_many(frame: int, error: float) -> int:
    """The least number of wrong rows that is more than the error allows; as it was written, not as a float has it."""
    return floor(Fraction(str(error)) * frame) + 1


def _at_most(wrong: int, frame: int, many: int, drawn: int) -> float:
    """The chance of so few wrong rows in a sample, where there are many in the frame."""
    whole = _log_choose(frame, drawn)
    first = max(0, drawn - (frame - many))
    return sum(
        exp(_log_choose(many, k) + _log_choose(frame - many, drawn - k) - whole)
        for k in range(first, min(wrong, many, drawn) + 1)
    )


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from `low` to `high` for which something holds, that holds for all above and for `high`."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
