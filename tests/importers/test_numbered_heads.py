"""Headings over parts of a list with numbers of their own: whose recommendations are below them, and no row."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold Council": "council"})
HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
LOG = "Each call should be logged on one form."
STAFF = "Supervisors should meet each month."
POSTERS = "Posters should be put up in all wards."
BELOW = {
    "again": ("1. {}", "1. {}"),
    "on": ("1. {}", "2. {}"),
    "counted": ("Recommendation 1: {}", "Recommendation 2: {}"),
    "bullets": ("- {}", "- {}"),
    "inside": ("4.1.1 {}", "4.2.1 {}"),
}
HEADS = {
    "names": ("4.1 Fen Police", "4.2 Wold Council"),
    "for": ("4.1 Recommendations for Fen Police", "4.2 Recommendations for Wold Council"),
    "of": ("4.1 Fen Police recommendations", "4.2 Wold Council recommendations"),
}


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, KNOWN)
    return imported


def rows(found: Imported) -> list[tuple[str, str, str | None]]:
    return [(r["text"], r["addressed_to"], r.get("title")) for r in found.data["recommendations"]]


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "#")])
def test_each_part_is_for_the_body_of_its_heading(
    below: tuple[str, str], heads: tuple[str, str], name: str, mark: str
) -> None:
    over = f"{mark}{mark} 4. Recommendations".strip()
    parts = "".join(
        f"\n\n{mark * 3} {head}\n\n{form.format(text)}".replace("\n ", "\n")
        for head, form, text in zip(heads, below, (LOG, STAFF), strict=True)
    )
    found = read(f"{HEAD}{over}{parts}\n", name)
    assert rows(found) == [(LOG, "Fen Police", None), (STAFF, "Wold Council", None)]
    assert found.whole


def test_the_first_heading_may_be_that_of_the_list() -> None:
    part = "{} Recommendations to {}\n\n{}\n\n"
    page = part.format("6.1", "Fen Police", f"1. {LOG}") + part.format("6.2", "Wold Council", f"2. {STAFF}")
    assert [row[1] for row in rows(read(f"{HEAD}{page}"))] == ["Fen Police", "Wold Council"]


def test_a_part_beside_that_of_the_heading_is_one_whatever_its_name() -> None:
    page = f"{HEAD}6.1 Recommendations to Fen Police\n\n1. {LOG}\n\n6.2 Working with interpreters\n\n2. {STAFF}\n"
    assert rows(read(page)) == [(LOG, "Fen Police", None), (STAFF, "", "Working with interpreters")]


@pytest.mark.parametrize("head", ["Fen Police", "Working with interpreters"])
def test_a_number_beside_that_of_a_heading_is_none_of_its_part(head: str) -> None:
    page = f"{HEAD}6. Recommendations\n\n6.1 {POSTERS}\n\n6.2 {head}\n\n6.2.1 {LOG}\n\n6.3 {STAFF}\n"
    last = rows(read(page))[-1]
    assert last == (STAFF, "", None)


@pytest.mark.parametrize("theme", ["Working with interpreters", "National", "Record keeping", "Theme 2: Supervision"])
def test_a_numbered_theme_is_a_title_and_ends_what_is_for_the_body_above(theme: str) -> None:
    page = f"{HEAD}7. Recommendations\n\n7.1 Fen Police\n\n7.1.1 {LOG}\n\n7.2 {theme}\n\n7.2.1 {STAFF}\n"
    assert rows(read(page)) == [(LOG, "Fen Police", None), (STAFF, "", theme)]


@pytest.mark.parametrize("form", ["{}. {}", "Recommendation {}: {}"])
def test_numbered_themes_over_numbers_of_another_kind_are_titles(form: str) -> None:
    parts = f"4.1 National\n\n{form.format(1, LOG)}\n\n4.2 Local practice\n\n{form.format(2, STAFF)}\n"
    assert rows(read(f"{HEAD}4. Recommendations\n\n{parts}")) == [(LOG, "", "National"), (STAFF, "", "Local practice")]


def test_a_part_of_recommendations_at_large_is_not_for_the_body_above() -> None:
    page = (
        f"{HEAD}7. Recommendations\n\n7.1 Fen Police\n\n7.1.1 {LOG}\n\n7.2 National recommendations\n\n7.2.1 {STAFF}\n"
    )
    assert rows(read(page)) == [(LOG, "Fen Police", None), (STAFF, "", "National")]


@pytest.mark.parametrize("letters", ["a) b)", "A. B.", "(a) (b)"])
def test_letters_count_bodies_too(letters: str) -> None:
    first, second = letters.split()
    police = f"{first} Fen Police\n\n1. {LOG}\n\n2. {POSTERS}\n\n"
    found = read(f"{HEAD}Recommendations\n\n{police}{second} Wold Council\n\n1. {STAFF}\n")
    assert [row[:2] for row in rows(found)] == [
        (LOG, "Fen Police"),
        (POSTERS, "Fen Police"),
        (STAFF, "Wold Council"),
    ]


def test_numbered_titles_of_recommendations_keep_their_numbers() -> None:
    page = f"{HEAD}## 5. Recommendations\n\n### 5.1 Interpreters\n\n{LOG}\n\n### 5.2 Supervision\n\n{STAFF}\n"
    found = read(page, "p.md").data["recommendations"]
    assert [(r["number"], r["title"], r["text"]) for r in found] == [
        ("5.1", "Interpreters", LOG),
        ("5.2", "Supervision", STAFF),
    ]


def test_a_short_recommendation_with_steps_below_it_is_no_heading() -> None:
    page = f"{HEAD}7. Recommendations\n\n7.1 Publish one pathway\n\n7.1.1 {LOG}\n\n7.2 {STAFF}\n"
    assert "Publish one pathway" in [row[0] for row in rows(read(page))]
