"""Sentences among and around recommendations that tell something and ask for nothing."""

from __future__ import annotations

from html import escape

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\nRecommendations\n\n"
ASKED = [
    "The force should log each call from a neighbour.",
    "The council should train its housing staff.",
    "Each surgery should ask about safety at home.",
]


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


def as_page(form: str, paragraphs: list[str]) -> Imported:
    """The paragraphs under the heading, in a format."""
    if form == "html":
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
        return read(head + "".join(f"<p>{escape(said)}</p>" for said in paragraphs), "p.html")
    head = HEAD.replace("Domestic", "# Domestic").replace("\nRecomm", "\n## Recomm") if form == "md" else HEAD
    return read(head + "\n\n".join(paragraphs) + "\n", f"p.{form}")


FORMS = ["txt", "md", "html"]
FIRST = [
    "The reviewers drew up what follows, and each of the bodies named has agreed to it.",
    "The panel has grouped these under the names of those who will act on them.",
    "The panel found that nobody had the whole story.",
    "The panel made the recommendations below, which the council has accepted.",
]
LAST = [
    "The authors wish to place on record how much his sister helped.",
    "The panel was grateful to the two neighbours who wrote to it.",
    "The report was sent to the coroner in June.",
    "We are sorry for what her family has gone through.",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("counted", [True, False])
def test_what_tells_above_the_first_recommendation_is_none(form: str, first: str, counted: bool) -> None:
    said = [first, *ASKED]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)] if counted else said)
    assert texts(found) == ASKED
    assert found.warnings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("counted", [True, False])
def test_what_tells_below_the_last_recommendation_is_none(form: str, last: str, counted: bool) -> None:
    said = [*ASKED, last]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)] if counted else said)
    assert texts(found) == ASKED
    assert found.lost == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "between",
    [
        "The panel heard that the night shelter has shut its doors.",
        "The helpline was closed in 2018 and nothing is asked of it.",
        "The trust has replaced its form since then.",
    ],
)
def test_what_tells_between_them_is_left_out_and_told(form: str, between: str) -> None:
    said = [ASKED[0], between, *ASKED[1:]]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)])
    assert texts(found) == ASKED
    assert any(between[:30] in told for told in found.lost)


def test_numbered_notes_below_a_list_are_no_recommendations() -> None:
    items = "".join(f"<li>{text}</li>" for text in ASKED)
    notes = "<ol><li>Nadia is not her name.</li><li>The law was changed in 2021.</li></ol>"
    head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
    assert texts(read(f"{head}<ul>{items}</ul><h2>Notes for the press</h2>{notes}", "p.html")) == ASKED


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "kept",
    [
        "Better locks for those who were moved.",
        "A protocol agreed with the courts and read by the bench.",
        "Each ward has a named nurse for safety at home.",
        "The policy is reviewed every year.",
        "Make sure staff are told who has left.",
        "A single form that was tried in the north is brought in.",
        "The panel asked that the trust look at its rota again.",
        "That the flag is taken off only by a sergeant.",
        "The trust has to tell the school.",
        "Training on coercion, which was put off in 2020.",
        "The partnership will pay for two workers.",
        "The force takes the views of children at each call.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_may_be_asked_for_stays_in_the_list(form: str, kept: str, place: int) -> None:
    said = [*ASKED[:place], kept, *ASKED[place:]]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)])
    assert texts(found) == said
    assert found.warnings == ()


def test_a_list_that_is_told_rather_than_asked_is_whole() -> None:
    said = ["The panel found that the ward was full.", "The council has bought locks.", ASKED[0]]
    found = as_page("txt", [f"Recommendation {i}\n{text}" for i, text in enumerate(said, 1)])
    assert texts(found) == said
