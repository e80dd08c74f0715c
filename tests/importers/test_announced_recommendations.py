"""Sentences that announce recommendations, and may say for whom the ones below are."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_page
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold County Council": "council", "All agencies": "collective"})
HEAD = "Domestic Homicide Review\nWold Community Safety Partnership\nDeath in 2016. Published May 2018\n\n"
CALLS = "How calls are graded should be looked at again."
BEDS = "Two more rooms should be found in a refuge."
CARDS = "A card with numbers to ring should be printed."
POLICE, COUNCIL = "Fen Police", "Wold County Council"


def read(text: str, name: str = "page.txt") -> Imported:
    page = HEAD.replace("\n", "\n\n") + text if name.endswith(".md") else HEAD + text
    return read_page(page.encode(), name, KNOWN)


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("The panel makes these recommendations to all agencies:", "all agencies"),
        ("The panel also makes the following recommendations to the Wold County Council:", COUNCIL),
        ("The following recommendations are for Wold County Council:", COUNCIL),
        ("The following two recommendations are addressed to Wold County Council.", COUNCIL),
        ("These recommendations are made to Wold County Council:", COUNCIL),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_body_that_a_sentence_names_has_what_is_below(sentence: str, whom: str, gap: str) -> None:
    found = read(f"Recommendations\n\n{POLICE}\n{gap}1. {CALLS}\n\n{sentence}\n{gap}2. {BEDS}\n3. {CARDS}\n")
    assert rows(found) == [(CALLS, POLICE), (BEDS, whom), (CARDS, whom)]
    assert not found.warnings


def test_the_body_of_the_sentence_goes_before_the_subject_of_a_recommendation() -> None:
    text = "The trust should be told of each call."
    found = read(f"Recommendations\n\nThe following recommendations are for {POLICE}:\n1. {text}\n2. {CALLS}\n")
    assert rows(found) == [(text, POLICE), (CALLS, POLICE)]


@pytest.mark.parametrize(
    "sentence", ["These recommendations are for everybody else:", "The panel makes these recommendations for change:"]
)
def test_where_no_known_body_is_named_the_one_before_does_not_go_on_and_the_sentence_is_told(sentence: str) -> None:
    found = read(f"Recommendations\n\n{POLICE}\n1. {CALLS}\n\n{sentence}\n2. {BEDS}\n3. {CARDS}\n")
    assert rows(found) == [(CALLS, POLICE), (BEDS, ""), (CARDS, "")]
    assert any(sentence in lost for lost in found.lost)


@pytest.mark.parametrize(
    "sentence",
    [
        "The following recommendations were made:",
        "The panel makes the following recommendations:",
        "The panel makes these recommendations for change:",
    ],
)
def test_a_sentence_directly_below_a_body_announces_its_recommendations(sentence: str) -> None:
    parts = [f"### {body}\n\n{sentence}\n\n1. {text}\n\n" for body, text in ((POLICE, CALLS), (COUNCIL, BEDS))]
    found = read("## Recommendations\n\n" + "".join(parts), "page.md")
    assert rows(found) == [(CALLS, POLICE), (BEDS, COUNCIL)]
    assert not found.warnings


ANNOUNCEMENTS = (
    "As a result of this review the following recommendations are made.",
    "Having considered all of the above, the panel makes the following recommendations.",
    "In light of what was found, these recommendations have been agreed by the panel:",
    "There are two recommendations.",
    "There were 2 recommendations made by the panel:",
    "The recommendations are set out below.",
    "The recommendations of this review are as follows:",
    "Recommendations are listed in the order of the report.",
    "Based on the learning from this review, recommendations are made as follows:",
    "Two recommendations are made in this report.",
    "Below are the recommendations made by the panel.",
    "The Review Panel has agreed the recommendations below.",
    "From what was learned come two recommendations for agencies in the county.",
    "Each agency has accepted the recommendations that concern it.",
)


@pytest.mark.parametrize("sentence", ANNOUNCEMENTS)
@pytest.mark.parametrize("mark", ["", "• "])
def test_a_sentence_that_only_says_that_recommendations_are_made_is_none(sentence: str, mark: str) -> None:
    items = (CALLS, BEDS) if mark else (f"1. {CALLS}", f"2. {BEDS}")
    found = read(f"Recommendations\n\n{sentence}\n\n{mark}{items[0]}\n{mark}{items[1]}\n")
    assert [text for text, _ in rows(found)] == [CALLS, BEDS]
    assert found.whole


@pytest.mark.parametrize(
    "text",
    [
        "The following recommendations of an earlier review should be carried out at last.",
        "These recommendations should be read to every new member of staff.",
        "In line with guidance, the recommendations of the coroner are to be sent to all wards.",
        "Recommendations made by the panel must be in the annual report.",
        "Carry out the recommendations of the report of 2014.",
    ],
)
def test_a_recommendation_about_recommendations_is_one(text: str) -> None:
    assert [text for text, _ in rows(read(f"Recommendations\n\n1. {text}\n2. {CALLS}\n"))] == [text, CALLS]
