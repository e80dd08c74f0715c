from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.trail.log import read_events
from plain_help import converse
from tui_help import on_disk, write_record


def test_a_decision_is_saved_and_said_in_a_sentence_and_the_next_undecided_is_read(library: Path) -> None:
    talk = converse(library, "a", "quit")
    assert "Accepted R1, 1 agency open. 1 of 4 decided. Saved." in talk.lines
    assert on_disk(library)["r001"]["status"] == "accepted"
    after = talk.text.split("Saved.")[1]
    assert "R2, pending. 2 of 4." in after
    assert talk.lines[-1] == "Left at R2. All is saved."
    assert talk.code == 0


def test_reasons_are_taken_from_the_line_or_asked_for(library: Path) -> None:
    talk = converse(library, "x It repeats R2.", "y", "Which bodies?", "quit")
    assert "Rejected R1, “It repeats R2.”. 1 of 4 decided. Saved." in talk.lines
    assert "Queried R2. 2 of 4 decided, 1 of them queried. Saved." in talk.lines
    stored = on_disk(library)
    assert (stored["r001"]["status"], stored["r001"]["note"]) == ("rejected", "It repeats R2.")
    assert (stored["r002"]["status"], stored["r002"]["note"]) == ("queried", "Which bodies?")


def test_a_reason_that_is_not_given_leaves_everything_as_it_was(library: Path) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    talk = converse(library, "x", "", "quit")
    assert "Left as it was." in talk.text
    assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_words_do_what_letters_do(library: Path) -> None:
    talk = converse(library, "Accept", "reject no body is named", "go R1", "back to pending", "quit")
    assert "R1 is pending again. 1 of 4 decided. Saved." in talk.lines
    assert [r["status"] for r in on_disk(library).values()] == ["pending", "rejected", "pending", "pending"]


def test_at_the_end_of_a_record_it_says_what_was_done_and_goes_on_where_asked(library: Path) -> None:
    talk = converse(library, "1", "a", "x It repeats R1.", "y Who?", "a", "a", "quit", typed=True)
    at = talk.lines.index("Accepted R10, 1 agency open, 1 error left. 4 of 4 decided, 1 of them queried. Saved.")
    told = "All 4 decided: 2 accepted, 1 rejected, 1 queried. 2 recommendations have no agency. 1 error and "
    assert talk.lines[at + 2].startswith(told)
    assert talk.lines[at + 3] == "This is the record itself now, with 2 findings of its own."
    assert talk.lines[at + 4] == (
        "1 question waits for an answer (filter status:queried lists it). S signs the record off all the same, "
        "a goes on to Northwick review."
    )
    assert (
        talk.lines[talk.lines.index("Record northwick-2021: Northwick review. 1 of 2 decided.") - 1]
        == "Another record:"
    )
    assert "Record northwick-2021: Northwick review. 1 of 2 decided." in talk.lines
    assert "Number 2, pending. 2 of 2." in talk.lines


def test_the_end_of_a_record_names_the_filters_that_go_to_what_is_left(library: Path) -> None:
    talk = converse(library, "1", "a", "x It repeats R1.", "y Who?", "a", "/ agency:open", "quit", typed=True)
    outcome = next(line for line in talk.lines if line.startswith("All 4 decided: "))
    assert "2 recommendations have no agency." in outcome
    assert outcome.endswith(
        "/ agency:open goes to the open agencies, / severity:error to the errors, / severity:warning to the warnings."
    )
    assert "2 of the 4 recommendations of this record fit." in talk.lines
    assert outcome in converse(library, "first", "quit").lines, "at the record itself too"
    assert "agency:open" not in converse(library, "brief", "first", "quit").text


def test_the_end_of_a_record_names_no_filter_for_what_is_about_the_record_as_a_whole(library: Path) -> None:
    rec = {"key": "r001", "text": "The council should write it down.", "addressed_to": "Exampleton Refuge",
           "agencies": ["Exampleton Refuge"]}  # fmt: skip
    write_record(library, "wold-2020", [rec], source={"publisher": "An invented publisher", "stated_count": 9})
    talk = converse(library, "open wold-2020", "go r001", "a", "quit", typed=True)
    assert "1 warning left, about the record as a whole." in talk.text
    assert "severity:warning" not in talk.text


