"""What a later extraction brought, in rows, and the decisions about them."""

from __future__ import annotations

from functools import partial
from typing import Any

from dhrcurate.curation.operations import conflicts, structure
from dhrcurate.curation.updating.brought import newest_of
from dhrcurate.domain.edit import apply
from dhrcurate.review.actions.steps import Ask, Confirm, Given, Ready, Refused, Unsigned, next_step
from dhrcurate.review.actions.update import keep_ours, take_theirs, write_own
from dhrcurate.review.brought import (
    BroughtRow,
    counts_told,
    left_told,
    marked_told,
    nothing_told,
    row_of_change,
    rows_of,
    sides_of,
)
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.reversed_text import reversed_in_words
from dhrcurate.rules.curation.later import gone_upstream
from stories import Story, row

A = "The council should write to every tenant who has missed two visits and offer a third one."
B = "The police should review how call handlers record threats that were made some time ago."
C = "The trust should train its midwives to ask about money and about who holds the keys."
D = "Every partner should publish what it has learned from the death of a resident."
B2, B3 = B.replace("review how", "check whether"), B.replace("some time", "long")
SIGNED = Given(by="A. Curator", agreed=True)


def story() -> Story:
    """Number 2 is disputed in text and cell, 10 is gone, 1 was changed and its acceptance lapsed, 3 is new."""
    made = Story([row(A, "1", "Council"), row(B, "2", "Police"), row(C, "10", "Trust")])
    made.set("r001", status="accepted")
    made.set("r002", text=B2, addressed_to="Exampleshire Police")
    made.later([row(A.replace("two", "any"), "1", "Council"), row(B3, "2", "All forces"), row(D, "3", "All")])
    return made


def rows(made: Story, data: dict[str, Any] | None = None) -> list[BroughtRow]:
    return rows_of(newest_of(made.trail), data or made.data)


def state(made: Story) -> RecordState:
    return RecordState(made.data["id"], made.data)


def after(made: Story, step: object) -> dict[str, Any]:
    assert isinstance(step, Ready)
    return apply(made.data, step.proposal.edits)


def test_rows_stand_as_the_record_is_read_and_say_what_became_of_each() -> None:
    told = [(r.number, r.what.value, r.field, r.became, r.open) for r in rows(story())]
    assert told == [
        ("1", "taken", "text", "was accepted", False),
        ("2", "conflict", "text", "to decide", True),
        ("2", "conflict", "addressed to", "to decide", True),
        ("3", "new", "", "pending", False),
        ("10", "gone", "", "to decide", True),
    ]
    assert counts_told(rows(story())) == "2 conflicts, 1 new, 1 changed, 1 gone"


def test_the_counts_are_those_of_the_rows() -> None:
    made = Story([row(A, "1", "Council"), row(B, "2", "Police")])
    made.later([row(A.replace("two", "any"), "1a", "Council"), row(B, "2", "Police")])
    assert counts_told(rows(made)) == f"{len(rows(made))} changed" == "2 changed"


def test_what_is_left_counts_what_is_gone_too() -> None:
    made = story()
    for key, field in (("r002", "text"), ("r002", "addressed_to")):
        made.do(conflicts.keep_ours(made.data, key, field))
    assert left_told(made.data) == "1 gone left."
    made.do(structure.remove(made.data, "r003"))
    assert left_told(made.data) == "Nothing is left to decide."


def test_what_is_decided_is_told_as_what_the_record_says_now() -> None:
    made = story()
    made.do(conflicts.take_theirs(made.data, "r002", "text"))
    made.do(conflicts.keep_ours(made.data, "r002", "addressed_to"))
    became = {(r.key, r.field): r.became for r in rows(made)}
    assert (became["r002", "text"], became["r002", "addressed to"]) == ("theirs taken", "yours kept")
    assert counts_told(rows(made)) == "2 decided, 1 new, 1 changed, 1 gone"
    made.set("r002", text="The police should do neither.")
    assert {(r.key, r.field): r.became for r in rows(made)}["r002", "text"] == "edited"


def test_differing_words_are_told_by_the_old_ones_and_what_is_alike_is_not_repeated() -> None:
    changed, text, *_ = rows(story())
    old, theirs, yours = sides_of(text)
    assert (old.words, theirs.words, yours.words) == (B, B3, B2)
    assert (theirs.against, yours.against) == (B, B)
    assert sides_of(changed)[2].words == "As the later extraction has it."


