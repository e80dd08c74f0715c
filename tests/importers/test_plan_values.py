"""Plans of action as tables of values: actions in rows of their own, and bodies over the rows below."""

from __future__ import annotations

import json

import pytest

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import Known

LOG = "The force should log each call in full."
HOMES = "The landlord should note each repair to a door."
NAMES = Known({"Fen Police": "police", "Wold Homes": "housing"})
PLAN = "No,Recommendation,Action,Lead agency,Status\n"
FIRST = f"1,{LOG},Write a guide,Fen Police,Open\n"
LAST = f"2,{HOMES},Write a list,Wold Homes,Open\n"


def read(table: str) -> Imported:
    (found,) = read_source(table.encode(), "p.csv", NAMES, given=Metadata(csp="Wold"))
    return found


def pairs(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("again", [",", f"1,{LOG}"])
def test_a_further_action_adds_its_body_to_the_recommendation(again: str) -> None:
    found = read(f"{PLAN}{FIRST}{again},Hear some calls,Wold Homes,Open\n{again},Ask,,Open\n{LAST}")
    assert pairs(found) == [(LOG, "Fen Police | Wold Homes"), (HOMES, "Wold Homes")]
    assert found.warnings == ("kept, though a record has no field for them: Action, Status",)
    extra = found.data["recommendations"][0]["extra"]
    assert extra == {"Action": "Write a guide | Hear some calls | Ask", "Status": "Open"}


def test_what_only_a_further_action_says_is_told_or_kept() -> None:
    found = read(f"No,Recommendation,Action,Remark,Lead agency\n1,{LOG},Write a guide\n,,Ask,Late,Fen Police\n")
    assert pairs(found) == [(LOG, "Fen Police")]
    assert "kept, though a record has no field for them: Action, Remark" in found.warnings


def test_so_it_does_in_json() -> None:
    row = {"no": "1", "recommendation": LOG, "action": "Write a guide", "agency": "Fen Police"}
    other = {"no": "2", "recommendation": HOMES, "action": "Write a list", "agency": "Wold Homes"}
    page = json.dumps([row, row | {"action": "Ask", "agency": "Wold Homes"}, other])
    (found,) = read_source(page.encode(), "p.json", NAMES, given=Metadata(csp="Wold"))
    assert pairs(found) == [(LOG, "Fen Police | Wold Homes"), (HOMES, "Wold Homes")]
    assert found.whole


@pytest.mark.parametrize("status", ["Open", "Closed"])
def test_a_row_without_another_action_stays(status: str) -> None:
    assert len(pairs(read(PLAN + FIRST + FIRST.replace("Open", status)))) == 2


def test_an_action_that_may_be_the_words_of_a_recommendation_is_told() -> None:
    found = read(f"{PLAN}{FIRST}2,,The landlord should note each repair.,Wold Homes,Open\n,,It must ask.,Wold Homes,\n")
    assert [lost for lost in found.lost if "The landlord should" in lost]
    assert [lost for lost in found.lost if "It must ask." in lost]


@pytest.mark.parametrize(
    "head", ["No,Recommendation,Due\n{},,\n", "Recommendation,Due\n{},\n", "No,Recommendation,Lead\n{},,\n"]
)
def test_a_body_in_a_row_of_its_own_is_the_addressee_of_those_below(head: str) -> None:
    rows = [("1,", LOG, ","), ("2,", HOMES, ",")] if head.startswith("No") else [("", LOG, ","), ("", HOMES, ",")]
    columns, over, _ = head.split("\n")
    below = ["".join(row) for row in rows]
    found = read("\n".join([columns, over.format("Fen Police"), below[0], over.format("Wold Homes"), below[1], ""]))
    assert pairs(found) == [(LOG, "Fen Police"), (HOMES, "Wold Homes")]
    assert found.whole


def test_a_body_that_the_rows_below_contradict_is_told() -> None:
    found = read(f"No,Recommendation,Lead\nFen Police,,\n1,{LOG},Fen Police\n2,{HOMES},Wold Homes\n")
    assert pairs(found) == [(LOG, "Fen Police"), (HOMES, "Wold Homes")]
    assert any("Fen Police" in lost for lost in found.lost)


def test_a_row_that_names_nobody_ends_the_rows_of_the_body_above() -> None:
    found = read(f"No,Recommendation,Due\nFen Police,,\n1,{LOG},May\nHomes and health,,\n2,{HOMES},May\n")
    assert pairs(found) == [(LOG, "Fen Police"), (HOMES, "")]
    assert any("Homes and health" in lost for lost in found.lost)
