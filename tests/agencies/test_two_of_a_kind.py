"""A kind that stands on both sides of a join names two bodies, also where one body has the names of both."""

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
