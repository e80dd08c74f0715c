"""Lists whose heading says in a page's own words what they are, over what bodies are asked to do."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

TITLE = "DHR Wold 2016"
STORY = "She lived alone.\n\nWhat we found\n\nHer calls were not counted."
CALLS, LEAD = "Fen Police should log each call.", "Wold Council must name a lead for carers."


def read(heading: str, *items: str) -> Imported:
    text = f"{TITLE}\n\n{STORY}\n\n{heading}\n\n" + "\n".join(items) + "\n\nThanks\n\nWe thank her family.\n"
    (found,) = read_source(text.encode(), "page.txt", NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    return [row["text"] for row in found.data["recommendations"]]


@pytest.mark.parametrize(
    "heading", ["Our asks", "6. What must come of this", "A better response", "What we want to see"]
)
@pytest.mark.parametrize("marks", [("1. ", "2. "), ("- ", "- ")])
def test_a_list_of_what_bodies_should_do_is_read_and_told_whatever_heads_it(
    heading: str, marks: tuple[str, str]
) -> None:
    found = read(heading, marks[0] + CALLS, marks[1] + LEAD)
    assert texts(found) == [CALLS, LEAD]
    assert not found.lost
    assert any(heading in warning for warning in found.warnings)


def test_a_chapter_of_conclusions_in_which_numbered_paragraphs_ask_bodies_to_act() -> None:
    found = read("5 Conclusions", "5.1 The panel heard of nine calls.", f"5.2 {CALLS}", f"5.3 {LEAD}")
    assert texts(found) == [CALLS, LEAD]


@pytest.mark.parametrize(
    "items",
    [
        ("- Officers must log each call.", "- Staff should ask twice."),
        ("- Call us if you are afraid.", "- Keep a diary."),
        ("- Fen Police came to the house.", "- Wold Council closed the case."),
        (f"- {CALLS}",),
    ],
)
def test_a_list_that_asks_no_bodies_is_not_taken_for_recommendations(items: tuple[str, ...]) -> None:
    with pytest.raises(RefusedError):
        read("Our asks", *items)


def test_a_list_under_a_heading_of_recommendations_goes_before_one_under_any_other() -> None:
    found = read(
        "Our asks", f"- {CALLS}", f"- {LEAD}", "", "Recommendations", "", "- Fen Police should film each visit."
    )
    assert texts(found) == ["Fen Police should film each visit."]


@pytest.mark.parametrize("heading", ["What the policy said", "Duties", "What was expected"])
def test_a_list_of_what_rules_ask_for_is_not_taken_for_recommendations(heading: str) -> None:
    with pytest.raises(RefusedError):
        read(heading, f"- {CALLS}", f"- {LEAD}")


@pytest.mark.parametrize("title", ["Domestic homicide reviews in Wold", "Domestic homicide review policy"])
def test_a_page_about_reviews_in_general_has_none(title: str) -> None:
    text = f"{title}\nWold Community Safety Partnership\n\nWhat agencies do\n\n- {CALLS}\n- {LEAD}\n"
    with pytest.raises(RefusedError):
        read_source(text.encode(), "page.txt", NOTHING)


def test_a_review_whose_recommendations_nothing_tells_is_refused_with_that_reason() -> None:
    text = f"DHR Ash\nWold Community Safety Partnership\n\nConclusions\n\nThe panel hopes for much. {CALLS}\n"
    with pytest.raises(RefusedError, match="no heading, label or number tells"):
        read_source(text.encode(), "page.txt", NOTHING)
