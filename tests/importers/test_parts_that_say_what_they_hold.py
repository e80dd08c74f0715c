"""Sentences over a list that say what the part of the report holds, and who asked for the review."""

from __future__ import annotations

import pytest

from dhrcurate.importers.wording.telling import Telling, telling
from one_page import read, texts

CALLS, LEAD = "Fen Police should log each call.", "Wold Council should name a lead for carers."
HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nLearning and recommendations\n"
FIRST = f"Learning Point 1\nCalls were lost.\nRecommendation 1\n{CALLS}\n"
LIST = f"{FIRST}Learning Point 2\nNobody led.\nRecommendation 2\n{LEAD}\n"
PARTNERSHIP = "South Wold and Fen Community Safety Partnership (SWFCSP) commissioned this review in May 2019."


@pytest.mark.parametrize(
    "over",
    [
        "This section sets out what was learned and what the panel recommends.",
        f"{PARTNERSHIP} This part gives what is recommended.",
        "The next chapter lists what the authors recommend to each body.",
    ],
)
def test_what_a_part_says_of_itself_is_no_recommendation(over: str) -> None:
    assert texts(read(f"{HEAD}{over}\n{LIST}")) == [CALLS, LEAD]
    assert texts(read(f"Learning and recommendations\n{over}\n{LIST}")) == [CALLS, LEAD]


@pytest.mark.parametrize("place", ["above", "below"])
def test_what_a_part_says_of_itself_tells_something(place: str) -> None:
    said = "South Wold and Fen Partnership (SWFP) commissioned this review in May 2019."
    over = "This section sets out what the panel learned and what it recommends."
    assert telling(f"{said} {over}" if place == "above" else f"{over} {said}") is Telling.SURELY


@pytest.mark.parametrize(
    "asked",
    [
        "This section of the force should log each call.",
        "The panel recommends that this section is read by all.",
        "This part of the guidance needs to be written again.",
    ],
)
def test_what_asks_for_something_of_a_part_is_a_recommendation(asked: str) -> None:
    found = read(f"{HEAD}Recommendation 1\n{CALLS}\nRecommendation 2\n{asked}\n")
    assert texts(found) == [CALLS, asked]
