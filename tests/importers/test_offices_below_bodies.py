"""Tables whose column of who is responsible names offices, below rows with the bodies that these are in."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Wold Police": "police", "Fen Hospitals NHS Trust": "nhs-trust"})
TEXTS = ("Ring each caller back before the end of the shift.", "Ask each patient whether home is safe.")
BODIES = ("Wold Police", "Fen Hospitals NHS Trust")


def page(offices: tuple[str, str]) -> str:
    rows = "".join(
        f"| {body} | | | |\n| {n} | {text} | {office} | May 2019 |\n"
        for n, (body, text, office) in enumerate(zip(BODIES, TEXTS, offices, strict=True), 1)
    )
    return f"# DHR\n\nCSP: Wold\n\n| Ref | Recommendation | Responsible | Date |\n|---|---|---|---|\n{rows}"


def table(offices: tuple[str, str]) -> str:
    rows = "".join(
        f"{body},,,\n{n},{text},{office},May 2019\n"
        for n, (body, text, office) in enumerate(zip(BODIES, TEXTS, offices, strict=True), 1)
    )
    return f"Ref,Recommendation,Responsible,Date\n{rows}"


def read(text: str, name: str) -> Imported:
    (found,) = read_source(text.encode(), name, NAMES)
    return found


def bodies(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


@pytest.mark.parametrize("offices", [("IMR author", "Safeguarding lead"), ("DCI", "Head of Service"), ("", "Manager")])
def test_the_body_above_takes_the_place_of_an_office_which_is_told(offices: tuple[str, str]) -> None:
    for found in (read(page(offices), "p.md"), read(table(offices), "p.csv")):
        assert bodies(found) == list(BODIES)
        assert found.whole
        assert all(any(office in warning for warning in found.warnings) for office in offices if office)


def test_another_body_in_the_column_stays() -> None:
    for found in (
        read(page(("Fen Homes", "Wold Council")), "p.md"),
        read(table(("Fen Homes", "Wold Council")), "p.csv"),
    ):
        assert bodies(found) == ["Fen Homes", "Wold Council"]
