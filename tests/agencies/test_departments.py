"""A department is a body's only if its kind has such departments, and a name a body's only if every word is its own."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context, Decision
from registers import body, matcher


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("Exampleshire Safeguarding Adults Board", "safeguarding-board", areas=("Exampleshire",)),
        body("Exampleton Children's Trust", "childrens-trust", areas=("Exampleton",)),
        body("Safer Choices Otterford", "charity", "Safer Choices", areas=("Otterford",)),
        body("Shoreline", "charity"),
        body("Toy Commissioner", "regulator"),
        body("Exampleshire and Borsetshire Fire and Rescue Service", "fire"),
        body("Borsetshire Fire and Rescue Service", "fire", areas=("Borsetshire",)),
        body("MASH", "meeting"),
    )


def is_sure(written: str, names: Matcher, csp: str | None = None) -> bool:
    return names.suggest(written, Context(csp=csp)).told.decision is Decision.MATCH


def parts(cell: str, names: Matcher) -> list[str]:
    return [part.text for part in names.split(cell).parts]


@pytest.mark.parametrize(
    "written",
    [
        "Exampleton Children's Trust, Housing",
        "Exampleton Children's Trust - Trading Standards",
        "Exampleton Borough Council, Adult Social Care",
        "Exampleton Borough Council Education",
        "Exampleshire Hospitals NHS Foundation Trust Charity",
        "Exampleshire Hospitals NHS Foundation Trust, UNISON",
        "Exampleshire Hospitals NHS Foundation Trust Trading Standards",
        "Exampleshire County Council and MASH (lead)",
        "Exampleshire County Council, MASH lead",
        "Exampleshire County Council and the community",
        "Exampleshire County Council and Young People",
        "Exampleshire County Council and Community Health",
        "Exampleshire County Council. the Commissioner",
        "the Service at Exampleshire and Borsetshire Fire and Rescue Service",
        "Board members and Exampleshire Safeguarding Adults Board",
        "Exampleshire Police\nthe Board",
        "Library Service of Police and Crime Commissioner for Exampleshire",
        "UNITE at Exampleton Children's Trust",
        "Toy Commissioners",
    ],
)
def test_what_a_body_of_its_kind_cannot_have_keeps_it_from_being_sure(names: Matcher, written: str) -> None:
    assert not is_sure(written, names)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Exampleton Children's Trust, Children's Services", "Exampleton Children's Trust"),
        ("Exampleton Borough Council, Housing", "Exampleton Borough Council"),
        ("Exampleton Borough Council Environmental Health", "Exampleton Borough Council"),
        ("Exampleshire County Council, Adult Social Care", "Exampleshire County Council"),
        ("Adult and Community Services, Exampleshire County Council", "Exampleshire County Council"),
        ("Exampleshire County Council (lead)", "Exampleshire County Council"),
        ("Exampleshire County Council Children's Services commissioners", "Exampleshire County Council"),
    ],
)
def test_a_department_that_the_kind_has_is_the_bodys(names: Matcher, written: str, name: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == name


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Home Office: Ministry of Justice", ["Home Office", "Ministry of Justice"]),
        ("Home Office &amp; Ministry of Justice", ["Home Office", "Ministry of Justice"]),
        ("Exampleshire County Council (lead), Shoreline (support)", None),
        ("Exampleshire County Council: Adult Social Care", ["Exampleshire County Council: Adult Social Care"]),
        (
            "Council of Exampleshire and Borsetshire Fire and Rescue Service",
            ["Council of Exampleshire and Borsetshire Fire and Rescue Service"],
        ),
    ],
)
def test_colons_and_written_out_ampersands_join(names: Matcher, cell: str, expected: list[str] | None) -> None:
    assert parts(cell, names) == (expected or cell.split(", "))


def test_nothing_between_two_semicolons_is_an_empty_part(names: Matcher) -> None:
    found = names.split("Home Office; ;Ministry of Justice")
    assert len(found.parts) == 2
    assert found.empty_parts == 1
    assert names.split("Home Office; Ministry of Justice;").empty_parts == 1


def test_an_ordinary_word_in_small_letters_is_not_sure(names: Matcher) -> None:
    assert is_sure("Shoreline", names)
    assert not is_sure("shoreline", names)


def test_a_local_name_without_its_place_is_sure_only_there(names: Matcher) -> None:
    assert not is_sure("Safer Choices", names)
    assert is_sure("Safer Choices", names, "Otterford")
    assert is_sure("Safer Choices Otterford", names)


@pytest.mark.parametrize("written", ["N/A", "n/a", "TBC", "not known"])
def test_what_stands_for_no_name_has_no_candidates(names: Matcher, written: str) -> None:
    assert names.suggest(written).candidates == ()


def test_two_bodies_in_one_name_are_the_reason(names: Matcher) -> None:
    why = names.suggest("Home Office (not Ministry of Justice)").why
    assert why == "it holds the names of two bodies: Home Office and Ministry of Justice"
