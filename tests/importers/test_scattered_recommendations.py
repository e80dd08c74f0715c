"""Recommendations outside of lists: in running prose, or each with a label among what a review found."""

from __future__ import annotations

import pytest

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


def test_several_that_are_counted_in_one_paragraph_are_taken_apart() -> None:
    assert texts(read(f"Recommendation 1: {CALLS} Recommendation 2: {LEAD}")) == [CALLS, LEAD]


def test_a_paragraph_that_speaks_of_another_recommendation_is_whole() -> None:
    whole = f"{CALLS} Recommendation 7 of an earlier review said so too."
    assert texts(read(f"Recommendation 1: {whole}\n\nRecommendation 2: {LEAD}")) == [whole, LEAD]


def test_what_became_of_a_recommendation_is_none_of_its_words() -> None:
    found = read(
        f"Recommendations\n\n1. {CALLS}\n\nAccepted in part. The force will log those at night.\n\n2. {LEAD}\n\n"
        "Completed in May 2021: a lead was named."
    )
    assert texts(found) == [CALLS, LEAD]
    assert not found.lost


def test_a_sentence_about_one_of_them_by_its_number_is_none() -> None:
    found = read(f"Recommendations\n\n1. {CALLS}\n2. {LEAD}\n\nRecommendation 2 has been completed.")
    assert texts(found) == [CALLS, LEAD]


def test_a_sentence_about_nobody_is_none() -> None:
    assert texts(read(f"Recommendations\n\n{CALLS}\n\n{LEAD}\n\nNobody thought that more was needed.")) == [CALLS, LEAD]


def test_a_sentence_without_a_number_below_numbers_is_told() -> None:
    quoted = 'Her mother said: "They should have listened."'
    found = read(f"Recommendations\n\n1. {CALLS}\n2. {LEAD}\n\n{quoted}")
    assert any("Her mother" in told for told in found.lost)


def test_headings_that_nothing_marks_are_told_and_not_taken_in_silence() -> None:
    text = f"Recommendations\n\nFen Police:\nCalls at night\n{CALLS}\nLetters\nEach letter should be read."
    assert any("Calls at night" in told for told in read(text).lost)


def test_a_sentence_that_calls_the_body_of_the_heading_by_its_kind_names_no_other() -> None:
    parts = "\n\n".join(
        f"Recommendations for {body}\nThe review makes two recommendations to the {kind}.\n"
        "1. Read each letter.\n2. Count calls."
        for body, kind in (("Fen Police", "force"), ("Wold Council", "council"))
    )
    rows = read(parts).data["recommendations"]
    assert [row["addressed_to"] for row in rows] == ["Fen Police"] * 2 + ["Wold Council"] * 2


@pytest.mark.parametrize("label", ["Response", "Agency response", "Progress"])
def test_what_a_body_answered_is_none_of_the_words_whatever_it_asks_for(label: str) -> None:
    found = read(
        f"Recommendation 1: {CALLS}\n{label}: The force agrees. It should be done by June.\n\n"
        f"Recommendation 2: {LEAD}\n{label}: The council has none."
    )
    assert texts(found) == [CALLS, LEAD]
    assert not found.lost


def test_what_readers_should_do_is_no_recommendation() -> None:
    parts = f"<h3>Calls</h3><p>{CALLS}</p><h3>Carers</h3><p>{LEAD}</p>"
    text = (
        f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2>{parts}<h3>Where to turn</h3><p>You should call for help.</p>"
    )
    (found,) = read_source(text.encode(), "page.html", NOTHING)
    assert texts(found) == [CALLS, LEAD]


def test_the_short_form_of_a_body_may_stand_behind_its_name_in_a_heading() -> None:
    found = read(
        "Recommendations for the Fen Constabulary (FC)\n\nFC1 Read each letter.\nFC2 Count each call.\n\n"
        "Recommendations for Wold Council (WC)\n\nWC1 Log each visit."
    )
    rows = found.data["recommendations"]
    assert [row["addressed_to"] for row in rows] == ["Fen Constabulary (FC)"] * 2 + ["Wold Council (WC)"]


def test_an_unknown_body_that_should_do_what_is_listed_below_needs_no_colon() -> None:
    found = read("Recommendations\n\nWold Council should\n- read each letter\n- count each call")
    assert {row["addressed_to"] for row in found.data["recommendations"]} == {"Wold Council"}


def test_a_numbered_sentence_that_only_announces_others_is_none() -> None:
    told = "6.1 The panel read nine.\n\n6.2 It makes these further recommendations."
    assert texts(read(f"6 RECOMMENDATIONS\n\n{told}\n\n6.3 {CALLS}\n\n6.4 {LEAD}")) == [CALLS, LEAD]
