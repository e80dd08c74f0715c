"""JSON whose recommendations are in lists for several bodies and for single ones, or by the name of a body."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LEAFLETS = "The trust should review its leaflets."
HOMES = "Housing staff should be told whom to ring."


def read(value: Any) -> Imported:
    (found,) = read_source(json.dumps(value).encode(), "p.json", NOTHING)
    return found


def rows(imported: Imported) -> list[tuple[str, str]]:
    return [(r["addressed_to"], r["text"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("wrapped", [True, False])
def test_lists_for_several_and_for_single_agencies_are_all_read(*, wrapped: bool) -> None:
    review = {
        "csp": "Wold",
        "multi_agency_recommendations": [{"no": 1, "text": HOMES}],
        "single_agency_recommendations": [
            {"agency": "Tarn Hospital Trust", "recommendations": [{"no": 1, "text": LEAFLETS}]}
        ],
    }
    found = read([review] if wrapped else review)
    assert rows(found) == [("", HOMES), ("Tarn Hospital Trust", LEAFLETS)]
    assert found.whole


@pytest.mark.parametrize("row", [str, lambda text: {"no": 1, "text": text}])
@pytest.mark.parametrize("wrapped", [True, False])
def test_members_of_the_recommendations_that_are_bodies_are_their_addressees(row: Any, *, wrapped: bool) -> None:
    members = {"Tarn Hospital Trust": [row(LEAFLETS)], "Tarnside Council": [row(HOMES)]}
    review = {"csp": "Wold", "recommendations": members}
    found = read([review] if wrapped else review)
    assert rows(found) == [("Tarn Hospital Trust", LEAFLETS), ("Tarnside Council", HOMES)]
    assert found.whole


def test_members_of_the_recommendations_that_are_themes_are_no_bodies() -> None:
    with pytest.raises(RefusedError):
        read({"csp": "Wold", "recommendations": {"Leaflets": [LEAFLETS], "Homes": [HOMES]}})
