"""How long what was asked of a day holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.clock import AskedDay, holds

DATES = st.dates(date(2019, 11, 1), date(2021, 2, 28)).map(date.isoformat)
ASKED = st.tuples(DATES, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])
DAYS = st.dates(date(2019, 11, 1), date(2021, 2, 28))


@given(DAYS, DAYS, st.lists(ASKED | st.integers(2018, 2022), max_size=4))
def test_an_answer_that_holds_on_another_day_is_the_same_there(one: date, other: date, asked: list[str | int]) -> None:
    def answers(day: AskedDay) -> list[bool]:
        return [day.is_before(each) if isinstance(each, str) else day.is_before_year(each) for each in asked]

    day = AskedDay(one)
    before = answers(day)
    if holds(one.isoformat(), day.until, other):
        assert answers(AskedDay(other)) == before
    elif other > one:
        assert any(before), "what is past stays past"


@pytest.mark.parametrize("year", [0, -44, 2026, 10_000, 10**20])
def test_any_number_may_be_a_year(year: int) -> None:
    assert AskedDay(date(2026, 11, 22)).is_before_year(year) == (year > 2026)