@pytest.mark.parametrize("again", ["a", "x It repeats R2.", "y Who?"])
def test_what_is_decided_already_stays_in_sight_where_nothing_else_of_the_record_is_left(
    library: Path, again: str
) -> None:
    talk = converse(library, *"aaaa", "go R1", again, "quit", typed=True)
    assert talk.lines[-1] == "Left at R1. All is saved."
    assert talk.lines[-3].endswith("next undecided goes on to Northwick review.")
    assert "Another record:" not in talk.lines
    assert on_disk(library)["r001"]["status"] == {"a": "accepted", "x": "rejected", "y": "queried"}[again[0]]


def test_what_is_decided_already_says_what_is_left_of_the_filter(library: Path) -> None:
    talk = converse(library, "/ lead OR referrals", "a", "open 1", "go R2", "a", "quit", typed=True)
    assert talk.lines[-3] == (
        "Nothing else of this record that fits the filter is undecided; next undecided goes on to Northwick review."
    )
    talk = converse(library, "/ referrals", "go R2", "a", "quit", typed=True)
    ended = "Everything that fits the filter is decided: S signs the record off, / alone takes it away."
    assert talk.lines[-3] == ended


def test_what_is_decided_already_leads_to_what_is_left_of_the_record(library: Path) -> None:
    assert converse(library, "a", "go R1", "a", "quit", typed=True).lines[-1] == "Left at R2. All is saved."


def test_all_decided_says_how_to_sign_off(library: Path) -> None:
    talk = converse(library, *"aaaaaaa", "quit", typed=True)
    assert "S signs the record off, nothing else is undecided in the library." in talk.lines
    assert "Everything in the library is decided. S signs the record off." in talk.lines


def test_undo_and_redo_work_after_a_restart_and_tell_what_they_did(library: Path) -> None:
    converse(library, "x Not needed.", "quit")
    talk = converse(library, "u", "redo", "u", "quit")
    assert "Undone: R1 is pending again." in talk.text
    assert "Redone: R1 is rejected again." in talk.text
    assert on_disk(library)["r001"]["status"] == "pending"
    assert "note" not in on_disk(library)["r001"]
    assert "R1" in talk.lines[-1]
    nothing = converse(library, "u", "quit")
    assert "There is nothing to undo." in nothing.lines
    assert "Saved." not in nothing.text


def test_what_was_undone_before_the_start_is_redone_from_any_record(library: Path) -> None:
    write_record(
        library, "wold-2020", [{"key": "r001", "text": "Agree a form.", "addressed_to": "All"}], title="Wold review"
    )
    converse(library, "open wold-2020", "x Not needed.", "u", "quit")
    talk = converse(library, "open exampleton-2023-06", "redo", "u", "quit")
    assert "There is nothing to redo." not in talk.lines
    assert talk.text.index("Redone in another record, Wold review:") < talk.text.index("Undone:")
    assert on_disk(library, "wold-2020")["r001"]["status"] == "pending"
    assert "There is nothing to redo." in converse(library, "a", "redo", "quit").lines


def test_signing_off_asks_and_then_takes_no_decision_until_reopened(library: Path) -> None:
    talk = converse(library, "sign off", "yes", "a", "S", "quit")
    assert "Sign Exampleton review off as reviewed? 4 of 4 recommendations are still pending." in talk.text
    assert "Signed Exampleton review off. Saved." in talk.lines
    assert "next undecided goes on to Northwick review." in talk.lines
    assert "The record is signed off; next undecided goes on, S reopens it." in talk.lines
    talk = converse(library, "S", "no", "S", "yes", "a", "quit")
    assert talk.text.index("Left as it was.") < talk.text.index("Reopened Exampleton review. Saved.")
    assert "Accepted R1, 1 agency open. 1 of 4 decided. Saved." in talk.lines


def test_signing_off_tells_what_is_queried_and_what_stands(library: Path) -> None:
    talk = converse(library, "y Which bodies?", "S", "no", "quit")
    question = next(line for line in talk.lines if line.startswith("Sign Exampleton review off"))
    assert (
        "3 of 4 recommendations are still pending. 1 is queried. 4 recommendations have no agency. 1 error and "
        in question
    )
    assert question.endswith(" left. yes or no: no")


