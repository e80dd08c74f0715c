from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.naming.suggestions import numbered, offers_for, why_not_taken, worth_showing
from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion
from fake_names import FakeNames

SURE = {"Exampleshire Police": ("Exampleshire Police",)}


def test_what_is_sure_is_offered_before_what_is_not_whichever_name_stands_first_in_the_cell() -> None:
    unsure = Suggestion(
        "ABC", Decision.CANDIDATES, tuple(Candidate(name, 0.5, "") for name in ("Acton", "Borton", "Corton"))
    )
    sure = Suggestion("Exampleshire Police", Decision.MATCH, (Candidate("Exampleshire Police", 0.99, ""),))
    offers = numbered([unsure, sure], SURE)
    assert [(offer.name, offer.safe) for offer in offers] == [
        ("Exampleshire Police", True), ("Acton", False), ("Borton", False), ("Corton", False),
    ]  # fmt: skip


def test_no_sure_offer_is_left_out_for_want_of_digits() -> None:
    many = [
        Suggestion(str(at), Decision.CANDIDATES, tuple(Candidate(f"{at}{each}", 0.5, "") for each in "abcde"))
        for at in range(8)
    ]
    sure = Suggestion("Exampleshire Police", Decision.MATCH, (Candidate("Exampleshire Police", 0.99, ""),))
    assert numbered([*many, sure], SURE)[0].name == "Exampleshire Police"


def test_a_candidate_whose_score_means_nothing_is_not_offered() -> None:
    weak = Suggestion("Central Unit", Decision.CANDIDATES, (Candidate("Acton University", 0.29, ""),))
    assert numbered([weak], {}) == []


def test_what_is_worth_showing_is_the_same_wherever_candidates_are_listed() -> None:
    found = (Candidate("Acton Council", 0.6, ""), Candidate("Borton Council", 0.34, ""))
    assert [each.name for each in worth_showing(Suggestion("X", Decision.CANDIDATES, found))] == ["Acton Council"]
    assert worth_showing(Suggestion("X", Decision.NONE, found)) == ()


def test_candidates_far_below_a_good_one_are_not_listed_with_it_and_those_near_a_weak_one_are() -> None:
    def shown(*scores: float) -> list[float]:
        found = Suggestion("X", Decision.CANDIDATES, tuple(Candidate(f"Body {s}", s, "") for s in scores))
        return [each.score for each in worth_showing(found)]

    assert shown(0.90, 0.63, 0.44, 0.44) == [0.90]
    assert shown(0.84, 0.80, 0.61) == [0.84, 0.80, 0.61]
    assert shown(0.55, 0.50, 0.45, 0.35) == [0.55, 0.50, 0.45, 0.35]


def test_the_body_that_one_name_of_a_cell_surely_is_is_not_offered_for_another_that_is_hardly_it() -> None:
    found = (Candidate("Borton Partnership", 0.55, ""), Candidate("Exampleshire Police", 0.45, ""))
    sure = Suggestion("Exampleshire Police", Decision.MATCH, (Candidate("Exampleshire Police", 0.99, ""),))
    offers = numbered([sure, Suggestion("The Partnership", Decision.CANDIDATES, found)], SURE)
    assert [offer.name for offer in offers] == ["Exampleshire Police", "Borton Partnership"]
    police = Suggestion("the police", Decision.CANDIDATES, (Candidate("Exampleshire Police", 0.8, ""),))
    assert [offer.written for offer in numbered([sure, police], SURE)] == ["Exampleshire Police", "the police"]


def test_what_is_no_agency_is_offered_as_what_it_is() -> None:
    offers = offers_for("MARAC | All agencies | Exampleton Refuge", FakeNames(), Context())
    assert [(offer.name, offer.safe, offer.what) for offer in offers] == [
        ("Exampleton Refuge", True, ""),
        ("MARAC", False, "a meeting; not an agency"),
        ("All agencies", False, "many agencies at once; not one"),
    ]


@pytest.mark.parametrize(
    ("written", "csp"),
    [
        ("Central Referral Unit", "Durham"),
        ("First Class Kites", "Borset"),
        ("Department for Kites and Building Safety", ""),
    ],
)
def test_an_agency_that_is_not_offered_is_not_named_as_the_reason(written: str, csp: str) -> None:
    found = Matcher(load()).suggest(written, Context(csp=csp or None))
    assert found.decision is Decision.NONE
    assert found.why
    assert [one.name for one in found.candidates if one.name in found.why] == []


def test_what_is_offered_all_the_same_is_not_said_to_be_no_match() -> None:
    offered = (Candidate("MARAC", 0.99, "its name"),)
    assert why_not_taken(Suggestion("MARAC", Decision.CANDIDATES, offered, "a meeting")) == "Not sure: a meeting."
    assert why_not_taken(Suggestion("Hub", Decision.NONE, (), "nothing is like it")) == "No match: nothing is like it."
    assert why_not_taken(Suggestion("Refuge", Decision.MATCH, offered)) == ""


@pytest.mark.parametrize("cell", ["All officers/agencies that attend kite shows", "All staff who mend kites"])
def test_a_name_of_many_at_once_that_the_register_has_not_is_offered_as_it_is_written(cell: str) -> None:
    offers = offers_for(f"{cell} | Home Office", Matcher(load()), Context())
    assert [(offer.name, offer.safe, offer.what) for offer in offers] == [
        ("Home Office", True, ""),
        (cell, False, "many agencies at once; not one"),
    ]
