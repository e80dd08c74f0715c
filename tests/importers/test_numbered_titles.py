"""Numbered sub-headings over plain paragraphs and over bullets: a body's name is whose they are, a theme a title."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold Council": "council"})
HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n4. Recommendations\n\n"
LOG = "Each call should be logged on one form."
STAFF = "Supervisors should meet each month."
POSTERS = "Posters should be put up in all wards."


def rows(page: str) -> list[tuple[str | None, str, str, str | None]]:
    (found,) = read_source(f"{HEAD}{page}\n".encode(), "p.txt", KNOWN)
    assert found.whole
    return [(r.get("number"), r["text"], r["addressed_to"], r.get("title")) for r in found.data["recommendations"]]


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["apart", "close"])
@pytest.mark.parametrize(("first", "second"), [("4.1", "4.2"), ("1.", "2.")])
def test_the_paragraph_below_a_body_is_for_it_and_has_its_number(first: str, second: str, gap: str) -> None:
    page = f"{first} Fen Police{gap}{LOG}\n\n{second} Wold Council{gap}{STAFF}"
    assert rows(page) == [(first, LOG, "Fen Police", None), (second, STAFF, "Wold Council", None)]


def test_one_body_alone_is_one_too() -> None:
    assert rows(f"4.1 Fen Police\n\n{LOG}") == [("4.1", LOG, "Fen Police", None)]


def test_each_of_several_paragraphs_that_ask_is_a_recommendation_of_the_body_above() -> None:
    page = f"4.1 Fen Police\n\n{LOG}\n\n{POSTERS}\n\n4.2 Wold Council\n\n{STAFF}"
    assert rows(page) == [
        (None, LOG, "Fen Police", None),
        (None, POSTERS, "Fen Police", None),
        (None, STAFF, "Wold Council", None),
    ]


def test_a_theme_over_a_paragraph_is_its_title() -> None:
    page = f"4.1 Supervision\n\n{STAFF}\n\n4.2 Record keeping\n\n{LOG}"
    assert rows(page) == [("4.1", STAFF, "", "Supervision"), ("4.2", LOG, "", "Record keeping")]


def test_a_theme_beside_a_body_is_no_addressee() -> None:
    page = f"4.1 Supervision\n\n{STAFF}\n\n4.2 Fen Police\n\n{LOG}"
    assert [(row[1], row[2]) for row in rows(page)] == [(STAFF, ""), (LOG, "Fen Police")]


def test_a_recommendation_with_a_further_paragraph_stays_one() -> None:
    page = f"4.1 {LOG}\n\nThis should be done by the spring.\n\n4.2 {STAFF}"
    assert [row[0] for row in rows(page)] == ["4.1", "4.2"]
    assert "spring" in rows(page)[0][1]


@pytest.mark.parametrize("number", ["4.{}", "{}."])
@pytest.mark.parametrize("theme", ["Supervision", "Housing", "Record keeping"])
def test_a_theme_over_bullets_is_neither_a_recommendation_nor_an_addressee(theme: str, number: str) -> None:
    heads = [f"{number.format(at)} {said}" for at, said in enumerate([theme, "Awareness in wards"], 1)]
    page = f"{heads[0]}\n\n- {STAFF}\n- {LOG}\n\n{heads[1]}\n\n- {POSTERS}"
    assert rows(page) == [
        (None, STAFF, "", theme),
        (None, LOG, "", theme),
        (None, POSTERS, "", "Awareness in wards"),
    ]


def test_a_recommendation_over_bullets_stays_one() -> None:
    page = f"4.1 Training for all staff to cover:\n\n- stalking;\n- coercion.\n\n4.2 {STAFF}"
    assert [row[0] for row in rows(page)] == ["4.1", "4.2"]