def test_what_waits_above_comes_before_the_next_record(library: Path) -> None:
    talk = converse(library, "last", "a", "quit", typed=True)
    assert talk.lines[-1] == "Left at R1. All is saved."
    assert "Another record:" not in talk.lines


def test_a_cell_is_split(library: Path) -> None:
    talk = converse(library, "go 2", "s", "quit")
    assert on_disk(library)["r002"]["agencies"] == ["Exampleshire Police", "Exampleton Borough Council"]
    assert (
        "Split the cell of R2: the agencies are “Exampleshire Police”, “Exampleton Borough Council”. Saved."
        in talk.lines
    )


def test_the_name_is_asked_for_at_the_first_write_and_kept(library: Path) -> None:
    talk = converse(library, "a", "B. Reviewer", "quit", curator="")
    assert "Who is reviewing? B. Reviewer" in talk.text
    trail = (library / "exampleton-2023-06.trail.jsonl").read_text().splitlines()
    assert {json.loads(line)["by"] for line in trail} == {"B. Reviewer"}
    assert "B. Reviewer signs. The name is kept in " in talk.text


@pytest.mark.parametrize("answer", ["j", "accept", "x no reason", "/ police", "", "12 "])
def test_a_command_is_never_taken_for_a_name(library: Path, answer: str) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    talk = converse(library, "a", answer, "quit", curator="")
    if answer != "12 ":  # no suggestion has that number, so it is no command either, if an odd name
        assert "Nothing was changed. Give your name here, or start with --as NAME." in talk.text
        assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_undo_goes_back_through_the_records_in_which_changes_were_made(library: Path) -> None:
    talk = converse(library, "a", "open northwick-2021", "c note", "u", "u", "redo", "quit")
    assert on_disk(library)["r001"]["status"] == "accepted"
    assert "note" not in on_disk(library, "northwick-2021")["r002"]
    assert "There is nothing to undo." not in talk.text


def test_undo_after_a_restart_takes_back_the_last_change_wherever_it_was_made(library: Path) -> None:
    converse(library, "open northwick-2021", "go 2", "a", "open exampleton-2023-06", "quit")
    talk = converse(library, "u", "redo", "u", "quit")
    assert "R1, pending. 1 of 4." in talk.lines
    assert [line.split(":")[0] for line in talk.lines if line.endswith("Saved.")] == [
        "Undone in another record, Northwick review", "Redone", "Undone",
    ]  # fmt: skip
    assert on_disk(library, "northwick-2021")["r002"]["status"] == "pending"


def test_an_undo_names_the_records_that_it_left_and_why(library: Path) -> None:
    def noted(record_id: str, old: str | None, new: str) -> dict[str, Proposal]:
        return {record_id: Proposal("edit", (Edit("/recommendations/r001/note", old, new),))}

    both = {**noted("exampleton-2023-06", None, "for all"), **noted("northwick-2021", None, "for all")}
    Session(Library.open(library), "A. Curator").apply_many(both)
    Session(Library.open(library), "B. Other").apply_many(noted("exampleton-2023-06", "for all", "theirs"))
    talk = converse(library, "open northwick-2021", "u", "quit")
    assert talk.code == 1
    assert "Undone in 1 of 2 records, not in exampleton-2023-06. Saved." in talk.lines
    assert any(line.startswith("Exampleton-2023-06 was left out: ") and "B. Other" in line for line in talk.lines)
    talk = converse(library, "open exampleton-2023-06", "u", "quit")
    assert talk.code == 1
    assert "Nothing was undone: it cannot be undone in exampleton-2023-06." in talk.lines
    assert "There is nothing to undo." not in talk.lines


def test_undo_does_not_forget_what_was_refused(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_options: object) -> object:
        raise RefusedError("it was changed outside")

    monkeypatch.setattr(Session, "apply", refused)
    talk = converse(library, "a", "u", "quit", typed=True)
    assert "There is nothing to undo." in talk.lines
    assert (talk.code, talk.lines[-1]) == (1, "accept R1 in exampleton-2023-06: it was changed outside.")


