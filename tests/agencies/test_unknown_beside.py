"""Two names with a join between them of which the register has one, or none, are told as two."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context
from dhrcurate.rules.cells import read_cell
from registers import body, matcher

HERE = Context(csp="Exampleton")


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(body("Barset and Borchester Safeguarding Adults Board", "safeguarding-board"))


@pytest.mark.parametrize(
    "parts",
    [
        ("Lanternlight", "Exampleton BC"),
        ("Exampleton BC", "Lanternlight"),
        ("Lanternlight Haven", "EXP"),
        ("QSCB", "QSAB"),
        ("QVCCG", "ZZNHSFT"),
        ("QSCP", "QVSAB"),
        ("Thornbury Trust", "Elmbridge Housing Association"),
        ("Thornbury CCG", "Elmbridge Council"),
        ("Thornbury Safeguarding Adults Board", "Elmbridge Community Safety Partnership"),
    ],
)
@pytest.mark.parametrize("join", [" and ", " & ", "/", " as well as ", " with "])
def test_two_bodies_of_which_one_is_unknown_are_told_and_open(
    names: Matcher, parts: tuple[str, str], join: str
) -> None:
    found = names.split(join.join(parts), HERE).parts
    assert [each.text for each in found] == [*parts]
    assert all(each.open for each in found) or join == "/"


@pytest.mark.parametrize(
    "cell",
    [
        "Barset and Borchester Safeguarding Adults Board",
        "Thornbury and Elmbridge",
        "Thornbury and Elmbridge Trust",
        "Thornbury and Elmbridge Housing Association",
        "Thornbury & Elmbridge CCG",
        "Thornbury Fire and Rescue Service",
        "Thornbury Drug and Alcohol Team",
        "Thornbury Health and Care Partnership",
        "Thornbury Advice and Support Service",
        "Thornbury School and Nursery",
        "Thornbury Church and Community Centre",
        "Thornbury Law Centre and Advice Bureau",
        "Health and Safety Executive",
        "Police and Crime Panel",
        "Education and Skills Funding Agency",
        "Association for Counselling and Psychotherapy",
        "Royal College of Surgeons and Physicians",
        "LGBT and BME forum",
        "Research and Development",
        "Children, Young People and Families Team",
        "Chamber of Commerce and Industry",
        "Marks and Barker",
        "Refuge and Respite",
        "Adult and Children's Services",
    ],
)
def test_one_name_with_a_join_in_it_stays_one(names: Matcher, cell: str) -> None:
    assert [each.text for each in names.split(cell, HERE).parts] == [cell]


def test_no_fix_of_such_a_cell_is_safe_and_the_known_body_is_told(names: Matcher) -> None:
    cell = read_cell("Lanternlight and Exampleton BC", names, HERE)
    assert [each.stands_for for each in cell.names] == [(), ("Exampleton Borough Council",)]
    assert not cell.safe
