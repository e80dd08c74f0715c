"""What stands beside the name of a body is never lost, whatever words the two share."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context, Decision
from registers import body, matcher


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("Toy Standards Agency", "gov-agency"),
        body("Carers Borsetshire", "charity", areas=("Borsetshire",)),
        body("Borsetshire Safeguarding Adults Board", "safeguarding-board", areas=("Borsetshire",)),
        body("Toy Inspectorate", "inspectorate"),
        body("NHS Exampleland", "nhs-national"),
        body("Children in Prison", "charity"),
        body("HMP/YOI Larkfield", "prison", areas=("Borchester",)),
    )


@pytest.mark.parametrize(
    "written",
    [
        "the family Exampleshire County Council",
        "the refuge Exampleshire Police",
        "Toy Standards Agency/Care agency",
        "Toy Standards Agency, Care agency",
        "carers–Carers Borsetshire",
        "safeguarding leads - Borsetshire Safeguarding Adults Board",
        "Police and Crime Commissioner for Exampleshire (the commissioner)",
        "Toy Inspectorate - West",
        "Ministry of Justice, west",
        "transport, NHS Exampleland",
        "safeguarding leads, NHS Exampleland",
        "children - HMP",
    ],
)
def test_a_name_that_leaves_something_over_is_no_match(names: Matcher, written: str) -> None:
    assert names.suggest(written).decision is not Decision.MATCH


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("The Exampleshire County Council", "Exampleshire County Council"),
        ("The adult social care team of Exampleshire County Council", "Exampleshire County Council"),
        ("The Chief Executive Exampleshire County Council", "Exampleshire County Council"),
        ("NHS Exampleland, safeguarding", "NHS Exampleland"),
        ("Children in Prison", "Children in Prison"),
        ("Exampleshire Community Rehabilitation Company (CRC)", "Exampleshire Community Rehabilitation Company"),
        ("Justice, Ministry of", "Ministry of Justice"),
    ],
)
def test_an_office_a_department_and_an_article_belong_to_the_body(names: Matcher, written: str, name: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == name


def test_a_stroke_within_the_words_for_a_kind_ends_no_name(names: Matcher) -> None:
    parts = names.split("women - HMP/YOI Larkfield").parts
    assert not any(part.text.endswith("HMP") for part in parts)


def test_a_team_in_brackets_is_the_body_s_that_stands_before_them() -> None:
    names = matcher(body("National Centre for Violence Against Children", "charity"))
    found = names.suggest("Home Office (Violence Against Children team)", Context())
    assert found.best is not None
    assert found.best.name == "Home Office"


def test_a_team_of_another_body_is_not_lost_where_nothing_joins_the_two() -> None:
    names = matcher(body("Youth Offending Service", "relative", "Youth Justice Team"))
    written = "Youth Justice Team Exampleshire Probation Trust"
    for area in (None, "Exampleshire"):
        assert names.suggest(written, Context(csp=area)).decision is not Decision.MATCH
