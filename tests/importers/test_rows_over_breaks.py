"""Rows of tables that a page break divides, below which the headings stand again."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read

HEAD = "# Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n## Recommendations\n\n"
FIRST = "Wold Police should ring each caller back"
REST = "before the end of the same shift."
HEADINGS = ("No", "Recommendation", "Lead agency", "Outcome")


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> str:
    return line(*headings) + line(*["---"] * len(headings)) + "".join(line(*row) for row in rows)


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(row.get("number"), row["text"], row["addressed_to"]) for row in found.data["recommendations"]]


@pytest.mark.parametrize("between", ["", "\n", "\nPage 4 of 9\n\n", "\n<!-- image -->\n\n", "\n- 4 -\n\n"])
@pytest.mark.parametrize(("body", "more"), [("Wold Police", ""), ("Wold", "Police"), ("Wold Police", "Wold Police")])
@pytest.mark.parametrize("number", ["", "1"])
def test_a_row_that_goes_on_below_headings_that_stand_again_is_one(
    between: str, body: str, more: str, number: str
) -> None:
    above = table(("1", FIRST, body, "Log kept"))
    below = table((number, REST, more, "Audit"), ("2", "Fen Homes should change a lock in a day.", "Fen Homes", "Kept"))
    found = read(f"{HEAD}{above}{between}{below}", "wold.md")
    assert rows(found) == [
        ("1", f"{FIRST} {REST}", "Wold Police"),
        ("2", "Fen Homes should change a lock in a day.", "Fen Homes"),
    ]
    assert found.whole


def test_a_table_without_numbers_goes_on_too() -> None:
    headings = ("Recommendation", "Agency", "Date")
    above = table((FIRST, "Wold Police", "May"), headings=headings)
    below = table((REST, "", "June"), ("Fen Homes should change a lock in a day.", "Fen Homes", ""), headings=headings)
    found = read(f"{HEAD}{above}\n{below}", "wold.md")
    assert rows(found) == [
        (None, f"{FIRST} {REST}", "Wold Police"),
        (None, "Fen Homes should change a lock in a day.", "Fen Homes"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1", f"{FIRST}.", "Wold Police", ""), ("2", "review how calls are closed.", "Fen Homes", "")),
        (("1", FIRST, "Wold Police", ""), ("2", "review how calls are closed.", "Fen Homes", "")),
        (("1", f"{FIRST}.", "Wold Police", ""), ("2", "Fen Homes should change a lock.", "Fen Homes", "")),
    ],
)
def test_a_row_of_its_own_stays_one(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    found = read(f"{HEAD}{table(first)}\n{table(second)}", "wold.md")
    assert rows(found) == [(row[0], row[1], row[2]) for row in (first, second)]


def test_tables_of_two_bodies_stay_apart() -> None:
    found = read(
        f"{HEAD}### Wold Police\n\n{table(('1', FIRST, '', ''))}\n### Fen Homes\n\n{table(('', REST, '', ''))}", "w.md"
    )
    assert [row[1] for row in rows(found)] == [FIRST, REST]
