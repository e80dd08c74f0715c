"""A second name that is cut off behind a join: the first is not taken for the whole cell."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context
from dhrcurate.rules.cells import read_cell

HERE = Context(csp="Exampleton")


@pytest.fixture(scope="module")
def names() -> Matcher:
    return Matcher(load())


@pytest.mark.parametrize("join", [" and ", " & ", " with ", " plus ", "\n", " and the "])
@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("Norfolk Constabulary", "Norfolk"),
        ("Norfolk Constabulary", "Norfolk County"),
        ("Norfolk County Council", "Norfolk"),
        ("Norfolk Constabulary", "Constabulary"),
        ("Kent Police", "Kent County"),
        ("Durham Constabulary", "Durham County"),
        ("Gloucestershire Constabulary", "Gloucester"),
        ("Ministry of Justice", "Department"),
        ("Department for Transport", "Ministry of"),
    ],
)
def test_what_is_joined_to_a_name_and_adds_nothing_to_it_is_another_name(
    name: str, cut: str, join: str, names: Matcher
) -> None:
    assert not read_cell(f"{name}{join}{cut}", names, HERE).safe


@pytest.mark.parametrize(
    "cell",
    [
        "Norfolk Constabulary, Norfolk County",
        "Norfolk County Council, Norfolk Community Health",
        "Oxford City Council (Oxford University)",
        "Sheffield City Council, Sheffield Teaching",
        "Derbyshire Constabulary, Derby City",
        "Ministry of Justice, Department for",
        "Home Office, Ministry of",
    ],
)
def test_behind_a_comma_the_beginning_of_another_name_is_no_place(cell: str, names: Matcher) -> None:
    assert not read_cell(cell, names, HERE).safe


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Norfolk Constabulary, Norfolk", "Norfolk Constabulary"),
        ("Norfolk Constabulary (Norwich)", "Norfolk Constabulary"),
        ("Norfolk County Council, Norwich, NR1 2DH", "Norfolk County Council"),
        ("Norfolk County Council, Adult Social Care", "Norfolk County Council"),
        ("Devon & Cornwall Constabulary", "Devon and Cornwall Police"),
        ("Police & Crime Commissioner for Norfolk", "Police and Crime Commissioner for Norfolk"),
        ("Cambs & Peterborough NHS FT", "Cambridgeshire and Peterborough NHS Foundation Trust"),
        ("Defence, Ministry of", "Ministry of Defence"),
        ("Norfolk Fire & Rescue", "Norfolk Fire and Rescue Service"),
    ],
)
def test_a_place_a_department_and_joins_within_a_name_leave_it_sure(cell: str, name: str, names: Matcher) -> None:
    read = read_cell(cell, names, HERE)
    assert [each.canonical for each in read.names] == [name]
    assert read.safe
