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
