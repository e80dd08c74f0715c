"""First paragraphs that have a number of their chapter and only speak of the recommendations below them."""

from __future__ import annotations

import pytest

from one_page import read, texts

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n9. Recommendations\n\n"
RING = "Wold Council should ring the caller back."
ASK = "Wold Council should ask who else is at home."
TOLD = "9.1 The panel met the family and has sought to make few recommendations."


@pytest.mark.parametrize(
    "first",
    [
        TOLD,
        "9.1 These recommendations were written by the agencies. The board will see that each is met.",
        "9.1 Each agency made recommendations of its own, and they are set out here.",
        "9.1 Below are the recommendations that the board agreed with those who took part.",
    ],
)
@pytest.mark.parametrize("marks", [("1. ", "2. "), ("• ", "• "), ("Recommendation 1: ", "Recommendation 2: ")])
def test_a_numbered_paragraph_above_them_is_no_recommendation(first: str, marks: tuple[str, str]) -> None:
    found = read(f"{HEAD}{first}\n\n{marks[0]}{RING}\n\n{marks[1]}{ASK}\n")
    assert texts(found) == [RING, ASK]
    assert found.whole


def test_its_footnotes_are_none_either() -> None:
    notes = "1 Written by senior staff of each agency.\n2 Home Office (2016) Guidance, paragraph 63.\n"
    above = "9.1 The panel read the notes1 and has sought to make few recommendations.2"
    found = read(
        f"{HEAD}{above}\n\nRecommendation 1 – Wold Council\n\n{RING}\n\n{notes}\n"
        f"Recommendation 2 – Wold Council\n\n{ASK}\n"
    )
    assert texts(found) == [RING, ASK]
    assert found.whole


@pytest.mark.parametrize(
    "first",
    [
        "9.1 Wold Council should publish the recommendations below.",
        "9.1 Review the recommendations of the last three years.",
        "9.1 The panel recommends that all its recommendations are met.",
    ],
)
def test_one_that_asks_is_kept(first: str) -> None:
    assert first[4:] in texts(read(f"{HEAD}{first}\n\n• {RING}\n\n• {ASK}\n"))


def test_one_of_the_same_numbers_as_the_others_is_judged_with_them() -> None:
    assert texts(read(f"{HEAD}9.1 {RING}\n\n9.2 {ASK}\n")) == [RING, ASK]
