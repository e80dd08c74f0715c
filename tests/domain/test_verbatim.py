"""Where a text stands on a page word for word."""

from __future__ import annotations

import pytest

from dhrcurate.domain.verbatim import word_for_word

PAGE = (
    "The therapist should answer 1.5 per cent of letters within 24-48 hours, for £1,500 at most, and note by 10:30 "
    "what was said in the multi-\nagency meeting."
)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("1.5", "15"),
        ("1.5", "1,5"),
        ("1.5", "1 5"),
        ("24-48", "2448"),
        ("24-48", "24.48"),
        ("10:30", "1030"),
        ("£1,500", "£15.00"),
        ("therapist", "the rapist"),
        ("was said", "wassaid"),
        ("answer 1.5", "answer1.5 5"),
    ],
)
def test_a_figure_or_a_word_that_is_parted_in_another_way_is_another(printed: str, kept: str) -> None:
    assert printed in PAGE
    assert not word_for_word(PAGE.replace(printed, kept), PAGE)
    assert not word_for_word(PAGE, PAGE.replace(printed, kept))


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("£1,500", "£1500"),
        ("24-48", "24–48"),
        ("1.5", "1·5"),
        ("multi-\nagency", "multi-agency"),
        ("multi-\nagency", "multiagency"),
        ("said in", "said\nin"),
        ("said in", "said,  IN"),
    ],
)
def test_how_a_print_sets_its_figures_and_words_does_not_count(printed: str, kept: str) -> None:
    assert printed in PAGE
    assert word_for_word(PAGE.replace(printed, kept), PAGE)
    assert word_for_word(PAGE, PAGE.replace(printed, kept))
