"""A plural shared by two places: whom it means beside those named, and when it is one place's."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register
from dhrcurate.curation.naming.agencies import resolve
from dhrcurate.domain.agency import Context
from dhrcurate.domain.record import Record
from dhrcurate.rules.cells import read_cell
from registers import AREAS, BODIES, body

ANYWHERE = Context()


@pytest.fixture(scope="module")
def names() -> Matcher:
    more = (
        body("Borsetshire County Council", "council", areas=("Borsetshire",)),
        body("Midchester City Council", "council", areas=("Midchester",)),
        body("Northchester City Council", "council", areas=("Northchester",)),
        body("Quay Hospital NHS Trust", "nhs-trust", "Quay Trust", areas=("Quay",)),
        body("Strand Hospital NHS Trust", "nhs-trust", "Strand Trust", areas=("Strand",)),
    )
    areas = (*AREAS, Area("Midchester"), Area("Northchester"), Area("Quay"), Area("Strand"), Area("Strand and Quay"))
    return Matcher(Register((*BODIES, *more), areas=areas))


def _parts(names: Matcher, cell: str) -> list[str]:
    return [part.text for part in names.split(cell).parts]


def test_councils_of_counties_may_be_those_of_their_districts_too(names: Matcher) -> None:
    cell = read_cell("Exampleshire and Midchester Councils", names, ANYWHERE)
    assert [name.stands_for for name in cell.names] == [
        ("Exampleshire County Council",),
        ("Midchester City Council",),
    ]
    assert not cell.safe
    assert not cell.names[0].safe


@pytest.mark.parametrize(
    "cell", ["Exampleshire and Borsetshire County Councils", "Midchester and Northchester Councils"]
)
def test_where_each_place_has_one_the_two_are_sure(names: Matcher, cell: str) -> None:
    assert read_cell(cell, names, ANYWHERE).safe


def test_what_is_not_sure_is_not_resolved(names: Matcher) -> None:
    row = {"key": "r001", "number": "1", "text": "Do it.", "agencies": [], "status": "pending"}
    data = {
        "format": 1,
        "id": "made-2018-01",
        "review": {"title": "A review", "csp": ""},
        "source": {"publisher": "A library", "url": "https://example.org/made", "imported": "2026-11-22T09:00:00Z"},
        "curation": {"state": "open"},
        "recommendations": [{**row, "addressed_to": "Exampleshire and Midchester Councils"}],
    }
    found = resolve([Record.model_validate(data)], names)
    assert not found.changes
    assert list(found.skipped.values()) == ["“Exampleshire Council” may be only one of those meant"]


def test_one_place_has_one_trust(names: Matcher) -> None:
    assert _parts(names, "Strand and Quay Trust") == ["Strand and Quay Trust"]


def test_several_trusts_of_one_place_are_divided_for_a_curator_to_see(names: Matcher) -> None:
    assert _parts(names, "Strand and Quay Trusts") == ["Strand Trust", "Quay Trust"]
    assert not read_cell("Strand and Quay Trusts", names, ANYWHERE).safe
