"""What belongs to a recommendation of a list beyond its first paragraph, the last one's above all."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n{}Recommendations\n\n"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff"


def read(below: str, name: str = "p.txt") -> Imported:
    head = HEAD.format("## " if name.endswith("md") else "")
    (imported,) = read_source((head + below).encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [" ".join(r["text"].split()) for r in found.data["recommendations"]]


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("- ", "- "), ("Recommendation 1: ", "Recommendation 2: ")])
@pytest.mark.parametrize("after", ["", "\nConclusion\n\nThe panel thanks the family.\n"])
def test_a_sentence_that_runs_over_a_gap_is_whole(marks: tuple[str, str], after: str) -> None:
    found = read(f"{marks[0]}{LOG}\n{marks[1]}{STAFF}\n\n   to ask about abuse.\n{after}")
    assert texts(found) == [LOG, f"{STAFF} to ask about abuse."]
    assert found.whole


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_each_recommendation_says_after_its_first_words_is_part_of_the_last_one_too(gap: str) -> None:
    found = read(f"1. {LOG}{gap}This should be done by May.\n\n2. {STAFF}.{gap}This should be done by June.\n")
    assert texts(found) == [f"{LOG} This should be done by May.", f"{STAFF}. This should be done by June."]
    assert found.whole
    assert not any("title" in r for r in found.data["recommendations"])


@pytest.mark.parametrize("closing", ["The panel thanks the family.", "Date of the next meeting", "Glossary of terms"])
def test_what_follows_a_list_is_not_part_of_its_last_recommendation(closing: str) -> None:
    found = read(f"1. {LOG}\n\nThe force has begun.\n\n2. {STAFF}.\n\n{closing}\n")
    assert texts(found) == [f"{LOG} The force has begun.", f"{STAFF}."]


def test_words_that_can_only_be_the_end_of_a_sentence_are_lost_where_they_find_no_place() -> None:
    found = read(f"- {LOG}\n- {STAFF}.\n\nand tell them.\n")
    assert texts(found) == [LOG, f"{STAFF}."]
    assert not found.whole


@pytest.mark.parametrize("below", ["", "\n\nThe panel heard of two calls."])
def test_a_numbered_heading_may_be_the_recommendation_itself(below: str) -> None:
    found = read(f"### Recommendation 1: {LOG}{below}\n\n### Recommendation 2: {STAFF}.\n", "p.md")
    assert texts(found) == [f"{LOG} {below}".strip().replace("  ", " ").replace("\n\n", ""), f"{STAFF}."]
    assert [r["number"] for r in found.data["recommendations"]] == ["Recommendation 1", "Recommendation 2"]


def test_a_heading_over_a_list_without_numbers_is_its_theme() -> None:
    found = read(f"#### Hawthorn House\n\n- {LOG}\n- {STAFF}.\n", "p.md")
    assert texts(found) == [LOG, f"{STAFF}."]


def test_a_short_recommendation_is_no_heading_of_others() -> None:
    found = read(f"Recommendation 1: {LOG}\n\nRecommendation 2: Log visits\n\nRecommendation 3: {STAFF}.\n")
    assert texts(found) == [LOG, "Log visits", f"{STAFF}."]


def test_a_form_that_is_not_read_is_not_said_to_be_empty() -> None:
    with pytest.raises(RefusedError, match="in a form that is read"):
        read("See the annex, which gives them in full.\n")


@pytest.mark.parametrize("above", ["", "All agencies\n\n"])
def test_a_part_without_numbers_below_numbered_recommendations_has_to_ask_for_something(above: str) -> None:
    found = read(f"{above}1. {LOG}\n2. {STAFF}.\n\nAfterword\n\nNothing makes good what was lost.\n")
    assert texts(found) == [LOG, f"{STAFF}."]
    asking = read(f"{above}1. {LOG}\n2. {STAFF}.\n\nAfterword\n\nThe trust should say so.\n")
    assert "The trust should say so." in " ".join((*texts(asking), *asking.lost))


BODIES = Known({"Fen Police": "police", "Wold Council": "council"})


def under_bodies(head: str, mark: str, below: str) -> Imported:
    page = f"{head.format('Fen Police')}\n\n{mark}{LOG}\n\n{head.format('Wold Council')}\n\n{mark}{STAFF}.\n\n{below}\n"
    (imported,) = read_source((HEAD.format("") + page).encode(), "p.txt", BODIES)
    return imported


@pytest.mark.parametrize("head", ["{}", "{}:", "Recommendations for {}", "For {}:"])
@pytest.mark.parametrize(
    "below",
    [
        "Afterword\n\nHis garden is kept by those who lived next door.",
        "Get advice\n\nPhone 01632 960 123 by day, or knock at any station.",
        "Books\n\nLinden, K. (2008) Doors. Moor Press.\n\nBoard of Records (2011) On files.",
    ],
)
def test_what_stands_apart_below_items_under_names_of_bodies_is_none_of_their_recommendations(
    head: str, below: str
) -> None:
    found = under_bodies(head, "• ", below)
    assert texts(found) == [LOG, f"{STAFF}."]
    assert found.whole


def test_a_sentence_below_items_that_asks_for_nothing_is_told() -> None:
    said = "His garden is kept by those who lived next door."
    found = under_bodies("{}", "• ", said)
    assert texts(found) == [LOG, f"{STAFF}."]
    assert said in "".join(found.lost)


@pytest.mark.parametrize(
    "said",
    [
        "Better locks for all who ask.",
        "The wards should keep a book of calls.",
        "Each ward is to keep a book of calls.",
        "Wold Council will pay for a second worker.",
    ],
)
def test_what_may_be_a_recommendation_below_a_line_like_a_heading_is_in_or_told(said: str) -> None:
    found = under_bodies("{}", "• ", f"Wards\n\n{said}")
    assert said in "".join((*texts(found), *found.lost))


def test_a_sentence_below_items_that_asks_for_something_is_in() -> None:
    said = "Each ward should keep a book of calls."
    assert texts(under_bodies("{}", "• ", said)) == [LOG, f"{STAFF}.", said]


def test_paragraphs_below_the_name_of_a_body_need_not_ask_for_anything() -> None:
    page = f"Fen Police\n\n• {LOG}\n\nWold Council\n\nBetter locks for those who ask.\n\nMore rooms to talk in.\n"
    (found,) = read_source((HEAD.format("") + page).encode(), "p.txt", BODIES)
    assert texts(found) == [LOG, "Better locks for those who ask.", "More rooms to talk in."]


def test_a_list_that_goes_on_below_a_heading_of_its_own_ends_where_the_whole_list_does() -> None:
    parts = (
        f"Recommendations for Fen Police\n\ni. {LOG}\n\nii. Better locks for those who ask.\n\n"
        f"Recommendations for Wold Council\n\niii. {STAFF}.\n\niv. More rooms to talk in.\n\n"
    )
    below = "Get advice\n\nPhone 01632 960 123 by day, or knock at any station.\n"
    (found,) = read_source((HEAD.format("") + parts + below).encode(), "p.txt", BODIES)
    assert texts(found) == [LOG, "Better locks for those who ask.", f"{STAFF}.", "More rooms to talk in."]
    assert found.whole
