"""Whatever joins two names of a cell, neither is lost by a safe fix, by resolving, or by the screen's split."""

from __future__ import annotations

from functools import cache

import pytest
from benchmarks.cells import Made, Name, by_resolve, by_safe_fixes, made_cells, record_of, tried

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context

NOBODY = Name("", frozenset(), "")


@cache
def names() -> Matcher:
    return Matcher(load())


@pytest.mark.parametrize("seed", range(4))
def test_no_name_of_a_made_cell_is_lost(seed: int) -> None:
    done = [tried(cell, names()) for cell in made_cells(names(), 40, seed)]
    assert [(each.cell.text, each.lost) for each in done if each.lost] == []


@pytest.mark.parametrize(
    "text",
    [
        "Home Office, Kent Police",
        "Adult Social Care and Kent Police",
        "MARAC, Kent Police",
        "GP practices | Kent Police",
        "Kent Police | ",
        "Kent Police | Kent Constabulary",
        "Police and health",
        "Kent Police and partners",
        "Kent Police (Home Office)",
        "Housing, Kent Police",
    ],
)
def test_no_safe_fix_where_something_would_be_taken_away(text: str) -> None:
    review = {"csp": "Kent", "year_of_death": 2016, "published": "2020"}
    data = record_of(Made(text, "", (NOBODY, NOBODY), 2, review))
    data = by_resolve(by_safe_fixes(data, names()), names())
    assert data["recommendations"][0]["agencies"] in ([], ["Home Office", "Kent Police"])


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Essex and Kent Police", ["Essex Police", "Kent Police"]),
        ("Norfolk and Suffolk County Councils", ["Norfolk County Council", "Suffolk County Council"]),
        ("East and West Sussex County Councils", ["East Sussex County Council", "West Sussex County Council"]),
        ("Kent, Essex and Surrey Police", ["Kent Police", "Essex Police", "Surrey Police"]),
        ("HMP Bedford and Leeds", ["HMP Bedford", "HMP Leeds"]),
        ("Home Office (and Ministry of Justice)", ["Home Office", "Ministry of Justice"]),
        ("1. Home Office 2. Kent Police", ["Home Office", "Kent Police"]),
        ("a) Home Office; b) Kent Police; and c) somebody", ["Home Office", "Kent Police", "somebody"]),
        ("Ministry of Justice - Kent Police", ["Ministry of Justice", "Kent Police"]),
        ("Kent Police in partnership with Essex Police", ["Kent Police", "Essex Police"]),
        ("Kent Police and/or Essex Police", ["Kent Police", "Essex Police"]),
        ("Kent Police as well as MARAC", ["Kent Police", "MARAC"]),
        ("somebody; Kent Police", ["somebody", "Kent Police"]),
        ("Kent County Council, Adult Social Care", ["Kent County Council, Adult Social Care"]),
        ("Adult Social Care, Kent County Council", ["Adult Social Care, Kent County Council"]),
        ("Adult Social Care, Kent Police", ["Adult Social Care", "Kent Police"]),
        ("Chief Executive, CQC", ["Chief Executive, CQC"]),
        ("Department of Housing, Community and Local Government",
         ["Department of Housing, Community and Local Government"]),
        ("Department of Health and Social Care and Kent Police",
         ["Department of Health and Social Care", "Kent Police"]),
        ("The Minister for Health and Social Care in Wales", ["The Minister for Health and Social Care in Wales"]),
        ("Barking, Havering and Redbridge University Hospitals NHS Trust",
         ["Barking, Havering and Redbridge University Hospitals NHS Trust"]),
        ("Home Office Kent Police", ["Home Office", "Kent Police"]),
        ("Adult Social Care Kent Police", ["Adult Social Care", "Kent Police"]),
    ],
)  # fmt: skip
def test_names_are_told_apart(cell: str, parts: list[str]) -> None:
    assert [part.text for part in names().split(cell, Context(csp="Kent")).parts] == parts
