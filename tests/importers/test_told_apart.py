"""Cells of a page's table that hold a number, an addressee or a plan of action besides their own words."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."


def table(*rows: tuple[str, ...], name: str) -> Imported:
    if name.endswith("html"):
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        text = f"<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><table>{body}</table>"
    else:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|---" * len(rows[0]) + "|")
        text = "# Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n" + "\n".join(lines) + "\n"
    (imported,) = read_source(text.encode(), name, NOTHING)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"].rstrip(".")) for r in found.data["recommendations"]]


@pytest.mark.parametrize("name", ["p.md", "p.html"])
@pytest.mark.parametrize(
    "numbers",
    [
        ("1.", "2."),
        ("R1", "R2"),
        ("7.1", "7.2"),
        ("Recommendation 1:", "Recommendation 2:"),
        ("i.", "ii."),
        ("a)", "b)"),
    ],
)
def test_numbers_with_which_all_texts_begin_are_theirs(numbers: tuple[str, str], name: str) -> None:
    texts = [f"{number} {text}" for number, text in zip(numbers, (LOG, STAFF), strict=True)]
    found = table(("Recommendation", "Agency"), *((text, "Wold Police") for text in texts), name=name)
    assert rows(found) == [(n.rstrip(":"), text, "Wold Police") for n, text in zip(numbers, (LOG, STAFF), strict=True)]


@pytest.mark.parametrize("name", ["p.md", "p.html"])
def test_they_may_start_again_with_each_body(name: str) -> None:
    found = table(
        ("Recommendation", "Agency"),
        *((f"1. {LOG}", "Wold Police"), (f"1. {STAFF}", "Wold Homes"), (f"2. {STAFF}", "Wold Homes")),
        name=name,
    )
    assert rows(found) == [("1.", LOG, "Wold Police"), ("1.", STAFF, "Wold Homes"), ("2.", STAFF, "Wold Homes")]


@pytest.mark.parametrize(
    "texts",
    [
        (f"1. {LOG}", STAFF),
        (f"a) {LOG}", f"c) {STAFF}"),
        ("24 hours should be enough to answer.", "3 calls should be noted."),
    ],
)
def test_figures_that_do_not_count_the_rows_stay_in_their_texts(texts: tuple[str, str]) -> None:
    found = table(("Recommendation", "Agency"), *((text, "Wold Police") for text in texts), name="p.md")
    assert [(number, text) for number, text, _ in rows(found)] == [(None, text) for text in texts]


@pytest.mark.parametrize("name", ["p.md", "p.html"])
@pytest.mark.parametrize("where", ["text", "cell"])
def test_an_addressee_and_a_date_in_one_cell_are_told_apart(where: str, name: str) -> None:
    said = "Lead: Wold Police. Timescale: 3 months."
    header = ("No", "Recommendation", "Agency") if where == "cell" else ("No", "Recommendation")
    body = [(n, text, said) if where == "cell" else (n, f"{text} {said}") for n, text in (("1", LOG), ("2", STAFF))]
    found = table(header, *body, name=name)
    assert rows(found) == [("1", LOG, "Wold Police"), ("2", STAFF, "Wold Police")]
    assert found.warnings == ("left out what a record has no place for: Timescale",)
    assert found.whole
