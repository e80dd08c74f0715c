"""A cell decided name by name: its warnings last until each name is decided, and the digits stay where they are."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.naming.suggestions import Offer, as_shown, behind, instead_of, offers_for
from dhrcurate.curation.operations.cells import left_of_cell
from dhrcurate.curation.operations.fields import take_suggestion
from dhrcurate.domain.context import context_of_data
from dhrcurate.domain.edit import apply
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from rule_cases import record_data

RULES = [rule for rule in all_rules() if rule.code.startswith("DHR2")]


@cache
def names() -> Matcher:
    return Matcher(load())


def record_of(cell: str, csp: str) -> dict[str, Any]:
    review = {"csp": csp, "year_of_death": 2018, "published": "2020"}
    row = {"addressed_to": cell, "agencies": [], "text": "Staff are to be trained in coercive control each year."}
    return record_data({"review": review, "recommendations": [row]})


def found(data: dict[str, Any]) -> list[str]:
    context = RuleContext(record=Record.model_validate(data), names=names(), today=date(2026, 11, 22), data=data)
    return [finding.rule for finding in check_record(context, RULES)]


def take(data: dict[str, Any], offers: list[Offer], rank: int) -> dict[str, Any]:
    one = offers[rank - 1]
    places = {"instead": instead_of(one, offers), "behind": behind(one, offers)}
    edits = take_suggestion(data, "r001", one.written, one.name, one.score, rank, **places).edits
    return apply(data, edits)


@pytest.mark.parametrize(
    ("cell", "csp"),
    [
        ("Kent Police; Home Office", "Kent"),
        ("GMP; Rochdale Borough Council; Pennine Care NHS FT", "Rochdale"),
        ("Kent and Essex Police", "Kent"),
        ("Kent Police Home Office", "Kent"),
        ("Police; Probation; Housing", "Kent"),
        ("Refuge, Kent Police, Crown Prosecution Service and Home Office", "Kent"),
    ],
)
def test_each_name_that_is_left_is_told_until_it_is_taken(cell: str, csp: str) -> None:
    data = record_of(cell, csp)
    offers = offers_for(cell, names(), context_of_data(data))
    first = {offer.written: rank for rank, offer in reversed(list(enumerate(offers, 1)))}
    assert len(first) > 1
    for written, rank in sorted(first.items(), key=lambda each: each[1]):
        assert found(data), data["recommendations"][0]["agencies"]
        shown = as_shown(offers, data["recommendations"][0]["agencies"])
        assert [offer.name for offer in shown] == [offer.name for offer in offers], "a digit has moved"
        data = take(data, shown, rank)
        assert written not in left_of_cell(data, "r001", names(), context_of_data(data))
    assert found(data) == []
    assert as_shown(offers, data["recommendations"][0]["agencies"]) == []


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("Kent Police; MARAC", ["DHR207"]),
        ("Kent Police & partners", ["DHR205"]),
        ("Kent Police; Kent Partnership Board", ["DHR202", "DHR208"]),
        ("Kent Police | | Home Office", ["DHR202", "DHR210"]),
        ("Kent Police; the Trust", ["DHR206"]),
    ],
)
def test_the_rules_that_told_a_name_tell_it_still(cell: str, rules: list[str]) -> None:
    data = record_of(cell, "Kent")
    offers = offers_for(cell, names(), context_of_data(data))
    data = take(data, offers, 1)
    assert data["recommendations"][0]["agencies"] == ["Kent Police"]
    assert sorted(found(data)) == rules


def test_another_suggestion_for_one_name_takes_the_place_of_the_first() -> None:
    offers = [
        Offer("BCC", "Acton Council", 0.5, "", safe=False),
        Offer("BCC", "Borton Council", 0.5, "", safe=False),
        Offer("Home Office", "Home Office", 0.99, "", safe=True),
    ]
    data = record_of("BCC; Home Office", "Kent")
    for rank in (1, 3, 2):
        data = take(data, offers, rank)
    assert data["recommendations"][0]["agencies"] == ["Borton Council", "Home Office"]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2), (1, 3, 2)])
def test_agencies_stand_in_the_order_of_the_cell_whichever_digit_is_pressed_first(order: tuple[int, ...]) -> None:
    data = record_of("Home Office; Refuge; Kent Police", "Kent")
    offers = offers_for("Home Office; Refuge; Kent Police", names(), context_of_data(data))
    assert len(offers) == 3
    for rank in order:
        data = take(data, offers, rank)
    assert data["recommendations"][0]["agencies"] == ["Home Office", "Refuge", "Kent Police"]


def test_each_name_has_a_digit_where_there_are_more_suggestions_than_digits() -> None:
    cell = "Police; Probation; Housing; Health; Ambulance Service; Children's Social Care; Adult Social Care"
    offers = offers_for(cell, names(), context_of_data(record_of(cell, "Kent")))
    every = {
        name for name in cell.split("; ") if names().suggest(name, context_of_data(record_of(cell, "Kent"))).candidates
    }
    likely = {
        offer.written for name in every for offer in offers_for(name, names(), context_of_data(record_of(name, "Kent")))
    }
    assert {offer.written for offer in offers} == likely
    assert len(offers) <= 9


def test_an_agency_that_is_taken_settles_no_other_name_that_it_is_only_like() -> None:
    board = Offer("Safer Board", "Safer Board", 1.0, "its name", safe=True)
    likely = Offer("Partnership", "Exampleton Partnership", 0.55, "", safe=False)
    like = Offer("Partnership", "Safer Board", 0.45, "", safe=False)
    shown = as_shown([board, likely, like], ["Partnership", "Safer Board"])
    assert [offer.taken for offer in shown] == [True, False, False]
    same = Offer("Board", "Safer Board", 0.9, "", safe=False)
    assert as_shown([board, same], ["Safer Board"]) == []


def test_one_that_is_offered_for_two_names_leaves_the_other_open() -> None:
    offers = [
        Offer("Safety Partnership", "Acton Partnership", 0.6, "", safe=False),
        Offer("Safety Partnership", "Safer Acton Partnership", 0.5, "", safe=False),
        Offer("Safer Acton Partnership", "Safer Acton Partnership", 0.99, "", safe=True),
    ]
    data = take(record_of("Safety Partnership; Safer Acton Partnership", "Acton"), offers, 3)
    agencies = data["recommendations"][0]["agencies"]
    left = left_of_cell(data, "r001", names(), context_of_data(data))
    assert left == ["Safety Partnership"]
    assert [offer.taken for offer in as_shown(offers, agencies, left)] == [False, False, True]
    data = take(data, offers, 1)
    assert set(data["recommendations"][0]["agencies"]) == {"Acton Partnership", "Safer Acton Partnership"}
    left = left_of_cell(data, "r001", names(), context_of_data(data))
    assert as_shown(offers, data["recommendations"][0]["agencies"], left) == []
