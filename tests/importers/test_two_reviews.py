"""Two reviews on one page: what was read as one is told to be two."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
TABLE = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | {} | Fen Police |\n"


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def review(who: str, date: str, text: str, mark: str = "") -> str:
    head = f"{mark}Domestic Homicide Review: {who}\n\nWold Community Safety Partnership\n\nPublished {date}\n\n"
    return f"{head}{mark and '#'}{mark}Recommendations\n\n1. {text}\n\n"


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize("date", ["May 2018", "June 2019"])
def test_a_second_title_between_the_recommendations_is_told(mark: str, date: str) -> None:
    page = review("Alder", "May 2018", LOG, mark) + review("Birch", date, STAFF, mark)
    found = read(page, "p.md" if mark else "p.txt")
    assert any("two reviews" in warning and "Birch" in warning for warning in found.lost)


def test_tables_below_headings_with_dates_of_their_own_are_told() -> None:
    first = f"## Alder, published May 2018\n\n{TABLE.format(LOG)}\n"
    second = f"## Birch, published June 2019\n\n{TABLE.format(STAFF)}\n"
    found = read(f"# Domestic Homicide Reviews\n\nWold Community Safety Partnership\n\n{first}{second}", "p.md")
    assert any("two reviews" in warning for warning in found.lost)


@pytest.mark.parametrize(
    "between",
    [
        "Domestic Homicide Review: Alder",
        "Action plan published June 2019",
        "Update published June 2019",
        "Published May 2018",
    ],
)
def test_a_page_that_names_its_own_review_again_holds_one(between: str) -> None:
    again = f"{between}\n\nRecommendations of the panel\n\n2. {STAFF}\n"
    assert not any("two reviews" in warning for warning in read(review("Alder", "May 2018", LOG) + again).warnings)


def test_other_reviews_that_a_page_links_to_below_its_list_are_none_of_its_own() -> None:
    page = review("Alder", "May 2018", f"{LOG}\n2. {STAFF}") + "Related reviews\n\nDomestic Homicide Review: Birch\n"
    assert not any("two reviews" in warning for warning in read(page).warnings)