def test_a_conflict_that_no_trail_tells_of_is_listed_all_the_same() -> None:
    made = story()
    (text, cell, gone) = rows_of(None, made.data)
    assert (text.open, cell.open, gone.open) == (True, True, True)
    assert sides_of(text)[0].words == "The trail does not tell."
    assert sides_of(text)[1].against == B2


def test_theirs_is_taken_and_what_is_left_is_told() -> None:
    made = story()
    text = rows(made)[1]
    step = next_step(partial(take_theirs, rows=[text]), state(made), "", Given())
    assert isinstance(step, Ready)
    assert step.done == "Took what the later extraction says of the text of number 2. 1 conflict and 1 gone left."
    data = after(made, step)
    assert data["recommendations"][1]["text"] == B3
    assert [one["field"] for one in data["recommendations"][1]["conflicts"]] == ["addressed_to"]


def test_what_is_gone_is_removed_after_a_question_and_its_row_stays_at_its_place() -> None:
    made = story()
    gone = rows(made)[-1]
    question = next_step(partial(take_theirs, rows=[gone]), state(made), "", Given())
    assert isinstance(question, Confirm)
    assert (question.question, question.safe) == ("Remove number 10?", False)
    step = next_step(partial(take_theirs, rows=[gone]), state(made), "", SIGNED)
    assert isinstance(step, Ready)
    made.do(step.proposal)
    assert "r003" not in made.keys
    assert [r.became for r in rows(made)][-1] == "removed"
    assert [r.number for r in rows(made)] == ["1", "2", "2", "3", "10"]


def test_what_is_gone_is_kept_for_a_reason_as_the_rule_is_waived() -> None:
    made = story()
    gone = rows(made)[-1]
    action = partial(keep_ours, rows=[gone])
    assert isinstance(next_step(action, state(made), "", Given()), Ask)
    assert isinstance(next_step(action, state(made), "", Given(words="It stands in the report.")), Unsigned)
    step = next_step(action, state(made), "", Given(words="It stands in the report.", by="A. Curator"))
    data = after(made, step)
    (waiver,) = next(rec for rec in data["recommendations"] if rec["key"] == "r003")["waivers"]
    assert (waiver["rule"], waiver["reason"]) == (gone_upstream.code, "It stands in the report.")
    assert (gone_upstream.code, gone_upstream.name) == conflicts.GONE_UPSTREAM
    assert [(r.became, r.open) for r in rows(made, data)][-1] == ("kept", False)


def test_several_rows_are_decided_as_one_change_after_a_look_with_a_count() -> None:
    made = story()
    question = next_step(partial(take_theirs, rows=rows(made)), state(made), "", Given())
    assert isinstance(question, Confirm)
    assert question.question == "Take what the later extraction says of 2 fields, and remove number 10?"
    assert question.preface == "2 of 5 need no decision."
    assert [(edit.old, edit.new) for edit in question.edits] == [
        (B2, B3), ("Exampleshire Police", "All forces"), (C, None),
    ]  # fmt: skip
    step = next_step(partial(take_theirs, rows=rows(made)), state(made), "", SIGNED)
    assert isinstance(step, Ready)
    made.do(step.proposal)
    assert [r.open for r in rows(made)] == [False] * 5
    assert [rec["addressed_to"] for rec in made.data["recommendations"]] == ["Council", "All forces", "All"]


def test_what_was_accepted_is_pending_again_where_theirs_changes_its_words_or_its_cell() -> None:
    told = []
    for field in ("text", "addressed_to"):
        made = story()
        made.set("r002", status="accepted", agencies=["Exampleshire Police"])
        taken = next(r for r in rows(made) if r.open and r.told.field == field)
        step = next_step(partial(take_theirs, rows=[taken]), state(made), "", SIGNED)
        rec = after(made, step)["recommendations"][1]
        assert isinstance(step, Ready)
        told.append((step.done, rec["status"], rec["agencies"], step.proposal.note[:13]))
    took, again = "Took what the later extraction says of the", "was accepted, pending again"
    assert told == [
        (f"{took} text of number 2; {again}. 1 conflict and 1 gone left.",
         "pending", ["Exampleshire Police"], "pending again"),
        (f"{took} addressed to of number 2; {again}; its agencies went with the cell. 1 conflict and 1 gone left.",
         "pending", [], "pending again"),
    ]  # fmt: skip


