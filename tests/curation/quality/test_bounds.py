"""How many rows a sample has and what it bounds, beside sums over all samples."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.curation.quality.bounds import bound, bound_of_strata, sample_size, stratum_sizes


def chance(wrong: int, frame: int, many: int, drawn: int) -> float:
    """The chance of so few wrong rows among those drawn, in whole numbers."""
    ways = sum(comb(many, k) * comb(frame - many, drawn - k) for k in range(min(wrong, many, drawn) + 1) if k <= drawn)
    return ways / comb(frame, drawn)


@pytest.mark.parametrize(
    ("frame", "error", "size"), [(1, 0.02, 1), (10, 0.02, 10), (100, 0.05, 39), (1000, 0.02, 132), (100_000, 0.02, 149)]
)
def test_a_sample_is_as_large_as_it_has_to_be(frame: int, error: float, size: int) -> None:
    assert sample_size(frame, error, 0.95) == size


def test_a_share_counts_as_it_was_written() -> None:
    # 0.29 of 100 is 29 to whoever wrote it, and 28 to a float: then 29 wrong ones would be too many.
    size = sample_size(100, 0.29, 0.95)
    assert chance(0, 100, 30, size) <= 0.05 < chance(0, 100, 30, size - 1)


@given(st.integers(1, 120), st.floats(0.01, 0.5), st.floats(0.5, 0.99))
def test_no_smaller_sample_would_do(frame: int, error: float, confidence: float) -> None:
    size = sample_size(frame, error, confidence)
    many = next(k for k in range(frame + 1) if k > Fraction(str(error)) * frame or k == frame)  # as it is written
    assert chance(0, frame, many, size) <= 1 - confidence + 1e-9
    if size > 1:
        assert chance(0, frame, many, size - 1) > 1 - confidence - 1e-9
    assert bound(frame, size, 0, confidence) <= error + 1e-9


@given(st.data())
def test_the_bound_is_missed_no_oftener_than_it_says(data: st.DataObject) -> None:
    frame = data.draw(st.integers(1, 80))
    drawn, many = data.draw(st.integers(1, frame)), data.draw(st.integers(0, frame))
    missed = sum(
        comb(many, wrong) * comb(frame - many, drawn - wrong)
        for wrong in range(min(many, drawn) + 1)
        if bound(frame, drawn, wrong, 0.9) < many / frame - 1e-12
    )
    assert missed / comb(frame, drawn) <= 0.1 + 1e-9


@given(st.data())
def test_the_bound_over_strata_is_safe_wherever_the_wrong_ones_are(data: st.DataObject) -> None:
    frames = data.draw(st.lists(st.integers(1, 30), min_size=1, max_size=3))
    drawn = [data.draw(st.integers(1, rows)) for rows in frames]
    many = [data.draw(st.integers(0, rows)) for rows in frames]
    chances = {0: 1.0}
    for rows, size, wrong in zip(frames, drawn, many, strict=True):
        own = {k: comb(wrong, k) * comb(rows - wrong, size - k) / comb(rows, size) for k in range(min(wrong, size) + 1)}
        chances = {
            total: sum(p * own.get(total - k, 0) for k, p in chances.items())
            for total in range(max(chances) + max(own) + 1)
        }
    share = sum(many) / sum(frames)
    strata = list(zip(frames, drawn, strict=True))
    possible = {k: p for k, p in chances.items() if p > 0}
    missed = sum(p for k, p in possible.items() if bound_of_strata(strata, k, 0.9) < share - 1e-12)
    assert missed <= 0.1 + 1e-9


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.floats(0.01, 0.3))
def test_a_clean_sample_in_proportion_bounds_what_was_asked_for(frames: list[int], error: float) -> None:
    sizes = stratum_sizes(frames, error, 0.95)
    assert all(0 < size <= rows for size, rows in zip(sizes, frames, strict=True))
    assert bound_of_strata(list(zip(frames, sizes, strict=True)), 0, 0.95) <= error + 1e-9
