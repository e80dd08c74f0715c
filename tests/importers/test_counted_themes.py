"""Themes over recommendations that are counted themselves: "Theme 1: Housing"."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD, CARE = (
    "Calls should be logged by the force.",
    "Wardens should be trained.",
    "The trust should name a lead.",
)


def read(themes: tuple[str, str], marks: tuple[str, str, str], name: str) -> Imported:
    parts = [(themes[0], CALLS, LEAD), (themes[1], CARE)]
    number = iter(marks)
    if name == "page.html":
        below = "".join(
            f"<p><b>{theme}</b></p>" + "".join(f"<p>{next(number)} {text}</p>" for text in texts)
            for theme, *texts in parts
        )
        text = f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2>{below}"
    else:
        bold, mark = ("**", "## ") if name == "page.md" else ("", "")
        below = "".join(
            f"{bold}{theme}{bold}\n\n" + "".join(f"{next(number)} {text}\n\n" for text in texts)
            for theme, *texts in parts
        )
        text = f"{mark[1:]}DHR Wold 2016\n\n{mark}Recommendations\n\n{below}"
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
@pytest.mark.parametrize(
    "themes",
    [
        ("Theme 1: Housing", "Theme 2: Care at home"),
        ("Topic 1 – Housing", "Topic 2 – Health"),
        ("Area One: Housing", "Area Two: Health"),
        ("Key area 1. Housing", "Key area 2. Health"),
    ],
)
@pytest.mark.parametrize("marks", [("1.", "2.", "3."), ("R1", "R2", "R3"), ("4.1", "4.2", "4.3"), ("•", "•", "•")])
def test_a_counted_theme_is_no_recommendation_and_no_body(
    themes: tuple[str, str], marks: tuple[str, str, str], name: str
) -> None:
    found = read(themes, marks, name)
    said = [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]
    numbers: list[str | None] = [None if mark == "•" else mark for mark in marks]
    assert [row[:2] for row in said] == list(zip(numbers, [CALLS, LEAD, CARE], strict=True))
    assert not any("Housing" in cell or "Health" in cell for _, _, cell in said)
    assert found.whole


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
def test_the_theme_is_kept_as_the_title_of_its_recommendations(name: str) -> None:
    found = read(("Theme 1: Housing", "Theme 2: Care"), ("1.", "2.", "3."), name)
    titles = [r["title"] for r in found.data["recommendations"]]
    assert titles == ["Theme 1: Housing", "Theme 1: Housing", "Theme 2: Care"]


def test_recommendations_that_are_counted_after_words_stay() -> None:
    page = "DHR Wold 2016\n\nRecommendations\n\n"
    texts = ("Wold Police 1 The force should log calls.", "Wold Police 2 The force should name a lead.")
    (found,) = read_source((page + "\n\n".join(texts) + "\n").encode(), "page.txt", NOTHING)
    assert found.count == 2


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
def test_bodies_that_are_counted_are_the_addressees(name: str) -> None:
    found = read(("Agency 1: Fen Police", "Agency 2: Wold Council"), ("1.", "2.", "3."), name)
    said = [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]
    assert said == [(CALLS, "Fen Police"), (LEAD, "Fen Police"), (CARE, "Wold Council")]


def test_one_counted_theme_is_one_too() -> None:
    page = f"DHR Wold 2016\n\nRecommendations\n\nTheme 1: Housing\n\n1. {CALLS}\n2. {LEAD}\n"
    (found,) = read_source(page.encode(), "page.txt", NOTHING)
    assert [(r["number"], r["title"]) for r in found.data["recommendations"]] == [
        ("1.", "Theme 1: Housing"),
        ("2.", "Theme 1: Housing"),
    ]
