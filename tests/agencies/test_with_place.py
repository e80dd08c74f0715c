"""A name with a place that its body serves, with a landlord's words, or as a scanner read it."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Alias, Context, Decision, Interval
from registers import body, matcher


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("Lantern", "charity", areas=("Exampleton",)),
        body("Bridgework", "charity"),
        body("Brookside", "housing", Alias("Old Brookside", until="2015"), areas=("Exampleshire",)),
        body(
            "Borset Community Rehabilitation Company", "crc", areas=("Borsetshire",),
            valid_from="2014-06-01", valid_to="2021-06-25", successors=("Probation Service",),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("written", ["Lantern Exampleton", "Lantern (Otterford)", "Lantern - Exampleton"])
def test_a_place_that_a_local_body_serves_adds_nothing(names: Matcher, written: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == "Lantern"


@pytest.mark.parametrize("written", ["Lantern Borchester", "Bridgework Exampleton", "Police Exampleton", "Lantern"])
def test_another_place_and_a_body_of_no_place_are_not_taken(names: Matcher, written: str) -> None:
    exact = written == "Lantern"
    assert (names.suggest(written).decision is Decision.MATCH) is exact


@pytest.mark.parametrize("written", ["EXP Exampleton", "EXP (Otterford)", "EXP, Exampleton", "EXP Exampleshire"])
def test_a_short_form_of_one_body_is_confirmed_by_its_place(names: Matcher, written: str) -> None:
    found = names.suggest(written)
    assert found.told.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == "Exampleshire Police"


@pytest.mark.parametrize(
    "written",
    [
        "EXP",
        "EXP Borchester",  # it does not serve it
        "Exp Exampleton",
        "ECC Exampleton",  # two councils have it
        "EFA Exampleton",  # a charity's
        "EPT Exampleton",  # the initials of a trust there
        "ASC Exampleton",  # a word's as well
        "EX Exampleton",
    ],
)
def test_a_short_form_that_another_may_have_is_not_confirmed_by_a_place(written: str) -> None:
    names = matcher(
        body("Example Family Aid", "charity", areas=("Exampleton",), acronyms=("EFA", "EX")),
        body("Exampleton Patient Transport", "ambulance-trust", areas=("Exampleton",), acronyms=("EPT",)),
        body("Adult Services Company", "health-provider", areas=("Exampleton",), acronyms=("ASC",)),
    )
    assert names.suggest(written).decision is not Decision.MATCH


@pytest.mark.parametrize("written", ["Brookside Housing", "Brookside Group", "Brookside Housing Association"])
def test_a_landlord_is_known_with_the_words_for_one(names: Matcher, written: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == "Brookside"


def test_the_words_for_a_landlord_make_another_body_of_a_charity(names: Matcher) -> None:
    assert names.suggest("Lantern Housing").decision is not Decision.MATCH


def test_housing_after_a_landlord_s_homes_is_more_than_its_name() -> None:
    names = matcher(body("Brookside Homes", "housing"))
    assert names.suggest("Brookside Homes Group").decision is Decision.MATCH
    assert names.suggest("Brookside Homes Housing").decision is not Decision.MATCH


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Horne Office", "Home Office"),
        ("H0me Office", "Home Office"),
        ("Exarnpleshire Police", ""),
        ("Exampleshire PoIice", ""),
        ("ExampleshirePolice", ""),
        ("Exampleshire Poilce", ""),
    ],
)
def test_letters_that_a_scanner_misread_are_read_as_printed(names: Matcher, written: str, name: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == (name or "Exampleshire Police")


def test_one_letter_read_for_two_is_read_as_printed() -> None:
    found = matcher(body("Safer Fernbourne", "csp", areas=("Fernbourne",))).suggest("Safer Fembourne")
    assert (found.decision, found.best and found.best.name) == (Decision.MATCH, "Safer Fernbourne")


def test_a_region_of_what_came_after_is_not_what_was_before(names: Matcher) -> None:
    found = names.suggest("Probation Service (Borset Region)", Context("Borchester", Interval("2022", "2022")))
    assert found.best is not None
    assert found.best.name == "Probation Service"


def test_a_short_form_in_capitals_is_not_a_plural_that_folds_alike() -> None:
    names = matcher(
        body("Members of Assembly", "role", "MAs"),
        body("Metropolis Assistance Service", "charity", areas=("Exampleton",), acronyms=("MAS",)),
    )
    assert [each.name for each in names.named("MAs")] == ["Members of Assembly"]
    assert list(names.named("MAS")) == []
    best = names.suggest("MAS", Context("Exampleton")).best
    assert best is not None
    assert best.name == "Metropolis Assistance Service"
