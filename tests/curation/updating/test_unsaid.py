"""A later extraction that says nothing of a field, a fact or a column takes none away; one that is empty does."""

from __future__ import annotations

from typing import Any

from dhrcurate.curation.operations import decide, structure
from dhrcurate.curation.updating.base import Base
from dhrcurate.curation.updating.facts import facts_updated
from dhrcurate.curation.updating.told import What
from dhrcurate.trail.gone import Gone
from stories import Story, row, whats

A = "The council should write to every tenant who has missed two visits and offer a third one."
B = "The police should review how call handlers record threats that were made some time ago."
C = "The trust should train its midwives to ask about money and about who holds the keys."
ROWS = [row(A, "1", "Exampleton Council"), row(B, "2", "Exampleshire Police"), row(C, "3", "Exampleton Trust")]
A2, B2 = A.replace("two", "three"), B.replace("review how", "check whether")
UNSAID = ("number", "title", "addressed_to")


def beside(at: int, **more: Any) -> dict[str, Any]:
    return {**ROWS[at], **more}


def decided(rows: list[dict[str, Any]] = ROWS) -> Story:
    story = Story(rows)
    for key in story.keys:
        story.set(key, agencies=["Exampleton Body"])
        story.do(decide.accept(story.data, key))
    return story


def test_fields_that_its_format_lacks_stay_with_their_decisions_and_agencies() -> None:
    story = decided([{**one, "title": "On visits"} for one in ROWS])
    before = story.data["recommendations"]
    told = story.later([row(A), row(B), row(C)], unsaid=UNSAID)
    assert told == []
    assert [{**one, "extracted": None} for one in story.data["recommendations"]] == [
        {**one, "extracted": None} for one in before
    ]


def test_a_column_that_is_there_and_empty_takes_away() -> None:
    story = decided()
    told = story.later([beside(0, addressed_to=""), *ROWS[1:]])
    assert whats(told) == [(What.TAKEN, "r001", "addressed_to")]
    assert (story.of("r001")["addressed_to"], story.of("r001")["agencies"]) == ("", [])


def test_what_was_said_last_is_the_base_of_the_next_one_that_speaks_of_it() -> None:
    story = Story(ROWS)
    story.set("r002", addressed_to="Exampleshire Constabulary")
    story.later([row(A2), row(B), row(C)], unsaid=UNSAID)
    told = story.later([beside(0, text=A2, addressed_to="Exampleton Borough Council"), *ROWS[1:]])
    assert whats(told) == [(What.TAKEN, "r001", "addressed_to")]
    assert story.of("r002")["addressed_to"] == "Exampleshire Constabulary"
    assert story.events[-2].because is not None
    assert story.events[-2].because["unsaid"] == sorted(UNSAID)


def test_parts_and_wholes_of_curators_keep_what_is_unsaid() -> None:
    story = Story([row(f"{A} {B}", "1", "Exampleton Council"), ROWS[2], row("Every school should name a lead.", "4")])
    story.do(structure.split_text(story.data, "r001", len(A) + 1, used=story.used))
    story.do(structure.join_next(story.data, "r002"))
    told = story.later([row(f"{A} {B2}"), row(C), row("Every school should name a lead.")], unsaid=UNSAID)
    assert whats(told) == [(What.CONFLICT, "r004", "text")]
    assert [one["addressed_to"] for one in story.data["recommendations"]] == [
        "Exampleton Council",
        "Exampleton Council",
        "Exampleton Trust",
    ]


def test_what_upstream_divides_without_a_cell_has_that_of_the_whole_and_its_agencies() -> None:
    story = Story([row(f"{A} {B}", "1", "Exampleton Council"), ROWS[2]])
    story.set("r001", agencies=["Exampleton Borough Council"])
    story.later([row(A), row(B), row(C)], unsaid=UNSAID)
    parts = story.data["recommendations"][:2]
    assert [(one["text"], one["addressed_to"], one["agencies"]) for one in parts] == [
        (A, "Exampleton Council", ["Exampleton Borough Council"]),
        (B, "Exampleton Council", ["Exampleton Borough Council"]),
    ]


def test_a_title_that_stands_in_the_text_now_is_not_there_twice() -> None:
    story = Story([row(A, "1", title="On visits"), *ROWS[1:]])
    story.set("r001", status="accepted")
    story.later([row(f"On visits {A}"), row(B), row(C)], unsaid=UNSAID)
    one = story.of("r001")
    assert f"{one.get('title') or ''} {one['text']}".split() == f"On visits {A}".split()
    assert one["status"] == "accepted"


def test_of_what_nobody_knows_what_is_unsaid_raises_no_conflict_and_is_no_base() -> None:
    story = Story(ROWS, action="adopt")
    assert story.later([row(A), row(B), row(C)], unsaid=UNSAID) == []
    told = story.later([beside(0, addressed_to="Exampleton Borough Council"), *ROWS[1:]])
    assert whats(told) == [(What.CONFLICT, "r001", "addressed_to")]


def test_facts_that_it_does_not_state_stay_and_are_the_base_of_the_next_one() -> None:
    story = Story(ROWS)
    told = story.later([beside(0, text=A2), *ROWS[1:]], unsaid=("review.csp", "review.title"), csp="", title="page")
    assert whats(told) == [(What.TAKEN, "r001", "text")]
    assert (story.data["review"]["csp"], story.data["review"]["title"]) == ("Exampleton", "Exampleton review")
    (taken,) = story.later([beside(0, text=A2), *ROWS[1:]], csp="Exampleton and Wold")
    assert (taken.what, taken.field, story.data["review"]["csp"]) == (What.TAKEN, "review.csp", "Exampleton and Wold")


