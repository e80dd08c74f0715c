"""Rows that only go on with the row above, as programs write a cell that was wrapped: they are one with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.model import Metadata
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n{}Recommendations\n\n"
Rows = Sequence[Sequence[str]]
HEADINGS = ("No", "Recommendation", "Agency")
FORCE = ("1", "The force should log each call in full.", "Wold Police")
COUNCIL = ("2", "The council should train its staff.", "Wold District Council")


def piped(rows: Rows) -> tuple[str, str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "p.md", "\n".join([lines[0], "|---|---|---|", *lines[1:], ""])


def tabbed(rows: Rows) -> tuple[str, str]:
    return "p.txt", "".join("\t".join(row) + "\n" for row in rows)


def separated(separator: str, name: str) -> Callable[[Rows], tuple[str, str]]:
    return lambda rows: (name, "".join(separator.join(row) + "\n" for row in rows))


FORMS = {"bars": piped, "tabs": tabbed, "TSV": separated("\t", "p.tsv"), "CSV": separated(",", "p.csv")}


def read(rows: Rows, form: str) -> Imported:
    name, table = FORMS[form]([HEADINGS, *rows])
    head = "" if name.endswith("sv") else HEAD.format("## " if name == "p.md" else "")
    given = Metadata(csp="Wold") if name.endswith("sv") else None
    (imported,) = read_source((head + table).encode(), name, NOTHING, given=given)
    return imported


def cells(found: Imported) -> list[tuple[str, ...]]:
    return [(r.get("number", ""), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_goes_on_is_part_of_the_row_above(form: str) -> None:
    wrapped = [
        ("1", "The force should log", "Wold"),
        ("", "each call", "Police"),
        ("", "in full.", ""),
        ("2", "The council should train its staff.", "Wold District"),
        ("", "", "Council"),
    ]
    found = read(wrapped, form)
    assert cells(found) == [FORCE, COUNCIL]
    assert found.whole


OWN = {
    "a number is lacking": [FORCE, ("", *COUNCIL[1:])],
    "small letters begin each row": [("1", "to log each call", "Wold Police"), ("", "to train", "Wold Homes")],
    "no row has a number": [("", "To log each call", "Wold Police"), ("", "To train all staff", "Wold Homes")],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", OWN)
def test_a_row_of_its_own_stays_one(kind: str, form: str) -> None:
    assert cells(read(OWN[kind], form)) == OWN[kind]


def test_a_cell_in_quotation_marks_goes_over_lines() -> None:
    found = read([("1", '"The force should log\neach call in full."', "Wold Police"), COUNCIL], "tabs")
    assert [(a, " ".join(b.split()), c) for a, b, c in cells(found)] == [FORCE, COUNCIL]


def test_a_rule_of_bars_and_crosses_is_no_row() -> None:
    lines = [f"| {' | '.join(row)} |" for row in (HEADINGS, FORCE, COUNCIL)]
    page = HEAD.format("") + "\n".join([lines[0], "|----+----+----|", *lines[1:], ""])
    (found,) = read_source(page.encode(), "p.txt", NOTHING)
    assert cells(found) == [FORCE, COUNCIL]
    assert found.whole
