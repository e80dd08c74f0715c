"""A later extraction meets a record that was curated since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dhrcurate.curation.operations import conflicts, decide, signoff, structure
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.redact import Secret, blanked
from stories import Story, row, whats

A = "The council should write to every tenant who has missed two visits and offer a third one."
B = "Gwent Police should review how its call handlers record threats that were made some time ago."
C = "The trust should train its midwives to ask about money and about who holds the keys."
D = "All agencies should name a lead who answers for the sharing of information between areas."
ROWS = [row(A, "1", "Exampleton Council"), row(B, "2", "Gwent Police"), row(C, "3", "Exampleton NHS Trust")]
A2, B2, C2 = A.replace("two", "three"), B.replace("review how", "check whether"), C.replace("keys", "car")


def later(*rows: dict[str, object]) -> list[dict[str, object]]:
    return list(rows)


def with_text(at: int, text: str) -> list[dict[str, object]]:
    return [{**one, "text": text} if i == at else one for i, one in enumerate(ROWS)]


def test_what_only_upstream_changed_is_taken_and_what_only_a_curator_changed_stays() -> None:
    story = Story(ROWS)
    story.set("r001", text=A2)
    told = story.later(with_text(1, B2))
    assert story.texts() == [A2, B2, C]
    assert whats(told) == [(What.TAKEN, "r002", "text")]


def test_what_both_changed_alike_is_done_and_what_they_changed_differently_is_a_conflict_beside_ours() -> None:
    story = Story(ROWS)
    story.set("r001", text=A2)
    story.set("r002", text=B2)
    theirs = B.replace("some time", "long")
    told = story.later([*with_text(0, A2)[:1], row(theirs, "2", "Gwent Police"), ROWS[2]])
    assert story.texts() == [A2, B2, C]
    assert [one["theirs"] for one in story.of("r002")["conflicts"]] == [theirs]
    assert whats(told) == [(What.CONFLICT, "r002", "text")]
    assert (told[0].old, told[0].new, told[0].yours) == (B, theirs, B2)


def test_what_a_curator_wrote_in_other_words_that_the_later_extraction_has_too_does_not_come_in_twice() -> None:
    story = Story([*ROWS[:2], row("Two lines lost.", "3", "Exampleton NHS Trust")])
    story.set("r003", text=C)
    story.do(decide.accept(story.data, "r003"))
    assert whats(story.later(ROWS)) == []
    assert story.texts() == [A, B, C]
    assert (story.of("r003")["status"], "extracted" in story.of("r003")) == ("accepted", True)
    assert "gone" not in story.of("r003")["extracted"]


def test_a_conflict_decided_for_ours_is_raised_again_only_when_upstream_changes_again() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    story.later(with_text(1, B.replace("some time", "long")))
    story.set("r002", conflicts=None)
    story.data["recommendations"][1].pop("conflicts", None)
    assert story.later([*with_text(1, B.replace("some time", "long")), row(D, "4")])[0].what is What.NEW
    assert "conflicts" not in story.of("r002")
    assert whats(story.later([*with_text(1, B.replace("some time", "years")), row(D, "4")])) == [
        (What.CONFLICT, "r002", "text")
    ]


def test_an_open_conflict_is_met_again_and_goes_once_both_agree() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    theirs = B.replace("some time", "long")
    story.later(with_text(1, theirs))
    assert whats(story.later([*with_text(1, theirs), row(D)])) == [
        (What.OPEN, "r002", "text"),
        (What.NEW, "r004", ""),
    ]
    story.set("r002", text=theirs)
    assert story.later([*with_text(1, theirs), row(D, "4")])[0].what is What.TAKEN
    assert "conflicts" not in story.of("r002")


def test_a_decision_lapses_only_where_a_change_in_words_was_applied() -> None:
    story = Story(ROWS)
    for key in story.keys:
        story.do(decide.query(story.data, key, "is this the whole of it?"))
    story.set("r003", text=C2)
    told = story.later(
        [
            {**ROWS[0], "text": A.replace(". ", ".\n"), "number": "1a"},
            {**ROWS[1], "text": B2},
            {**ROWS[2], "text": C.replace("money", "debts")},
        ]
    )
    assert [one["status"] for one in story.data["recommendations"]] == ["queried", "pending", "queried"]
    assert story.of("r002")["note"] == "is this the whole of it?"
    assert [one.lapsed for one in told if one.key == "r002"] == ["queried"]
    assert story.events[-1].note.endswith("r002")


def test_agencies_stay_unless_the_cell_changed_in_words() -> None:
    story = Story(ROWS)
    for key, name in (("r001", "Exampleton Council"), ("r002", "Gwent Police")):
        story.set(key, agencies=[name], status="accepted")
    story.later(
        [
            {**ROWS[0], "text": A2, "addressed_to": "Exampleton  Council"},
            {**ROWS[1], "addressed_to": "Gwent Police | Home Office"},
            ROWS[2],
        ]
    )
    assert [one["agencies"] for one in story.data["recommendations"]] == [["Exampleton Council"], [], []]
    assert story.of("r002")["status"] == "pending"


def test_what_is_new_upstream_is_added_pending_at_its_place() -> None:
    story = Story(ROWS)
    told = story.later(later(row("Nothing is known of the first.", "0"), ROWS[0], row(D, "1a"), ROWS[1], ROWS[2]))
    assert story.keys == ["r004", "r001", "r005", "r002", "r003"]
    assert {one["status"] for one in story.data["recommendations"]} == {"pending"}
    assert whats(told) == [(What.NEW, "r004", ""), (What.NEW, "r005", "")]
    assert story.of("r005")["extracted"]["by"] == story.data["extractions"][-1]["id"]


def test_what_is_gone_upstream_stays_and_says_so_until_it_comes_back() -> None:
    story = Story(ROWS)
    story.set("r002", status="accepted")
    assert whats(story.later(later(ROWS[0], ROWS[2]))) == [(What.GONE, "r002", "")]
    gone = story.of("r002")
    assert gone["extracted"]["gone"] == story.data["extractions"][-1]["id"]
    assert gone["status"] == "accepted"
    assert story.later(later(ROWS[0], ROWS[2], row(D))) != []
    assert whats(story.later([*ROWS, row(D)])) == [(What.BACK, "r002", "")]
    assert "gone" not in story.of("r002")["extracted"]
    assert story.keys == ["r001", "r002", "r003", "r004"]


def test_what_a_curator_removed_is_never_added_again_and_is_told_where_upstream_changed_it_in_words() -> None:
    story = Story(ROWS)
    story.do(structure.remove(story.data, "r002", "a heading"))
    assert story.later([*ROWS, row(D)])[0].what is What.NEW
    assert whats(story.later([*with_text(1, B2), row(D)])) == [(What.REMOVED, "", "text")]
    story.later([ROWS[0], ROWS[2], row(D)])
    story.later([*with_text(1, B2), row(D, "9")])
    assert story.texts() == [A, C, D]


def test_what_a_curator_added_is_never_gone_and_is_not_added_twice() -> None:
    story = Story(ROWS)
    story.do(structure.add(story.data, "r003"))
    story.set("r004", text=D, note="from the printed report")
    story.later([{**ROWS[0], "number": "1."}, *ROWS[1:]])
    assert "extracted" not in story.of("r004")
    assert whats(story.later([*ROWS, row(D)])) == [(What.TAKEN, "r001", "number")]
    assert story.of("r004")["note"] == "from the printed report"
    assert story.keys == ["r001", "r002", "r003", "r004"]


def divided(story: Story, key: str, at: str) -> None:
    story.do(structure.split_text(story.data, key, story.of(key)["text"].index(at), used=story.used))


def test_a_change_of_what_a_curator_divided_is_a_conflict_of_the_part_that_it_is_in() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2]])
    divided(story, "r001", B)
    assert story.later([row(f"{A} {B}", "1"), ROWS[2], row(D)])[0].what is What.NEW
    told = story.later([row(f"{A} {B2}", "1"), ROWS[2], row(D)])
    assert whats(told) == [(What.CONFLICT, "r003", "text")]
    assert story.of("r003")["conflicts"][0]["theirs"] == B2
    assert story.texts() == [A, B, C, D]


def test_what_both_divided_alike_is_done() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2]])
    divided(story, "r001", B)
    assert whats(story.later([row(A, "1"), row(B, "2"), ROWS[2]])) == [(What.TAKEN, "r003", "number")]
    assert story.texts() == [A, B, C]
    assert whats(story.later([row(A, "1"), row(B2, "2"), ROWS[2]])) == [(What.TAKEN, "r003", "text")]


def test_a_change_of_what_a_curator_joined_is_a_conflict_of_the_whole() -> None:
    story = Story(ROWS)
    story.do(structure.join_next(story.data, "r001"))
    assert whats(story.later([{**ROWS[0], "text": A2}, *ROWS[1:]])) == [(What.CONFLICT, "r001", "text")]
    assert story.of("r001")["conflicts"][0]["theirs"] == f"{A2}\n{B}"
    assert story.texts() == [f"{A}\n{B}", C]


def test_what_both_joined_is_done() -> None:
    story = Story(ROWS)
    story.do(structure.join_next(story.data, "r001"))
    told = story.later([row(f"{A} {B}", "1", "Exampleton Council | Gwent Police"), ROWS[2]])
    assert told == []
    assert "conflicts" not in story.of("r001")


def test_what_only_upstream_divided_is_divided() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2]])
    story.set("r001", status="accepted")
    told = story.later([row(A, "1"), row(B, "2"), ROWS[2]])
    assert story.texts() == [A, B, C]
    assert whats(told) == [(What.TAKEN, "r001", "text"), (What.NEW, "r003", "")]
    assert [one["status"] for one in story.data["recommendations"]] == ["pending"] * 3


def test_what_upstream_divided_and_a_curator_corrected_stays_whole_and_no_word_is_there_twice() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2]])
    story.set("r001", text=f"{A2} {B}")
    story.later([row(A, "1"), row(B, "2"), ROWS[2]])
    assert story.texts() == [f"{A2} {B}", C]


def test_what_only_upstream_joined_is_taken_and_the_other_one_is_flagged() -> None:
    story = Story(ROWS)
    told = story.later([row(f"{A} {B}", "1", "Exampleton Council"), ROWS[2]])
    assert whats(told) == [(What.TAKEN, "r001", "text"), (What.GONE, "r002", "")]
    assert story.texts() == [f"{A} {B}", B, C]


def test_what_upstream_joined_and_a_curator_corrected_stays_apart() -> None:
    story = Story(ROWS)
    story.set("r001", text=A2)
    assert story.later([row(f"{A} {B}", "1", "Exampleton Council | Gwent Police"), ROWS[2]]) == []
    assert story.texts() == [A2, B, C]
    told = story.later([row(f"{A} {B2}", "1", "Exampleton Council | Gwent Police"), ROWS[2]])
    assert whats(told) == [(What.CONFLICT, "r002", "text")]


def test_a_heading_that_a_curator_set_apart_stays_apart_when_upstream_changes_the_text() -> None:
    story = Story([row(f"Tenancies: {A}", "1")])
    story.do(structure.lift_title(story.data, "r001"))
    story.later([row(f"Tenancies: {A2}", "1")])
    assert (story.of("r001")["title"], story.of("r001")["text"]) == ("Tenancies:", A2)


def test_a_heading_that_upstream_set_apart_is_no_other_wording() -> None:
    story = Story([row(f"Tenancies {A}", "1")])
    story.set("r001", status="accepted")
    story.later([row(A, "1", title="Tenancies")])
    assert (story.of("r001")["title"], story.of("r001")["status"]) == ("Tenancies", "accepted")
    corrected = Story([row(f"Tenancies {A}", "1")])
    corrected.set("r001", text=f"Tenancies {A2}")
    assert corrected.later([row(A, "1", title="Tenancies")]) == []
    assert corrected.texts() == [f"Tenancies {A2}"]


def test_of_what_was_redacted_ours_stays_and_theirs_is_a_conflict() -> None:
    story = Story(ROWS)
    story.set("r002", text=B2)
    found = blanked(story.trail, Secret.of([B]))
    story.events = list(found.events)
    update = story.seen(with_text(1, B.replace("some time", "long")))
    assert whats(update.told) == [(What.CONFLICT, "r002", "text")]
    assert update.told[0].old is None


def test_where_nobody_knows_what_was_extracted_ours_stays() -> None:
    story = Story(ROWS, action="adopt")
    told = story.later([{**ROWS[0], "text": A2}, *ROWS[1:]])
    assert whats(told) == [(What.CONFLICT, "r001", "text")]
    assert story.texts() == [A, B, C]


def test_an_update_that_is_undone_is_no_base_and_can_be_made_again() -> None:
    story = Story(ROWS)
    before = story.data
    story.later([*with_text(1, B2), row(D)])
    event = story.events[-1]
    story.undo(event)
    assert story.data == before
    assert event.id in reversed_events(story.trail)
    assert whats(story.later([*with_text(1, B2), row(D)])) == [(What.TAKEN, "r002", "text"), (What.NEW, "r005", "")]


def test_a_signed_off_record_is_reopened_by_the_same_event() -> None:
    story = Story(ROWS)
    story.do(signoff.sign_off(story.data, "A. Curator"))
    story.later(with_text(1, B2))
    assert story.data["curation"] == {"state": "open"}


def test_facts_follow_upstream_but_not_over_a_curator() -> None:
    story = Story(ROWS)
    told = story.later(ROWS, year_of_death=2012, published="2023-07")
    assert [(one.what, one.field) for one in told] == [
        (What.TAKEN, "review.published"),
        (What.TAKEN, "review.year_of_death"),
    ]
    story.data = {**story.data, "review": {**story.data["review"], "year_of_death": 2013}}
    (kept,) = story.seen([*ROWS[:2], {**ROWS[2], "number": "3"}], year_of_death=2014, published="2023-07").told
    assert (kept.what, kept.new, kept.yours) == (What.KEPT, "2014", "2013")


def test_the_trails_of_older_versions_tell_of_structure_by_the_texts() -> None:
    story = Story([row(f"{A} {B}", "1"), *ROWS[2:], row(D, "4")])
    whole = story.of("r001")
    proposal = structure.split_text(story.data, "r001", len(A) + 1, used=story.used)
    story.do(replace(proposal, because=None))
    story.do(replace(structure.remove(story.data, "r002"), because=None))
    assert [one.keys for one in story.base.rows] == [("r001", "r004"), (), ("r003",)]
    story.do(replace(structure.join_next(story.data, "r001"), because=None))
    assert [one.keys for one in story.base.rows] == [("r001",), (), ("r003",)]
    assert story.texts()[0].split() == whole["text"].split()


def test_what_a_curator_wrote_in_an_export_is_no_conflict_that_a_later_extraction_settles() -> None:
    for theirs in (B.replace("some time", "long"), B2):
        story = Story(ROWS)
        own = {"field": "text", "theirs": "The force reviews all of its calls.", "by": "x-0e0e0e0e"}
        story.set("r002", text=B2, conflicts=[own])
        told = story.later(with_text(1, theirs))
        assert story.of("r002")["conflicts"][0] == own
        assert (told[0].what, told[0].key, told[0].new) == (What.OPEN, "r002", own["theirs"])
        if theirs != B2:
            with pytest.raises(RefusedError, match="say different things"):
                conflicts.take_theirs(story.data, "r002")


def test_a_change_of_an_amount_or_of_its_sign_is_one_of_words() -> None:
    story = Story([row("The fund should change by +5% and pay \u00a35 for each visit of the team.", "1")])
    story.set("r001", status="accepted")
    for text in ("by -5% and pay \u00a35", "by -5% and pay \u20ac5", "by -5 and pay \u20ac5"):
        story.set("r001", status="accepted")
        (told,) = story.later([row(f"The fund should change {text} for each visit of the team.", "1")])
        assert told.lapsed == "accepted"
    story.set("r001", status="accepted")
    (told,) = story.later([row("The fund should change by \u22125, and pay \u20ac 5 for each visit of the team", "1")])
    assert told.lapsed == ""


def test_what_bears_the_number_of_a_removed_one_and_is_another_is_new() -> None:
    story = Story([*ROWS, row("The council should tell every tenant of the visits that it makes to them.", "4")])
    story.do(structure.remove(story.data, "r004", "a heading"))
    other = "The council should write a policy on housing and tell every school of it."
    assert whats(story.later([*ROWS, row(other, "4")])) == [(What.NEW, "r005", "")]
    assert story.texts() == [A, B, C, other]


def test_what_upstream_joined_is_told_of_the_one_that_was_joined_to_it() -> None:
    story = Story(ROWS)
    told = story.later([row(f"{A} {B}", "1", "Exampleton Council"), ROWS[2]])
    assert [one.into for one in told if one.what is What.GONE] == ["r001"]


# Conflicts, and what curators do to the structure afterwards


def test_a_conflict_is_about_the_whole_where_two_are_joined() -> None:
    story = Story(ROWS)
    story.set("r001", text=A2)
    story.set("r002", text=B2)
    theirs = A.replace("two", "all"), B.replace("some time", "long")
    story.later([{**ROWS[0], "text": theirs[0]}, {**ROWS[1], "text": theirs[1]}, ROWS[2]])
    story.do(structure.join_next(story.data, "r001"))
    (one,) = story.of("r001")["conflicts"]
    assert one["theirs"] == "\n".join(theirs)
    story.do(conflicts.take_theirs(story.data, "r001"))
    assert story.texts() == ["\n".join(theirs), C]


def test_a_conflict_about_a_text_is_cut_where_a_curator_divides_it() -> None:
    story = Story([row(f"{A} {B}", "1"), ROWS[2]])
    story.set("r001", text=f"{A} {B2}")
    story.later([row(f"{A} {B.replace('some time', 'long')}", "1"), ROWS[2]])
    divided(story, "r001", B2)
    assert "conflicts" not in story.of("r001")
    assert [one["theirs"] for one in story.of("r003")["conflicts"]] == [B.replace("some time", "long")]
