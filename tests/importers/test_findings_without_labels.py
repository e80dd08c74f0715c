"""Findings between recommendations that nothing calls findings."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read, texts

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
VISIT = "A note of each visit should be kept."
STAFF = "Wardens should be taught what to ask."
FIRST, SECOND = "What was known had not been put together.", "Neighbours knew of nobody to ring."
LABELLED = ("left out what a record has no place for: Findings",)


def read_below(text: str, name: str) -> Imported:
    if name.endswith("html"):
        text = f"<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p>{text}"
    else:
        text = HEAD + text
    return read(text, name)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.txt", "Recommendations\n\n5.1 {}\n\nRecommendation 1\n\n{}\n\n5.2 {}\n\nRecommendation 2\n\n{}\n"),
        ("p.txt", "Recommendations\n\n5.1 {}\n\nRecommendation 1: {}\n\n5.2 {}\n\nRecommendation 2: {}\n"),
        (
            "p.md",
            "## Recommendations\n\n### Theme 1: Visits\n\n{}\n\n**Rec 1:** {}\n\n### Theme 2: Homes\n\n{}\n\nRec 2: {}",
        ),
        (
            "p.html",
            "<h2>Recommendations</h2><h3>Visits</h3><p>{}</p><p>Rec 1: {}</p><h3>Homes</h3><p>{}</p><p>Rec 2: {}</p>",
        ),
    ],
)
def test_findings_that_a_number_or_a_heading_sets_apart_are_no_recommendations(name: str, page: str) -> None:
    found = read_below(page.format(FIRST, VISIT, SECOND, STAFF), name)
    assert texts(found) == [VISIT, STAFF]
    assert (found.whole, found.warnings) == (True, LABELLED)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.html", "<h2>Analysis</h2><p>{}</p><p>Recommendation 1: {}</p><p>{}</p><p>Recommendation 2: {}</p>"),
        ("p.txt", "Learning\n\n{}\n\nRecommendation 1\n{}\n{}\nRecommendation 2\n{}\n"),
    ],
)
def test_what_a_narrative_tells_between_recommendations_is_in_none_and_told(name: str, page: str) -> None:
    found = read_below(page.format(FIRST, VISIT, SECOND, STAFF), name)
    assert texts(found) == [VISIT, STAFF]
    assert any(SECOND in told for told in found.lost)


def test_parts_of_a_recommendation_and_further_paragraphs_in_a_list_of_them_stay() -> None:
    below = f"Recommendations\n\nRecommendation 1: {VISIT}\n\nThis will help those who come next.\n\n"
    below += f"Recommendation 2: The trust should keep:\n\n- dates\n- names\n\nRecommendation 3: {STAFF}\n"
    found = read_below(below, "p.txt")
    assert [" ".join(text.split()) for text in texts(found)] == [
        f"{VISIT} This will help those who come next.",
        "The trust should keep: - dates - names",
        STAFF,
    ]
    assert found.whole


def test_a_reason_with_a_label_is_told_by_its_label_in_a_narrative_too() -> None:
    found = read_below(
        f"Learning\n\nRecommendation 1\n{VISIT}\nRationale: {FIRST}\nRecommendation 2\n{STAFF}\n", "p.txt"
    )
    assert texts(found) == [VISIT, STAFF]
    assert (found.whole, found.warnings) == (True, ("left out what a record has no place for: Rationale",))


@pytest.mark.parametrize("last", ["Nobody had a key.", "Friends hear the most and must know where to turn."])
@pytest.mark.parametrize("behind", ["", "\n5.4 The file was closed twice.\n"])
def test_a_finding_of_a_series_is_one_wherever_it_stands_and_whatever_it_says(last: str, behind: str) -> None:
    parts = f"5.1 {FIRST}\n\nRecommendation 1\n\n{VISIT}\n\n5.3 {last}\n\nRecommendation 2\n\n{STAFF}\n"
    found = read_below(f"Recommendations\n\n{parts}{behind}", "p.txt")
    assert texts(found) == [VISIT, STAFF]
    assert found.whole == ("must" not in last)  # what asks for something is told


def test_numbers_of_parts_are_no_series_of_findings() -> None:
    parts = "1.1 A first part of it.\n\n1.2 Another part should be kept."
    second = f"Recommendation 2\n\n{STAFF}\n\n2.1 Its own part.\n"
    found = read_below(f"Recommendations\n\nRecommendation 1\n\n{VISIT}\n\n{parts}\n\n{second}", "p.txt")
    said = " ".join(" ".join(texts(found)).split())
    assert all(words in said for words in ("A first part of it.", "Another part should be kept.", "Its own part."))


@pytest.mark.parametrize("verb", ["is invited to ring each witness", "has been given the task of ringing each witness"])
@pytest.mark.parametrize("form", ["p.md", "p.html"])
def test_the_first_words_below_a_counted_title_in_a_narrative_are_those_of_its_recommendation(
    verb: str, form: str
) -> None:
    said = [VISIT, f"The region {verb}.", STAFF]
    heads = ["Recommendation 1 - Visits", "Recommendation 2 - Bail", "Recommendation 3 - Staff"]
    part = "## {}\n\n{}\n\n" if form == "p.md" else "<h3>{}</h3><p>{}</p>"
    below = "".join(part.format(head, text) for head, text in zip(heads, said, strict=True))
    assert texts(read_below(below, form)) == said
