"""An answer that is remembered for other contexts has to be the one that they would get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from dhrcurate.domain.agency import Context, Interval
from dhrcurate.domain.asked import Plain, Remembered

DATES = ("2012", "2013", "2013-04", "2013-04-01", "2013-05-31", "2014", "2014-06", "2014-06-30")
SPANS = [Interval(start, end) for start, end in product(DATES, DATES) if start <= end]
PERIODS = list(product((None, *DATES), (None, *DATES)))


class Counting:
    """A function for `Remembered` that counts how often it is called."""

    def __init__(self, function: Callable[[str, Context], object]) -> None:
        self._function = function
        self.calls = 0

    def __call__(self, key: str, context: Context) -> object:
        self.calls += 1
        return self._function(key, context)


@pytest.mark.parametrize("since_until", PERIODS, ids=str)
def test_a_remembered_time_is_compared_as_the_dates_are(since_until: tuple[str | None, str | None]) -> None:
    def overlaps(_key: str, context: Context) -> object:
        return context.on is None or context.on.overlaps(*since_until)

    remembered = Remembered(overlaps, 10)
    for span in (None, *SPANS, *reversed(SPANS)):
        context = Context(on=span)
        assert remembered("a", context) == overlaps("a", context), span


def test_spans_between_the_same_dates_share_an_answer() -> None:
    made = Counting(lambda _key, context: context.on is not None and context.on.overlaps("2010", "2020"))
    remembered = Remembered(made, 10)
    for year in range(2011, 2018):
        assert remembered("a", Context(on=Interval(str(year), str(year + 2)))) is True
    assert made.calls == 1
    assert remembered("a", Context(on=Interval("2021", "2022"))) is False
    assert made.calls == 2


@pytest.mark.parametrize(
    ("ask", "calls"),
    [
        (lambda _key, _context: 1, 1),
        (lambda _key, context: context.has_area, 2),
        (lambda _key, context: context.csp, 4),
        (lambda _key, context: context.at_any_time().csp, 4),
        (lambda _key, context: context.in_any_area().csp, 1),
        (lambda _key, context: context.is_anywhere, 5),
        (lambda _key, context: context.on and context.on.end, 2),
        (lambda _key, context: context.at_any_time().on, 1),
    ],
)
def test_an_answer_holds_for_all_contexts_that_differ_in_what_was_not_asked(
    ask: Callable[[str, Context], object], calls: int
) -> None:
    made = Counting(ask)
    remembered = Remembered(made, 10)
    contexts = [Context(area, on) for area in (None, "", "Kent", "Essex") for on in (None, Interval("2012", "2014"))]
    for context in (*contexts, *contexts):
        assert remembered("a", context) == ask("a", context), context
    assert made.calls == calls


def test_what_a_part_of_an_answer_asked_counts_for_the_whole_though_the_part_was_remembered() -> None:
    part: Remembered[str, object] = Remembered(lambda _key, context: context.csp, 10)
    whole: Remembered[str, object] = Remembered(lambda key, context: f"{part(key, context)}!", 10)
    assert part("a", Context("Kent")) == "Kent"
    assert [whole("a", Context(area)) for area in ("Kent", "Essex", "Kent")] == ["Kent!", "Essex!", "Kent!"]


def test_the_older_half_is_forgotten_beyond_the_most() -> None:
    made = Counting(lambda key, _context: key)
    remembered = Remembered(made, 4)
    for key in "abcde":
        remembered(key, Context())
    assert made.calls == 5
    remembered("e", Context())
    remembered("d", Context())
    assert made.calls == 5
    remembered("a", Context())
    assert made.calls == 6


def test_the_answers_about_one_name_in_many_areas_are_bounded_too() -> None:
    made = Counting(lambda _key, context: context.csp)
    remembered = Remembered(made, 4)
    areas = "abcdefgh"
    assert [remembered("a", Context(area)) for area in areas] == [*areas]
    remembered("a", Context("h"))
    assert made.calls == len(areas)
    remembered("a", Context("a"))
    assert made.calls == len(areas) + 1


class KeptInMemory:
    """What a run keeps for the next one, as JSON holds it."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def answers(self, key: str) -> Iterator[tuple[Plain, object]]:
        return ((asked, value) for one, asked, value in map(json.loads, self.rows) if one == key)

    def add(self, key: str, asked: Plain, value: object) -> None:
        self.rows.append(json.dumps([key, asked, value]))


@pytest.mark.parametrize(
    "ask",
    [
        lambda _key, _context: 1,
        lambda _key, context: context.has_area,
        lambda _key, context: context.csp,
        lambda _key, context: [context.has_area, context.csp],
        lambda _key, context: context.is_anywhere,
        lambda _key, context: context.on is None,
        lambda _key, context: context.on and context.on.end,
        lambda _key, context: context.on and context.on.overlaps("2013", "2014-05"),
        lambda _key, context: context.on and [context.csp, context.on.overlaps(None, "2013-04"), context.on.start],
    ],
)
def test_answers_of_an_earlier_run_hold_where_they_did_then(ask: Callable[[str, Context], object]) -> None:
    kept = KeptInMemory()
    contexts = [Context(area, on) for area in (None, "", "Kent", "Essex") for on in (None, *SPANS[::3])]
    made = Counting(ask)
    earlier = Remembered(made, 1000, kept)
    for context in contexts:
        assert earlier("a", context) == ask("a", context)

    again = Counting(ask)
    later = Remembered(again, 1000, kept)
    for context in reversed(contexts):
        assert later("a", context) == ask("a", context), context
    assert again.calls == 0
    assert len(kept.rows) == made.calls
    for context in [Context("Borset", on) for on in SPANS]:
        assert later("a", context) == ask("a", context), context
