"""Names of local bodies in reviews of other areas."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register
from dhrcurate.domain.agency import Context, Decision
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
