"""Marks of footnotes behind names are no part of them; what belongs to a name stays."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context, Decision
from dhrcurate.rules.cells import read_cell
from registers import body, matcher


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(body("Reach22", "charity"), body("NHS 222", "nhs-national"), body("Police Aid 1", "charity"))


@pytest.mark.parametrize(
    "mark", ["1", "12", "1,2", "*", "**", "†", "‡", "¹", " ²", "¹,²", "[1]", " [1]", "[a]", "(1)", " (1)", "1."]
)
def test_a_mark_behind_a_name_carries_no_meaning(names: Matcher, mark: str) -> None:
    found = names.suggest(f"Exampleshire Police{mark}").told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, "Exampleshire Police")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Exampleshire Police1 and Home Office2", ["Exampleshire Police", "Home Office"]),
        ("Exampleshire Police[1] and Home Office[2]", ["Exampleshire Police", "Home Office"]),
        ("Exampleshire Police*, Home Office†", ["Exampleshire Police", "Home Office"]),
        ("Home Office¹; Thornbury Haven²", ["Home Office", "Thornbury Haven"]),
        ("Home Office1; Thornbury Haven2", ["Home Office", "Thornbury Haven"]),
        ("Home Office1, EXP2 and Thornbury Haven3", ["Home Office", "EXP", "Thornbury Haven"]),
        ("Exampleton Borough Council1 Housing", ["Exampleton Borough Council Housing"]),
        ("Exampleshire Police1", ["Exampleshire Police"]),
    ],
)  # fmt: skip
def test_marks_are_no_part_of_the_names_in_a_cell(names: Matcher, cell: str, parts: list[str]) -> None:
    assert [each.text for each in names.split(cell).parts] == parts


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Reach22 and Home Office", ["Reach22", "Home Office"]),
        ("Reach22 and Home Office1", ["Reach22", "Home Office"]),
        ("NHS 222; Home Office", ["NHS 222", "Home Office"]),
        ("Police Aid 1", ["Police Aid 1"]),
        ("Project42; Home Office", ["Project42", "Home Office"]),
        ("Project42", ["Project42"]),
        ("Medical Centre 1; Medical Centre 2", ["Medical Centre 1", "Medical Centre 2"]),
        ("Surgery1; Surgery2", ["Surgery1", "Surgery2"]),
        ("Medical Centre [1]; Medical Centre [2]", ["Medical Centre [1]", "Medical Centre [2]"]),
    ],
)
def test_figures_of_a_name_and_of_an_anonymised_body_stay(names: Matcher, cell: str, parts: list[str]) -> None:
    assert [each.text for each in names.split(cell).parts] == parts


@pytest.mark.parametrize("written", ["Exampleshire Police 1", "Police1", "Reach221", "1 Exampleshire Polic"])
def test_what_is_no_mark_for_certain_is_no_match(names: Matcher, written: str) -> None:
    assert names.suggest(written).told.decision is not Decision.MATCH


@pytest.mark.parametrize("cell", ["Exampleshire Police1 and Home Office2", "Exampleshire Police* | Home Office†"])
def test_a_fix_names_the_bodies_without_their_marks_and_is_safe(names: Matcher, cell: str) -> None:
    read = read_cell(cell, names, Context())
    assert [each.stands_for for each in read.names] == [("Exampleshire Police",), ("Home Office",)]
    assert read.safe
