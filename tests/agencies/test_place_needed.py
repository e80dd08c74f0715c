"""What only the record's place tells is a match by inference; a county's review is about its districts too."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Alias, Context, Decision, Suggestion
from registers import body, matcher

TRUST = "Exampleton and Otterford Hospitals NHS Trust"
OTHER = "Borchester General NHS Trust"


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body(
            TRUST, "nhs-trust", areas=("Exampleton",), acronyms=("XOH",),
            sites=(Alias("St Swithin's Hospital"), Alias("Mill Lane Hospital Exampleton"), Alias("Ferry Hospital")),
        ),
        body(
            OTHER, "nhs-trust", areas=("Borchester",), acronyms=("XOH",),
            sites=(Alias("St Swithin's Hospital"), Alias("Mill Lane Hospital Borchester")),
        ),
    )  # fmt: skip


def _first(found: Suggestion) -> tuple[Decision, str | None]:
    return found.decision, found.best.name if found.best else None


@pytest.mark.parametrize("written", ["St Swithin's", "Mill Lane Hospital", "XOH"])
def test_a_name_that_needs_the_place_is_never_safe(names: Matcher, written: str) -> None:
    alone = names.suggest(written)
    there = names.suggest(written, Context(csp="Exampleton"))
    assert alone.decision is not Decision.MATCH
    assert there.best is not None
    assert there.best.name == TRUST
    assert there.decision is not Decision.MATCH or there.best.inferred


def test_a_name_that_tells_without_the_place_stays_safe_with_it(names: Matcher) -> None:
    there = names.suggest("Exampelshire Police", Context(csp="Exampleton"))
    assert _first(there) == (Decision.MATCH, "Exampleshire Police")
    assert there.best is not None
    assert not there.best.inferred


@pytest.mark.parametrize("area", ["Exampleton", "Exampleshire", "Exampleshire and Borsetshire"])
def test_a_site_in_a_district_is_in_the_county_s_area(names: Matcher, area: str) -> None:
    found = names.suggest("Ferry Hospital", Context(csp=area))
    assert _first(found) == (Decision.MATCH, TRUST)
    assert "another area" not in found.why


def test_a_short_form_in_a_county_is_that_of_its_district_s_body(names: Matcher) -> None:
    assert _first(names.suggest("XOH", Context(csp="Exampleshire"))) == (Decision.MATCH, TRUST)
    assert _first(names.suggest("XOH", Context(csp="Borsetshire"))) == (Decision.MATCH, OTHER)


def test_a_site_in_another_county_is_still_elsewhere(names: Matcher) -> None:
    found = names.suggest("Ferry Hospital", Context(csp="Borsetshire"))
    assert found.decision is not Decision.MATCH
    assert found.why == "a site of that name is in another area than the review's"


def test_a_body_elsewhere_whose_place_is_not_written_is_not_the_first_candidate() -> None:
    names = matcher(body("Loneliness Network Borchester", "charity", areas=("Borchester",)))
    found = names.suggest("Loneliness Network Steering Team", Context(csp="Exampleton"))
    assert found.best is None or found.best.score < 0.35
    there = names.suggest("Loneliness Network Steering Team", Context(csp="Borchester"))
    assert there.best is not None
    assert there.best.score > 0.35


@pytest.mark.parametrize("written", ["All social care agencies", "All adult social care departments"])
def test_what_names_all_is_not_the_area_s_council(written: str) -> None:
    names = matcher(body(written, "collective"))
    assert [each.name for each in names.suggest(written, Context(csp="Exampleton")).candidates] == [written]


def test_the_trust_may_be_any_of_the_area_s_trusts() -> None:
    names = matcher(body("Exampleton Children's Trust", "childrens-trust", areas=("Exampleton",)))
    offered = {each.name for each in names.suggest("The Trust", Context(csp="Exampleton")).candidates}
    assert {"Exampleton Children's Trust", "Exampleshire Partnership NHS Trust"} <= offered


@pytest.mark.parametrize("area", [None, "Exampleton", "Borchester"])
@pytest.mark.parametrize(
    "written",
    [f"{TRUST} (XOH)", f"XOH - {TRUST}", f"{TRUST}, XOH"],
)
def test_a_body_s_whole_name_needs_no_place_beside_its_short_form(
    names: Matcher, written: str, area: str | None
) -> None:
    found = names.suggest(written, Context(csp=area)).told
    assert _first(found) == (Decision.MATCH, TRUST)
