"""Numbers of recommendations above tables of one row each: accordions, forms, lists of terms."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.importers import Imported
from one_page import read

TOP = "<h1>Domestic Homicide Review Wold</h1><p>CSP: Wold</p><p>Year of death: 2019</p>"
RING = ("Ring each caller back within the hour.", "Fen Police")
ASK = ("Ask who else is at home at each visit.", "Wold Council")


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(row.get("number"), row["text"], row["addressed_to"]) for row in found.data["recommendations"]]


def terms(row: Sequence[str]) -> str:
    return f"<dl><dt>Recommendation</dt><dd>{row[0]}</dd><dt>Lead agency</dt><dd>{row[1]}</dd></dl>"


@pytest.mark.parametrize(
    "form",
    [
        "<details><summary>Recommendation {}</summary>{}</details>",
        "<h3>Recommendation {}</h3>{}",
        "<p><strong>Recommendation {}:</strong></p>{}",
        "<div><button>Open</button><h2>Recommendation {}</h2></div><div>{}</div>",
    ],
)
def test_a_number_above_a_list_of_terms_is_that_of_its_recommendation(form: str) -> None:
    found = read(TOP + form.format(1, terms(RING)) + form.format(2, terms(ASK)), "p.html")
    assert [((number or "").rstrip(":"), *rest) for number, *rest in rows(found)] == [
        ("Recommendation 1", *RING),
        ("Recommendation 2", *ASK),
    ]
    assert found.whole


def test_a_number_in_words_counts_as_well() -> None:
    page = f"{TOP}<h3>Recommendation One</h3>{terms(RING)}<h3>Recommendation Two</h3>{terms(ASK)}"
    assert [row[0] for row in rows(read(page, "p.html"))] == ["Recommendation One", "Recommendation Two"]


def test_a_table_with_numbers_of_its_own_keeps_them() -> None:
    page = f"{TOP}<h3>Recommendation 9</h3>{terms(RING).replace('<dl>', '<dl><dt>No</dt><dd>4</dd>')}"
    assert rows(read(page, "p.html")) == [("4", *RING)]


def test_a_heading_with_other_words_is_no_number() -> None:
    page = f"{TOP}<h3>Recommendation 1 of the first review</h3>{terms(RING)}"
    assert rows(read(page, "p.html")) == [(None, *RING)]
