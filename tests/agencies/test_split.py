from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context
from registers import BODIES, matcher

NAMES = matcher()


@pytest.fixture(scope="module")
def real() -> Matcher:
    return Matcher(load())


@pytest.mark.parametrize(
    ("cell", "parts", "join"),
    [
        ("MARAC | Refuge", ["MARAC", "Refuge"], "|"),
        ("Anything at all|whatever", ["Anything at all", "whatever"], "|"),
        ("Exampleshire and Borsetshire Ambulance Service NHS Trust",
         ["Exampleshire and Borsetshire Ambulance Service NHS Trust"], None),
        ("Exampleshire Police and Refuge", ["Exampleshire Police", "Refuge"], "and"),
        ("Exampleshire Police & Home Office", ["Exampleshire Police", "Home Office"], "&"),
        ("Home Office; Refuge; CPS", ["Home Office", "Refuge", "CPS"], ";"),
        ("Home Office, Refuge and CPS", ["Home Office", "Refuge", "CPS"], ","),
        ("Police/Probation", ["Police", "Probation"], "/"),
        ("Home Office\nRefuge", ["Home Office", "Refuge"], "newline"),
        ("Home Office and somebody else", ["Home Office and somebody else"], None),
        ("Police and Crime Commissioner for Exampleshire", ["Police and Crime Commissioner for Exampleshire"], None),
        ("Exampleshire Police Exampleton Borough Council",
         ["Exampleshire Police", "Exampleton Borough Council"], "space"),
        ("Crown Prosecution Service CPS", ["Crown Prosecution Service CPS"], None),
        ("Exampleshire Police Adult Safeguarding Team", ["Exampleshire Police Adult Safeguarding Team"], None),
        ("Safe Haven (Exampleton, Refuge)", ["Safe Haven (Exampleton, Refuge)"], None),
        ("", [], None),
    ],
)  # fmt: skip
def test_a_cell_is_taken_apart_where_each_part_stands_on_its_own(cell: str, parts: list[str], join: str | None) -> None:
    found = NAMES.split(cell)
    assert [part.text for part in found.parts] == parts
    assert found.joined_by == join


def test_empty_parts_are_left_out_and_counted() -> None:
    found = NAMES.split("| Refuge |\u00a0| MARAC")
    assert [part.text for part in found.parts] == ["Refuge", "MARAC"]
    assert found.empty_parts == 2


_PIECES = st.sampled_from(
    [*(agency.name for agency in BODIES), "Police", "CPS", "somebody", "x", "é", "(", ")",
     " ", "\u00a0", "|", ";", ",", " and ", "&", "/", "\n", "•", "\u202e"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=9).map("".join))
def test_no_character_of_a_cell_is_lost(cell: str) -> None:
    at = 0
    for part in NAMES.split(cell).parts:
        assert part.start >= at
        between = cell[at : part.start].replace("and", "").replace("AND", "")
        assert not any(char.isalnum() for char in between)
        assert cell[part.start : part.end] == part.text
        assert part.text.strip() == part.text != ""
        at = part.end
    rest = cell[at:].replace("and", "")
    assert not any(char.isalnum() for char in rest)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Kent Police (lead), supported by Medway Council", ["Kent Police (lead)", "Medway Council"]),
        ("Kent Police alongside Medway Council", ["Kent Police", "Medway Council"]),
        ("Kent County Council together with partners from Kent Police", ["Kent County Council", "Kent Police"]),
        ("Kent PoliceMedway Council", ["Kent Police", "Medway Council"]),
        ("Kent Police > Medway Council", ["Kent Police", "Medway Council"]),
        ("Kent Police on behalf of the CSP", ["Kent Police", "the CSP"]),
        ("Kent Police, KCC and others", ["Kent Police", "KCC", "others"]),
        ("SNT/GMP/SMBC", ["SNT", "GMP", "SMBC"]),
    ],
)
def test_rarer_joins_lose_no_body(real: Matcher, cell: str, parts: list[str]) -> None:
    assert [part.text for part in real.split(cell, Context(csp="Kent")).parts] == parts


@pytest.mark.parametrize(
    "cell",
    [
        "Kent County Council, Adult Social Care and Health",
        "Ashford Borough Council Housing and Community Safety",
        "Kent County Council Education, Health and Social Care",
    ],
)
def test_the_departments_of_one_owner_stay_with_it(real: Matcher, cell: str) -> None:
    assert [part.text for part in real.split(cell, Context(csp="Kent")).parts] == [cell]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Adult Social Care and Kent Police", ["Adult Social Care", "Kent Police"]),
        (
            "Kent County Council and Community Safety Partnership",
            ["Kent County Council", "Community Safety Partnership"],
        ),
    ],
)
def test_what_is_no_department_of_the_owner_is_split_off(real: Matcher, cell: str, parts: list[str]) -> None:
    assert [part.text for part in real.split(cell, Context(csp="Kent")).parts] == parts
