"""Bodies of one nation, named in a review of another that has one of that name."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register
from dhrcurate.domain.agency import Alias, Context, Decision, Interval
from registers import body

ENGLISH, WELSH = Context(csp="Exampleton"), Context(csp="Aberexample")


@pytest.fixture(scope="module")
def names() -> Matcher:
    bodies = (
        body("Nurse Line NHS Trust", "nhs-trust", "Nurse Line", areas=("England",)),
        body("Nurse Line Wales", "nhs-national", areas=("Wales",)),
        body("Wards Commission", "cjs", acronyms=("WARDCOM",)),
        body("Wards Commission Cymru", "cjs", valid_from="2005"),
        body("Care England", "nhs-national"),
        body("Care Wales", "nhs-national"),
        body("Patients' Advocate for England", "cjs", "Patients' Advocate"),
        body("Patients' Advocate for Wales", "cjs"),
        body("Hearth", "charity", Alias("Hearth Cymru")),
        body("Home Office", "gov"),
    )
    areas = (Area("Exampleton", within=("England",)), Area("Aberexample", within=("Wales",)))
    return Matcher(Register(bodies, areas=areas))


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("Nurse Line", "Nurse Line Wales"),
        ("The Nurse Line", "Nurse Line Wales"),
        ("Wards Commission", "Wards Commission Cymru"),
        ("Patients' Advocate", "Patients' Advocate for Wales"),
    ],
)
def test_a_body_of_the_review_s_nation_comes_before_that_of_another(names: Matcher, written: str, ours: str) -> None:
    found = names.suggest(written, WELSH)
    assert found.decision is Decision.CANDIDATES
    assert found.why == "each nation has a body of that name"
    assert found.candidates[0].name == ours
    assert len(found.candidates) > 1
    at_home = names.suggest(written, ENGLISH)
    assert at_home.decision is Decision.MATCH
    assert at_home.candidates[0].name != ours


@pytest.mark.parametrize("area", [ENGLISH, WELSH, Context()])
@pytest.mark.parametrize(
    "written", ["Care Wales", "Care England", "Nurse Line Wales", "Patients' Advocate for England"]
)
def test_a_name_that_says_its_nation_is_that_nation_s_everywhere(names: Matcher, written: str, area: Context) -> None:
    found = names.suggest(written, area).told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, written)


@pytest.mark.parametrize("written", ["Hearth", "Home Office"])
def test_a_body_without_a_counterpart_is_taken(names: Matcher, written: str) -> None:
    found = names.suggest(written, WELSH).told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, written)


def test_a_counterpart_that_did_not_exist_at_the_time_is_none(names: Matcher) -> None:
    found = names.suggest("Wards Commission", Context(csp="Aberexample", on=Interval("2003", "2003")))
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, "Wards Commission")
