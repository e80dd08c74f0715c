"""Where in a page a text came from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.review.passage import find_passage

BEFORE = "The panel met nine times. Its chair was independent of every agency that took part. "
TEXT = "Each agency should agree a shared form for referrals within six months and review it yearly."
AFTER = " The board receives a report on progress every quarter until all actions are done."


def test_a_text_that_stands_there_is_found_word_for_word() -> None:
    page = BEFORE + TEXT + AFTER
    passage = find_passage(TEXT, page)
    assert passage is not None
    assert page[passage.start : passage.end] == TEXT
    assert (passage.found, passage.differences) == (True, 0)


def test_blanks_case_and_punctuation_are_passed_over() -> None:
    passage = find_passage(TEXT, BEFORE + TEXT.replace(" ", "\n  ").upper().replace(".", " ;") + AFTER)
    assert passage is not None
    assert passage.differences == 0


def test_words_that_differ_are_told_on_both_sides() -> None:
    page = BEFORE + TEXT.replace("a shared form", "one common form").replace("yearly", "each year") + AFTER
    passage = find_passage(TEXT, page)
    assert passage is not None
    assert passage.found
    kinds = {
        (p.kind, (page if p.kind != "record" else TEXT)[p.start : p.end]) for p in passage.pieces if p.kind != "same"
    }
    assert ("record", "a shared") in kinds
    assert ("source", "one common") in kinds
    assert passage.differences in {1, 2}


def test_another_text_is_not_found() -> None:
    passage = find_passage(
        "Housing officers should visit each tenant who has moved in the last year at home.", BEFORE + AFTER
    )
    assert passage is None or not passage.found


def test_the_right_one_of_two_like_passages_is_found() -> None:
    other = TEXT.replace("referrals", "discharges").replace("six", "nine")
    page = BEFORE + other + AFTER + BEFORE + TEXT
    passage = find_passage(TEXT, page)
    assert passage is not None
    assert passage.start >= len(BEFORE + other + AFTER)


@pytest.mark.parametrize("text", ["", "   ", "?!", "word"])
def test_texts_of_next_to_nothing_break_nothing(text: str) -> None:
    find_passage(text, BEFORE)
    find_passage(BEFORE, text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab c\n.", max_size=60), st.text(alphabet="ab c\n.", max_size=200))
def test_every_passage_lies_in_the_page_and_its_pieces_in_order(text: str, page: str) -> None:
    passage = find_passage(text, page)
    if passage is not None:
        assert 0 <= passage.start < passage.end <= len(page)
        places = [p.start for p in passage.pieces if p.kind != "record"]
        assert places == sorted(places)
