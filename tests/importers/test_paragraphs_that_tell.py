"""Numbered paragraphs of a report around its recommendations, which tell what was or close the report."""

from __future__ import annotations

import pytest

from one_page import read, texts

BEHIND = (
    "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n5. Recommendations\n\n"
    "5.1 {}\n\n5.2 {}\n\n6. Afterwards\n\n6.1 {}\n"
)
LOG = "The force should log each call."
VISIT = "Wardens should see each tenant alone."


@pytest.mark.parametrize(
    "paragraph",
    [
        "The surgery has since moved, and its partners took part in a day of learning.",
        "The panel extends its sympathy to all who knew her, and thanks her sister for her help.",
        "The action plan is in Appendix 2. Mae’r cynllun gweithredu yn Atodiad 2.",
        "The council wrote to each of its tenants in May.",
    ],
)
def test_a_numbered_paragraph_that_surely_tells_is_no_possible_recommendation(paragraph: str) -> None:
    found = read(BEHIND.format(LOG, VISIT, paragraph))
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
    told = "6.2 The surgery has since moved, and its partners took part in a day of learning."
    found = read(
        "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n6. Recommendations\n\n"
        f"6.1 The calls were not logged.\n\nRecommendation 1: {LOG}\n\n{told}\n\nRecommendation 2: {VISIT}\n"
    )
    assert texts(found) == [LOG, VISIT]
    assert found.whole
