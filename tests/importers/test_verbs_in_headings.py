"""Headings over recommendations that say with a verb what they are."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD = "Calls should be logged by the force.", "The trust should name a lead for carers."


def read(heading: str, name: str) -> Imported:
    match name:
        case "page.html":
            text = f"<h1>DHR Wold 2016</h1><h2>{heading}</h2><ol><li>{CALLS}</li><li>{LEAD}</li></ol>"
        case "page.md":
            text = f"# DHR Wold 2016\n\n## {heading}\n\n1. {CALLS}\n2. {LEAD}\n"
        case _:
            text = f"DHR Wold 2016\n\nShe lived alone.\n\n{heading}\n\n1. {CALLS}\n2. {LEAD}\n"
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
@pytest.mark.parametrize(
    "heading",
    [
        "What we recommend",
        "WHAT THE PANEL RECOMMENDS",
        "7. The review recommends",
        "We recommend:",
        "What was recommended",
        "Actions recommended for Wold Council",
        "Recommended actions",
        "What we are recommending to agencies",
        "It is recommended that:",
    ],
)
def test_a_heading_may_say_with_a_verb_what_is_recommended(heading: str, name: str) -> None:
    found = read(heading, name)
    assert [r["text"] for r in found.data["recommendations"]] == [CALLS, LEAD]
    assert found.whole


@pytest.mark.parametrize(
    "heading",
    [
        "A refuge was recommended to her",
        "Her doctor had recommended",
        "The panel recommends that calls be logged",
        "Recommended reading",
        "The nurse recommended a refuge",
    ],
)
def test_words_of_the_story_are_no_such_heading(heading: str) -> None:
    with pytest.raises(RefusedError):
        read(heading, "page.txt")


@pytest.mark.parametrize("name", ["page.md", "page.html"])
def test_a_marked_heading_may_lead_in_to_its_list(name: str) -> None:
    found = read("The review recommends that", name)
    assert [r["text"] for r in found.data["recommendations"]] == [CALLS, LEAD]


def test_what_the_panel_recommends_below_a_heading_begins_no_other_list() -> None:
    text = f"DHR Wold 2016\n\nRecommendations\n\nThe panel recommends:\n\n1. {CALLS}\n2. {LEAD}\n"
    (found,) = read_source(text.encode(), "page.txt", NOTHING)
    assert [r["text"] for r in found.data["recommendations"]] == [CALLS, LEAD]
    assert found.whole
