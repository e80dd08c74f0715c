from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from registers import matcher

NAMES = matcher()


def _found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], agency.name) for start, end, agency in NAMES.mentions(text)]


def test_names_are_found_at_their_places() -> None:
    text = "The Home Office and exampleshire police should write to the CPS."
    assert _found(text) == [
        ("Home Office", "Home Office"),
        ("exampleshire police", "Exampleshire Police"),
        ("CPS", "Crown Prosecution Service"),
    ]


def test_the_longest_name_comes_first_and_hides_those_within_it() -> None:
    text = "Ask the Police and Crime Commissioner for Exampleshire."
    assert _found(text) == [
        ("Police and Crime Commissioner for Exampleshire", "Police and Crime Commissioner for Exampleshire"),
        ("Police", "Police"),
    ]


def test_a_single_word_is_a_name_only_where_it_is_written_as_one() -> None:
    assert _found("a place in refuge accommodation, not the cps or police") == []
    assert _found("Refuge runs it") == [("Refuge", "Refuge")]


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    for start, end, _ in NAMES.mentions(text):
        assert 0 <= start < end <= len(text)