def test_a_stated_count_stays_where_the_later_page_states_none_and_is_told_where_it_states_another() -> None:
    source = {"sha256": "0" * 64, "stated_count": 9}
    ours: dict[str, Any] = {"review": {"csp": "Exampleton"}, "source": source}
    base = Base(ours, (), Gone())
    assert list(facts_updated(ours, base, {"source": {"sha256": "1" * 64}})) == []
    assert ours["source"]["stated_count"] == 9
    (told,) = facts_updated(ours, base, {"source": {"stated_count": 8}})
    assert (told.what, told.field, told.new, ours["source"]["stated_count"]) == (
        What.TAKEN,
        "source.stated_count",
        "8",
        8,
    )


# What is said beside the words


LEAD = {"Lead officer": "Head of Service"}


def test_columns_are_merged_one_by_one() -> None:
    story = Story([beside(0, extra={**LEAD, "Due": "May"}), beside(1, extra=LEAD), ROWS[2]])
    story.set("r001", extra={"Lead officer": "Director", "Due": "May"})
    told = story.later([beside(0, extra={**LEAD, "Due": "June"}), beside(1, extra={"Due": "July"}), ROWS[2]])
    assert story.of("r001")["extra"] == {"Lead officer": "Director", "Due": "June"}
    assert story.of("r002")["extra"] == {"Due": "July"}
    assert [(one.what, one.key, one.field, one.yours, one.new) for one in told] == [
        (What.TAKEN, "r001", "extra", "Due: May", "Due: June"),
        (What.TAKEN, "r002", "extra", "Lead officer: Head of Service", "Due: July"),
    ]


def test_a_column_that_its_format_lacks_stays_and_a_corrected_one_is_told_as_kept() -> None:
    story = Story([beside(0, extra=LEAD), *ROWS[1:]])
    assert whats(story.later([beside(0, extra={"Due": "May"}), *ROWS[1:]])) == [(What.TAKEN, "r001", "extra")]
    story.set("r001", extra={"Lead officer": "Director", "Due": "May"})
    told = story.later([beside(0, extra={"Lead officer": "Clerk", "Due": "May"}), *ROWS[1:]])
    assert whats(told) == [(What.KEPT, "r001", "extra")]
    assert story.of("r001")["extra"] == {"Lead officer": "Director", "Due": "May"}


def by(story: Story, at: int = -1) -> str:
    return str(story.data["extractions"][at]["id"])


def said(confidence: float | None, **more: Any) -> dict[str, Any]:
    return {**({} if confidence is None else {"confidence": confidence}), **more}


def test_how_sure_it_is_and_its_page_are_told_and_stay_where_it_says_nothing_of_them() -> None:
    story = Story(ROWS)
    story.later([beside(0, extracted=said(0.9, page=3)), *ROWS[1:]])
    told = story.seen([beside(0, extracted=said(0.2)), *ROWS[1:]]).told
    assert [(one.field, one.yours, one.new) for one in told] == [("confidence", "0.9", "0.2")]
    assert story.later([beside(0, number="1a"), beside(1, text=B2), ROWS[2]], unsaid=("title",)) != []
    assert "confidence" not in story.of("r001")["extracted"]
    story.later([beside(0, number="1a", extracted=said(0.4, page=3)), beside(1, text=B2), ROWS[2]])
    assert story.later([beside(0, number="1a"), beside(1, text=B), ROWS[2]])[0].key == "r002"
    assert (story.of("r001")["extracted"]["confidence"], story.of("r001")["extracted"]["page"]) == (0.4, 3)


def test_each_part_of_a_divided_row_and_the_whole_of_joined_ones_have_what_is_said_beside_them() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2], row("Every school should name a lead.", "4")])
    story.do(structure.split_text(story.data, "r001", len(A) + 1, used=story.used))
    story.do(structure.join_next(story.data, "r002"))
    told = story.later(
        [
            row(f"{A} {B}", "1", extra=LEAD, extracted=said(0.2, page=12)),
            beside(2, extra={"Lead officer": "Director"}, extracted=said(0.8)),
            row("Every school should name a lead.", "4", extra={"Lead officer": "Clerk"}),
        ]
    )
    parts, whole = story.data["recommendations"][:2], story.data["recommendations"][2]
    assert [(one["extra"], one["extracted"]["confidence"], one["extracted"]["page"]) for one in parts] == [
        (LEAD, 0.2, 12)
    ] * 2
    assert (whole["extra"], whole["extracted"]["confidence"]) == ({"Lead officer": "Director | Clerk"}, 0.8)
    assert {one.key for one in told} == set(story.keys)


def test_a_recommendation_is_of_the_last_extraction_that_changed_it() -> None:
    story = Story([beside(0, extra=LEAD), *ROWS[1:]])
    story.later([beside(0, extra={"Lead officer": "Director"}), beside(1, text=B2), ROWS[2]])
    assert [one["extracted"]["by"] == by(story) for one in story.data["recommendations"]] == [True, True, False]


def test_agencies_that_fall_with_their_cell_are_told() -> None:
    story = decided()
    told = story.later([beside(0, addressed_to="Wold Council"), *ROWS[1:]])
    assert [(one.key, one.lapsed, one.fell, one.followed) for one in told] == [
        ("r001", "accepted", ("Exampleton Body",), False)
    ]
