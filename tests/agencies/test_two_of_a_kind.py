"""What shows two bodies though one is likely for the whole: a kind said twice, marks of a list, parts played."""

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.agencies.two_of_a_kind import names_two_of_a_kind
from dhrcurate.domain.agency import Context, Decision


@pytest.fixture(scope="module")
def names() -> Matcher:
    return Matcher(load())


@pytest.mark.parametrize(
    ("cell", "csp"),
    [
        ("Kent CSP and Medway CSP", "Kent"),
        ("Kent CSP, Medway CSP", "Kent"),
        ("Birmingham CCG & Solihull CCG", "Birmingham"),
        ("South Tyneside NHS Trust and Sunderland NHS Trust", "Sunderland"),
    ],
)
def test_both_are_kept_apart_and_neither_is_taken_for_the_joint_body(names: Matcher, cell: str, csp: str) -> None:
    context = Context(csp=csp)
    assert len(names.split(cell, context).parts) == 2
    assert names.classify(cell, context).decision is not Decision.MATCH


@pytest.mark.parametrize(
    "name",
    [
        "Kent and Medway CSP",
        "Barking, Havering and Redbridge University Hospitals NHS Trust",
        "Department of Health and Social Care",
        "Housing and Mental Health Services",
        "Police and Fire",
    ],
)
def test_a_kind_that_stands_once_tells_nothing(name: str) -> None:
    assert not names_two_of_a_kind(name)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Children's Services (lead), Kent County Council (support)", 2),
        ("Dover District Council (support) Housing (lead)", 2),
        ("Kent Police (lead) and Kent County Council (support)", 2),
        ("* Mental Health * Kent County Council", 2),
        ("- Housing - Dover District Council", 2),
        ("Kent County Council - Adult Social Care", 1),
        ("Kent Police (lead)", 1),
    ],
)
def test_marks_of_a_list_and_parts_that_are_played_part_names(names: Matcher, cell: str, parts: int) -> None:
    assert len(names.split(cell, Context(csp="Kent")).parts) == parts
