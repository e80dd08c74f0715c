"""Exact confidence intervals of a share: Clopper and Pearson, Biometrika 26 (1934), pages 404 to 413."""

from __future__ import annotations

import math
from functools import lru_cache

_STEPS = 60
"""Halvings of the interval from 0 to 1: more than a float tells apart."""
_TERMS = 10_000
_TINY = 1e-300
_CLOSE = 1e-15


@lru_cache(maxsize=4096)
def exact_interval(hits: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """The shares with which `hits` or fewer, and `hits` or more, of `total` are not too unlikely.

    Whatever the true share is, the interval holds it at least as often as the confidence says.

    Args:
        hits: How many of them.
        total: Of how many; of none, nothing is known, and the interval is all of 0 to 1.
        confidence: How often it holds the share, between 0 and 1.

    Raises:
        ValueError: If there are fewer than no hits, or more than there are in all.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no share")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _quantile(tail, hits, total - hits + 1)
    high = 1.0 if hits == total else _quantile(1 - tail, hits + 1, total - hits)
    return low, high


def _quantile(chance: float, a: int, b: int) -> float:
    """Where the beta distribution with these parameters reaches a chance."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if beta_below(middle, a, b) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(x: float, a: int, b: int) -> float:
    """The regularised incomplete beta function: the chance that a share with this beta distribution is below `x`."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on one side only
        return 1 - beta_below(1 - x, b, a)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log) / (a * _fraction(x, a, b))


def _fraction(x: float, a: int, b: int) -> float:
    """The continued fraction of the function above (Abramowitz and Stegun, 26.5.8), from its beginning on (Lentz)."""
    value, above, below = 1.0, 1.0, 0.0
    for at in range(1, _TERMS):
        m, odd = divmod(at, 2)
        step = (-(a + m) * (a + b + m) if odd else m * (b - m)) * x / ((a + at - 1) * (a + at))
        below = 1 / ((1 + step * below) or _TINY)
        above = 1 + step / above or _TINY
        value *= above * below
        if abs(above * below - 1) < _CLOSE:
            break
    return value
