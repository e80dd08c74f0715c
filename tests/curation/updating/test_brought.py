"""What the newest extraction brought, told from the trail alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dhrcurate.curation.operations import conflicts, structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.updating.brought import Brought, Lack, newest_of
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.difference import difference
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import Change
from dhrcurate.trail.redact import Secret, blanked
from stories import Story, row

A = "The council should write to every tenant who has missed two visits and offer a third one."
B = "The police should review how call handlers record threats that were made some time ago."
C = "The trust should train its midwives to ask about money and about who holds the keys."
ROWS = [row(A, "1", "Exampleton Council"), row(B, "2", "Exampleshire Police"), row(C, "3", "Exampleton Trust")]
B2, B3 = B.replace("review how", "check whether"), B.replace("some time", "long")


def brought(story: Story) -> list[Brought]:
    newest = newest_of(story.trail)
    assert newest is not None
    return list(newest.told)


def test_a_record_that_was_only_imported_was_brought_nothing() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    assert newest_of(story.trail) is None


def test_a_conflict_has_three_sides_and_who_decided_it_is_told_until_that_is_undone() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    story.later([ROWS[0], {**ROWS[1], "text": B3}, ROWS[2]])
    (one,) = brought(story)
    assert (one.what, one.key, one.field, one.old, one.new, one.yours) == (What.CONFLICT, "r002", "text", B, B3, B2)
    decided = story.do(conflicts.take_theirs(story.data, "r002", "text"))
    newest = newest_of(story.trail)
    assert newest is not None
    assert newest.told == (one,)
    assert newest.decided["r002", "text"].by == "A. Curator"
    story.undo(decided)
    newest = newest_of(story.trail)
    assert newest is not None
    assert newest.decided == {}


def test_an_update_that_was_undone_brought_nothing() -> None:
    story = Story(ROWS)
    story.later([*ROWS, row("Every partner should publish what it has learned from it.", "4")])
    assert [one.what for one in brought(story)] == [What.NEW]
    story.undo(story.events[-1])
    assert newest_of(story.trail) is None


def test_an_update_that_was_restored_over_brought_nothing() -> None:
    story = Story(ROWS)
    first, before = story.events[0].id, story.data
    story.later([*ROWS, row("Every partner should publish what it has learned from it.", "4")])
    story.do(Proposal("restore", difference(story.data, before), because={"event": first}))
    assert newest_of(story.trail) is None


def test_a_conflict_from_an_earlier_update_says_what_was_before_that_one() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    story.later([ROWS[0], {**ROWS[1], "text": B3}, ROWS[2]])
    story.later([{**ROWS[0], "number": "1a"}, {**ROWS[1], "text": B3}, ROWS[2]])
    assert [(one.what, one.key, one.old) for one in brought(story)] == [
        (What.TAKEN, "r001", "1"),
        (What.CONFLICT, "r002", B),
    ]


def test_each_part_of_a_divided_recommendation_is_told_what_was_said_of_it() -> None:
    first, second = (
        "The trust should train all its midwives every year.",
        "The board should hear how many were trained.",
    )
    story = Story([*ROWS[:2], row(f"{first} {second}", "3", "Exampleton Trust")])
    story.do(structure.split_text(story.data, "r003", len(first) + 1, used=story.used))
    later = f"{first} {second.replace('how many', 'which of them')}"
    story.later([*ROWS[:2], row(later, "3", "Exampleton Trust")])
    (one,) = brought(story)
    assert (one.what, one.key, one.old) == (What.CONFLICT, "r004", second)


def test_what_was_taken_out_of_the_trail_is_told_as_that() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    story.later([{**ROWS[0], "text": A.replace("two", "any")}, {**ROWS[1], "text": B3}, ROWS[2]])
    story.events = list(blanked(story.trail, Secret.of([A, B])).events)
    assert [(one.key, one.old) for one in brought(story)] == [("r001", Lack.REDACTED), ("r002", Lack.REDACTED)]


def test_where_nobody_knows_what_was_extracted_that_is_told() -> None:
    story = Story(ROWS, action="adopt")
    story.later([{**ROWS[0], "text": A.replace("two", "any")}, *ROWS[1:]])
    assert [(one.what, one.old) for one in brought(story)] == [(What.CONFLICT, Lack.UNKNOWN)]


def test_facts_of_the_review_come_first_those_that_were_kept_too() -> None:
    story = Story(ROWS)
    story.later([*ROWS, row("Every partner should publish what it has learned from it.", "4")], published="2023-07")
    fact, new = brought(story)
    assert (fact.what, fact.field, fact.old, fact.new) == (What.TAKEN, "review.published", "2023-06", "2023-07")
    assert new.what is What.NEW


def test_what_a_curator_removed_is_told_where_it_was_reworded() -> None:
    story = Story(ROWS)
    story.do(structure.remove(story.data, "r002"))
    story.later([ROWS[0], {**ROWS[1], "text": B2}, ROWS[2]])
    (one,) = brought(story)
    assert (one.what, one.key, one.old, one.new) == (What.REMOVED, "", B, B2)


def test_what_a_curator_removed_and_was_divided_since_is_not_reworded() -> None:
    story = Story(ROWS)
    story.do(structure.remove(story.data, "r002"))
    half = B.index(" record")
    story.later([ROWS[0], row(B[:half], "2", "Exampleshire Police"), row(B[half + 1 :]), {**ROWS[2], "number": "4"}])
    assert [one.what for one in brought(story)] == [What.TAKEN]


def test_a_trail_with_values_of_another_shape_is_refused_in_words() -> None:
    story = Story(ROWS)
    story.later([*ROWS, row("Every partner should publish what it has learned from it.", "4")])
    odd = Change("/recommendations/r001/conflicts", None, [7], "0" * 32)
    story.events[-1] = replace(story.events[-1], changes=(*story.events[-1].changes, odd))
    with pytest.raises(RefusedError, match="cannot be told again"):
        newest_of(story.trail)
