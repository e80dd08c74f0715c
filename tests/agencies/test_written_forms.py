"""Names as letters, lists and speech write them, in the invented register."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Alias, Context, Decision, Interval, Names
from registers import body, matcher

HERE = Context(csp="Exampleton")
THERE = Context(csp="Borchester")
SITES = (
    body(
        "Northern Examples NHS Trust", "nhs-trust",
        areas=("Exampleshire",), sites=(Alias("Oak Park Hospital Otterford"),),
    ),
    body("Southern Examples NHS Trust", "nhs-trust", areas=("Borsetshire",), sites=(Alias("Oak Park Hospital"),)),
    body(
        "Old Mill NHS Trust", "nhs-trust", areas=("Exampleshire",), sites=(Alias("Mill Hospital", until="2015-03-31"),)
    ),
    body(
        "New Mill NHS Trust", "nhs-trust", areas=("Exampleshire",), sites=(Alias("Mill Hospital", since="2015-04-01"),)
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("HMP Exampleton", "prison", areas=("Exampleton",)),
        body("Examples at Home", "charity"),
        body("University Hospitals Borchester NHS Foundation Trust", "nhs-trust", areas=("Borchester",)),
        body("North Borchester NHS Trust", "nhs-trust", areas=("Borchester",)),
        body("South East Borset Ambulance Service NHS Trust", "ambulance-trust"),
        *SITES,
    )


def _first(names: Names, written: str, context: Context = Context()) -> tuple[Decision, str | None]:  # noqa: B008  # a frozen value
    found = names.suggest(written, context)
    return found.decision, found.best.name if found.best else None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Justice, Ministry of", "Ministry of Justice"),
        ("Ministry for Justice", "Ministry of Justice"),
        ("Police, Exampleshire", "Exampleshire Police"),
        ("3. Exampleshire Police", "Exampleshire Police"),
        ("Exampleshire Police, 1 Oak Street, Exampleton EX1 2MP", "Exampleshire Police"),
        ("[REDACTED], Exampleshire Police", "Exampleshire Police"),
        ("The Chief Officer c/o Exampleshire Police", "Exampleshire Police"),
        ("Refuge Ltd", "Refuge"),
        ("Examples at Home Limited", "Examples at Home"),
        ("SE Borset Ambulance Service", "South East Borset Ambulance Service NHS Trust"),
    ],
)
def test_a_name_is_known_in_other_forms(names: Matcher, written: str, name: str) -> None:
    assert _first(names, written) == (Decision.MATCH, name)


@pytest.mark.parametrize(
    "written", ["CPSS", "CPZ", "Head of Healthcare HMP Exampleton", "Borchester NHS Trust", "Home Office Ltd"]
)
def test_what_may_be_another_body_is_not_taken(names: Matcher, written: str) -> None:
    assert names.suggest(written).decision is not Decision.MATCH


def test_one_letter_more_makes_another_acronym(names: Matcher) -> None:
    assert "Crown Prosecution Service" not in [each.name for each in names.suggest("CPSS").candidates]


@pytest.mark.parametrize("task", ["Trading Standards", "Highways", "Adult Social Care", "Youth Offending Team"])
def test_a_task_of_the_county_with_a_district_s_place_is_the_county_s_first(names: Matcher, task: str) -> None:
    found = names.suggest(f"Exampleton {task}")
    assert found.decision is Decision.CANDIDATES
    assert [each.name for each in found.candidates][:2] == ["Exampleshire County Council", "Exampleton Borough Council"]


def test_a_task_of_the_district_stays_the_district_s(names: Matcher) -> None:
    assert _first(names, "Exampleton Environmental Health")[1] == "Exampleton Borough Council"


def test_a_hospital_is_the_one_of_the_record_s_area(names: Matcher) -> None:
    assert _first(names, "Oak Park Hospital", HERE) == (Decision.MATCH, "Northern Examples NHS Trust")
    assert names.suggest("Oak Park Hospital", HERE).candidates[0].inferred
    assert _first(names, "Oak Park Hospital", THERE) == (Decision.MATCH, "Southern Examples NHS Trust")
    assert _first(names, "Oak Park Hospital") == (Decision.MATCH, "Southern Examples NHS Trust")


def test_a_hospital_of_another_area_is_not_taken(names: Matcher) -> None:
    found = names.suggest("Mill Hospital", Context(csp="Borchester", on=Interval("2014", "2014")))
    assert found.decision is Decision.CANDIDATES
    assert "another area" in found.why


def test_a_hospital_has_dates_of_its_own(names: Matcher) -> None:
    assert _first(names, "Mill Hospital", Context(on=Interval("2014", "2014")))[1] == "Old Mill NHS Trust"
    assert _first(names, "Mill Hospital", Context(on=Interval("2016", "2016")))[1] == "New Mill NHS Trust"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Mill Hospital", "2 agencies have this name"),
        ("Police", "it names a kind of agency, not which one"),
        ("Whittle Engineering", "nothing in the register is like it"),
        ("Otterford Fire and Rescue Service", "the register has no body of that kind for Otterford"),
        ("Home Office Refuge", "it holds the names of two bodies: Refuge and Home Office"),
    ],
)
def test_an_abstention_says_why(names: Matcher, written: str, why: str) -> None:
    found = names.suggest(written)
    assert found.decision is not Decision.MATCH
    assert found.why == why


def test_a_match_needs_no_reason(names: Matcher) -> None:
    assert names.suggest("Exampleshire Police").why == ""


@pytest.mark.parametrize("written", ["Probation", "Exampleshire Probation", "Community Rehabilitation Company"])
def test_probation_is_what_it_was_in_the_place_at_the_time(written: str) -> None:
    names = matcher(
        body(
            "National Probation Service", "probation", valid_from="2014-06-01", valid_to="2021-06-25",
            successors=("Probation Service",),
        ),
        body("Probation", "relative", "Community Rehabilitation Company"),
    )  # fmt: skip

    def offered(year: str) -> list[str]:
        found = names.suggest(written, Context("Exampleton", Interval(year, year))).candidates
        return [each.name for each in found if each.name != "Probation"]

    assert offered("2017")[0] == "Exampleshire Community Rehabilitation Company"
    assert ("National Probation Service" in offered("2017")) is (written != "Community Rehabilitation Company")
    assert offered("2022")[0] == "Probation Service"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("C.P.S.", "Crown Prosecution Service"),
        ("Borsetshire Fire", "Borsetshire Fire and Rescue Service"),
        ("Crown Prosecution Svc", "Crown Prosecution Service"),
        ("Borchester General", "Otter Valley NHS Trust"),
        ("Royal Borchester", "Otter Valley NHS Trust"),
        ("Safe Harbour (formerly Hope House)", "Safe Harbour"),
        ("Hope House (now Safe Harbour)", "Safe Harbour"),
        (
            "Borchester and Otterford Mental Health Partnership",
            "Borchester and Otterford Mental Health Partnership Trust",
        ),
    ],
)
def test_a_short_way_of_writing_tells_the_body(written: str, name: str) -> None:
    names = matcher(
        body("Borsetshire Fire and Rescue Service", "fire", areas=("Borsetshire",)),
        body(
            "Otter Valley NHS Trust",
            "nhs-trust",
            sites=(Alias("Borchester General Hospital"), Alias("Royal Borchester Infirmary")),
        ),
        body("Safe Harbour", "charity", "Hope House"),
        body("Borchester and Otterford Mental Health Partnership Trust", "nhs-trust", areas=("Borchester",)),
    )
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == name


def test_a_hospital_that_shares_the_beginning_of_another_body_s_name_is_not_taken_for_it() -> None:
    names = matcher(
        body("Otter Valley NHS Trust", "nhs-trust", sites=(Alias("Royal Borchester Hospital"),)),
        body("Royal Borchester Fire and Rescue Service", "fire", areas=("Borchester",)),
    )
    assert names.suggest("Royal Borchester").decision is not Decision.MATCH


@pytest.mark.parametrize(
    "written",
    [
        "Exampleshire Police - Welcome Desk", "Crown Persecution Service", "Exampleshire Hospitals", "EXP Reception",
        "Borset Council", "Exampelshire Partnership", "Home Office (North)", "ECC", "Police Authority", "Oakfield",
        "Exampleton", "Ministry of Kites", "Exampleshire Police and the family", "College of Examiners",
    ],
)  # fmt: skip
def test_no_abstention_is_without_a_reason(names: Matcher, written: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH or found.why


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Exampleshire Police - Welcome Desk", "it says more than the name of Exampleshire Police: Welcome Desk"),
        ("Crown Prosecutoin Service Borchester Kites", "“Prosecutoin” may be a misspelt “Prosecution”"),
    ],
)
def test_a_reason_tells_the_words_that_are_in_the_way(names: Matcher, written: str, why: str) -> None:
    assert names.suggest(written).why == why
