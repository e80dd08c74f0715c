"""A decision about a name that does not say by itself which body it means reaches no further than an area."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.register import Resolved
from dhrcurate.curation.naming.agencies import NamedPlace, Scope
from dhrcurate.curation.naming.deciding import decide_group, decide_name
from dhrcurate.curation.naming.reach import Reach, look_through, reaches
from dhrcurate.curation.naming.telling import contradiction, tells_body
from dhrcurate.domain.agency import Context
from dhrcurate.domain.record import Record
from fake_names import REGISTER, FakeNames, entry
from registers import matcher

HERE = Context("Exampleton")


def record(record_id: str, csp: str, *cells: str, state: str = "open") -> Record:
    return Record.model_validate(
        {
            "format": 1,
            "id": record_id,
            "review": {"title": "A review", "csp": csp},
            "curation": {"state": state},
            "recommendations": [
                {"key": f"r{at:03d}", "text": "Do it.", "addressed_to": cell, "agencies": [], "status": "pending"}
                for at, cell in enumerate(cells, 1)
            ],
        }
    )


def ways(records: list[Record], written: str, means: str, here: str | None = None) -> list[Reach]:
    decision = decide_name(written, means, Scope.LIBRARY)
    return [*reaches(decision, look_through(records, FakeNames(), decision), here)]


def told(found: list[Reach]) -> list[tuple[str | None, list[str], str | None, bool]]:
    return [
        (way.area, [str(change.place) for change in way.preview.changes], way.decision.csp, way.decision.remembered)
        for way in found
    ]


HOME = record("home", "Exampleton", "Police", "Police")
AWAY = record("away", "Borderton", "Police")


@pytest.mark.parametrize(
    ("written", "means", "tells"),
    [
        ("Exampleshire Constabulary", "Exampleshire Police", True),
        ("Oak Hub", "Exampleton Refuge", False),
        ("Heddlu", "Exampleshire Police", False),
        ("Police", "Medical Centre", False),
        ("GPs", "GP practices", True),
        ("MARAC", "MARAC", True),
        ("Police", "Exampleshire Police", False),
        ("Community Safety Partnership", "Safer Exampleton Partnership", False),
        ("MARAC", "Safer Exampleton Partnership", False),
        ("All agencies", "Exampleshire Police", False),
        ("the Trust", "Exampleshire Health and Care NHS Trust", False),
        ("Head of Safeguarding", "Exampleton Borough Council", False),
    ],
)
def test_a_name_tells_a_body_only_if_its_words_find_that_one_in_every_area(
    written: str, means: str, tells: bool
) -> None:
    assert tells_body(written, [means], FakeNames(), HERE) is tells


def test_a_name_that_only_the_area_tells_is_told_by_no_other_area() -> None:
    names = matcher()
    assert not tells_body("ECC", ["Exampleshire County Council"], names, HERE)
    assert tells_body("Exampleshire County Council", ["Exampleshire County Council"], names, HERE)


def test_an_earlier_decision_everywhere_makes_no_kind_a_body() -> None:
    resolved = [Resolved(written, ("Exampleshire Police",)) for written in ("Police", "Heddlu", "Exampleshire Police")]
    names = matcher(resolved=tuple(resolved))
    assert not tells_body("Police", ["Exampleshire Police"], names, HERE)
    assert not tells_body("Heddlu", ["Exampleshire Police"], names, HERE)
    assert tells_body("Exampleshire Police", ["Exampleshire Police"], names, HERE)


def test_what_was_decided_for_an_area_alone_is_decided_anew_for_that_area() -> None:
    names = matcher(resolved=(Resolved("Exampleshire Constabulry", ("Refuge",), csp="Exampleton"),))
    assert not tells_body("Exampleshire Constabulry", ["Exampleshire Police"], names, HERE)
    assert tells_body("Exampleshire Constabulry", ["Exampleshire Police"], names, Context("Borderton"))


def test_a_name_of_one_area_is_decided_for_that_area() -> None:
    assert told(ways([HOME], "Police", "Exampleshire Police")) == [
        ("Exampleton", ["home r001", "home r002"], "Exampleton", True)
    ]


def test_of_several_areas_the_agency_s_own_is_offered_and_every_record_last() -> None:
    found = ways([AWAY, HOME], "Police", "Exampleshire Police")
    assert told(found) == [
        ("Exampleton", ["home r001", "home r002"], "Exampleton", True),
        (None, ["away r001", "home r001", "home r002"], None, True),
    ]
    assert [way.everywhere for way in found] == [False, True]
    assert [way.places for way in found] == [2, 3]


def test_where_no_area_is_the_agency_s_each_is_offered_and_the_one_looked_at_comes_first() -> None:
    assert [way.area for way in ways([AWAY, HOME], "Police", "Exampleton Refuge")] == ["Exampleton", "Borderton", None]
    assert [way.area for way in ways([AWAY, HOME], "Police", "Exampleton Refuge", "Borderton")] == ["Borderton", None]


def test_without_an_area_nothing_is_remembered_unless_for_every_record() -> None:
    assert told(ways([record("none", "", "Police")], "Police", "Exampleshire Police")) == [
        (None, ["none r001"], None, False),
        (None, ["none r001"], None, True),
    ]


def test_records_that_name_no_area_are_offered_too_and_first_where_one_of_them_is_looked_at() -> None:
    records = [HOME, record("none", "", "Police"), record("blank", "  ", "Police"), AWAY]
    found = ways(records, "Police", "Exampleshire Police", "")
    assert told(found)[:2] == [
        (None, ["none r001", "blank r001"], None, False),
        ("Exampleton", ["home r001", "home r002"], "Exampleton", True),
    ]
    assert [way.area for way in ways(records, "Police", "Exampleshire Police")] == ["Exampleton", None, None]


def test_two_recommendations_with_one_number_are_two_places() -> None:
    double = HOME.model_copy(
        update={"recommendations": tuple(each.model_copy(update={"number": "1"}) for each in HOME.recommendations)}
    )
    (way,) = ways([double], "Police", "Exampleshire Police")
    assert (way.places, len(way.preview.changes)) == (2, 2)


def test_a_name_that_tells_its_body_has_no_areas_to_choose() -> None:
    cells = "Exampleshire Constabulary"
    assert ways([record("a", "Exampleton", cells), record("b", "Borderton", cells)], cells, "Exampleshire Police") == []


def test_what_is_left_out_elsewhere_is_not_told_of_one_area() -> None:
    closed = record("closed", "Borderton", "Police", state="signed-off")
    here, everywhere = ways([closed, HOME], "Police", "Exampleshire Police")
    assert here.preview.skipped == {}
    assert everywhere.preview.skipped == {NamedPlace("closed"): "signed off"}


def test_of_a_group_the_names_that_tell_their_body_are_decided_everywhere() -> None:
    records = [
        record("home", "Exampleton", "Police"),
        record("away", "Borderton", "Police", "The Exampleshire Constabulary"),
    ]
    decision = decide_group(["Police", "The Exampleshire Constabulary"], "Exampleshire Police")
    here, everywhere = reaches(decision, look_through(records, FakeNames(), decision))
    assert [str(change.place) for change in here.preview.changes] == ["away r002", "home r001"]
    assert [str(change.place) for change in everywhere.preview.changes] == ["away r001", "away r002", "home r001"]


@pytest.mark.parametrize(
    ("written", "says", "means", "is_"),
    [
        ("GP practices", "means many agencies", "Exampleshire Police", "a police force"),
        ("MARAC", "is a meeting", "Exampleshire Police", "a police force"),
        ("Home Secretary", "is an office", "Elm NHS Trust", "an NHS trust"),
        ("Oak Lane GP Surgery", "is the name of a general practice", "Exampleshire Police", "a police force"),
        ("Police", "is the name of a police force", "Elm NHS Trust", "an NHS trust"),
        ("Safer Exampleton Partnership", "is the name of a community safety partnership", "Exampleshire Police",
         "a police force"),
    ],
)  # fmt: skip
def test_an_agency_that_is_plainly_not_what_the_name_says_is_told(
    written: str, says: str, means: str, is_: str
) -> None:
    names = FakeNames((*REGISTER, entry("Elm NHS Trust", "nhs-trust")))
    assert contradiction(written, means, names) == f"“{written}” {says}; {means} is {is_}"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Police", "Exampleshire Police"),
        ("Community Safety Partnership", "Exampleton Borough Council"),
        ("Oak Hub", "Exampleshire Police"),
        ("GPs", "GP practices"),
        ("GP practices", "Nobody Known"),
        ("Adult Social Care", "Exampleton Borough Council"),
    ],
)
def test_what_an_agency_may_be_is_no_contradiction(written: str, means: str) -> None:
    collective = entry("Adult social care services", "collective", aliases=["Adult Social Care"])
    for decided in ({}, {written: [means]}):
        assert not contradiction(written, means, FakeNames((*REGISTER, collective), decided))


def test_what_was_decided_before_does_not_hide_what_a_name_says() -> None:
    names = FakeNames(resolved={"GP practices": ["Exampleshire Police"]})
    assert contradiction("GP practices", "Exampleshire Police", names).startswith("“GP practices” means many agencies")


def test_an_area_in_other_capitals_is_the_same_area() -> None:
    found = ways([HOME, record("third", "EXAMPLETON", "Police")], "Police", "Exampleshire Police", "EXAMPLETON")
    assert [(way.area, way.places) for way in found] == [("Exampleton", 3)]
