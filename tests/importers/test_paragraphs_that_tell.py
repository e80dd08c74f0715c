"""Numbered paragraphs of a report around its recommendations, which tell what was or close the report."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import Known
from one_page import read, texts

BEHIND = (
    "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n5. Recommendations\n\n5.1 {}\n5.2 {}\n6.1 {}\n"
)
LOG = "The force should log each call."
VISIT = "Wardens should see each tenant alone."


@pytest.mark.parametrize(
    "paragraph",
    [
        "The surgery has since moved, and its partners took part in a day of learning.",
        "The panel extends its sympathy to all who knew her, and thanks her sister for her help.",
        "The council wrote to each of its tenants in May.",
    ],
)
def test_a_numbered_paragraph_that_surely_tells_is_no_possible_recommendation(paragraph: str) -> None:
    found = read(BEHIND.format(LOG, VISIT, paragraph))
    assert texts(found) == [LOG, VISIT]
    assert found.whole


def test_one_in_two_languages_is_none_either() -> None:
    page = BEHIND.replace("\n6.1", "\n6. Y camau nesaf / Next steps\n6.1")
    told = "The action plan is in Appendix 2. Mae’r cynllun gweithredu yn Atodiad 2."
    found = read(page.format(LOG, VISIT, told))
    assert texts(found) == [LOG, VISIT]
    assert found.whole


@pytest.mark.parametrize(
    "paragraph",
    [
        "The surgery should move, and its partners should take part in a day of learning.",
        "The action plan is in Appendix 2, and the council should report on it.",
        "Review the lists of tenants in each year.",
    ],
)
def test_one_that_asks_is_told(paragraph: str) -> None:
    found = read(BEHIND.format(LOG, VISIT, paragraph))
    assert paragraph in texts(found) or any(paragraph[:40] in told for told in found.lost)


def test_one_between_counted_recommendations_is_none_either() -> None:
    told = "6.6 The surgery has since moved, and its partners took part in a day of learning in May."
    calls = "The Safer Wold Partnership to ensure that each of the calls is covered"
    teams = "Wold Council, West Area, to remind all the teams that answer them"
    page = (
        "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
        f"Recommendation 1: {calls}\n{told}\nRecommendation 2: {teams}\n"
    )
    (found,) = read_source(page.encode(), "p.txt", Known({"surgery": "relative", "the surgery": "relative"}))
    assert texts(found) == [calls, teams]
    assert found.whole


def test_thanks_in_the_last_chapter_of_a_page_without_blank_lines_are_none_either() -> None:
    found = read(
        "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n6. Analysis and recommendations\n"
        f"6.1 The calls were not logged.\nRecommendation 1: {LOG}\n"
        f"6.2 Her home was not seen.\nRecommendation 2: {VISIT}\n"
        "7. Conclusion\n7.1 The panel extends its sympathy to her sister, and thanks her for her help.\n"
    )
    assert texts(found) == [LOG, VISIT]
    assert found.whole