def test_the_look_counts_the_decisions_that_go_and_other_marks_take_none() -> None:
    made = story()
    made.set("r002", status="accepted")
    made.set("r003", status="rejected")
    question = next_step(partial(take_theirs, rows=rows(made)[1:]), state(made), "", Given())
    assert isinstance(question, Confirm)
    assert question.preface == (
        "1 of 4 needs no decision. 1 is accepted, and pending again after it. Of those removed 1 is rejected."
    )
    unmarked = B2.rstrip(".").upper()
    made = Story([row(B, "2", "Police")])
    made.set("r001", text=f"{B} Now.", status="accepted")
    made.later([row(B2, "2", "Police")])
    made.set("r001", text=unmarked)
    step = next_step(partial(take_theirs, rows=rows(made)), state(made), "", SIGNED)
    assert after(made, step)["recommendations"][0]["status"] == "accepted"


def test_one_that_is_not_looked_at_is_shown_before_it_is_decided() -> None:
    made = story()
    listed = rows(made)
    text, cell = listed[1:3]
    for action, asked in ((take_theirs, "Take what the later extraction says of the text of number 2?"),
                          (keep_ours, "Keep what the record says of the text of number 2?")):  # fmt: skip
        step = next_step(partial(action, rows=[text], unseen=True), state(made), "", Given())
        assert isinstance(step, Confirm)
        assert step.question == asked
    assert [marked_told(listed, {r.place for r in marked}, text) for marked in ([], [text], [cell], [text, cell])] == [
        "", "", "the addressed to of number 2, marked", "the 2 marked",
    ]  # fmt: skip


def test_a_value_of_ones_own_decides_the_conflict_and_the_same_one_does_not() -> None:
    made = story()
    text = rows(made)[1]
    step = next_step(partial(write_own, row=text, value="The police should do both."), state(made), "", Given())
    data = after(made, step)
    assert [(r.became, r.open) for r in rows(made, data)][1] == ("edited", False)
    same = next_step(partial(write_own, row=text, value=B2), state(made), "", Given())
    assert isinstance(same, Refused)
    assert "still open" in same.reason


def test_where_there_is_nothing_to_choose_that_is_said() -> None:
    made = story()
    changed, _, _, new, _ = rows(made)
    why = [next_step(partial(action, rows=[r]), state(made), "", Given()) for r in (changed, new)
           for action in (take_theirs, keep_ours)]  # fmt: skip
    assert all(isinstance(step, Refused) for step in why)


def test_a_signed_off_record_takes_no_decision() -> None:
    made = story()
    signed = RecordState("x-2020", {**made.data, "curation": {"state": "signed-off"}})
    for action in (take_theirs, keep_ours):
        assert isinstance(next_step(partial(action, rows=rows(made)), signed, "", SIGNED), Refused)


def test_what_is_undone_is_named_without_its_bookkeeping() -> None:
    told = []
    for proposal in (conflicts.keep_ours, conflicts.take_theirs):
        made = story()
        made.do(proposal(made.data, "r002", "text"))
        made.undo(made.events[-1])
        told.append(reversed_in_words(made.events[-1], made.data))
    assert told == [
        "the conflict about text of number 2 is open again",
        "the change of the text of number 2: “review how” becomes “check whether”, and “long” becomes “some time”",
    ]


def test_a_change_leads_to_its_row() -> None:
    listed = rows(story())
    places = [["/recommendations/r002/conflicts", "/recommendations/r002/addressed_to"],
              ["/recommendations/r003/waivers"], ["/curation/state"], ["/recommendations/r099"]]  # fmt: skip
    assert [row_of_change(listed, paths) for paths in places] == [2, 4, None, None]


def test_nothing_is_told_with_the_command_that_brings_something() -> None:
    assert nothing_told(None, "records").endswith(
        "`dhrcurate import --update PAGE --into records` brings the page in as it is published now."
    )


def test_where_the_words_of_what_is_gone_stand_now_is_told() -> None:
    made = Story([row(A, "1", "Council"), row(B, "2", "Council"), row(C, "3", "Trust")])
    made.later([row(f"{A} {B}", "1", "Council"), row(C, "3", "Trust")])
    theirs = {r.number: sides_of(r)[1].words for r in rows(made)}
    assert theirs["2"] == "It does not have this recommendation. Its words stand in number 1 there."
