"""Tables that have no headings: what stands in their columns tells what they are, in each row, or nothing does."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

ROWS = [
    ("1", "The force should log each call.", "Wold Police"),
    ("2", "The council should train its staff.", "Wold Council"),
]
HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n{}Recommendations\n\n"


def read(below: str, name: str = "p.txt") -> Imported:
    head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><h2>Recommendations</h2>"
    head = f"<html><body>{head}" if name == "p.html" else HEAD.format("## " if name == "p.md" else "")
    (imported,) = read_source((head + below).encode(), name, NOTHING)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


BARS = [" | ".join(row) for row in ROWS]
FORMS = {
    "lines with bars": ("\n".join(BARS) + "\n", "p.txt"),
    "lines with bars in Markdown": ("\n".join(BARS) + "\n", "p.md"),
    "lines with bars below headings": ("\n".join(["No | Recommendation | Addressed to", *BARS]) + "\n", "p.txt"),
    "tabs": ("\n".join("\t".join(row) for row in ROWS) + "\n", "p.txt"),
    "its first row above the rule": (f"| {BARS[0]} |\n|---|---|---|\n| {BARS[1]} |\n", "p.md"),
    "an empty row above the rule": (f"|  |  |  |\n|---|---|---|\n| {BARS[0]} |\n| {BARS[1]} |\n", "p.md"),
    "drawn": ("+--+--+--+\n" + "+--+--+--+\n".join(f"|{'|'.join(row)}|\n" for row in ROWS) + "+--+--+--+\n", "p.txt"),
    "HTML": (f"<table>{''.join(f'<tr><td>{a}<td>{b}<td>{c}</tr>' for a, b, c in ROWS)}</table>", "p.html"),
}


@pytest.mark.parametrize("form", FORMS)
def test_columns_of_numbers_wishes_and_names_need_no_headings(form: str) -> None:
    found = read(*FORMS[form])
    assert rows(found) == ROWS
    assert found.whole


def test_a_long_table_of_bare_lines_is_read_to_its_end() -> None:
    lines = (f"{i} | The force should log calls of kind {i}. | Wold Police" for i in range(1, 451))
    found = read("No | Recommendation | Addressed to\n" + "\n".join(lines) + "\n")
    assert found.count == 450


LIST = "1. The force should log each call.\n2. The council should train its staff.\n\n"
FLAT = (
    "# Recommendation Addressed to\n1 The force should log each call. Wold Police | Wold Council\n"
    "2 The council should train its staff. Wold Council | Wold Trust\n"
)


@pytest.mark.parametrize(
    ("below", "layout"), [(f"{LIST}Home | News | Contact\nA | B | C\n", "learning-points"), (FLAT, "flat")]
)
def test_a_bar_makes_no_table(below: str, layout: str) -> None:
    found = read(below)
    assert (found.layout, found.count) == (layout, 2)


def table(*cells: tuple[str, ...]) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in cells)}</table>"


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("more", [("May 2021", "June 2021"), ("Done", "Not yet"), ("", "Green")])
def test_a_further_column_is_told_and_takes_nobody_s_place(more: tuple[str, str], place: int) -> None:
    cells = [(*row[:place], said, *row[place:]) for row, said in zip(ROWS, more, strict=True)]
    found = read(table(*cells), "p.html")
    assert rows(found) == ROWS
    assert all(f"left out words that stand under no heading: “{said}”" in found.warnings for said in more if said)
    assert not found.whole


def test_an_empty_cell_of_an_addressee_takes_none_from_another_row() -> None:
    cells = [*ROWS, ("3", "Training for all of the wardens", ""), ("4", "The college should ask.", "Jubilee House")]
    assert rows(read(table(*cells), "p.html")) == cells


def test_a_table_of_services_below_a_list_is_none_of_recommendations() -> None:
    services = [("1", "You should call us in an emergency.", "Daily"), ("2", "We will log what you say.", "Weekly")]
    page = f"<ol><li>{ROWS[0][1]}</li><li>{ROWS[1][1]}</li></ol>{table(*services)}"
    assert [text for _, text, _ in rows(read(page, "p.html"))][:2] == [ROWS[0][1], ROWS[1][1]]


def tabled(rows: list[tuple[str, ...]]) -> str:
    return f"<table>{''.join('<tr><td>' + '<td>'.join(row) + '</tr>' for row in rows)}</table>"


def test_of_two_columns_of_words_the_one_of_recommendations_says_what_somebody_should_do() -> None:
    more = ("Write guidance for all staff", "Book a trainer for the staff")
    for place in (1, 2):
        found = read(
            tabled([(*row[:place], note, *row[place:]) for row, note in zip(ROWS, more, strict=True)]), "p.html"
        )
        assert rows(found) == ROWS
        assert not found.whole
        assert all(any(note in lost for lost in found.lost) for note in more)


def test_two_columns_of_names_are_both_of_addressees() -> None:
    found = read(tabled([(*row, "Wold Homes Trust") for row in ROWS]), "p.html")
    assert rows(found) == [(number, text, f"{cell} | Wold Homes Trust") for number, text, cell in ROWS]
