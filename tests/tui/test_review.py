"""Reading, moving and deciding in Review, as a curator does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.review.user_state import UserState, UserStateFile
from dhrcurate.tui.widgets.typing import Line
from tui_help import RECORD, Program, on_disk, write_record

Make = Callable[..., Program]


async def test_opens_at_the_first_undecided_recommendation_in_natural_order(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert p.review.key == "r001"
        assert [row.number for row in p.review.listing.rows] == ["", "R1", "R2", "R3", "R10"]
        assert "The Partnership should ask" in p.text
        assert "0 of 4 decided" in p.text
        assert "✓ saved" in p.text


async def test_who_asks_for_a_record_gets_it_whatever_was_left_last(library: Path, program: Make) -> None:
    UserStateFile(library).keep(UserState("exampleton-2023-06", "r002", whole=True, filter="status:rejected"))
    p = program(library, asked_for="northwick-2021")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert (p.review.record_id, p.review.key) == ("northwick-2021", "r002")
        assert [row.number for row in p.review.listing.rows] == ["", "1", "2"]


async def test_accepting_goes_on_and_is_on_disk(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "a")
        assert p.review.key == "r002"
        assert on_disk(library)["r001"]["status"] == "accepted"
        assert "1 of 4 decided" in p.text
        assert (library / "exampleton-2023-06.trail.jsonl").read_text().count("\n") == 2


async def test_rejecting_asks_for_a_reason_and_keeps_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "x")
        await pilot.press("enter")
        assert "Some words are needed" in p.text
        await p.type(pilot, "a heading")
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"] | {"status": "rejected", "note": "a heading"} == on_disk(library)["r001"]
        assert p.review.key == "r002"


async def test_a_rejection_whose_digit_lacks_its_colon_is_asked_again_with_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "x")
        await p.type(pilot, "3 heading only")
        await p.press(pilot, "enter")
        assert "With a colon, “3: heading only”" in p.text
        assert on_disk(library)["r001"]["status"] == "pending"
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "out of scope: heading only"


async def test_leaving_the_question_decides_nothing(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "y", "escape")
        assert on_disk(library)["r001"]["status"] == "pending"
        assert p.review.key == "r001"


async def test_keys_move_through_the_list_and_the_findings(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "j", "down")
        assert p.review.key == "r004"
        await p.press(pilot, "k")
        assert p.review.key == "r002"
        await p.press(pilot, "home", "n")
        assert p.review.finding is not None
        await p.press(pilot, *["n"] * 12)
        assert p.review.record_id == "northwick-2021"
        await p.press(pilot, *["N"] * 12)
        assert p.review.record_id == "exampleton-2023-06"


async def test_tab_goes_to_the_next_undecided_in_the_next_record(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "tab", "tab", "tab")
        assert p.review.key == "r003"
        await p.press(pilot, "tab")
        assert p.review.key == "r001", "what is undecided above comes before the next record"
        await p.press(pilot, *"aaaa", "tab")
        assert (p.review.record_id, p.review.key) == ("northwick-2021", "r002")
        assert "Now Northwick review: 1 of 2 decided." in p.text


async def test_at_its_end_a_record_says_what_was_done_and_how_to_sign_it_off(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "a", "j", *"aaa")
        assert (p.review.record_id, p.review.key) == ("exampleton-2023-06", "")
        assert "Accepted R2, 2 agencies open, 1 warning left. 4 of 4 decided." in p.text
        assert "All 4 decided: 4 accepted. 4 recommendations have no" in p.text
        assert "S signs the record off, a goes on to" in p.text
        await p.press(pilot, "u")
        assert p.review.key == "r002"
        assert "3 of 4 decided." in p.text.split("\n")[-1]
        await p.press(pilot, "a", "S")
        assert "4 recommendations have no agency." in str(p.app.screen.query_one(".dialog-title", Static).content)
        await p.press(pilot, "y")
        assert "Signed Exampleton review off." in p.text
        await p.press(pilot, "a")
        assert p.review.record_id == "northwick-2021"


async def test_after_the_last_record_the_first_one_with_a_decision_left_opens(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.press(pilot, "right_square_bracket", "a")
        assert on_disk(library, "northwick-2021")["r002"]["status"] == "accepted"
        assert (p.review.record_id, p.review.key) == ("northwick-2021", "")
        await p.press(pilot, "a")
        assert (p.review.record_id, p.review.key) == ("exampleton-2023-06", "r001")
        assert "Everything is decided" not in p.said


async def test_the_name_is_asked_once_and_kept(library: Path, program: Make) -> None:
    p = program(library, curator="")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "a")
        assert "Who is reviewing?" in p.text
        await p.type(pilot, "B. Curator")
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["status"] == "accepted"
        assert '"by":"B. Curator"' in (library / "exampleton-2023-06.trail.jsonl").read_text()
        await p.press(pilot, "a")
        assert on_disk(library)["r002"]["status"] == "accepted"


async def test_the_next_start_resumes_at_the_place(library: Path, program: Make) -> None:
    first = program(library)
    async with first.app.run_test(size=(80, 24)) as pilot:
        await first.press(pilot, "right_square_bracket", "j")
        assert first.review.record_id == "northwick-2021"
        key = first.review.key
        await pilot.press("ctrl+q")
    again = program(library)
    async with again.app.run_test(size=(80, 24)) as pilot:
        await again.settle(pilot)
        assert (again.review.record_id, again.review.key) == ("northwick-2021", key)


async def test_a_key_that_was_remapped_works_and_the_old_one_does_not(library: Path, program: Make) -> None:
    p = program(library, keys={"accept": "z"})
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert "z accept" in p.text
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == "pending"
        await p.press(pilot, "z")
        assert on_disk(library)["r001"]["status"] == "accepted"


async def test_the_filter_narrows_and_escape_clears_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash")
        await p.type(pilot, "police")
        await p.press(pilot, "enter")
        assert [row.number for row in p.review.listing.rows if row.key] == ["R2", "R10"]
        assert "/police" in p.text
        await p.press(pilot, "escape")
        assert len(p.review.listing.rows) == 5


async def test_a_filter_from_the_record_s_own_row_leaves_on_the_row_that_it_found(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "k")
        assert p.review.key == ""
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R10")
        await p.press(pilot, "enter")
        await p.settle(pilot)
        await p.press(pilot, "escape")
        await p.settle(pilot)
        assert len(p.review.listing.rows) == 5
        assert (p.review.state.by_key(p.review.key) or {}).get("number") == "R10"


async def test_a_filter_that_does_not_fit_here_goes_to_the_first_row_that_it_found(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "end", "slash")
        await p.type(pilot, "both OR general")
        await p.press(pilot, "enter")
        await p.settle(pilot)
        assert [row.number for row in p.review.listing.rows[1:]] == ["R2", "R3"]
        assert (p.review.state.by_key(p.review.key) or {}).get("number") == "R2"


@pytest.mark.parametrize("key", ["x", "y", "c"])
async def test_a_reason_typed_at_the_record_s_own_row_runs_no_command(library: Path, program: Make, key: str) -> None:
    p = program(library)
    before = on_disk(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "k", key)
        assert "This is the record as a whole" in p.text
        await p.type(pilot, "on M")
        assert p.app.screen is not p.review
        await p.press(pilot, "enter")
        await p.settle(pilot)
        assert p.app.screen is p.review
        assert (p.review.key, p.review.marked, on_disk(library)) == ("", frozenset(), before)


async def test_a_filter_that_is_wrong_says_why_and_keeps_the_list(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash")
        await p.type(pilot, "colour:red")
        await p.settle(pilot)
        assert "no field 'colour'" in p.text
        await p.press(pilot, "escape")
        assert len(p.review.listing.rows) == 5


async def test_marks_apply_a_decision_to_many_after_a_count(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "m")
        assert "2 marked" in p.text
        await p.press(pilot, "a")
        assert "Accept 2 recommendations?" in p.text
        await p.press(pilot, "enter")
        assert [r["status"] for r in on_disk(library).values()] == ["accepted", "accepted", "pending", "pending"]
        assert "marked" not in p.text


async def test_a_signed_off_record_takes_no_decision_until_it_is_reopened(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "S")
        question = str(p.app.screen.query_one(".dialog-title", Static).content)
        assert question.startswith("Sign Exampleton review off as reviewed? 4 of 4 recommendations are still pending.")
        assert "1 error and " in question
        assert "y sign off all the same   ⏎ esc go back" in p.text
        await p.press(pilot, "enter")
        assert "signed off" not in p.text
        await p.press(pilot, "S", "y")
        assert "signed off" in p.text
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == "pending"
        await p.press(pilot, "m", "a")
        assert "would change: exampleton-2023-06 is signed off and left out." in p.text
        await p.press(pilot, "escape", "home", "down", "S", "enter", "a")
        assert on_disk(library)["r001"]["status"] == "accepted"


async def waive_at_the_end(p: Program, pilot: Pilot[int]) -> str:
    """Waives the first finding of the last recommendation; returns its rule's name."""
    await p.settle(pilot)
    await p.press(pilot, "end")
    assert p.review.finding is not None
    name = p.review.finding.name
    await p.press(pilot, "w")
    await p.type(pilot, "the review says so")
    await p.press(pilot, "enter")
    return name


