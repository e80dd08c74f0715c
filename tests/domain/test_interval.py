"""Exact intervals, compared with published ones, with sums of the binomial distribution, and by what they promise."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.interval import exact_interval


def binomial(hits: int, total: int, chance: float) -> float:
    return float(comb(total, hits) * chance**hits * (1 - chance) ** (total - hits))


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (8, 20, 0.1912, 0.6395),
        (95, 100, 0.8872, 0.9836),
        (81, 263, 0.2527, 0.3676),
    ],
)
def test_the_ends_are_those_of_published_tables(hits: int, total: int, low: float, high: float) -> None:
    assert exact_interval(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_nothing_is_known_of_nothing() -> None:
    assert exact_interval(0, 0) == (0.0, 1.0)


def test_more_hits_than_there_are_is_no_share() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        exact_interval(11, 10)


@given(st.integers(0, 150), st.integers(0, 150), st.floats(0.5, 0.999))
def test_each_end_leaves_just_its_tail(hits: int, others: int, confidence: float) -> None:
    total = hits + others
    low, high = exact_interval(hits, total, confidence)
    tail = (1 - confidence) / 2
    if hits:
        assert sum(binomial(k, total, low) for k in range(hits, total + 1)) == pytest.approx(tail, abs=1e-9)
    if hits < total:
        assert sum(binomial(k, total, high) for k in range(hits + 1)) == pytest.approx(tail, abs=1e-9)


@given(st.integers(1, 60), st.floats(0, 1))
def test_whatever_the_share_is_the_interval_holds_it_as_often_as_it_says(total: int, share: float) -> None:
    ends = [exact_interval(hits, total) for hits in range(total + 1)]
    held = sum(binomial(k, total, share) for k, (low, high) in enumerate(ends) if low <= share <= high)
    assert held >= 0.95 - 1e-9


def test_large_numbers_are_as_the_normal_distribution_has_them() -> None:
    low, high = exact_interval(50_000, 100_000)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.5 / 100_000**0.5, 0.5 + 1.96 * 0.5 / 100_000**0.5), abs=1e-5)
