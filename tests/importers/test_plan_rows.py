"""Rows of a plan of action that say with a number only which recommendation they are about."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

LOG = "The force should log each call in full."
HOMES = "The landlord should note each repair to a door."
HEAD = "# Domestic Homicide Review\n\nCSP: Wold\n\n"
LIST = f"{HEAD}## Recommendations\n\n1. {LOG}\n2. {HOMES}\n\n## Action plan\n\n"

Row = tuple[str | None, str, str]


def read(text: str, name: str = "p.md") -> Imported:
    (found,) = read_source(text.encode(), name, NOTHING, given=Metadata(csp="Wold"))
    return found


def rows(found: Imported) -> list[Row]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


def plan(*cells: tuple[str, str], heading: str = "Recommendation") -> str:
    body = "".join(f"| {number} | Print a card | {body} | Red |\n" for number, body in cells)
    return f"| {heading} | Action | Lead agency | RAG |\n|---|---|---|---|\n{body}"


@pytest.mark.parametrize("number", ["{}", "{}.", "R{}", "Rec {}", "Recommendation {}"])
def test_a_row_with_a_number_for_its_words_gives_that_recommendation_its_addressee(number: str) -> None:
    found = read(LIST + plan((number.format(1), "Fen Police"), (number.format(2), "Wold Homes")))
    assert rows(found) == [("1.", LOG, "Fen Police"), ("2.", HOMES, "Wold Homes")]
    assert found.whole


def test_several_actions_and_several_numbers_name_each_body_once() -> None:
    found = read(LIST + plan(("1", "Fen Police"), ("1", "Fen Police"), ("1 and 2", "Wold Homes")))
    assert rows(found) == [("1.", LOG, "Fen Police | Wold Homes"), ("2.", HOMES, "Wold Homes")]
    assert found.whole


def test_a_number_is_that_of_a_table_above_too() -> None:
    table = f"| No | Recommendation |\n|---|---|\n| 1 | {LOG} |\n| 2 | {HOMES} |\n\n## Action plan\n\n"
    found = read(HEAD + table + plan(("1", "Fen Police"), ("2", "Wold Homes")))
    assert rows(found) == [("1", LOG, "Fen Police"), ("2", HOMES, "Wold Homes")]
    assert found.whole


@pytest.mark.parametrize("listed", [f"1. {LOG}\n2. {HOMES}\n", f"### A\n\n1. {LOG}\n\n### B\n\n1. {HOMES}\n3. {LOG}\n"])
def test_the_number_of_no_recommendation_or_of_several_is_told(listed: str) -> None:
    numbers = ("3", "1") if "2." in listed else ("1", "3")
    found = read(
        f"{HEAD}## Recommendations\n\n{listed}\n## Action plan\n\n" + plan(*((n, "Fen Police") for n in numbers))
    )
    assert [text for _, text, _ in rows(found) if text not in {LOG, HOMES}] == []
    assert f"“{numbers[0]}”, “Fen Police”" in " ".join(found.lost)
    assert sum(cell == "Fen Police" for _, _, cell in rows(found)) == 1


def test_a_plan_of_numbers_alone_is_refused() -> None:
    with pytest.raises(RefusedError, match="in place of its words: “R1”"):
        read(f"{HEAD}## Action plan\n\n" + plan(("R1", "Fen Police"), ("R2", "Wold Homes")))


@pytest.mark.parametrize("name", ["p.csv", "p.json"])
def test_a_number_for_the_words_of_a_row_of_values_is_its_number_and_told(name: str) -> None:
    text = f"Recommendation,Agency\n{LOG},Fen Police\nR2,Wold Homes\n"
    if name == "p.json":
        text = f'[{{"text": "{LOG}", "agency": "Fen Police"}}, {{"text": "R2", "agency": "Wold Homes"}}]'
    found = read(text, name)
    assert rows(found) == [(None, LOG, "Fen Police"), ("R2", "", "Wold Homes")]
    assert any("“R2”" in lost for lost in found.lost)


def test_a_table_of_bodies_and_numbers_may_count_and_is_told() -> None:
    table = "| Agency | Recommendations |\n|---|---|\n| Fen Police | 2 |\n| Wold Homes | 1 and 2 |\n"
    found = read(LIST + table)
    assert rows(found) == [("1.", LOG, "Wold Homes"), ("2.", HOMES, "Wold Homes")]
    assert any("“2”, “Fen Police”" in lost for lost in found.lost)