async def test_a_finding_is_waived_with_a_reason(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        name = await waive_at_the_end(p, pilot)
        assert on_disk(library)["r003"]["waivers"][0]["reason"] == "the review says so"
        assert name not in [f.name for f in p.review.findings]
        assert "waived" in p.text


async def test_a_waiver_is_taken_back_and_its_finding_comes_back(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        name = await waive_at_the_end(p, pilot)
        assert "W takes it back" in p.text
        await p.press(pilot, "W")
        await p.settle(pilot)
        assert "waivers" not in on_disk(library)["r003"]
        assert name in [f.name for f in p.review.findings]
        assert "Took back the waiver" in p.text
        await p.press(pilot, "u")
        assert on_disk(library)["r003"]["waivers"][0]["reason"] == "the review says so"
        await p.press(pilot, "u")
        await p.press(pilot, "W")
        assert "No finding of R10 is waived." in p.said


async def test_an_undo_in_part_names_the_records_that_it_left(library: Path, program: Make) -> None:
    def noted(record_id: str, old: str | None, new: str) -> dict[str, Proposal]:
        return {record_id: Proposal("edit", (Edit("/recommendations/r001/note", old, new),))}

    ids = Library.open(library).ids()
    Session(Library.open(library), "A. Curator").apply_many(
        {k: v for i in ids for k, v in noted(i, None, "all").items()}
    )
    Session(Library.open(library), "B. Other").apply_many(noted(ids[0], "all", "theirs"))
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "u")
        await p.settle(pilot)
        assert [words for words in p.app.said if words.endswith(f"{len(ids)} records, not in {ids[0]}.")]


async def test_undo_goes_back_to_what_was_decided_and_redo_makes_it_again(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "a", "a")
        await p.press(pilot, "u")
        assert p.review.key == "r002"
        assert [r["status"] for r in on_disk(library).values()][:2] == ["accepted", "pending"]
        await p.press(pilot, "u")
        assert p.review.key == "r001"
        await p.press(pilot, "ctrl+r", "ctrl+r")
        assert [r["status"] for r in on_disk(library).values()][:2] == ["accepted", "accepted"]


async def test_undo_works_after_a_restart(library: Path, program: Make) -> None:
    first = program(library)
    async with first.app.run_test(size=(100, 30)) as pilot:
        await first.press(pilot, "a")
    again = program(library)
    async with again.app.run_test(size=(100, 30)) as pilot:
        await again.press(pilot, "u")
        assert on_disk(library)["r001"]["status"] == "pending"
        await again.press(pilot, "u")
        assert "nothing to undo" in again.said


async def test_a_bulk_change_is_one_step_back(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t", "ctrl+a", "a", "enter")
        assert all(r["status"] == "accepted" for r in on_disk(library).values())
        assert on_disk(library, "northwick-2021")["r002"]["status"] == "accepted"
        await p.press(pilot, "u")
        assert all(r["status"] == "pending" for r in on_disk(library).values())
        assert on_disk(library, "northwick-2021")["r002"]["status"] == "pending"


async def test_structure_edits_are_made_and_undone(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.press(pilot, "j", "J", "enter")
        assert list(on_disk(library)) == ["r001", "r002", "r004"]
        await p.press(pilot, "u")
        assert list(on_disk(library)) == ["r001", "r002", "r003", "r004"]
        await p.press(pilot, "home", "down", "D", "right", "right", "enter")
        assert len(on_disk(library)) == 5
        await p.press(pilot, "number_sign", "7", "enter")
        assert on_disk(library)["r001"]["number"] == "7"
        await p.press(pilot, "delete", "enter")
        assert "r001" not in on_disk(library)


async def test_editing_in_place_changes_only_what_was_touched(library: Path, program: Make) -> None:
    p = program(library)
    before = on_disk(library)["r001"]
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.press(pilot, "e")
        await p.type(pilot, "First. ")
        await p.press(pilot, "ctrl+s")
        after = on_disk(library)["r001"]
        assert after["text"] == "First. " + before["text"]
        assert after | {"text": ""} == before | {"text": ""}


async def test_a_cell_is_split_and_a_suggestion_taken(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "1")
        assert on_disk(library)["r001"]["agencies"] == ["Safer Exampleton Partnership"]
        await p.press(pilot, "j", "s")
        assert on_disk(library)["r002"]["agencies"] == ["Exampleshire Police", "Exampleton Borough Council"]


async def test_a_note_that_stands_already_is_replaced_by_typing_and_kept_by_end(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "x")
        await p.type(pilot, "printed twice")
        await p.press(pilot, "enter", "k", "x")
        assert "typing replaces it   end adds to it" in p.text
        await p.type(pilot, "a heading")
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "a heading"
        await p.press(pilot, "k", "y", "end")
        await p.type(pilot, ", or not")
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "a heading, or not"


async def test_words_typed_while_a_question_opens_are_not_lost(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        for key in "xagain":
            p.app.post_message(Key(key, key))
        await p.settle(pilot)
        assert "again" in p.text
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "again"


async def test_a_record_with_nothing_left_is_signed_off_with_enter(library: Path, program: Make) -> None:
    done = {"number": "1", "text": "Northwick Council should publish its plan.", "addressed_to": "Exampleshire Police",
            "agencies": ["Exampleshire Police"]}  # fmt: skip
    write_record(library, "northwick-2021", [{"key": "r001", "status": "accepted", **done}], title="Northwick review")
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "right_square_bracket")  # and until the rules have looked at it
        await p.press(pilot, "S")
        assert "⏎ sign off   esc go back" in p.text
        await p.press(pilot, "enter")
        assert "signed off" in p.text


async def test_a_dialogs_keys_can_be_clicked(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "delete")
        await pilot.click(".dialog-keys", offset=(15, 0))
        await p.settle(pilot)
        assert len(on_disk(library)) == 4
        assert p.app.screen is p.review
        await p.press(pilot, "delete")
        await pilot.click(".dialog-keys", offset=(2, 0))
        await p.settle(pilot)
        assert len(on_disk(library)) == 3


async def test_an_answer_given_twice_is_taken_once(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.press(pilot, "x")
        await p.type(pilot, "a heading")
        line = p.app.screen.query_one(Line)
        for _ in range(3):
            line.post_message(Line.Submitted(line, line.value))
        await p.settle(pilot)
        assert p.app.screen is p.review
        assert on_disk(library)["r001"]["note"] == "a heading"
        assert (library / "exampleton-2023-06.trail.jsonl").read_text().count("\n") == 2


async def test_messages_name_the_keys_of_the_configuration(library: Path, program: Make) -> None:
    p = program(library, keys={"sign-off": "Z", "edit": "z"})
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, *"aaaaaa", "tab")
        assert "Everything is decided. Z signs the record off." in p.said
        await p.press(pilot, "E")
        assert "An editor cannot be opened here; z edits in place." in p.said


async def test_a_filter_whose_rows_are_decided_is_not_called_everything(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R3")
        await p.press(pilot, "enter", "a")
        assert "Everything that fits the filter is decided." in p.said
        assert "Everything is decided" not in p.said
        assert (p.review.record_id, p.review.key) == ("exampleton-2023-06", "r004")


async def test_the_last_row_of_a_filter_leads_to_no_other_review(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R3 status:pending")
        await p.press(pilot, "enter", "a")
        assert "Everything that fits the filter is decided." in p.said
        assert p.review.record_id == "exampleton-2023-06"
        assert [row.number for row in p.review.listing.rows if row.key] == ["R3"], "what was decided is still in sight"
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending number:R3")
        await p.press(pilot, "enter")
        before = (library / "exampleton-2023-06.toml").read_bytes()
        await p.press(pilot, "f", "enter", "y")
        assert p.review.finding is None
        assert (library / "exampleton-2023-06.toml").read_bytes() == before


@pytest.mark.parametrize(("before", "moved"), [((), ("home", "j")), (("1",), ())])
async def test_the_row_stays_that_fits_no_more_so_that_the_next_key_is_for_it(
    library: Path, program: Make, before: Sequence[str], moved: Sequence[str]
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *before, "slash")
        await p.type(pilot, "agency:none")
        await p.press(pilot, "enter", *moved)
        key = p.review.key
        await p.press(pilot, "1", "a")
        decided = on_disk(library)
        assert decided[key]["agencies"]
        assert decided[key]["status"] == "accepted"
        assert [k for k, each in decided.items() if each["status"] == "accepted"] == [key]
        await p.settle(pilot)
        assert key not in [row.key for row in p.review.listing.rows], "once the cursor has gone on"


async def test_without_a_filter_that_was_emptied_the_cursor_is_where_it_was(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending shared")
        await p.press(pilot, "enter", "a", "k")
        assert not p.review.listing.rows
        await p.press(pilot, "escape")
        assert p.review.key == "r002"
        await p.press(pilot, "home", "slash")
        await p.type(pilot, "zorgblat")
        await p.press(pilot, "enter", "escape")
        assert p.review.key == "", "it was on the record's own row"


async def test_a_decision_in_a_record_that_is_decided_leaves_the_cursor_on_its_row(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *"aaaa")
        assert p.review.key == "", "the last one ends in what was done"
        await p.press(pilot, "j", "j", "a")
        assert (p.review.record_id, p.review.key) == ("exampleton-2023-06", "r002")
        assert p.app.said[-1] == "R2 is accepted already."
        await p.press(pilot, "y")
        await p.type(pilot, "Who?")
        await p.press(pilot, "enter")
        assert p.review.key == "r002"
        assert p.app.said[-1] == "Queried R2. 4 of 4 decided, 1 of them queried."
        await p.press(pilot, "m", "k", "a", "enter")
        assert p.review.key == "r002"
        await p.press(pilot, "home", "a")
        assert p.review.record_id == "northwick-2021", "from the record's own row it goes on"


async def test_at_the_last_finding_it_is_said_how_many_are_before_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", *["n"] * 30)
        record, key = p.review.record_id, p.review.key
        count = sum(len(p.review.state.findings_of(row.key or None)) for row in p.review.listing.rows)
        told = p.app.said[-1]
        assert told.startswith("No more findings after ")
        assert told.endswith((f"; {count - 1} before it in this record (N).", "; N goes to those of other records."))
        await p.press(pilot, *["N"] * 30)
        assert p.app.said[-1].startswith("No more findings before ")
        assert "after it in this record (n)." in p.app.said[-1]
        assert (record, key) != (p.review.record_id, p.review.key)
        await p.press(pilot, "home", "slash")
        await p.type(pilot, "zorgblat")
        await p.press(pilot, "enter", "n")
        assert p.app.said[-1] == "Nothing fits the filter. / changes it, esc takes it away."


async def test_the_row_that_stands_in_for_one_that_is_not_listed_stays_too(library: Path, program: Make) -> None:
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "agencies": ["Exampleton Council"]}, *RECORD[1:]])
    UserStateFile(library).keep(UserState("exampleton-2023-06", "r001", toured=True, filter="agency:none"))
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        assert p.review.key == "r002"
        await p.press(pilot, "s")
        assert p.review.key == "r002"
        await p.press(pilot, "a")
        assert [k for k, each in on_disk(library).items() if each["status"] == "accepted"] == ["r002"]


async def test_escape_in_the_line_goes_back_to_the_filter_that_stood(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R3")
        await p.press(pilot, "enter", "slash")
        await p.type(pilot, "zzz")
        await p.press(pilot, "escape")
        assert p.review.row_filter.words == "number:R3"
        assert [row.number for row in p.review.listing.rows if row.key] == ["R3"]


async def test_the_only_one_left_is_not_called_decided(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R3")
        await p.press(pilot, "enter", "tab")
        assert "This is the only one left to decide that fits the filter." in p.said


async def test_a_filter_of_pending_rows_passes_over_none(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending")
        await p.press(pilot, "enter")
        before = [row.key for row in p.review.listing.rows if row.key]
        await p.press(pilot, "home", "j", "a")
        assert p.review.key == before[1]


async def test_a_record_that_is_signed_off_says_so_in_a_line_and_accepting_says_what_is_left(
    library: Path, program: Make
) -> None:
    doubled = {"key": "r001", "number": "1", "text": "The force should should keep a rota.", "addressed_to": "A Force"}
    write_record(library, "southwick-2020", [doubled, {**doubled, "key": "r002", "number": "2"}])
    p = program(library, asked_for="southwick-2020")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert [f.severity.value for f in p.review.findings] == ["warning", "warning"]
        await p.press(pilot, "a")
        assert "Accepted number 1, 1 agency open, 2 warnings left. 1 of 2 decided." in p.said
        await p.press(pilot, "y")
        await p.type(pilot, "Which?")
        await p.press(pilot, "enter")
        assert "Queried number 2. 2 of 2 decided, 1 of them queried." in p.said
        await p.press(pilot, "S", "y")
        assert "Signed Exampleton review off. tab goes on to Exampleton review." in p.said
        await p.press(pilot, "j")
        for at, key in enumerate(("x", "y", "e", "c"), 1):
            await p.press(pilot, key)
            assert p.app.screen is p.review
            assert p.app.said.count("The record is signed off; tab goes on, S reopens it.") == at


async def test_the_next_start_opens_on_the_record_s_own_row_where_it_was_left(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "j", "home")
        assert p.app.kept.key == ""
    UserStateFile(library).keep(p.app.kept)
    again = program(library)
    async with again.app.run_test(size=(80, 24)) as pilot:
        await again.settle(pilot)
        assert (again.review.record_id, again.review.key) == ("exampleton-2023-06", "")


async def test_going_to_a_finding_of_another_record_is_said_with_what_is_left_behind(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *"aaaa", *["n"] * 20)
        assert p.review.record_id == "northwick-2021"
        assert "Now Northwick review: 1 of 2 decided. Exampleton review is decided and not signed off." in p.said


async def test_a_standing_filter_is_typed_on_and_taken_away_at_once(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash", *"agency:none", "enter", "slash", *"form", "enter")
        assert p.review.row_filter.words == "agency:none form"
        assert [row.number for row in p.review.listing.rows] == ["", "R2"]
        await p.press(pilot, "slash", "ctrl+u", *"R3", "enter")
        assert p.review.row_filter.words == "R3"


@pytest.mark.parametrize(("words", "why"), [
    ("number:99", "Nothing fits the filter. / changes it, esc takes it away."),
    ("nosuch:field", "The filter is not understood: "),
])  # fmt: skip
async def test_keys_for_a_row_say_why_none_is_listed(library: Path, program: Make, words: str, why: str) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, words)
        await p.press(pilot, "enter")
        for key in ("a", "x", "e", "s", "1", "w", "m", "ctrl+a", "n", "tab"):
            p.app.said.clear()
            await p.press(pilot, key)
            assert p.app.said[-1].startswith(why), key
            assert p.app.screen is p.review, "nothing is asked about a row that is not there"
        assert {r["status"] for r in on_disk(library).values()} == {"pending"}