def test_a_script_never_goes_on_into_another_record_by_itself(library: Path) -> None:
    before = (library / "northwick-2021.toml").read_bytes()
    talk = converse(library, "go R3", "a", "x It repeats R1.", "y Who is meant?", "a", "quit")
    assert [r["status"] for r in on_disk(library).values()] == ["pending", "pending", "rejected", "accepted"]
    assert (library / "northwick-2021.toml").read_bytes() == before
    told = "Nothing undecided follows R10 in exampleton-2023-06; a script goes no further by itself."
    assert told in talk.lines
    assert f"Line 4 of the input failed: {told} The lines after it were not carried out." in talk.lines
    assert talk.code == 1


def test_a_script_that_names_the_last_recommendation_changes_it(library: Path) -> None:
    talk = converse(library, "a", "a", "a", "a", "go R10", "c Which staff?", "quit")
    assert (talk.code, on_disk(library)["r003"]["note"]) == (0, "Which staff?")


def test_a_script_signs_a_record_off_after_its_last_decision_and_goes_on_where_it_is_sent(library: Path) -> None:
    talk = converse(library, "a", "a", "a", "a", "S", "yes", "next undecided", "a", "quit")
    assert (talk.code, on_disk(library, "northwick-2021")["r002"]["status"]) == (0, "accepted")
    assert "Signed Exampleton review off. Saved." in talk.lines


