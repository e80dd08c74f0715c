"""Chapters of one body each, with a heading of recommendations of their own."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

BODIES = Known({"Fen Police": "police", "Wold Council": "council", "Wold Safety Partnership": "csp"})
LOG, ROOMS, STAFF = "Each call should be logged.", "More rooms should be found.", "Visitors should be asked in private."
TOP = "Domestic Homicide Review\n\nWold Community Safety Partnership\n\nDeath in 2016. Published May 2018\n\n"
FORMS = {
    "plain": ("p.txt", "{0}\n\nRecommendations\n\n1. {1}\n2. {2}\n\n"),
    "marked": ("p.md", "## {0}\n\n### Recommendations\n\n- {1}\n- {2}\n\n"),
    "told before": ("p.md", "## {0}\n\nThe writer was new to the case.\n\n### Recommendations\n\n- {1}\n- {2}\n\n"),
    "web": ("p.html", "<h2>{0}</h2><h3>Recommendations</h3><ol><li>{1}</li><li>{2}</li></ol>"),
}
forms = pytest.mark.parametrize(("name", "form"), FORMS.values(), ids=FORMS)


def read(name: str, form: str, first: str, second: str) -> Imported:
    html = name.endswith(".html")
    top = "".join(f"<p>{line}</p>" for line in TOP.split("\n\n")) if html else TOP
    page = f"{top}{form.format(first, LOG, ROOMS)}{form.format(second, STAFF, ROOMS + ' Soon.')}"
    (found,) = read_source(page.encode(), name, BODIES)
    return found


def cells(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


@forms
def test_the_body_whose_chapter_it_is_is_the_addressee(name: str, form: str) -> None:
    found = read(name, form, "Fen Police", "Wold Council")
    assert cells(found) == ["Fen Police"] * 2 + ["Wold Council"] * 2
    assert found.whole
    assert not found.warnings


@forms
@pytest.mark.parametrize("first", ["Fen Police", "Brook Lane Together"])
def test_a_chapter_that_may_be_of_a_body_that_nobody_knows_is_told(name: str, form: str, first: str) -> None:
    found = read(name, form, first, "Doors to Calm")
    assert cells(found)[2:] == ["", ""]
    assert any("Doors to Calm" in told for told in found.lost)


@forms
def test_chapters_of_themes_name_nobody(name: str, form: str) -> None:
    found = read(name, form, "Information sharing", "Support for carers")
    assert cells(found) == [""] * 4


def test_below_a_heading_with_a_verb_those_that_name_bodies_head_its_parts() -> None:
    parts = "".join(
        f"<h3>Recommendations for {whom}</h3><ol><li>{text}</li></ol>"
        for whom, text in (("Wold Safety Partnership", ROOMS), ("Fen Police", LOG))
    )
    page = f"<h1>Domestic Homicide Review</h1><p>Death in 2016.</p><h2>What the panel recommends</h2>{parts}"
    (found,) = read_source(page.encode(), "p.html", BODIES)
    assert cells(found) == ["Wold Safety Partnership", "Fen Police"]
    assert found.whole
