"""Cells of bodies that share a place, a word for their kind, or a label; parts from another time; what is no body."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register, load
from dhrcurate.domain.agency import Context, Decision, Interval
from dhrcurate.rules.cells import read_cell
from registers import AREAS, BODIES, body, matcher

NAMES = matcher(
    body("Borsetshire Constabulary", "police", areas=("Borsetshire",)),
    body("Otterford Constabulary", "police", areas=("Otterford",)),
    body("NHS Borchester Clinical Commissioning Group", "ccg", areas=("Borchester",)),
    body("Women Centre", "charity", "Women Centre Exampleton and Borchester", areas=("Exampleton", "Borchester")),
)


def _parts(names: Matcher, cell: str, context: Context = Context()) -> list[str]:  # noqa: B008  # a frozen value
    return [part.text for part in names.split(cell, context).parts]


def test_a_plural_that_changes_its_ending_is_shared() -> None:
    parts = ["Borsetshire Constabulary", "Otterford Constabulary"]
    assert _parts(NAMES, "Borsetshire and Otterford Constabularies") == parts


@pytest.mark.parametrize("join", ["and", "&"])
@pytest.mark.parametrize("word", ["CCG", "CCGs"])
def test_a_body_of_another_kind_with_both_places_keeps_no_two_together(join: str, word: str) -> None:
    assert _parts(NAMES, f"Exampleton {join} Borchester {word}") == ["Exampleton CCG", "Borchester CCG"]


def test_a_place_with_and_in_its_name_stays_whole_beside_another() -> None:
    areas = (*AREAS, Area("Marlow and Wick", within=("England",)))
    more = (
        body("Marlow and Wick Council", "council", areas=("Marlow and Wick",)),
        body("Borsetshire Council", "council", areas=("Borsetshire",)),
        body("NHS Borsetshire, Marlow and Wick Integrated Care Board", "icb", "NHS Borsetshire, Marlow and Wick"),
    )
    names = Matcher(Register((*BODIES, *more), areas=areas))
    parts = ["Borsetshire Council", "Marlow and Wick Council"]
    assert _parts(names, "Borsetshire and Marlow and Wick Councils") == parts
    assert _parts(names, "Marlow and Wick Council") == ["Marlow and Wick Council"]


def test_a_body_of_another_time_is_a_part_as_well() -> None:
    names = matcher(body("NHS Borchester Integrated Care Board", "icb", areas=("Borchester",), valid_from="2022-07-01"))
    parts = ["Home Office", "Borchester ICB"]
    assert _parts(names, "Home Office, Borchester ICB", Context("Borchester", Interval("2015", "2016"))) == parts


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Lead: Home Office Support: Exampleshire Police", ["Home Office", "Exampleshire Police"]),
        ("Lead agency: Home Office\nSupporting agencies: CPS, Refuge", ["Home Office", "CPS", "Refuge"]),
        ("Owner: Home Office; Supporting partners: CPS", ["Home Office", "CPS"]),
        ("Home Office working with CPS", ["Home Office", "CPS"]),
        ("All agencies, led by the CPS", ["All agencies", "the CPS"]),
    ],
)
def test_a_label_for_what_a_body_does_ends_the_name_before_it(cell: str, parts: list[str]) -> None:
    assert _parts(NAMES, cell) == parts


def test_a_label_before_one_name_is_no_part_of_it() -> None:
    found = NAMES.suggest("Responsible agency: Exampleshire Police").best
    assert found is not None
    assert found.name == "Exampleshire Police"


def test_what_only_looks_like_a_label_is_part_of_a_name_or_a_collective() -> None:
    names = matcher(body("Partners", "collective", "Partner agencies"))
    assert names.suggest("Partner agencies: Home Office").decision is not Decision.MATCH
    names = matcher(body("Victim Support", "charity"))
    assert _parts(names, "Victim Support: Exampleton") == ["Victim Support: Exampleton"]


@pytest.mark.parametrize("other", ["the refuge", "the local refuge", "Care agency", "Home care provider"])
@pytest.mark.parametrize("join", [", ", "/", " and "])
def test_a_local_service_that_is_not_named_is_a_part_and_no_body(join: str, other: str) -> None:
    names = Matcher(load())
    assert _parts(names, f"Home Office{join}{other}", Context("Leeds")) == ["Home Office", other]
    assert names.suggest(other, Context("Leeds")).best != names.suggest("Refuge").best


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("West Kent and Medway CCG", ["NHS West Kent", "NHS Medway"]),
        ("West Kent, Medway and Swale CCGs", ["NHS West Kent", "NHS Medway", "NHS Swale"]),
    ],
)
def test_a_region_before_a_shared_kind_is_no_body_of_another_kind(cell: str, bodies: list[str]) -> None:
    read = read_cell(cell, Matcher(load()), Context(on=Interval("2017", "2019")))
    assert [name.canonical for name in read.names] == [f"{name} Clinical Commissioning Group" for name in bodies]
