from __future__ import annotations

import gc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context
from registers import BODIES, body, matcher

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
        ("Home Office \\ Refuge", ["Home Office", "Refuge"], "/"),
        ("Home Office； Refuge", ["Home Office", "Refuge"], ";"),
        ("Home Office，Refuge", ["Home Office", "Refuge"], ","),
        ("Exampleshire Police · Refuge", ["Exampleshire Police", "Refuge"], "newline"),
        ("Home Office ▪ Refuge ▪ CPS", ["Home Office", "Refuge", "CPS"], "newline"),
        ("Home Office c/o Refuge", ["Home Office", "Refuge"], "c/o"),
        ("Exampleshire Police and the refuge", ["Exampleshire Police", "the refuge"], "and"),
        ("Home Office and somebody else", ["Home Office", "somebody else"], "and"),
        ("Police and Crime Commissioner for Exampleshire", ["Police and Crime Commissioner for Exampleshire"], None),
        ("Exampleshire Police Exampleton Borough Council",
         ["Exampleshire Police", "Exampleton Borough Council"], "space"),
        ("Exampleshire and Borsetshire Ambulance Trust Exampleton Borough Council",
         ["Exampleshire and Borsetshire Ambulance Trust", "Exampleton Borough Council"], "space"),
        ("Exampleshire Police - calls Exampleton Borough Council",
         ["Exampleshire Police", "Exampleton Borough Council"], "-"),
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


WORDY = matcher(
    body("London Borough of Otterford", "council", areas=("Otterford",)),
    body("London Borough of Borchester", "council", areas=("Borchester",)),
    body("City of London Corporation", "council", "London Council for Children and Transport"),
    body("Examplewood Prison", "prison"),
    body("Women in Prison", "charity"),
    body("Department for Examples", "gov"),
    body("Department for Transport", "gov"),
    body("Carers Trust", "charity"),
    body("Harbour Trust", "charity"),
    body("Borsetshire County Council", "council", areas=("Borsetshire",)),
    body("Canal and River Police", "police"),
    body("Examples Business Services Authority", "nhs-national"),
)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Exampleshire and Borsetshire Police", ["Exampleshire Police", "Borsetshire Police"]),
        ("Borsetshire and Exampleshire County Councils", ["Borsetshire County Council", "Exampleshire County Council"]),
        ("London Borough of Otterford and Borchester", ["London Borough of Otterford", "London Borough Borchester"]),
    ],
)  # fmt: skip
def test_names_of_places_share_the_words_for_their_kind(cell: str, parts: list[str]) -> None:
    assert [part.text for part in WORDY.split(cell).parts] == parts


@pytest.mark.parametrize(
    "cell",
    [
        "London Borough of Otterford - Children",
        "London Borough of Otterford, transport",
        "women and Examplewood Prison",
        "Harbour Trust - carers",
        "Department for Examples - transport",
        "carers and Exampleshire Partnership NHS Trust",
        "Borsetshire Police Authority and business",
    ],
)
def test_no_common_noun_becomes_a_body_by_words_of_the_name_beside_it(cell: str) -> None:
    assert [part.text for part in WORDY.split(cell).parts if part.text not in cell] == []
    found = WORDY.split(cell).parts
    assert len(found) == 1 or all(part.open for part in found)


def test_a_shortened_name_that_joins_two_places_is_not_torn() -> None:
    joint = matcher(
        body("Borsetshire County Council", "council", "Borsetshire Adult Safeguarding", areas=("Borsetshire",)),
        body("Exampleton and Borsetshire Adult Safeguarding Partnership Board", "safeguarding-board"),
        body("Exampleton City Council", "council", "Exampleton Adult Safeguarding", areas=("Exampleton",)),
    )
    assert len(joint.split("Exampleton and Borsetshire Adult Safeguarding").parts) == 1


def test_empty_parts_are_left_out_and_counted() -> None:
    found = NAMES.split("| Refuge |\u00a0| MARAC")
    assert [part.text for part in found.parts] == ["Refuge", "MARAC"]
    assert found.empty_parts == 2


_PIECES = st.sampled_from(
    [*(agency.name for agency in BODIES), "Police", "CPS", " somebody ", " x ", " é ", "(", ")",
     " ", "\u00a0", "|", ";", ",", " and ", "&", "/", "\n", "•", "\u202e"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=9).map("".join))
@example("Exampleshire Police and Exampleshire PoliceExampleshire Police\u202eExampleshire Police")
@example("Exampleshire Police and Exampleshire PoliceExampleshire Police(Exampleshire Police")
@example("Exampleshire Police,Exampleshire Police Authority(Refuge")
def test_no_character_of_a_cell_is_lost(cell: str) -> None:
    parts = NAMES.split(cell).parts
    told = any(part.open for part in parts)  # then other words stand beside names that a curator has to see

    def lost(between: str) -> bool:
        words = between.replace("and", "").replace("AND", "").split()
        return any(char.isalnum() for word in words if not (told and word.islower()) for char in word)

    at = 0
    for part in parts:
        assert part.start >= at
        assert not lost(cell[at : part.start])
        assert cell[part.start : part.end] == part.text
        assert part.text.strip() == part.text != ""
        at = part.end
    assert not lost(cell[at:])


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


def test_a_split_cell_leaves_nothing_that_only_the_garbage_collector_frees() -> None:
    cells = [f"Exampleshire Police and Refuge {number}, MARAC / Home Office" for number in range(50)]
    for cell in cells[:10]:
        NAMES.split(cell)
    gc.collect()
    gc.disable()
    try:
        for cell in cells[10:]:
            NAMES.split(cell)
        assert gc.collect() < len(cells[10:])
    finally:
        gc.enable()
