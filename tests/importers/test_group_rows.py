"""Rows of CSV that hold a body only: the recommendations below are addressed to it, or it is told."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.model import Metadata
from known_names import Known

NAMES = Known({"Wold Police": "police", "Wold Council": "council", "Wold CSP": "csp", "Housing": "collective"})
LOG, TRAIN, ASK = ("The force should log calls.", "The council should train.", "The trust should ask.")


def read(table: str) -> Imported:
    (imported,) = read_source(table.encode(), "p.csv", NAMES, given=Metadata(csp="Wold"))
    return imported


def cells(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_body_alone_in_a_row_is_whom_the_rows_below_are_addressed_to(place: int) -> None:
    police, council = (
        ",".join(name if at == place else "" for at in range(3)) for name in ("Wold Police", "Wold Council")
    )
    found = read(f"No,Recommendation,Agency\n{police}\n1,{LOG},\n2,{ASK},Wold Trust\n{council}\n3,{TRAIN},\n")
    assert cells(found) == [(LOG, "Wold Police"), (ASK, "Wold Trust"), (TRAIN, "Wold Council")]
    assert found.whole


def test_a_table_without_a_column_of_bodies_may_have_them_in_rows() -> None:
    found = read(f"No,Recommendation,Due\nWold Police,,\n1,{LOG},May\nWold Council,,\n2,{TRAIN},June\n")
    assert cells(found) == [(LOG, "Wold Police"), (TRAIN, "Wold Council")]
    assert found.whole


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            f"1,{LOG},May\nWold Police,,\n2,{TRAIN},June\nWold Council,,\n",
            "Wold Police",
        ),  # each may stand below its own
        (f"Housing,,\n1,{LOG},May\nHealth,,\n2,{TRAIN},June\n", "Housing"),  # themes
        (f"Wold CSP,,\n1,{LOG},May\n2,{TRAIN},June\n", "Wold CSP"),  # whose review it is
    ],
)
def test_what_is_not_plainly_a_heading_is_told_and_nobody_is_addressed(rows: str, told: str) -> None:
    found = read(f"No,Recommendation,Due\n{rows}")
    assert cells(found) == [(LOG, ""), (TRAIN, "")]
    assert any(told in lost for lost in found.lost)


def test_a_group_ends_at_what_else_stands_alone() -> None:
    found = read(f"No,Recommendation,Due\nWold Police,,\n1,{LOG},May\nTraining,,\n2,{TRAIN},June\n")
    assert cells(found) == [(LOG, "Wold Police"), (TRAIN, "")]
    assert any("Training" in lost for lost in found.lost)


def test_a_body_that_the_register_does_not_know_is_a_heading_among_those_that_it_knows() -> None:
    page = (
        "CSP: Wold,,\nNo,Recommendation,Due\nWold Police,,\n1,Write down each call.,May\nWold Council,,\n"
        "2,Light the path.,June\nFen Clinical Commissioning Group,,\n3,Send a letter to each practice.,July\n"
    )
    names = Known({"Wold Police": "police", "Wold Council": "council"})
    (found,) = read_source(page.encode(), "plan.csv", names)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == [
        "Wold Police",
        "Wold Council",
        "Fen Clinical Commissioning Group",
    ]
    assert found.whole
