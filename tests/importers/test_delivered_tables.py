"""Tables as people deliver them: words above the headings, several headings, numbered columns, groups."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

A = "The council should train its housing staff."
B = "The force should log each call."
C = "The trust should ask about safety at home."
ROWS = f"1,{A},Wold Council\n2,{B},Wold Police\n"
READ = [("1", A, "Wold Council"), ("2", B, "Wold Police")]


def read(text: str, name: str = "all.csv", **more: Any) -> tuple[Imported, ...]:
    return read_source(text.encode(), name, NOTHING, **more)


def rows(reviews: tuple[Imported, ...]) -> list[tuple[str | None, str, str]]:
    return [
        (r.get("number"), r["text"], r["addressed_to"]) for review in reviews for r in review.data["recommendations"]
    ]


def lost(reviews: tuple[Imported, ...]) -> list[str]:
    return [warning for review in reviews for warning in review.lost]


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("Recommendations of the Wold review,,\n", ["line 1: “Recommendations of the Wold review”"]),
        ("Recommendations,,\n", ["line 1: “Recommendations”"]),
        ("Recommendations\n\n", ["line 1: “Recommendations”"]),
        ("Exported on 3 May 2023\n\nUser: admin\n", ["line 1: “Exported on 3 May 2023”", "line 3: “User: admin”"]),
        ("Recommendation,,Responsible\n", ["line 1: “Recommendation”, “Responsible”"]),
        ('"Recommendations, 2023\nthe list"\n', ["line 1: “Recommendations, 2023 the list”"]),
        ("\n\n,,\n", []),
        ("sep=,\n", []),
        ("sep=,\nA list\n", ["line 2: “A list”"]),
    ],
)
def test_lines_above_the_headings_are_passed_over_and_told(above: str, told: list[str]) -> None:
    found = read(f"{above}No,Recommendation,Agency\n{ROWS}")
    assert rows(found) == READ
    assert lost(found) == [f"left out what stands above the headings, {each}" for each in told]


def test_lines_above_the_columns_that_are_named_by_hand_are_passed_over() -> None:
    found = read(f"A list\nA,B,C\n{ROWS}", mapping={"text": "B", "number": "A", "addressed_to": "C"})
    assert rows(found) == READ
    assert lost(found) == ["left out what stands above the headings, line 1: “A list”"]


def test_a_row_that_has_words_of_headings_in_it_is_no_heading() -> None:
    found = read("No,Recommendation,Agency\n1,Text,Agency\n2,Recommendation,Lead\n")
    assert rows(found) == [("1", "Text", "Agency"), ("2", "Recommendation", "Lead")]
    assert lost(found) == []


def test_headings_are_looked_for_in_the_first_lines_only() -> None:
    with pytest.raises(RefusedError, match="no column is named like one of recommendations; there are A list"):
        read("A list\n" * 20 + f"No,Recommendation,Agency\n{ROWS}")


def test_headings_after_lines_with_semicolons_are_found() -> None:
    found = read(f"A list, for the board\nNo;Recommendation;Agency\n1;{A};Wold Council\n")
    assert rows(found) == READ[:1]


def test_headings_that_are_repeated_are_no_recommendation() -> None:
    found = read(f"No,Recommendation,Agency\n1,{A},Wold Council\n\nNo.,Recommendation,AGENCY\n2,{B},Wold Police\n")
    assert rows(found) == READ
    assert lost(found) == []


def test_a_second_table_with_other_columns_is_refused_with_its_line() -> None:
    with pytest.raises(RefusedError, match=r"all.csv:4:1: another table begins here, with other headings"):
        read(f"No,Recommendation,Agency\n1,{A},Wold Council\n\nNo,Agency,Recommendation\n2,Wold Police,{B}\n")


@pytest.mark.parametrize("names", ["Agency 1,Agency 2", "agency_1,agency_2", "Agency,Agency 2"])
def test_numbered_columns_of_addressees_are_put_together(names: str) -> None:
    found = read(f"No,Recommendation,{names}\n1,{A},Wold Council,Wold Police\n2,{B},Refuge,\n")
    assert rows(found) == [("1", A, "Wold Council | Wold Police"), ("2", B, "Refuge")]
    assert lost(found) == []


def test_numbered_columns_of_recommendations_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"all.csv:2:1: columns 2 and 3 are both of recommendations"):
        read(f"csp,Recommendation 1,Recommendation 2\nWold,{A},{B}\n")


def test_recommendations_under_each_agency_of_a_review_are_its_own() -> None:
    groups = [{"agency": "Wold Council", "recommendations": [A, C]}, {"agency": "Wold Police", "recommendations": [B]}]
    found = read(json.dumps({"csp": "Wold", "recommendations": groups}), "all.json")
    assert [review.data["id"] for review in found] == ["wold"]
    assert rows(found) == [(None, A, "Wold Council"), (None, C, "Wold Council"), (None, B, "Wold Police")]


def test_recommendations_under_each_theme_of_a_review_have_it_as_their_title() -> None:
    groups = [{"theme": "Housing", "items": [{"no": "1", "text": A}]}, {"theme": "Calls", "items": [{"text": B}]}]
    (review,) = read(json.dumps({"csp": "Wold", "recommendations": groups}), "all.json")
    assert [(r["title"], r["text"]) for r in review.data["recommendations"]] == [("Housing", A), ("Calls", B)]


def test_groups_of_no_review_are_reviews_of_their_own_and_lose_no_addressee() -> None:
    groups = [{"agency": "Wold Council", "recommendations": [A]}, {"agency": "Wold Police", "recommendations": [B]}]
    found = read(json.dumps(groups), "all.json")
    assert [[r["addressed_to"] for r in each.data["recommendations"]] for each in found] == [
        ["Wold Council"],
        ["Wold Police"],
    ]


def test_a_title_beside_a_list_is_that_of_a_review() -> None:
    found = read(json.dumps({"reviews": [{"title": "Ash", "agency": "x", "recs": [A]}]}), "all.json")
    assert found[0].data["review"]["title"] == "Ash"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"number": ["1", "2"], "recommendation": [A, B]}, "“recommendation” is a list of words, not of rows"),
        ({"1": {"recommendation": A}, "2": {"recommendation": B}}, "its rows are members by name, not a list"),
        ({"columns": ["number", "note"], "data": [["1", A]]}, "item 1 of its list is a list"),
        ({"columns": ["number", "text"], "data": [["1", A], ["2"]]}, "item 1 of its list is a list"),
        ({"recommendations": [A, None]}, "item 2 of its list is null"),
        ({"recommendations": [A, True]}, "item 2 of its list is true or false"),
    ],
)
def test_json_of_another_shape_is_refused_with_the_true_reason(value: Any, reason: str) -> None:
    with pytest.raises((RefusedError, UnusableError)) as refused:
        read(json.dumps(value), "all.json")
    assert reason in str(refused.value)


def test_rows_without_a_text_are_kept_where_they_have_a_number_or_an_addressee() -> None:
    found = read(f"No,Recommendation,Agency\n1,{A},Wold Council\nSubtotal,,\n2,,Wold Police\nTotal,,\n")
    assert rows(found) == [READ[0], ("2", "", "Wold Police")]
    assert [any(label in told for told in found[0].lost) for label in ("“Subtotal”", "“Total”")] == [True, True]
