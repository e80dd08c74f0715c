"""The facts of the review above recommendations that have no heading, and in Welsh."""

from __future__ import annotations

from typing import Any

import pytest

from dhrcurate.importers import read_source
from known_names import NOTHING

FACTS = ("Domestic Homicide Review", "Wold Community Safety Partnership", "Death in 2016. Published May 2018")
CALLS = "How each call is answered should be looked at again."
ROOMS = "Two more rooms should be found in a refuge."


def review(page: str, name: str) -> dict[str, Any]:
    (imported,) = read_source(page.encode(), name, NOTHING)
    assert imported.whole
    assert [r["text"] for r in imported.data["recommendations"]] == [CALLS, ROOMS]
    return dict(imported.data["review"])


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize(
    ("name", "fact", "head", "form"),
    [
        ("p.txt", "{}\n", "\nRecommendations\n", "\nRecommendation {}: {}\n"),
        ("p.md", "{}\n\n", "## Recommendations\n\n", "**Recommendation {}:** {}\n\n"),
        ("p.html", "<p>{}</p>", "<h2>Recommendations</h2>", "<h3>Recommendation {}</h3><p>{}</p>"),
        ("p.html", "<p>{}</p>", "<h2>Recommendations</h2>", "<h3>Theme</h3><p>Recommendation {}: {}</p>"),
    ],
)
def test_the_facts_right_above_the_first_recommendation_are_read(
    name: str, fact: str, head: str, form: str, *, heading: bool
) -> None:
    listed = "".join(form.format(i, text) for i, text in enumerate((CALLS, ROOMS), 1))
    said = review("".join(map(fact.format, FACTS)) + (head if heading else "") + listed, name)
    assert (said["csp"], said["published"], said["year_of_death"]) == ("Wold", "2018-05", 2016)
    assert said["title"] == FACTS[0]


@pytest.mark.parametrize(
    "title",
    [
        "Adolygiad Dynladdiad Domestig",
        "Adolygiad o Ddynladdiad Domestig",
        "Adolygiad o Laddiad Domestig",
        "Adolygiad Lladdiad Domestig",
        "Adolygiad Diogelu Unedig Sengl",
    ],
)
@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("Cyhoeddwyd Mai 2018", "2018-05"),
        ("Cyhoeddwyd: 3 Gorffennaf 2018", "2018-07-03"),
        ("Cyhoeddwyd ym mis Mawrth 2018", "2018-03"),
        ("Cyhoeddwyd ar 12fed o Ragfyr 2018", "2018-12-12"),
        ("Dyddiad cyhoeddi: 2018", "2018"),
    ],
)
def test_the_facts_of_a_page_in_welsh_are_read(title: str, published: str, date: str) -> None:
    area = "Partneriaeth Diogelwch Cymunedol Powys"
    said = review(f"{title}\n{area}\n{published}\n\nArgymhellion\n\n1. {CALLS}\n2. {ROOMS}\n", "p.txt")
    assert (said["title"], said["csp"], said["published"]) == (title, "Powys", date)


def test_a_single_unified_safeguarding_review_names_itself() -> None:
    page = f"Single Unified Safeguarding Review: Elm\n\nRecommendations\n\n1. {CALLS}\n2. {ROOMS}\n"
    assert review(page, "p.txt")["title"] == "Single Unified Safeguarding Review: Elm"


def test_the_year_of_a_death_in_welsh_is_read() -> None:
    facts = "Adolygiad o Laddiad Domestig\nPartneriaeth Diogelwch Cymunedol Powys\nBlwyddyn y farwolaeth: 2016\n"
    assert review(f"{facts}\nArgymhellion\n\n1. {CALLS}\n2. {ROOMS}\n", "p.txt")["year_of_death"] == 2016
