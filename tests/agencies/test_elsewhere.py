"""Names of local bodies in reviews of other areas."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register
from dhrcurate.domain.agency import Alias, Context, Decision
from registers import body, matcher

NAMES = matcher(
    body("Borchester upon Otter Council", "council", "Borchester Council", areas=("Borchester upon Otter",)),
    body("Stepping Stones", "charity", areas=("Borchester",)),
    body("Harbour Lights Otterford", "charity", "Harbour Lights", areas=("Otterford",)),
    body("HMP Larkfield Grange", "prison", "Larkfield Grange", areas=("Borchester",)),
    body("Duchess Larkspur Hospital NHS Foundation Trust", "nhs-trust", areas=("Borchester",)),
    body("Borsetshire Borderland Women's Refuge", "charity", areas=("Borsetshire",)),
)


def _is_sure(written: str, csp: str) -> bool:
    found = NAMES.suggest(written, Context(csp=csp))
    return found.decision is Decision.MATCH and found.best is not None and not found.best.inferred


@pytest.mark.parametrize(
    ("written", "csp"),
    [
        ("Borchester Council", "Borchester-under-Hill"),
        ("Stepping Stones", "Exampleton"),
        ("Harbour Lights", "Borchester"),
        ("Larkfield Grange", "Exampleton"),
        ("Larkspur Hospital", "Exampleton"),
    ],
)
def test_a_short_or_ordinary_name_of_another_area_is_not_sure(written: str, csp: str) -> None:
    assert not _is_sure(written, csp)


@pytest.mark.parametrize(
    ("written", "csp"),
    [
        ("Stepping Stones", "Borchester"),
        ("Harbour Lights", "Otterford"),
        ("Harbour Lights Otterford", "Borchester"),
        ("HMP Larkfield Grange", "Exampleton"),
        ("Borsetshire Police", "Exampleton"),
        ("Borsetshire Borderland Women's Refuge", "Exampleton"),
    ],
)
def test_a_name_of_the_area_or_with_its_own_place_is_sure(written: str, csp: str) -> None:
    assert _is_sure(written, csp)


@pytest.mark.parametrize("written", ["Newton CSP", "Newton Council"])
def test_a_body_of_the_review_s_own_place_comes_before_one_elsewhere(written: str) -> None:
    bodies = (
        body("Newton Community Safety Partnership", "csp", areas=("Newton",)),
        body("Newton-le-Marsh Community Safety Partnership", "csp", areas=("Newton-le-Marsh",)),
        body("Newton City Council", "council", "Newton Council", areas=("Newton",)),
        body("Newton-le-Marsh Borough Council", "council", areas=("Newton-le-Marsh",)),
    )
    names = Matcher(Register(bodies, areas=(Area("Newton"), Area("Newton-le-Marsh"))))
    found = names.suggest(written, Context(csp="Newton-le-Marsh"))
    assert found.decision is Decision.CANDIDATES
    assert [each.name.startswith("Newton-le-Marsh") for each in found.candidates[:2]] == [True, False]
    scores = [each.score for each in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert names.suggest(written, Context(csp="Newton")).candidates[0].name.startswith("Newton C")


def _councils() -> Matcher:
    bodies = (
        body("Newhaven City Council", "council", "Newhaven Council", "Cyngor Newhaven", areas=("Newhaven",)),
        body("London Borough of Otter", "council", "Otter Council", "Otter Borough Council", areas=("Otter",)),
        body("Castleton upon Wye Council", "council", "Castleton Council", areas=("Castleton upon Wye",)),
        body("Castletonshire District Council", "council", areas=("Castletonshire",)),
        body("Mid Wold Borough Council", "council", "Mid Wold Council", areas=("Mid Wold",)),
        body("Barset County Council", "county-council", "Barset Council", areas=("Barset",)),
        body("Wyeshire Council", "council", areas=("Wyeshire",)),
        body("Ferry Town Council", "council", Alias("Ferry County Borough Council", until="2002"), areas=("Ferry",)),
    )
    towns = ("Newhaven", "Neartown", "Otter", "Mid Wold", "Ferry")
    areas = (
        *(Area(town, within=("Wyeshire",)) for town in towns),
        Area("Castleton upon Wye", within=("Wyeshire",)),
        Area("Castletonshire", within=("Barset",)),
        Area("Wyeshire", within=("England",)),
        Area("Barset", within=("England",)),
        Area("Farland", within=("England",)),
    )
    return Matcher(Register(bodies, areas=areas))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Newhaven Council", "Newhaven City Council"),
        ("Newhaven Council Adult Social Care", "Newhaven City Council"),
        ("Newhaven Housing", "Newhaven City Council"),
        ("Otter Council", "London Borough of Otter"),
        ("Otter Borough Council", "London Borough of Otter"),
        ("Castleton Council", "Castleton upon Wye Council"),
        ("Ferry Borough Council", "Ferry Town Council"),
    ],
)
def test_a_council_s_town_alone_is_candidates_with_a_reason_far_away(written: str, name: str) -> None:
    found = _councils().suggest(written, Context(csp="Farland"))
    assert found.decision is Decision.CANDIDATES
    assert found.why
    assert found.candidates[0].name == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Newhaven City Council", "Newhaven City Council"),
        ("Newhaven City Council Adult Social Care", "Newhaven City Council"),
        ("London Borough of Otter", "London Borough of Otter"),
        ("LB Otter", "London Borough of Otter"),
        ("Otter LBC", "London Borough of Otter"),
        ("Mid Wold Council", "Mid Wold Borough Council"),
        ("Castleton upon Wye Council", "Castleton upon Wye Council"),
        ("Barset Council", "Barset County Council"),
        ("Wyeshire Council", "Wyeshire Council"),
        ("Highways Authority, Wyeshire Council", "Wyeshire Council"),
        ("Newhaven Unitary Authority", "Newhaven City Council"),
    ],
)
def test_a_council_s_name_in_full_is_taken_wherever_the_review_is(written: str, name: str) -> None:
    found = _councils().suggest(written, Context(csp="Farland")).told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, name)


@pytest.mark.parametrize("area", ["Newhaven", "Neartown", "Wyeshire", "Partnership that no register knows", None])
def test_a_council_s_town_alone_is_taken_near_it_and_where_no_area_is_known(area: str | None) -> None:
    found = _councils().suggest("Newhaven Council", Context(csp=area)).told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, "Newhaven City Council")


def test_in_a_county_s_review_the_council_of_its_district_comes_first() -> None:
    found = _councils().suggest("Castleton Council", Context(csp="Barset"))
    assert found.decision is Decision.CANDIDATES
    assert [each.name for each in found.candidates] == ["Castletonshire District Council", "Castleton upon Wye Council"]


def test_a_council_far_away_is_still_a_name_of_its_own_in_a_cell() -> None:
    cell = "Newhaven Council Adult Social Care and Barset County Council"
    found = _councils().split(cell, Context(csp="Farland")).parts
    assert [each.text for each in found] == ["Newhaven Council Adult Social Care", "Barset County Council"]
    assert not any(each.open for each in found)


LONGER = matcher(
    body("Sandwick City Council", "council", "Sandwick Council", areas=("Sandwick upon Otter",)),
    body("Sandwick-under-Hill Borough Council", "council", areas=("Sandwick-under-Hill",)),
    body("Mereshire County Council", "county-council", "Mereshire Council", areas=("Mereshire",)),
    body("Mereshire Coastal District Council", "council", areas=("Mereshire Coastal",)),
)


@pytest.mark.parametrize("written", ["Sandwick Council", "Sandwick Borough Council"])
def test_without_an_area_a_place_with_which_another_begins_leaves_the_choice(written: str) -> None:
    found = LONGER.suggest(written)
    assert found.decision is Decision.CANDIDATES
    assert {"Sandwick City Council", "Sandwick-under-Hill Borough Council"} <= {each.name for each in found.candidates}
    assert "two bodies fit" in found.why


@pytest.mark.parametrize(
    ("written", "csp", "name"),
    [
        ("Sandwick City Council", None, "Sandwick City Council"),
        ("Sandwick Council", "Sandwick upon Otter", "Sandwick City Council"),
        ("Mereshire Council", None, "Mereshire County Council"),
    ],
)
def test_a_name_in_full_its_own_area_or_a_county_tells_the_council(written: str, csp: str | None, name: str) -> None:
    found = LONGER.suggest(written, Context(csp=csp))
    assert found.decision is Decision.MATCH
    assert found.best is not None
    assert found.best.name == name