def test_of_two_decisions_that_were_not_saved_the_last_one_wins(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply, full = Session.apply, [True, True, True]

    def applied(session: Session, *arguments: object, **options: object) -> object:
        if full.pop(0) if full else False:
            raise NotSavedError("the disk is full")
        return apply(session, *arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Session, "apply", applied)
    talk = converse(library, "a", "x no", "go R3", "retry", "retry", "quit", typed=True)
    assert (talk.code, talk.lines[-1]) == (0, "Left at R3. All is saved.")
    first = on_disk(library)["r001"]
    assert (first["status"], first["note"]) == ("rejected", "no")
    full[:] = [True, True, True]
    talk = converse(library, "go R2", "x no", "a", "x no", "retry", "quit", typed=True)
    assert (talk.code, on_disk(library)["r002"]["status"]) == (0, "rejected")


def test_a_rejection_says_as_what_and_the_trail_keeps_it(library: Path) -> None:
    talk = converse(library, "x", "2: as R2", "x 3", "quit")
    assert any("1: for no recommendation, 2: for a duplicate, 3: for out of scope" in line for line in talk.lines)
    stored = list(on_disk(library).values())
    assert [r.get("note") for r in stored[:2]] == ["duplicate: as R2", "out of scope"]
    events = read_events((library / "exampleton-2023-06.trail.jsonl").read_bytes()).events
    assert [event.because for event in events[-2:]] == [{"rejected": "duplicate"}, {"rejected": "out-of-scope"}]


def test_a_meeting_is_offered_as_one_and_taking_it_leaves_its_finding(tmp_path: Path) -> None:
    root = tmp_path / "records"
    row = {"key": "r001", "number": "1", "text": "It should meet each month.", "addressed_to": "MARAC"}
    write_record(root, "exampleton-2023-06", [row])
    talk = converse(root, "1", "show", "quit")
    assert "1 takes MARAC: a meeting; not an agency." in talk.lines
    assert "Took MARAC for number 1: a meeting; not an agency. Saved." in talk.lines
    after = talk.text.partition("Saved.")[2]
    assert "MARAC is a meeting and not an agency" in after


def test_what_is_not_decided_yet_is_counted_and_no_finding(library: Path) -> None:
    talk = converse(library, "go 2", "1", "show", "/ agency:none", "quit")
    assert "Agencies: Exampleshire Police. Still open: “Exampleton Council”." in talk.lines
    assert "3 of the 4 recommendations of this record fit." in talk.lines
    assert "DHR203" not in talk.text
    assert "DHR204" not in talk.text


def test_all_sure_agencies_are_taken_after_a_look_and_undone_at_once(library: Path) -> None:
    talk = converse(library, "take all sure", "no", "take all sure", "yes", "take all sure", "quit")
    told = "“Safer Exampleton Partnership” gets that very name: R1."
    assert talk.lines.count(told) == 2
    assert talk.text.count("\nLeft as it is, as “General practices” means many agencies: R3.\n") == 2
    assert "exampleton-2023-06 R" not in talk.text
    assert "Took the sure agencies of 2 recommendations. 0 of 4 decided. Saved." in talk.lines
    assert "No agency of this record is sure and still to be taken: 1 place is not sure." in talk.lines
    agencies = [r["agencies"] for r in on_disk(library).values()]
    assert agencies[:2] == [
        ["Safer Exampleton Partnership"],
        ["Exampleshire Police", "Exampleton Borough Council"],
    ]
    converse(library, "u", "quit")
    assert [r["agencies"] for r in on_disk(library).values()] == [[], [], [], []]
    assert "Take all sure agencies of the library: " in converse(library, "take all sure of the library", "no").text


def test_what_is_sure_is_told_by_cell_and_can_be_heard_again_at_the_question(tmp_path: Path) -> None:
    cells = [*["Exampleshire Police"] * 8, *(f"Safer Exampleton Partnership {n}" for n in range(30))]
    recs = [{"key": f"r{n:03}", "number": f"R{n}", "text": "Agree a form.", "addressed_to": cell}
            for n, cell in enumerate(cells, 1)]  # fmt: skip
    write_record(tmp_path, "exampleton-2023-06", recs)
    talk = converse(tmp_path, "take all sure", "more", "again", "maybe", "no", "quit", typed=True)
    told = "“Exampleshire Police” gets that very name: R1 to R8."
    assert talk.text.count(told) == 2
    assert "That was all." in talk.text
    assert "Please say yes or no." in talk.text


def test_a_rejection_says_as_what_it_is_kept_and_why(library: Path) -> None:
    lines = ("x 2: as R10", "x Out of scope here", "x no recommendation is needed", "quit")
    talk = converse(library, *lines, typed=True)
    assert "Rejected R1, “duplicate: as R10”. 1 of 4 decided. Saved." in talk.lines
    told = "The reason says none of the kinds that are counted. Begin with 1: for"
    assert sum(line.startswith(told) for line in talk.lines) == 2
    assert [rec.get("note") for rec in on_disk(library).values()] == [
        "duplicate: as R10", "Out of scope here", None, "no recommendation is needed"
    ]  # fmt: skip


@pytest.mark.parametrize("lines", [("x 3 heading only",), ("x", "3 heading only")])
def test_a_rejection_whose_digit_lacks_its_colon_is_not_saved_before_it_is_plain(
    library: Path, lines: tuple[str, ...]
) -> None:
    talk = converse(library, *lines, "x 3: heading only", "quit", typed=True)
    assert (
        "Left as it was. With a colon, “3: heading only”, it is rejected as out of scope. Begin with 1: for"
        in talk.text
    )
    assert [rec.get("note") for rec in on_disk(library).values()] == ["out of scope: heading only", None, None, None]


def test_a_script_stops_at_a_rejection_that_is_not_plain(library: Path) -> None:
    talk = converse(library, "x 3 heading only", "j", "quit")
    assert "Line 1 of the input failed: Left as it was. With a colon" in talk.text
    assert [rec["status"] for rec in on_disk(library).values()] == ["pending"] * 4


@pytest.mark.parametrize("reason", ["1st of two", "12 months have passed", "3, as R2", "2.1 says it"])
def test_a_number_that_begins_a_reason_is_none_of_the_kinds(library: Path, reason: str) -> None:
    converse(library, f"x {reason}", "quit")
    assert on_disk(library)["r001"]["note"] == reason


def test_help_on_rejecting_tells_the_kinds(library: Path) -> None:
    told = "1: before it is for no recommendation, 2: for a duplicate, 3: for out of scope."
    assert told in converse(library, "help x", "quit").text


def test_only_what_a_change_brought_is_told_as_new(library: Path) -> None:
    recs = [
        {"key": f"r{n:03}", "number": f"R{n}", "text": "Agree a form.", "addressed_to": "Wold Hub"} for n in (1, 2, 3)
    ]
    write_record(
        library, "wold-2020", [*recs, {**recs[0], "key": "r004", "number": "R4", "addressed_to": "Police | Refuge"}]
    )
    police = "e agencies Exampleshire Police"
    talk = converse(library, "open wold-2020", "go R3", police, "u", "go R4", police, "quit")
    assert "New: DHR2" not in talk.text
    assert "Again: DHR208 info: Wold Hub is in no register (3 times)." in talk.lines
    assert (
        "New: DHR201 error: the addressee is missing."
        in converse(library, "open 1", "go R3", "e addressed to -", "quit").lines
    )


def test_a_waiver_says_for_which_recommendations_it_is(library: Path) -> None:
    recs = [{"key": f"r{n:03}", "number": f"R{n}", "text": "Agree a form.", "addressed_to": "Wold Hub"} for n in (1, 2)]
    write_record(library, "wold-2020", recs)
    talk = converse(library, "open wold-2020", "go R1", "w It has no other name.", "go R2", "quit")
    assert "Waived DHR208 unknown-agency at R1 and R2. Saved." in talk.lines
    assert ", and 1 waived." in talk.text.split("R2, pending.")[1]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["a"], "R1 is pending again."),
        (["divide how its", "yes"], "the division of R1."),
        (["add"], "the addition of "),
        (["S", "y"], "the sign-off; the record is open again."),
        (["e agencies All agencies"], "the agencies of R1 are undecided again."),
        (["e title Teaching"], "the title of R1 is “Training” again."),
        (["c Asked."], "R1 has no note again."),
        (["replace text", "each agency", "every agency"], "the change of the text of R1: “every” becomes “each”."),
        (["go R2", "join", "yes"], "the joining of R2."),
    ],
)
def test_an_undo_is_told_as_what_was_done_and_what_is_now(library: Path, lines: list[str], told: str) -> None:
    talk = converse(library, *lines, "go R1", "u", "quit", typed=True)
    assert f"Undone: {told}" in talk.text
    assert "nothing" not in talk.text.split("Undone: ")[1].splitlines()[0]


