"""A name above a recommendation and another one below it or at its end: never silently the wrong one."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold Council": "council"})
HEAD = "Domestic Homicide Review\nWold Community Safety Partnership\nDeath in 2016. Published May 2018\n\n"
CALLS = "How each call is answered should be looked at again."
ROOMS = "Two more rooms should be found in a refuge."
NOTES = "Notes should say who was asked about home."


def read(page: str) -> Imported:
    (imported,) = read_source(f"{HEAD}Recommendations\n\n{page}".encode(), "p.txt", KNOWN)
    return imported


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("last", ["Wold Council", "Moor NHS Trust"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_name_below_the_last_recommendation_of_bodies_above_is_told(last: str, gap: str) -> None:
    found = read(f"Fen Police{gap}1. {CALLS}\n\nWold Council{gap}2. {ROOMS}{gap}{last}\n")
    assert rows(found) == [(CALLS, "Fen Police"), (ROOMS, "Wold Council")]
    assert any(last in told for told in found.lost)


def test_a_name_that_nothing_sets_apart_from_either_recommendation_is_told() -> None:
    found = read(f"1. {CALLS}\nFen Police\n2. {ROOMS}\nWold Council\n3. {NOTES}\n")
    assert [text for text, _ in rows(found)] == [CALLS, ROOMS, NOTES]
    assert any("Fen Police" in told for told in found.lost)


def test_a_name_right_below_a_recommendation_and_apart_from_the_next_is_its_own() -> None:
    found = read(f"1. {CALLS}\nFen Police\n\n2. {ROOMS}\nWold Council\n\n3. {NOTES}\n")
    assert rows(found) == [(CALLS, "Fen Police"), (ROOMS, "Wold Council"), (NOTES, "")]
    assert found.whole


@pytest.mark.parametrize("bodies", [("Fen Police",), ("Fen Police", "Wold Council")])
def test_a_name_apart_from_the_recommendation_above_is_of_what_is_below(bodies: tuple[str, ...]) -> None:
    below = enumerate(zip(bodies, (ROOMS, NOTES), strict=False), 2)
    parts = "".join(f"{body}\n{i}. {text}\n\n" for i, (body, text) in below)
    found = read(f"1. {CALLS}\n\n{parts}")
    assert [cell for _, cell in rows(found)] == ["", *bodies]
    assert found.whole


def test_another_name_at_the_end_of_a_text_is_told() -> None:
    found = read(f"Fen Police\n\n1. {CALLS} Wold Council\n2. {ROOMS} Wold Council\n")
    assert [cell for _, cell in rows(found)] == ["Fen Police", "Fen Police"]
    assert any("Wold Council" in told for told in found.lost)
