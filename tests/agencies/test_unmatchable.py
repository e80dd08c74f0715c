"""A name that is said to have no match anywhere must have none, whatever the area and the time."""

from __future__ import annotations

from itertools import product

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.query import parse
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import load
from dhrcurate.agencies.unmatchable import Matchable
from dhrcurate.domain.agency import Context, Decision, Interval

CONTEXTS = [
    Context(area, on)
    for area in (None, "Kent", "Dudley")
    for on in (None, Interval("2009", "2011"), Interval("2016", "2018-06"), Interval("2021", "2024"))
]
NAMES = (
    "Kent Police", "West Midlands Police", "Kent CCG", "Dudley Clinical Commissioning Group", "Home Office", "CPS",
    "Kent Probation", "Dudley Council", "Kent Adult Social Care", "Housing", "Kent MARAC", "Safer Dudley", "Refuge",
    "Dudley Women's Aid", "Mental Health Trust", "NHS England", "Kent Domestic Abuse Service", "College of Policing",
)  # fmt: skip


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(load())


@pytest.fixture(scope="module")
def matchable(reference: Reference) -> Matchable:
    return Matchable(reference)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Avon & Somerset Police", True),
        ("Avon and Somerset Constabulary Headquarters", True),
        ("Exampleton Home Office and Refuge", False),
        ("North West Home Office", True),
        ("Kent Probation", True),
        ("Kent Domestic Abuse Service and Safer Dudley", False),
        ("Refuge, Kent MARAC", False),
        ("Home Office and Kent Domestic Abuse Service", False),
        ("Kent MARAC and Kent Safeguarding Adults Board", False),
        ("West Midlands Police and Dudley Mental Health Services", False),
        ("West Midlands Police (Public Protection)", True),
        ("County Council", True),
        ("Police", False),
    ],
)
def test_words_tell_that_nothing_is_matched(name: str, may: bool, reference: Reference, matchable: Matchable) -> None:
    assert matchable.may_match(parse(name, reference.index)) is may


def test_what_is_never_matched_has_no_match_in_any_context() -> None:
    matcher = Matcher(load())
    joined = [f"{one}{join}{other}" for one, other in product(NAMES, NAMES) for join in (" and ", ", ")]
    never = [name for name in joined if not matcher._may_match(name)]
    assert len(never) > len(joined) // 4
    for name, context in product(never[::5], CONTEXTS):
        assert matcher.suggest(name, context).decision is not Decision.MATCH, (name, context)
