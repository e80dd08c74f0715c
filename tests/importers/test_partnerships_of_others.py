"""A partnership that a recommendation names is not that of the review, and a recommendation is no title."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.model import Metadata
from known_names import NOTHING

KENT = Metadata(csp="Kent", title="Adult A")


def read(text: str, name: str = "p.txt", given: Metadata | None = None) -> Imported:
    (found,) = read_source(text.encode(), name, NOTHING, given=given)
    return found


@pytest.mark.parametrize(
    "listed",
    [
        "1. Fen Police should review the form.\n2. Wold Community Safety Partnership to print a list.\n",
        "1. Fen Police should review the form.\n2. Safer Wold Partnership should print a list.\n",
        "Fen Police\n1. Review the form.\n\nWold Community Safety Partnership\n2. Print a list.\n",
    ],
)
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "## ")])
def test_what_is_given_counts_where_only_recommendations_name_a_partnership(listed: str, name: str, mark: str) -> None:
    review = read(f"{mark}Recommendations\n\n{listed}", name, KENT).data["review"]
    assert (review["csp"], review["title"]) == ("Kent", "Adult A")


def test_a_partnership_of_a_recommendation_is_asked_for_where_nothing_else_names_one() -> None:
    listed = "1. Fen Police should log calls.\n2. Safer Wold Partnership should print a list.\n"
    found = read(f"Domestic Homicide Review Adult\n\nRecommendations\n\n{listed}")
    assert found.data["review"]["csp"] == ""
    assert any("name it with --csp" in warning for warning in found.warnings)


LISTED = "Recommendations\n\n1. Fen Police should log calls.\n2. Print a list.\n"
STORY = "The panel heard from the Safer Wold Partnership that nobody had called before that day."
THANKS = "The chair thanks the Safer Wold Partnership."


@pytest.mark.parametrize("story", [STORY, THANKS])
def test_a_partnership_in_a_sentence_above_is_told_and_gives_way_to_the_one_given(story: str) -> None:
    text = f"Domestic Homicide Review Adult\n\n{story}\n\n{LISTED}"
    found = read(text)
    assert found.data["review"]["csp"] == "Wold"
    assert any("“Safer Wold Partnership”" in warning for warning in found.warnings)
    given = read(text, given=KENT)
    assert given.data["review"]["csp"] == "Kent"
    assert not given.warnings


def test_who_commissioned_a_review_is_no_doubt() -> None:
    head = "Domestic Homicide Review Adult\n\nThis review was commissioned by the Safer Wold Partnership in May."
    found = read(f"{head}\n\n{LISTED}", given=KENT)
    assert found.data["review"]["csp"] == "Wold"
    assert not found.warnings


def test_guidance_is_no_place() -> None:
    text = f"# Guidance on the Domestic Homicide Review\n\n{LISTED}"
    assert read(text, "p.md", Metadata(csp="Kent")).data["review"]["csp"] == "Kent"


BEHIND = (
    "CSP: Wold and Fen. Published March 2020.",
    "CSP: Wold and Fen (published March 2020)",
    "Community Safety Partnership: Wold and Fen, March 2020",
    "CSP: Wold and Fen, published: March 2020",
    "CSP – Wold and Fen, published March 2020",
)


@pytest.mark.parametrize("line", BEHIND)
def test_a_date_behind_the_name_of_a_partnership_is_no_part_of_it(line: str) -> None:
    found = read(f"Domestic Homicide Review into the death of Ann\n\n{line}\n\n{LISTED}")
    review = found.data["review"]
    assert (review["csp"], review.get("published")) == ("Wold and Fen", "2020-03")


def test_a_dash_behind_a_partnership_in_a_title_is_no_label() -> None:
    head = "Community Safety Partnership – Domestic Homicide Review Ann"
    assert read(f"{head}\n\n{LISTED}", given=KENT).data["review"]["csp"] == "Kent"
