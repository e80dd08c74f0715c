"""Actions: what is lacking to ask, what is refused, what is proposed, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.evidence import Evidence, Passage
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.review.actions import agencies, correct, decide, signing, structure
from dhrcurate.review.actions.many import Many, for_many
from dhrcurate.review.actions.steps import (
    Action,
    Ask,
    Confirm,
    Given,
    Ready,
    Refused,
    Step,
    Unsigned,
    next_step,
)
from dhrcurate.review.beside import Beside
from dhrcurate.review.record_state import RecordState

NOTHING = Given()


def record(**curation: str) -> RecordState:
    recs = [
        {"key": "r001", "number": "1", "text": "Plan. Then act.", "addressed_to": "A", "agencies": [],
         "status": "pending"},
        {"key": "r002", "number": "3", "text": "Second.", "addressed_to": "B", "agencies": [], "status": "accepted"},
        {"key": "r003", "number": "2", "text": "Third.", "addressed_to": "C", "agencies": [], "status": "pending",
         "note": "Old note."},
    ]  # fmt: skip
    return RecordState("x-2020", {"review": {"title": "X"}, "recommendations": recs, "curation": curation})


def after(state: RecordState, step: Step) -> dict[str, Any]:
    assert isinstance(step, Ready)
    return {r["key"]: r for r in edit.apply(state.data, step.proposal.edits)["recommendations"]}


ALL: list[Action] = [
    decide.accept, decide.reject, decide.query, decide.to_pending, decide.note, correct.renumber,
    partial(correct.edit_fields, changes={"title": "T"}), partial(structure.add, used=()),
    partial(structure.divide, used=()), structure.join, partial(structure.move, step=1), structure.lift_title,
    structure.remove,
]  # fmt: skip


@pytest.mark.parametrize("action", ALL)
def test_a_record_that_is_signed_off_or_unreadable_takes_no_change_and_asks_nothing(action: Action) -> None:
    signed = next_step(action, record(state="signed-off"), "r001", NOTHING)
    assert isinstance(signed, Refused)
    assert signed.words({"sign-off": "S", "next-undecided": "tab"}.__getitem__) == (
        "The record is signed off; tab goes on, S reopens it."
    )
    unreadable = next_step(action, RecordState("x-2020", None), "r001", NOTHING)
    assert unreadable == Refused("This record cannot be read, so it is not written either.")


@pytest.mark.parametrize(
    "action", [a for a in ALL if getattr(a, "func", None) not in {structure.add, correct.edit_fields}]
)
def test_what_is_about_a_recommendation_is_refused_at_the_record_and_where_it_was_removed(action: Action) -> None:
    whole = next_step(action, record(), "", NOTHING)
    assert isinstance(whole, Refused)
    assert whole.keys == ("next",)
    gone = next_step(action, record(), "r009", NOTHING)
    assert gone == Refused("There is no recommendation r009: it may have been removed meanwhile.")


def test_accepting_says_so_and_goes_on_also_where_it_is_accepted_already() -> None:
    state = record()
    step = decide.accept(state, "r001", NOTHING)
    assert after(state, step)["r001"]["status"] == "accepted"
    assert isinstance(step, Ready)
    assert (step.done, step.decides, step.goes_on) == ("Accepted number 1, 1 agency open.", True, True)
    again = decide.accept(state, "r002", NOTHING)
    assert isinstance(again, Ready)
    assert not again.proposal.edits
    assert again.nothing.reason == "Number 3 is accepted already."


def test_rejecting_lacks_a_reason_and_offers_the_note_as_it_is() -> None:
    state = record()
    ask = decide.reject(state, "r003", NOTHING)
    assert isinstance(ask, Ask)
    assert (ask.question, ask.value) == ("Why is it rejected?", "Old note.")
    assert decide.reject(state, "r003", Given(words="")) == ask
    stored = after(state, decide.reject(state, "r003", Given(words="No.")))["r003"]
    assert (stored["status"], stored["note"]) == ("rejected", "No.")


def test_empty_words_take_a_note_or_a_number_away() -> None:
    state = record()
    assert "note" not in after(state, decide.note(state, "r003", Given(words="")))["r003"]
    assert "number" not in after(state, correct.renumber(state, "r003", Given(words="")))["r003"]
    ask = correct.renumber(state, "r003", NOTHING)
    assert isinstance(ask, Ask)
    assert (ask.value, ask.required) == ("2", False)


def test_one_changed_field_is_told_with_its_value_and_several_by_name() -> None:
    one = correct.edit_fields(record(), "r001", NOTHING, changes={"title": "T"})
    two = correct.edit_fields(record(), "r001", NOTHING, changes={"title": "T", "addressed_to": "B"})
    fact = correct.edit_fields(record(), "", NOTHING, changes={"year_of_death": 2018})
    assert isinstance(one, Ready)
    assert isinstance(two, Ready)
    assert isinstance(fact, Ready)
    assert one.done == "Changed the title of number 1 to “T”."
    assert two.done == "Changed the title and addressed to of number 1."
    assert fact.done == "Changed the review's year of death to 2018."


def test_a_fix_that_can_change_the_meaning_is_shown_before_it_is_made() -> None:
    edits = (Edit("/recommendations/r001/text", "Plan. Then act.", "Plan."),)
    finding = Finding("DHR999", "made-up", Severity.ERROR, "too long", fix=Fix(Safety.UNSAFE, "cut it", edits))
    asked = correct.fix(record(), "r001", NOTHING, finding=finding)
    assert asked == Confirm("Make it?", "make it", preface="The fix: cut it.", edits=edits)
    made = correct.fix(record(), "r001", Given(agreed=True), finding=finding)
    assert isinstance(made, Ready)
    assert made.proposal.edits == edits
    none = correct.fix(record(), "r001", NOTHING, finding=replace(finding, fix=None))
    assert none == Refused("DHR999 made-up offers no fix here.", severity="information")


def test_a_fix_of_several_recommendations_is_shown_before_it_is_made() -> None:
    edits = tuple(Edit(f"/recommendations/{key}/agencies", [], ["Home Office"]) for key in ("r001", "r002", "r003"))
    finding = Finding("DHR999", "made-up", Severity.INFO, "sure", fix=Fix(Safety.SAFE, "fill them in", edits))
    asked = correct.fix(record(), "r001", NOTHING, finding=finding)
    told = "The fix: fill them in. It changes 3 recommendations."
    assert asked == Confirm("Make it?", "make it", preface=told, edits=edits)
    hiding = correct.fix(record(), "r001", NOTHING, finding=finding, listed=["r001"])
    assert isinstance(hiding, Confirm)
    assert hiding.preface == "The fix: fill them in. It changes 3 recommendations, 2 of them hidden by the filter."
    added = (*edits[:2], Edit("/recommendations/r099", None, {"key": "r099", "text": "Then act."}))
    adding = correct.fix(
        record(), "r001", NOTHING, finding=replace(finding, fix=Fix(Safety.UNSAFE, "part it", added)), listed=["r001"]
    )
    assert isinstance(adding, Confirm)
    assert adding.preface == "The fix: part it. It changes 3 recommendations, 1 of them hidden by the filter."
    counted = replace(finding, fix=Fix(Safety.SAFE, "fill them in, in 3 recommendations", edits))
    asked = correct.fix(record(), "r001", NOTHING, finding=counted)
    assert isinstance(asked, Confirm)
    assert asked.preface == "The fix: fill them in, in 3 recommendations."
    single = replace(finding, fix=Fix(Safety.SAFE, "fill it in", edits[:1]))
    assert isinstance(correct.fix(record(), "r001", NOTHING, finding=single), Ready)
    made = correct.fix(record(), "r001", Given(agreed=True), finding=finding)
    assert isinstance(made, Ready)


def test_a_waiver_of_what_is_told_once_says_how_many_recommendations_it_is_for() -> None:
    each = tuple(
        Finding("DHR110", "text-in-number", Severity.INFO, "odd", f"/recommendations/{key}/number", key=key)
        for key in ("r001", "r002", "r003")
    )
    waive = partial(correct.waive_finding, finding=replace(each[0], members=each))
    asked = next_step(waive, record(), "", NOTHING)
    assert isinstance(asked, Ask)
    assert "3 recommendations" in asked.hint
    made = next_step(waive, record(), "", Given(words="It is fine.", by="A. Curator"))
    assert isinstance(made, Ready)
    assert made.done == "Waived DHR110 text-in-number at number 1, number 2 and number 3."


def test_a_waiver_at_one_of_several_recommendations_is_for_that_one_alone_and_says_that_it_stays_at_others() -> None:
    each = tuple(
        Finding(
            "DHR304", "heading-not-recommendation", Severity.WARNING, "a heading", f"/recommendations/{key}", key=key
        )
        for key in ("r001", "r002", "r003")
    )
    waive = partial(correct.waive_finding, finding=replace(each[0], members=each).at("r003"))
    asked = next_step(waive, record(), "r003", NOTHING)
    assert isinstance(asked, Ask)
    assert asked.hint == "It is found at 2 others too, where it stays."
    made = next_step(waive, record(), "r003", Given(words="It names a task.", by="A. Curator"))
    assert isinstance(made, Ready)
    assert [change.path for change in made.proposal.edits] == ["/recommendations/r003/waivers"]
    assert made.done == "Waived DHR304 heading-not-recommendation at number 2."
    assert made.tell == "It stays at 2 others, each of which may be otherwise."


def test_waivers_that_were_made_as_one_are_taken_back_as_one_after_a_question() -> None:
    each = tuple(
        Finding("DHR110", "text-in-number", Severity.INFO, "odd", f"/recommendations/{key}/number", key=key)
        for key in ("r001", "r002", "r003")
    )
    waive = partial(correct.waive_finding, finding=replace(each[0], members=each))
    made = next_step(waive, record(), "", Given(words="It is fine.", by="A. Curator"))
    assert isinstance(made, Ready)
    before = record().data
    waived = RecordState("x-2020", edit.apply(before, made.proposal.edits))
    asked = next_step(correct.take_back_waiver, waived, "r002", NOTHING)
    assert isinstance(asked, Confirm)
    assert "3 recommendations" in asked.preface
    back = next_step(correct.take_back_waiver, waived, "r002", Given(agreed=True))
    assert isinstance(back, Ready)
    assert back.done == "Took back the waiver of DHR110 at number 1, number 2 and number 3, “It is fine.”."
    assert edit.apply(waived.data, back.proposal.edits) == before
    assert back.proposal.because == {"rule": "DHR110"}


def test_a_reason_whose_digit_lacks_its_colon_is_asked_for_again_with_it() -> None:
    given = Given(words="3 heading only", by="A. Curator")
    alone = next_step(decide.reject, record(), "r001", given)
    many = for_many(decide.reject, [("x-2020", "r001"), ("x-2020", "r003")], lambda _: record(), given)
    for asked in (alone, many):
        assert isinstance(asked, Ask)
        assert asked.value == "3: heading only"
        assert "it is rejected as out of scope" in asked.hint
    made = next_step(decide.reject, record(), "r001", replace(given, words="3: heading only"))
    assert after(record(), made)["r001"]["note"] == "out of scope: heading only"
    for words in ("3", "2.1 says it", "no recommendation is needed"):
        assert isinstance(next_step(decide.reject, record(), "r001", replace(given, words=words)), Ready)


def test_a_signed_off_record_keeps_its_waivers() -> None:
    waiver = {"rule": "DHR110", "reason": "so", "by": "A. Curator"}
    state = RecordState("x-2020", {**record(state="signed-off").data, "waivers": [waiver]})
    assert isinstance(next_step(correct.take_back_waiver, state, "", NOTHING), Refused)


def test_accepting_tells_what_the_agencies_leave_open() -> None:
    cell, left = "A Board | B Board", {"r001": OpenNames("A Board | B Board", (), ("A Board", "B Board"))}
    none = with_first(addressed_to=cell)
    none.found(none.version, (), (), left=left)
    assert accepted(none) == ("Accepted number 1, 2 agencies open.", "")
    part = with_first(addressed_to=cell, agencies=["A Board"])
    part.found(part.version, (), (), left=left)
    told = "Accepted number 1, 1 agency open.", "The agencies leave out “B Board”."
    assert accepted(part, left=lambda _state, _key: ["B Board"]) == told
    assert accepted(part, left=lambda _state, _key: []) == ("Accepted number 1.", "")
    assert accepted(with_first(addressed_to=cell)) == ("Accepted number 1, 1 agency open.", "")


def with_first(**values: Any) -> RecordState:
    """The record with other values in its first recommendation."""
    data = record().data
    first, *others = data["recommendations"]
    return RecordState("x-2020", {**data, "recommendations": [{**first, **values}, *others]})


def accepted(state: RecordState, **more: Any) -> tuple[str, str]:
    """What is said where the recommendation is accepted."""
    step = next_step(partial(decide.accept, **more), state, "r001", NOTHING)
    assert isinstance(step, Ready)
    return step.done, step.tell


def test_a_waiver_lacks_a_reason_then_who_signs() -> None:
    finding = Finding("DHR999", "made-up", Severity.ERROR, "too long", path="/recommendations/r001/text", key="r001")
    waive = partial(correct.waive_finding, finding=finding)
    assert isinstance(next_step(waive, record(), "r001", NOTHING), Ask)
    assert next_step(waive, record(), "r001", Given(words="It is fine.")) == Unsigned()
    made = next_step(waive, record(), "r001", Given(words="It is fine.", by="A. Curator"))
    assert after(record(), made)["r001"]["waivers"][0]["by"] == "A. Curator"


def test_what_is_not_told_one_by_one_is_dismissed_after_a_look_each_by_itself() -> None:
    passages = tuple(Passage("d" * 64, f"Review ward {at}.", (at,), digest=f"{at}" * 64) for at in range(1, 5))
    state = RecordState("x-2020", {**record().data, "documents": [{"sha256": "d" * 64}]})
    state.beside = Beside(Evidence(not_extracted=(replace(passages[0], sure=False), *passages[1:])), ())
    told = Finding("DHR805", "not-extracted", Severity.WARNING, "one", about=f"sha256:{'2' * 64}")
    further = Finding("DHR805", "not-extracted", Severity.WARNING, "2 further recommendations")
    state.found(0, [told, further], [])
    waive = partial(correct.waive_finding, finding=further)
    assert isinstance(asked := next_step(waive, state, "", NOTHING), Ask)
    assert "these 2 passages" in asked.question
    confirm = next_step(waive, state, "", Given(words="An annex.", by="A. Curator"))
    assert isinstance(confirm, Confirm)
    assert "“Review ward 3.” (sheet 3); “Review ward 4.” (sheet 4)" in confirm.preface
    assert not confirm.safe
    made = next_step(waive, state, "", Given(words="An annex.", by="A. Curator", agreed=True))
    assert isinstance(made, Ready)
    waivers = edit.apply(state.data, made.proposal.edits)["waivers"]
    assert [w["about"] for w in waivers] == [f"sha256:{'3' * 64}", f"sha256:{'4' * 64}"]
    assert {w["reason"] for w in waivers} == {"An annex."}


def test_signing_off_asks_with_what_is_left_and_is_turned_back_the_same_way() -> None:
    asked = signing.sign_off(record(), "", NOTHING)
    assert isinstance(asked, Confirm)
    assert asked.question.startswith("Sign X off as reviewed? 2 of 3 recommendations are still pending.")
    assert (asked.yes, asked.safe) == ("sign off all the same", False)
    assert signing.sign_off(record(), "", Given(agreed=True)) == Unsigned()
    made = signing.sign_off(record(), "", Given(agreed=True, by="A. Curator"))
    assert isinstance(made, Ready)
    assert made.proposal.action == "sign-off"
    reopened = signing.sign_off(record(state="signed-off"), "", Given(agreed=True))
    assert isinstance(reopened, Ready)
    assert reopened.proposal.action == "reopen"


def test_a_new_recommendation_never_gets_a_used_key_and_may_bring_its_values() -> None:
    state = record()
    step = structure.add(state, "r001", NOTHING, used={"r004"}, changes={"text": "New."})
    assert isinstance(step, Ready)
    assert (step.goes_to, after(state, step)["r005"]["text"]) == ("r005", "New.")


def test_a_text_is_divided_at_a_place_or_where_words_stand_once() -> None:
    state = record()
    assert isinstance(structure.divide(state, "r001", NOTHING, used=()), Ask)
    assert isinstance(structure.divide(state, "r001", Given(words="n"), used=()), Refused)
    asked = structure.divide(state, "r001", Given(words="Then"), used=())
    assert isinstance(asked, Confirm)
    assert asked.quote == "Then act."
    by_words = structure.divide(state, "r001", Given(words="Then", agreed=True), used=())
    assert by_words == structure.divide(state, "r001", NOTHING, used=(), offset=6)
    assert after(state, by_words)["r004"]["text"] == "Then act."


def test_words_to_divide_at_are_found_over_a_line_end_and_a_refusal_says_why() -> None:
    text = "The board should plan the work and\n plan the cost; • plan\nthe staff."
    state = RecordState("x-2020", {"recommendations": [{"key": "r001", "text": text}], "curation": {}})
    divided = structure.divide(state, "r001", Given(words="and plan", agreed=True), used=())
    assert after(state, divided)["r002"]["text"] == "and\n plan the cost; • plan\nthe staff."
    assert structure.divide(state, "r001", Given(words="the cat"), used=()) == Refused(
        "These words are not in the text. Left as it was.", severity="information"
    )
    assert structure.divide(state, "r001", Given(words="plan the"), used=()) == Refused(
        "These words are in the text 3 times: give more of them. Left as it was.", severity="information"
    )
    # The bullet is its item's, and is not left at the end of the first part.
    by_words = after(state, structure.divide(state, "r001", Given(words="plan the staff", agreed=True), used=()))
    assert (by_words["r001"]["text"][-5:], by_words["r002"]["text"]) == ("cost;", "• plan\nthe staff.")


def test_an_empty_text_is_refused_before_it_is_asked_where_to_divide() -> None:
    empty = {"key": "r001", "number": "1", "text": " ", "addressed_to": "31 March 2021"}
    state = RecordState("x-2020", {"recommendations": [empty], "curation": {}})
    refused = structure.divide(state, "r001", NOTHING, used=())
    assert refused == Refused("Number 1 has no text to divide.", severity="information")


def test_joining_asks_where_the_list_shows_another_recommendation_next() -> None:
    state = record()  # the file has 1, 3, 2
    asked = structure.join(state, "r001", NOTHING)
    assert asked == Confirm(
        "Join number 1 with number 3? It comes next in the file; the list goes by numbers. "
        "The whole keeps the number 1. It stays pending, the other was accepted.",
        "join",
        edits=(Edit("/recommendations/r001/addressed_to", "A", "A | B"),),
        quote="Second.",
    )
    assert list(after(state, structure.join(state, "r001", Given(agreed=True)))) == ["r001", "r003"]
    last = next_step(structure.join, state, "r003", NOTHING)
    assert last == Refused("Left as it was: there is no recommendation after this one to join it with.")


def test_two_that_differ_are_joined_after_a_look_at_what_becomes_of_whom_they_are_addressed_to() -> None:
    first = {
        "key": "r001",
        "number": "1",
        "text": "Ask.",
        "addressed_to": "Police",
        "agencies": [],
        "status": "pending",
    }
    second = {**first, "key": "r002", "number": "2", "text": "Write.", "addressed_to": "Council"}
    third = {**second, "key": "r003", "number": "3", "status": "accepted", "agencies": ["The Council"]}
    alike = {**third, "key": "r004", "number": "4"}
    state = RecordState("x-2020", {"recommendations": [first, second, third, alike], "curation": {}})
    asked = structure.join(state, "r001", NOTHING)
    assert isinstance(asked, Confirm)
    assert asked.question == "Join number 1 with number 2? The whole keeps the number 1."
    assert [(each.old, each.new) for each in asked.edits] == [("Police", "Police | Council")]
    assert asked.quote == "Write."
    decided = structure.join(state, "r002", NOTHING)
    assert isinstance(decided, Confirm)
    assert [each.new for each in decided.edits] == [["The Council"]]
    assert isinstance(structure.join(state, "r003", NOTHING), Ready)


def test_what_an_operation_refuses_is_a_refusal_in_words() -> None:
    step = next_step(structure.lift_title, record(), "r002", NOTHING)
    assert isinstance(step, Refused)
    assert step.reason.startswith("Left as it was: ")


def test_many_are_changed_alike_and_what_cannot_change_is_left_out_with_its_reason() -> None:
    states = {"x-2020": record(), "y-2020": record(state="signed-off")}
    marked = [("x-2020", "r001"), ("x-2020", "r002"), ("x-2020", "r009"), ("y-2020", "r001")]
    done = for_many(decide.accept, marked, states.__getitem__, NOTHING)
    assert isinstance(done, Many)
    assert (done.verb, done.count, list(done.each["x-2020"])) == ("accept", 1, ["r001"])
    assert done.skipped == (
        "x-2020 r009: There is no recommendation r009: it may have been removed meanwhile.",
        "y-2020 is signed off and left out",
    )
    assert list(done.proposals()) == ["x-2020"]


def test_many_lack_the_same_words_as_one_but_no_value_is_offered() -> None:
    ask = for_many(decide.reject, [("x-2020", "r003")], lambda _id: record(), NOTHING)
    assert isinstance(ask, Ask)
    assert (ask.question, ask.value) == ("Why is it rejected?", "")
    both = for_many(decide.reject, [("x-2020", "r001"), ("x-2020", "r003")], lambda _id: record(), Given(words="No."))
    assert isinstance(both, Many)
    assert len(both.proposals()["x-2020"].edits) == 4


def test_the_question_about_many_says_what_is_done_to_them() -> None:
    marked = [(name, key) for name in ("x-2020", "y-2020") for key in ("r001", "r003")]
    offer = Offer("A", "Northfield Hub", 0.9, "the name alone", safe=False)

    def asked(action: Action, *places: tuple[str, str]) -> str:
        many = for_many(action, places or marked, lambda _id: record(), Given(words="Why?"))
        assert isinstance(many, Many)
        return many.question

    take = partial(agencies.take, offers=[offer], rank=1)
    assert asked(take) == "Take the suggested agency Northfield Hub for 4 recommendations in 2 records?"
    many = for_many(take, marked, lambda _id: record(), NOTHING)
    assert isinstance(many, Many)
    assert many.words == "take the suggested agency Northfield Hub for 4 recommendations"  # "Saved: ..., in 2 records."
    assert asked(decide.accept, ("x-2020", "r001")) == "Accept 1 recommendation?"
    assert asked(decide.to_pending, ("x-2020", "r002")) == "Take back the decisions about 1 recommendation?"
    assert asked(decide.note, ("x-2020", "r001")) == "Write this note at 1 recommendation?"


def test_agencies_that_a_joined_cell_could_not_tell_apart_are_named_before_they_are_left_out() -> None:
    rows = [
        {"key": "r001", "number": "1", "text": "One.", "addressed_to": "Oak Hub", "agencies": [], "status": "pending"},
        {"key": "r002", "number": "2", "text": "Two.", "addressed_to": "", "agencies": ["Kent"], "status": "pending"},
    ]
    state = RecordState("x-2020", {"recommendations": rows, "curation": {}})
    asked = structure.join(state, "r001", NOTHING, opened=lambda cell, agencies: [] if agencies or not cell else [cell])
    assert isinstance(asked, Confirm)
    assert asked.question.endswith("Nobody could tell which name is Kent, so the agencies are open again.")
