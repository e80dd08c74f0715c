"""Mending the shape of a record on screen: what is done is shown first or told, and can be taken back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.domain.words import sentence
from tui_help import RECORD, Program, on_disk, write_record

Make = Callable[..., Program]
ID = "exampleton-2023-06"


async def test_a_heading_is_shown_before_it_is_lifted(library: Path, program: Make) -> None:
    headed = {**RECORD[1], "text": "Shared forms\nBoth bodies should agree one."}
    write_record(library, ID, [RECORD[0], headed, *RECORD[2:]])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "j", "T")
        assert "Lift this heading out of the text?" in p.text
        assert "title   Shared forms" in p.text
        assert "text    Both bodies should agree one." in p.text
        await p.press(pilot, "escape")
        assert "title" not in on_disk(library)["r002"]
        await p.press(pilot, "T", "enter")
        assert on_disk(library)["r002"]["title"] == "Shared forms"
        assert on_disk(library)["r002"]["text"] == "Both bodies should agree one."
        await p.press(pilot, "u")
        assert on_disk(library)["r002"] == {"agencies": [], "status": "pending", **headed}


async def test_a_text_without_a_heading_says_so_in_a_line(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "j", "T")
        assert "No heading was found at the start of the text" in p.text
        await p.press(pilot, "k", "T")
        assert "It has a title already." in p.text


async def test_a_move_that_the_list_does_not_show_is_told(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "ctrl+down")
        assert list(on_disk(library)) == ["r002", "r001", "r003", "r004"]
        assert "Now between R2 and R10 in the file; the list goes by numbers (# changes one)." in p.said
        await p.press(pilot, "ctrl+up")
        assert "Now first, before R2, in the file" in p.said
        await p.press(pilot, "end", "ctrl+down")
        assert "Now last, after R3, in the file" in p.said
        await p.press(pilot, "ctrl+down")
        assert p.app.said[-1] == "It cannot be moved further."


async def test_joining_with_another_than_the_list_shows_next_asks_first(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "j", "J")
        assert "Join R2 with R10?" in p.text
        assert "warning markers" in p.text
        await p.press(pilot, "escape")
        assert len(on_disk(library)) == 4
        await p.press(pilot, "J", "enter")
        assert list(on_disk(library)) == ["r001", "r002", "r004"]
        await p.press(pilot, "u", "home", "down", "J")
        assert "Join R1 with R2? The whole keeps the number R1." in p.text
        assert "addressed to  Safer Exampleton Partnership[+ | Exampleshire Police" in p.text
        assert "Both bodies should agree" in p.text
        assert len(on_disk(library)) == 4
        await p.press(pilot, "enter")
        assert list(on_disk(library)) == ["r001", "r003", "r004"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("it has a title already", "It has a title already."),
        ("northwick-2021 is signed off", "northwick-2021 is signed off."),
        ("What is this?", "What is this?"),
        ("", ""),
    ],
)
def test_an_error_is_told_as_a_sentence(words: str, told: str) -> None:
    assert sentence(words) == told


async def test_what_is_known_of_the_review_is_edited_on_the_record_s_own_row(library: Path, program: Make) -> None:
    p = program(library)
    path = library / f"{ID}.toml"
    before = path.read_bytes()
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "e", "tab", "tab")
        for key in ("2", "0", "1", "5", "/", "6", "ctrl+s"):
            await pilot.press(key)
        await p.settle(pilot)
        assert "is not a date: write YYYY, YYYY-MM or YYYY-MM-DD" in " ".join(p.text.split())
        assert path.read_bytes() == before
        await pilot.press("ctrl+u")
        await p.type(pilot, "2024-01")
        await p.press(pilot, "ctrl+s")
        assert tomllib.loads(path.read_text())["review"]["published"] == "2024-01"
        await p.press(pilot, "u")
        assert path.read_bytes() == before


async def test_a_form_that_was_only_looked_at_changes_nothing(library: Path, program: Make) -> None:
    odd = {**RECORD[0], "title": "Two\r\nlines \x1b[1m", "text": "One\r\nTwo"}
    write_record(library, ID, [odd, *RECORD[1:]])
    p = program(library)
    before = (library / f"{ID}.toml").read_bytes()
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "e", "escape")
        assert p.app.screen is p.review
        await p.press(pilot, "e", "ctrl+s")
        assert (library / f"{ID}.toml").read_bytes() == before


async def test_the_halves_are_shown_before_a_text_is_divided(library: Path, program: Make) -> None:
    text = "The force should do three things, keep a rota; ask each caller; tell the board of each."
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "text": text}])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "D")
        assert "1  The force should do three things, keep a rota;" in p.text
        assert "2  ask each caller; tell the board of each." in p.text
        await p.press(pilot, *["right"] * 17)
        assert "2  tell the board of each." in p.text
        await p.press(pilot, "down", "end")
        assert "Nothing is divided at either end of the text." in p.text
        await p.press(pilot, "left", *["left"] * 23, "enter")
        assert [r["text"] for r in on_disk(library).values()] == [text[:63], text[64:]]


async def test_a_text_is_divided_where_its_finding_counts_the_second_part(library: Path, program: Make) -> None:
    text = "It was late. That the force takes steps to: write down each call; read it out; tell the victim of it."
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "text": text}])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert "semicolon-list" in p.text
        await p.press(pilot, "D")
        assert "2  read it out; tell the victim of it." in p.text
        await p.press(pilot, "enter")
        assert [r["text"] for r in on_disk(library).values()] == [text[:65], text[66:]]


async def test_where_no_place_is_found_to_divide_that_is_said(library: Path, program: Make) -> None:
    text = "The form should have: a place to sign; the name of a lead; the day."
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "text": text}])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "D")
        assert "No place found; move the cursor" in p.text
        await p.press(pilot, "right")
        assert "No place found" not in p.text


async def test_lifting_a_text_that_is_all_heading_says_what_to_do_with_it(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    heading = {**RECORD[1], "text": "Quality of risk assessments in custody."}
    write_record(root, ID, [RECORD[0], heading, {**RECORD[3], "number": "R4"}])
    p = program(root)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "j")
        assert "heading-not-recommendation" in [f.name for f in p.review.findings]
        await p.press(pilot, "T")
        told = "The whole text is the heading: x rejects it; or J joins it with the one under it, and then T lifts it."
        assert p.app.said[-1] == told
        await p.press(pilot, "J", "enter", "T", "enter")
        lifted = on_disk(root)["r002"]
        assert lifted["title"] == heading["text"]
        assert lifted["text"] == RECORD[3]["text"]


async def test_a_finding_about_what_the_list_does_not_show_says_that_it_may_stay(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    write_record(root, ID, [{**RECORD[1], "key": f"r00{at}", "number": n} for at, n in enumerate(("1", "10", "2"))])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home")
        assert "w keeps it so: the list goes by the numbers" in " ".join(p.text.replace("▏", " ").split())


async def test_an_undone_division_leads_back_to_what_was_divided(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.press(pilot, "D", "right", "right", "enter")
        assert len(on_disk(library)) == 5
        await p.press(pilot, "end")
        await p.press(pilot, "u")
        assert (p.review.key, len(on_disk(library))) == ("r001", 4)


async def test_reading_on_leaves_an_undecided_one_at_the_second_press(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "space")
        assert p.review.key == "r001"
        assert p.app.said[-1] == "This is all of it; space again goes to the next row."
        await p.press(pilot, "space")
        assert p.review.key == "r002"
        await p.press(pilot, "a", "2", "home", "j", "j", "space")
        assert on_disk(library)["r002"]["status"] == "accepted"
        assert p.review.key != "r002", "what is decided is read through"


async def test_the_foot_names_the_sign_off_once_all_is_decided_and_no_decision_after_it(
    library: Path, program: Make
) -> None:
    rows = [{**each, "status": "accepted", "agencies": ["Refuge"]} for each in RECORD[:2]]
    write_record(library, ID, [*rows[:1], {**rows[1], "status": "pending"}])
    p = program(library)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.settle(pilot)
        assert "S sign off" not in p.text.splitlines()[-1]
        await p.press(pilot, "a", "j")
        await p.settle(pilot)
        p.app.unsay()
        await p.press(pilot, "k")
        assert "S sign off" in p.text.splitlines()[-1]
        await p.press(pilot, "S", "y", "j")
        p.app.unsay()
        await p.press(pilot, "j")
        foot = p.text.splitlines()[-1]
        assert "S reopen" in foot
        assert "accept" not in foot


async def test_an_undone_move_is_shown_where_it_was_made_from_another_record_too(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        before = list(on_disk(library))
        await p.press(pilot, "end", "ctrl+up")
        moved = p.review.key
        assert list(on_disk(library)) != before
        p.review.open_record("northwick-2021")
        await p.settle(pilot)
        await p.press(pilot, "u")
        await p.settle(pilot)
        assert list(on_disk(library)) == before
        assert p.review.record_id == ID
        assert p.review.key in {moved, before[before.index(moved) - 1]}, "one of the two that changed places"
