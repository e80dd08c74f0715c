"""Headings that only say how many agencies the recommendations below are for: one each, or several together."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_page
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold County Council": "council", "Multi-agency": "collective"})
HEAD = "Domestic Homicide Review\nWold Community Safety Partnership\nDeath in 2016. Published May 2018\n\n"
CALLS = "The force should look again at how it grades calls."
BEDS = "The county should fund two rooms in a refuge."
CARDS = "A card with numbers to ring should be printed."
POLICE, COUNCIL = "Fen Police", "Wold County Council"


def rows(text: str, name: str = "page.txt") -> list[tuple[str, str]]:
    page = HEAD.replace("\n", "\n\n") + text if name.endswith(".md") else HEAD + text
    found = read_page(page.encode(), name, KNOWN).data["recommendations"]
    return [(r["text"], r["addressed_to"]) for r in found]


@pytest.mark.parametrize(
    "group",
    [
        "Single agency recommendations",
        "Single-agency recommendations",
        "Individual agency recommendations",
        "Agency recommendations",
        "Single agency",
    ],
)
def test_the_first_heading_of_a_group_is_no_heading_of_a_column(group: str) -> None:
    text = f"Recommendations\n\n{group}\n\n{POLICE}\n\n1. {CALLS}\n\n{COUNCIL}\n\n2. {BEDS}\n"
    assert rows(text) == [(CALLS, POLICE), (BEDS, COUNCIL)]
    marked = f"## Recommendations\n\n### {group}\n\n**{POLICE}**\n\n1. {CALLS}\n\n**{COUNCIL}**\n\n1. {BEDS}\n"
    assert rows(marked, "page.md") == [(CALLS, POLICE), (BEDS, COUNCIL)]


def test_one_agency_below_the_first_group_has_its_recommendation() -> None:
    assert rows(f"Recommendations\n\nSingle agency recommendations\n\n{POLICE}\n\n1. {CALLS}\n") == [(CALLS, POLICE)]


@pytest.mark.parametrize("group", ["Multi agency", "Multi-agency", "Cross-agency recommendations"])
def test_a_group_for_several_agencies_gives_nobody_and_ends_the_agency_before(group: str) -> None:
    single = f"### Single agency\n\n#### {POLICE}\n\n1. {CALLS}\n\n"
    text = f"## Recommendations\n\n{single}### {group}\n\n1. {CARDS}\n2. {BEDS}\n"
    assert rows(text, "page.md") == [(CALLS, POLICE), (CARDS, ""), (BEDS, "")]


def test_a_group_of_single_agencies_is_no_end_of_the_text_before() -> None:
    text = f"Recommendations\n\nMulti agency\n1. {CARDS}\n2. {BEDS}\n\nSingle agency\n\n{POLICE}\n1. {CALLS}\n"
    assert rows(text) == [(CARDS, ""), (BEDS, ""), (CALLS, POLICE)]


@pytest.mark.parametrize("chapter", ["5 Recommendations", "5 RECOMMENDATIONS", "12 Recommendations"])
def test_the_number_of_a_chapter_is_no_count_of_recommendations(chapter: str) -> None:
    text = f"{chapter}\n\n{POLICE}\n\n1. {CALLS}\n2. {CARDS}\n"
    assert rows(text) == [(CALLS, POLICE), (CARDS, POLICE)]
    below = f"{chapter}\n\n5.1 {POLICE}\n5.1.1 {CALLS}\n5.2 {COUNCIL}\n5.2.1 {BEDS}\n"
    assert rows(below) == [(CALLS, POLICE), (BEDS, COUNCIL)]


def test_the_number_of_a_chapter_in_a_list_of_contents_states_no_count() -> None:
    text = f"4 Findings\n5 Recommendations\n\nRecommendations\n\n1. {CALLS}\n2. {CARDS}\n"
    found = read_page((HEAD + text).encode(), "page.txt", KNOWN)
    assert not any("the page states" in warning for warning in found.warnings)


def test_numbers_that_count_on_from_one_heading_to_the_next_come_in_once() -> None:
    text = (
        f"Recommendations\n\nRecommendations for {POLICE}\n\ni. {CALLS}\n\n"
        f"Recommendations for {COUNCIL}\n\nii. {BEDS}\n\niii. {CARDS}\n"
    )
    assert rows(text) == [(CALLS, POLICE), (BEDS, COUNCIL), (CARDS, COUNCIL)]


def test_a_heading_with_a_name_that_has_words_of_tasks_is_not_told() -> None:
    long = "Fen Community Support, Training, Health and Care Trust"
    known = Known({"Fen Police": "police", long: "nhs-trust"})
    text = f"<h3>Recommendations for {POLICE}</h3><p>1. {CALLS}</p><h3>Recommendations for {long}</h3><p>2. {BEDS}</p>"
    page = f"<h1>Domestic Homicide Review</h1><p>Wold Community Safety Partnership</p><h2>Recommendations</h2>{text}"
    found = read_page(page.encode(), "page.html", known)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == [POLICE, long]
    assert found.lost == ()


def test_a_task_below_a_heading_that_ends_the_reading_is_told() -> None:
    task = "Training of all who answer the door."
    text = f"Recommendations\n\n- {CALLS}\n- {BEDS}\n\n### Sharing what is known\n\n- {task}\n"
    found = read_page((HEAD.replace("\n", "\n\n") + "## " + text).encode(), "page.md", KNOWN)
    texts = [r["text"] for r in found.data["recommendations"]]
    assert texts == [CALLS, BEDS, task] or any(task[:20] in told for told in found.lost)


@pytest.mark.parametrize("whom", ["All agencies", "All partner agencies", "All agencies:"])
def test_all_agencies_below_the_heading_of_the_list_are_no_heading_of_a_column(whom: str) -> None:
    text = f"Recommendations\n\n{whom}\n\n1. {CALLS}\n\n2. {CARDS}\n\n{COUNCIL}\n\n3. {BEDS}\n"
    assert [said for said, _ in rows(text)] == [CALLS, CARDS, BEDS]
    assert rows(text)[-1] == (BEDS, COUNCIL)


def test_the_same_words_for_two_bodies_come_in_twice() -> None:
    text = f"Recommendations\n\nRecommendations for {POLICE}\n\n1) {CALLS}\n\n2) {BEDS}\n\n3) {CARDS}\n\n"
    text += f"Recommendations for Riverbank Victim Support Advocacy\n\n4) {CARDS}\n\n5) {BEDS}\n"
    assert [said for said, _ in rows(text)] == [CALLS, BEDS, CARDS, CARDS, BEDS]
