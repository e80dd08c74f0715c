"""A plural word for a kind of body means several bodies: no single one is taken for it."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Alias, Context, Decision
from dhrcurate.domain.plural_name import plural_head
from dhrcurate.rules.cells import NameType, read_cell
from registers import body, matcher

HERE = Context(csp="Exampleton")


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("Borchester Hospitals NHS Trust", "nhs-trust", Alias("Borchester Care NHS Trust")),
        body("Federation of Borset Boards", "charity"),
    )


@pytest.mark.parametrize(
    "cell",
    [
        "Exampleshire Councils",
        "Exampleshire county councils",
        "Exampleton CCGs",
        "Exampleton CCG's",
        "CCGs in Exampleton",
        "Exampleton CCGs (both)",
        "Exampleton Community Safety Partnerships",
        "Borchester Care Trusts",
        "Exampleshire Probation Trusts",
    ],
)
def test_a_plural_of_a_kind_is_a_collective_and_no_match(names: Matcher, cell: str) -> None:
    assert names.suggest(cell, HERE).decision is not Decision.MATCH
    read = read_cell(cell, names, HERE)
    assert [name.sort for name in read.names] == [NameType.COLLECTIVE]
    assert not read.safe


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Borchester Hospitals Trust", "Borchester Hospitals NHS Trust"),
        ("The Federation of Borset Boards", "Federation of Borset Boards"),
        ("Exampleshire County Council's Adult Social Care", "Exampleshire County Council"),
        ("Exampleshire County Council Children's Services", "Exampleshire County Council"),
    ],
)
def test_a_plural_in_the_name_itself_is_one_body(names: Matcher, cell: str, name: str) -> None:
    read = read_cell(cell, names, HERE)
    assert [each.stands_for for each in read.names] == [(name,)]
    assert read.safe


def test_a_plural_beside_a_body_is_a_name_of_its_own(names: Matcher) -> None:
    read = read_cell("Exampleshire Police and Exampleton CCGs", names, HERE)
    assert [name.text for name in read.names] == ["Exampleshire Police", "Exampleton CCGs"]
    assert not read.safe


def test_two_places_before_a_plural_are_one_body_each(names: Matcher) -> None:
    read = read_cell("Exampleshire and Essexville County Councils", names, HERE)
    assert [name.canonical for name in read.names] == ["Exampleshire County Council", "Essexville County Council"]


@pytest.mark.parametrize("name", ["Exampleshire Council", "Borset Hospitals", "Trading Standards", "", "..."])
def test_other_names_have_no_plural_head(name: str) -> None:
    assert plural_head(name) is None
