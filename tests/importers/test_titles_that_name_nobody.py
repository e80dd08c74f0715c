"""Titles of documents, and what recommendations are for, which are no addressees and recommend nothing."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "practice": "anonymised", "Wold Council": "council"})
HEAD = "# Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
LOG = "Each call should be logged on one form."
STAFF = "Supervisors should meet each month."


def rows(page: str, name: str = "p.md") -> list[tuple[str, str]]:
    (found,) = read_source(f"{HEAD}{page}\n".encode(), name, KNOWN)
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("what", ["practice", "Practice", "policy", "learning", "Practice Improvement"])
@pytest.mark.parametrize("body", [False, True], ids=["alone", "beside-a-body"])
def test_what_recommendations_are_for_is_no_addressee(what: str, *, body: bool) -> None:
    part = f"### Recommendations for {what}\n\n- {LOG}\n"
    other = f"\n### Recommendations for Fen Police\n\n- {STAFF}\n" if body else ""
    assert rows(f"## Recommendations\n\n{part}{other}") == [(LOG, ""), *([(STAFF, "Fen Police")] if body else [])]


@pytest.mark.parametrize("what", ["practice", "Practice", "Practice Improvement"])
def test_nor_is_it_in_the_heading_of_the_section(what: str) -> None:
    assert rows(f"## Recommendations for {what}\n\n- {LOG}\n- {STAFF}") == [(LOG, ""), (STAFF, "")]


def test_a_heading_right_below_a_list_is_not_the_addressee_of_its_last_recommendation() -> None:
    page = f"Recommendations\n\nRecommendations for policy\n\n- {LOG}\nRecommendations for Fen Police\n\n- {STAFF}"
    assert rows(page, "p.txt") == [(LOG, ""), (STAFF, "Fen Police")]


TITLES = ["Safe to Speak", "Fen Partnership to Tackle Harm", "Joint Agency Working to Reduce Fear"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_over_a_list_is_no_addressee(title: str) -> None:
    page = f"## Recommendations\n\n### Fen Police\n\n- {LOG}\n\n### {title}\n\n- {STAFF}"
    assert rows(page) == [(LOG, "Fen Police"), (STAFF, "")]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_with_to_says_of_nobody_that_they_are_to_act(title: str) -> None:
    page = f"Recommendations\n\n1. {title} should be read by new staff.\n\n2. {STAFF}"
    assert rows(page, "p.txt") == [(f"{title} should be read by new staff.", ""), (STAFF, "")]


def test_a_body_that_is_to_act_is_one() -> None:
    page = f"Recommendations\n\n1. Wold Council to keep a list of leads.\n\n2. {STAFF}"
    assert rows(page, "p.txt")[0][1] == "Wold Council"
