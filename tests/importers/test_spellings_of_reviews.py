"""Cells about a review that mean the same make one record of it, however they are written; others never do."""

from __future__ import annotations

import json

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING
from one_page import texts

SAID = ["Log each call.", "Train the staff.", "Ask each tenant."]


def read(kind: str, cells: list[str], form: str, numbers: str = "123") -> tuple[Imported, ...]:
    rows = [
        {"csp": "Wold", kind: cell, "no": number, "recommendation": said}
        for cell, number, said in zip(cells, numbers, SAID, strict=False)
    ]
    if form == "csv":
        text = "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows), ""])
    else:
        text = json.dumps(rows)
    return read_source(text.encode(), f"p.{form}", NOTHING)


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(
    ("kind", "cells", "kept"),
    [
        ("csp", ["Wold", "WOLD", "Wold"], "Wold"),
        ("csp", ["North  Wold", "North Wold", "north wold"], "North  Wold"),
        ("csp", ["Wold", "Wold CSP", "Wold Community Safety Partnership"], "Wold"),
        ("year of death", ["2017.0", "2017", "2017.0"], 2017),
        ("review title", ["Review of ‘Ivy’", "review of 'Ivy'", "REVIEW OF 'IVY'"], "Review of ‘Ivy’"),
    ],
)
def test_cells_that_mean_the_same_are_of_one_review(kind: str, cells: list[str], kept: object, form: str) -> None:
    (found,) = read(kind, cells, form)
    assert texts(found) == SAID
    field = {"csp": "csp", "year of death": "year_of_death", "review title": "title"}[kind]
    assert found.data["review"][field] == kept
    assert found.whole
    assert any(all(cell in told for cell in set(cells)) for told in found.warnings)


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("csp", ["Wold", "Wold and Fen"]),
        ("csp", ["St Áine", "St Aine"]),
        ("year of death", ["2017", "2018.0"]),
        ("review title", ["Review 1", "Review 1.0"]),
        ("review id", ["7", "07"]),
        ("review id", ["1.1", "1.10"]),
        ("link", ["https://e.example/a", "https://e.example/A"]),
    ],
)
def test_cells_that_differ_in_meaning_are_of_two_reviews(kind: str, cells: list[str], form: str) -> None:
    assert [texts(found) for found in read(kind, cells, form, "12")] == [SAID[:1], SAID[1:2]]


def test_reviews_whose_numbers_would_stand_twice_stay_apart_and_are_told() -> None:
    found = read("csp", ["Wold", "WOLD", "Wold"], "csv", "112")
    assert [texts(each) for each in found] == [[SAID[0], SAID[2]], [SAID[1]]]
    assert any("“Wold”" in lost and "“WOLD”" in lost for each in found for lost in each.lost)


def test_a_name_of_a_file_is_the_same_in_capitals() -> None:
    table = "csp,filename,no,recommendation\nWold,ivy.pdf,1,{}\nWold,IVY.pdf,2,{}\nWold,ash.pdf,1,{}\n".format(*SAID)
    found = read_source(table.encode(), "p.csv", NOTHING)
    assert [texts(each) for each in found] == [SAID[:2], SAID[2:]]
