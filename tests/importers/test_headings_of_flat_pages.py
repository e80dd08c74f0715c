"""Headings of tables that a program wrote out line by line: again on a later page, and of further columns."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Wold Hospitals NHS Trust": "nhs", "Wold Borough Council": "council"})
HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\nRecommendations\n"
FIRST = "Officers should ring each caller back before the end of the same shift."
SECOND = "Nurses should ask each patient about safety at home, when no other adult is there,"
END = "and should note what was said."
WANTED = [("1", FIRST, "Fen Police"), ("2", f"{SECOND} {END}", "Wold Hospitals NHS Trust")]


def read(page: str) -> Imported:
    (found,) = read_source(page.encode(), "p.txt", NAMES)
    return found


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), " ".join(r["text"].split()), r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("number", ["No.", "No", "Ref."])
def test_headings_on_lines_that_stand_again_within_a_row_are_none_of_its_words(number: str) -> None:
    headings = f"{number}\n\nRecommendation\n\nAgency\n\n"
    first = f"1\n\n{FIRST}\n\nFen Police\n\n"
    second = f"2\n\n{SECOND}\n\nWold Hospitals\nNHS Trust\n\nPage 1\n\n{headings}{END}\n"
    found = read(f"{HEAD}{headings}{first}{second}\nPage 2\n")
    assert rows(found) == WANTED
    assert found.whole


def test_a_heading_row_that_stands_again_between_rows_is_none_of_their_words() -> None:
    heading = "No Recommendation Agency\n"
    found = read(f"{HEAD}{heading}1 {FIRST} Fen Police\n{heading}2 {SECOND}\n{END} Wold Hospitals NHS Trust\n")
    assert rows(found) == WANTED
    assert found.whole


@pytest.mark.parametrize("further", ["Date", "How", "Action By when", "Lead officer Target date"])
def test_further_columns_that_have_run_into_the_addressees_are_told(further: str) -> None:
    page = f"{HEAD}No Recommendation Agency {further}\n1 {FIRST} Fen Police Oct 2020\n2 {SECOND} {END} Wold Council\n"
    found = read(page)
    assert not found.whole
    assert any("further columns" in told and further.rsplit(maxsplit=1)[-1] in told for told in found.lost)


@pytest.mark.parametrize("heading", ["Agency/ies", "Agency responsible", "Organisation(s) to whom it is addressed"])
def test_the_rest_of_the_addressees_own_heading_is_no_further_column(heading: str) -> None:
    page = f"{HEAD}No Recommendation {heading}\n1 {FIRST} Fen Police\n2 {SECOND} {END} Wold Hospitals NHS Trust\n"
    found = read(page)
    assert rows(found) == WANTED
    assert found.whole
