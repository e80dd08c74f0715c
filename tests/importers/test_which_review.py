"""Which review a page is of, by its labels, and what its title is."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.reading import layout_in_words
from known_names import NOTHING

LIST = "1. To log each call.\n2. To name a lead for carers.\n"


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NOTHING)
    return imported


@pytest.mark.parametrize("title", ["Domestic Homicide Review", "Report of the panel"])
def test_a_page_that_states_its_partnership_and_the_year_of_death_is_of_a_review(title: str) -> None:
    found = read(f"{title}\n\nCSP: Wold\nPublished: May 2021\nYear of death: 2019\n\nRecommendations\n\n{LIST}")
    assert (found.data["review"]["csp"], found.count) == ("Wold", 2)


def test_a_partnership_alone_makes_no_review() -> None:
    with pytest.raises(RefusedError, match="name it with --csp"):
        read(f"Annual report\n\nArea: Wold\n\nRecommendations\n\n{LIST}")


@pytest.mark.parametrize("heading", ["Argymhellion", "7. Argymhellion", "Argymhelliad yr adolygiad"])
def test_a_heading_in_welsh_is_one_too(heading: str) -> None:
    assert read(f"DHR Wold 2019\n\n{heading}\n\n{LIST}").count == 2


@pytest.mark.parametrize("name", ["page.md", "page.html"])
def test_a_heading_of_recommendations_is_not_the_title(name: str) -> None:
    if name == "page.md":
        head = "# Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
        page = f"{head}## Recommendations of the review\n\n{LIST}"
    else:
        page = (
            "<html><h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p>"
            "<h2>Recommendations of the review</h2><ol><li>To log each call.<li>To name a lead.</ol>"
        )
    assert read(page, name).data["review"]["title"] == "Domestic Homicide Review"


def test_a_table_below_a_heading_of_recommendations_does_not_take_its_title() -> None:
    table = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | To log calls. | Wold Police |\n"
    found = read(f"# Domestic Homicide Review\n\nCSP: Wold\n\n## Recommendations for the force\n\n{table}", "page.md")
    assert found.data["review"]["title"] == "Wold review"


def test_a_list_is_not_called_learning_points() -> None:
    found = read(f"DHR Wold 2019\n\nRecommendations\n\n{LIST}")
    assert layout_in_words(found.layout) == "a text with recommendations under a heading"
