"""Recommendations outside of lists: in running prose, or each with a label among what a review found."""

from __future__ import annotations

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD = "Fen Police should log each call.", "Wold Council should name a lead for carers."


def read(text: str) -> Imported:
    (found,) = read_source(f"DHR Wold 2016\n\n{text}\n".encode(), "page.txt", NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    return [row["text"] for row in found.data["recommendations"]]


def test_sentences_that_each_recommend_something_are_recommendations_of_their_own() -> None:
    first = "The panel recommends that Fen Police logs each call. This was agreed."
    second = "It further recommends that Wold Council names a lead for carers."
    assert texts(read(f"Recommendations\n\n{first} {second}")) == [first, second]


def test_a_numbered_paragraph_that_recommends_twice_is_one() -> None:
    both = "The panel recommends that the log is kept. It also recommends that the log is read."
    assert texts(read(f"Recommendations\n\n1. {both}\n2. {LEAD}")) == [both, LEAD]


def test_a_paragraph_that_asks_two_bodies_is_kept_and_told() -> None:
    both = f"About calls, {CALLS} About carers, {LEAD}"
    found = read(f"Recommendations\n\n{both}")
    assert texts(found) == [both]
    assert any("several recommendations" in told for told in found.lost)


def test_recommendations_with_a_label_each_stand_among_findings() -> None:
    found = read(
        f"Learning and recommendations\n\nLearning 1\nCalls were not counted.\n\nRecommendation: {CALLS}\n\n"
        f"Learning 2\nHer brother was her carer.\n\nRecommendation: {LEAD}"
    )
    assert texts(found) == [CALLS, LEAD]
    assert not found.lost


def test_a_plan_of_blocks_gives_the_words_and_the_body_after_labels() -> None:
    found = read(
        "ACTION PLAN\n\n"
        "Recommendation: Log each call.\nScope: Local\nLead agency: Fen Police\nTarget date: 1 June 2019\n\n"
        "Recommendation: Name a lead.\nScope: Local\nLead agency: Wold Council\nTarget date:"
    )
    rows = found.data["recommendations"]
    assert [(row["text"], row["addressed_to"]) for row in rows] == [
        ("Log each call.", "Fen Police"),
        ("Name a lead.", "Wold Council"),
    ]


def test_an_opening_that_breaks_off_before_the_list_is_no_recommendation() -> None:
    lead = "To prevent a further death the panel believes that"
    assert texts(read(f"Recommendations\n\n{lead}\n\n{CALLS}\n\n{LEAD}")) == [CALLS, LEAD]
