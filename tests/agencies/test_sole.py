"""What only one agency of a register can be meant by is matched; what leaves two, or takes words away, is not."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register
from dhrcurate.domain.agency import Alias, Context, Decision, Interval
from registers import body

AREAS = (
    Area("Borsetshire"), Area("Felpersham"), Area("Ambridge"), Area("Penny Hassett"), Area("Loxley"), Area("Hollerton"),
)  # fmt: skip

BODIES = (
    body("Borsetshire and Felpersham Mental Health Partnership NHS Trust", "nhs-trust"),
    body("Borsetshire Hospitals NHS Foundation Trust", "nhs-trust"),
    body("Ambridge and Loxley Partnership NHS Trust", "nhs-trust"),
    body("Ambridge and Loxley University Hospitals NHS Trust", "nhs-trust"),
    body("Hollerton and Penny Hassett Acute NHS Trust", "nhs-trust"),
    body("Hollerton and Penny Hassett Primary Care Trust", "pct", valid_from="2006", valid_to="2013-03-31"),
    body("Darringtonian NHS Foundation Trust", "nhs-trust", Alias("Darringtonian Trust")),
    body("NHS Ambridge and Loxley Clinical Commissioning Group", "ccg"),
    body("NHS Hollerton North Clinical Commissioning Group", "ccg"),
    body("NHS Felpersham and Borsetshire Clinical Commissioning Group", "ccg"),
    body("NHS Felpersham Vale Clinical Commissioning Group", "ccg"),
    body("Department for Farms, Orchards and Hedges", "gov"),
    body("Department for Hedges and Ditches", "gov"),
    body("Farming Standards Commission", "regulator", acronyms=("FSC",)),
    body("Ambridge Relief", "charity"),
    body("National Probation Service", "probation", valid_from="2014-06-01", valid_to="2021-06-25"),
    body("Borsetshire Probation Trust", "probation-trust", areas=("Borsetshire",), valid_to="2014-05-31"),
    body(
        "Borsetshire Community Rehabilitation Company", "crc", areas=("Borsetshire",), valid_from="2014-06-01",
        valid_to="2021-06-25",
    ),
    body("Felpersham City Council", "council", areas=("Felpersham",)),
    body("Loxley City Council", "council", areas=("Loxley",)),
    body("Loxleyshire County Council", "council"),
    body("Borsetshire Police", "police"),
    body("Police and Crime Commissioner for Borsetshire", "pcc"),
    body("Felpersham Vale University Hospital Board", "health-board", acronyms=("FVUHB",), areas=("Felpersham",)),
    body("Royal College of Cheesemakers", "membership"),
    body("Advisory Service for Farm Workers", "gov-agency"),
    body("Advisory Service for Farm Workers Cymru", "gov-agency"),
    body("Felpersham Hospitals NHS Trust", "nhs-trust", sites=(Alias("St Stephen's Hospital"),)),
    body("Eastern Ambridge Fire and Rescue Service", "fire"),
    body("Western Ambridge Fire and Rescue Service", "fire"),
)  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Matcher:
    return Matcher(Register([*BODIES], areas=AREAS))


def _match(names: Matcher, written: str, context: Context = Context()) -> str | None:  # noqa: B008  # a frozen value
    found = names.suggest(written, context)
    assert found.decision is not Decision.MATCH or (found.best is not None and found.best.score >= 0.85)
    return found.best.name if found.best and found.decision is Decision.MATCH else None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Borsetshire and Felpersham NHS Trust", "Borsetshire and Felpersham Mental Health Partnership NHS Trust"),
        ("Darringtonian Mental Health Trust", "Darringtonian NHS Foundation Trust"),
        ("Loxley CCG", "NHS Ambridge and Loxley Clinical Commissioning Group"),
        ("Department for Farms", "Department for Farms, Orchards and Hedges"),
        ("FSC Complaints Team", "Farming Standards Commission"),
        ("Farming Standards Commission Ambridge", "Farming Standards Commission"),
        ("Felpersham CC", "Felpersham City Council"),
        ("FVUHB", "Felpersham Vale University Hospital Board"),
        ("Royal College of Cheesemaking", "Royal College of Cheesemakers"),
        ("Advisory Service for Farm Workers (ASFW)", "Advisory Service for Farm Workers"),
        ("Felpersham Hospitals NHS Trust, St Stephen's Hospital", "Felpersham Hospitals NHS Trust"),
        ("Police Commissioner for Borsetshire", "Police and Crime Commissioner for Borsetshire"),
    ],
)
def test_what_only_one_can_be_meant_by_is_matched(names: Matcher, written: str, name: str) -> None:
    assert _match(names, written) == name


@pytest.mark.parametrize(
    "written",
    [
        "Ambridge and Loxley NHS Trust",  # two trusts of these places
        "Hollerton and Penny Hassett Trust",  # a primary care trust of them as well
        "Hollerton and Penny Hassett Mental Health Trust",  # not a trust for acute care
        "Penny Hassett and Hollerton Care Trust",  # not the trust for acute care
        "Felpersham CCG",  # two groups with the place
        "Hollerton CCG",  # the group is for its north only
        "Department for Hedges",  # two departments
        "Ambridge Farming Standards Commission",  # a local one of the sort
        "Farming Standards Commission Scotland",  # nations have their own
        "Farming Standards Commission Ambridge Ambulance Service",  # another body beside it
        "FSC Training",  # a company of that name
        "Parish Councils Farming Standards Commission",
        "Ambridge Relief Loxley",  # charities have branches of their own
        "Loxley CC",  # the county council, or the city council
        "ARS",
        "Ambridge Fire and Rescue Service",  # that of its west only
    ],
)
def test_what_may_be_another_is_not(names: Matcher, written: str) -> None:
    assert _match(names, written) is None


def test_a_short_form_of_another_s_initials_is_not_matched() -> None:
    short = body("Lakey Hill", "csp", acronyms=("LFWB",), areas=("Loxley",))
    alone, shared = Matcher(Register([short])), Matcher(Register([short, body("Loxley Farm Workers Board", "gov")]))
    assert _match(alone, "LFWB") == "Lakey Hill"
    assert _match(alone, "LFWB", Context(csp="Ambridge")) is None
    assert _match(shared, "LFWB") is None


def test_agencies_of_another_time_are_no_rivals_and_the_match_says_that_the_time_was_needed(names: Matcher) -> None:
    then, later = (Context(on=Interval(year, year)) for year in ("2012", "2016"))
    assert _match(names, "Borsetshire Probation", then) == "Borsetshire Probation Trust"
    best = names.suggest("Borsetshire Probation", then).best
    assert best is not None
    assert best.inferred
    assert _match(names, "Borsetshire Probation", later) is None
    assert _match(names, "Borsetshire Probation") is None
    assert _match(names, "Hollerton and Penny Hassett Trust", later) == "Hollerton and Penny Hassett Acute NHS Trust"


def test_the_points_of_the_compass_are_read_with_their_endings(names: Matcher) -> None:
    found = names.suggest("West Ambridge Fire Service")
    assert found.best is not None
    assert found.best.name == "Western Ambridge Fire and Rescue Service"
