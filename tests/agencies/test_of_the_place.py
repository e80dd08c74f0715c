"""A place and a word for a kind: the bodies of that kind which serve the place, in the order of nearness."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context, Decision, Interval
from registers import body, matcher

SERVICE = "Probation Service"
NATIONAL = "National Probation Service"
COMPANY = "Exampleshire Community Rehabilitation Company"
TRUST = "Exampleshire Probation Trust"


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("HMP Exampleton", "prison", areas=("Exampleton",)),
        body(NATIONAL, "probation", valid_from="2014-06-01", valid_to="2021-06-25", successors=(SERVICE,)),
        body("Nearside Rescue", "fire", areas=("Otterford",)),
        body("Farland Rescue", "fire", areas=("Exampleshire",)),
    )


def _offered(names: Matcher, written: str, year: str) -> list[str]:
    context = Context("Exampleton", Interval(year, year))
    return [each.name for each in names.suggest(written, context).candidates]


@pytest.mark.parametrize("written", ["Exampleton Probation", "Exampleton Probation Service"])
def test_probation_of_a_town_is_what_served_it_at_the_time(names: Matcher, written: str) -> None:
    assert _offered(names, written, "2012")[0] == TRUST
    assert set(_offered(names, written, "2017")[:2]) == {COMPANY, NATIONAL}
    after = _offered(names, written, "2022")
    assert after[0] == SERVICE
    assert not {COMPANY, NATIONAL} & set(after)


@pytest.mark.parametrize("year", ["2012", "2017", "2022"])
def test_the_town_s_prison_is_no_reason_against_its_probation(names: Matcher, year: str) -> None:
    found = names.suggest("Exampleton Probation", Context("Exampleton", Interval(year, year)))
    assert found.why == "only the place tells which body it is"


def test_what_did_not_exist_is_the_reason_before_others_that_fit(names: Matcher) -> None:
    found = names.suggest("Exampleton Probation Service", Context("Exampleton", Interval("2017", "2017")))
    assert found.why == f"{SERVICE} did not exist at the time"


def test_the_nearest_of_several_comes_first(names: Matcher) -> None:
    found = names.suggest("Fire service", Context("Otterford")).candidates
    assert [each.name for each in found[:2]] == ["Nearside Rescue", "Farland Rescue"]


def test_the_rank_of_a_place_is_not_its_council() -> None:
    names = matcher(
        body("NHS Otterford Borough Clinical Commissioning Group", "ccg", areas=("Otterford",)),
        body("Otterford Metropolitan Borough Council", "council", areas=("Otterford",)),
    )
    found = names.suggest("NHS Otterford Borough CCG", Context("Otterford"))
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == "NHS Otterford Borough Clinical Commissioning Group"
    assert found.candidates[1].score < 0.5