def test_what_a_waiver_silenced_is_not_new_where_the_waiver_is_taken_back(library: Path) -> None:
    recs = [{"key": f"r{n:03}", "number": f"R{n}", "text": "Agree a form.", "addressed_to": "Wold Hub"} for n in (1, 2)]
    write_record(library, "wold-2020", recs)
    talk = converse(library, "open wold-2020", "go R1", "w It has no other name.", "W", "findings", "quit")
    assert "at R1, “It has no other name.”. It counts again at R2 too. Saved." in talk.text
    assert "New:" not in talk.text
    assert "Wold Hub is in no register" in talk.text.split("Took back")[1]


def test_a_note_that_was_the_reason_of_another_decision_is_said_to_stay(library: Path) -> None:
    talk = converse(library, "x Told twice.", "go R1", "pending", "a", "quit", typed=True)
    assert "R1 is pending again." in talk.text
    assert talk.text.count("Its note “Told twice.” stays.") == 2


AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("rule", ["DHR207", "not-an-agency"])
def test_a_lapsed_waiver_that_accepting_settles_is_not_counted_as_left(library: Path, rule: str) -> None:
    waiver = {"rule": rule, "reason": "It is meant.", "by": "A. Curator", "at": AT, "seen": f"sha256:{'0' * 64}"}
    rec = {
        "key": "r001", "text": "The council should write it down.", "addressed_to": "Exampleton Borough Council",
        "agencies": ["Exampleton Borough Council", "MARAC"],
    }  # fmt: skip
    write_record(library, "wold-2020", [{**rec, "waivers": [waiver]}])
    talk = converse(library, "open wold-2020", "go r001", "findings", "a", "n", "quit", typed=True)
    assert "DHR605 lapsed-waiver" in talk.text
    assert next(line for line in talk.lines if line.startswith("Accepted ")).endswith("decided. Saved.")
    assert "warning left" not in talk.text.split("Accepted ")[1]


def test_a_lapsed_waiver_that_stays_when_accepted_is_counted_and_found(library: Path) -> None:
    waiver = {"rule": "DHR207", "reason": "It is meant.", "by": "A. Curator", "at": AT, "seen": f"sha256:{'0' * 64}"}
    rec = {"key": "r001", "text": "The council should write it down.", "addressed_to": "MARAC", "waivers": [waiver]}
    write_record(library, "wold-2020", [rec])
    talk = converse(library, "open wold-2020", "go r001", "a", "go r001", "quit", typed=True)
    assert "1 agency open, 2 warnings left." in talk.text
    assert talk.text.rindex("DHR605 lapsed-waiver") > talk.text.index("Accepted ")
