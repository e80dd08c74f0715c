"""Lists that are plainly of one review, though the page names no partnership; and prose that recommends."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from one_page import read, texts

CALLS, LEAD = "Fen Police should log each call.", "Wold Council should name a lead for carers."
LIST = f"- {CALLS}\n- {LEAD}\n"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("DOMESTIC HOMICIDE REVIEW\nOVERVIEW REPORT", "Recommendations"),
        ("Overview Report: Ms Q", "17. Recommendations"),
        ("Review following the death of Mr J", "Recommendations"),
        ("The killing of Ivy: what was learned", "What the panel recommends"),
        ("CSP: Wold | Date of publication: 2019", "The review made the following recommendations"),
    ],
)
def test_a_list_of_what_bodies_should_do_in_one_review_is_read_and_the_partnership_asked_for(
    title: str, heading: str
) -> None:
    found = read(f"{title}\n\n{heading}\n\n{LIST}")
    assert texts(found) == [CALLS, LEAD]
    assert found.data["review"]["csp"] == "Wold" or any("name it with --csp" in told for told in found.warnings)


@pytest.mark.parametrize(
    "title", ["Annual report of the board", "Domestic homicide reviews: a death of one of us", "Guidance on the DHR"]
)
def test_a_list_of_another_page_is_refused_with_what_it_does_not_say(title: str) -> None:
    with pytest.raises(RefusedError, match="name it with --csp"):
        read(f"{title}\n\nRecommendations\n\n{LIST}")


def test_a_list_of_tasks_on_a_page_that_names_no_review_says_so() -> None:
    with pytest.raises(RefusedError, match="does not say which review"):
        read("What we ask for\n\n- Fen Police to log each call.\n- Wold Council to name a lead.\n")


HEAD = "Domestic Homicide Review: Ivy\n\nWold Community Safety Partnership\n\n"
FIRST = "The panel recommends that Fen Police logs each call."
SECOND = "It also recommends that Wold Council names a lead."


@pytest.mark.parametrize("heading", ["", "What we recommend\n\n"])
def test_sentences_that_recommend_are_read_without_those_that_tell_why(heading: str) -> None:
    story = "Ivy rang three times and nobody rang back."
    found = read(f"{HEAD}{heading}{story} {FIRST} {SECOND}\n\nThe report is closed.\n")
    assert texts(found) == [FIRST, SECOND]


def test_sentences_may_be_counted_in_words() -> None:
    found = read(f"{HEAD}Recommendations\n\nFirst, {CALLS} Second, {LEAD}\n")
    assert texts(found) == [f"First, {CALLS}", f"Second, {LEAD}"]


@pytest.mark.parametrize(("heading", "read_"), [("6. Conclusions", True), ("6. The story", False)])
def test_a_single_recommendation_in_prose_is_read_in_conclusions(heading: str, read_: bool) -> None:
    page = f"{HEAD}{heading}\n\nThe panel saw two services. {FIRST} No other recommendation was made.\n"
    if read_:
        assert texts(read(page)) == [FIRST]
    else:
        with pytest.raises(RefusedError):
            read(page)


@pytest.mark.parametrize("mark", ["* ", ""])
def test_a_body_in_bold_may_stand_before_a_dash_and_a_command(mark: str) -> None:
    said = {"Fen Police": "log each call for a year.", "Wold Council": "name a lead for carers."}
    lines = "\n\n".join(f"{mark}**{body}** – {text}" for body, text in said.items())
    found = read(f"# Domestic Homicide Review: Ivy\n\nCSP: Wold\n\n## Recommendations\n\n{lines}\n", "p.md")
    assert {row["addressed_to"]: row["text"] for row in found.data["recommendations"]} == said
