"""What acts on all that is marked, and on all that is sure, after a look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from dhrcurate.curation.naming.agencies import NamedPlace, Preview
from dhrcurate.tui.controllers.name_resolver import preview_blocks
from tui_help import Program, on_disk, write_record

Make = Callable[..., Program]

ROWS = [
    {
        "key": "r001",
        "number": "1",
        "text": "The force should should keep a rota.",
        "addressed_to": "Exampleshire Police",
    },
    {
        "key": "r002",
        "number": "2",
        "text": "The council should should write to tenants.",
        "addressed_to": "MARAC | Police",
    },
    {
        "key": "r003",
        "number": "3",
        "text": "The refuge should be told of each call.",
        "addressed_to": "Exampleton Refuge",
    },
]


def library_of(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", ROWS)
    return root


async def test_fix_and_waiver_are_for_all_that_is_marked(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path)
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "m", "m", "home", "j")
        at = next(at for at, f in enumerate(p.review.findings) if f.name == "doubled-word")
        await p.press(pilot, *"n" * at, "f")
        assert "Make the fix of DHR308 doubled-word at 2 of 3 recommendations?" in p.text
        assert "no fix of DHR308 here" in p.text
        await p.press(pilot, "enter")
        assert [r["text"].count("should") for r in on_disk(root).values()] == [1, 1, 1]
        assert "Made the fix of DHR308 doubled-word at 2 of 3 recommendations. 0 of 3 decided." in p.said
        await p.press(pilot, "u")  # the rules look again
        await p.press(pilot, "escape", "home", "j", "m", "m", "home", "j", *"n" * at, "w")
        await p.type(pilot, "as printed")
        await p.press(pilot, "enter")
        assert "Waive DHR308 doubled-word at 2 recommendations, “as printed”?" in p.text
        lines = [line.strip(" │▏▌") for line in p.text.split("\n")]
        first = next(at for at, line in enumerate(lines) if line.startswith("1 The force"))
        assert lines[first + 1].startswith("2 The council"), "a line each: who and when is for the trail"
        await p.press(pilot, "enter")
        waived = [[w["reason"] for w in r.get("waivers", ())] for r in on_disk(root).values()]
        assert waived == [["as printed"], ["as printed"], []]
        await p.press(pilot, "a")
        assert "Accept 2 recommendations?" in p.text, "the same ones are decided next"
        await p.press(pilot, "enter")
        assert not p.review.marked


async def test_one_field_and_a_suggestion_are_for_all_that_is_marked(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path)
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "m", "m", "home", "j", "1")
        assert "Take the suggested agency Exampleshire Police for 1 of 3 recommendations?" in p.text
        assert "Number 2: its cell does not name “Exampleshire Police”" in p.text, "as the list calls it"
        await p.press(pilot, "enter")
        assert [r["agencies"] for r in on_disk(root).values()] == [["Exampleshire Police"], [], []]
        await p.press(pilot, "escape", "m", "m", "e")
        assert "Which field of 2 marked recommendations?" in p.text
        await p.type(pilot, "agencies")
        await p.press(pilot, "enter")
        await p.type(pilot, "Exampleton Refuge | Exampleshire Police")
        await p.press(pilot, "enter", "enter")
        both = ["Exampleton Refuge", "Exampleshire Police"]
        assert [r["agencies"] for r in on_disk(root).values()].count(both) == 2


async def test_all_sure_agencies_of_the_record_are_taken_after_a_look_and_undone_at_once(
    tmp_path: Path, program: Make
) -> None:
    root = library_of(tmp_path)
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        for command in ("take-sure", "take-sure-of-library"):
            await p.press(pilot, "ctrl+p")
            await p.type(pilot, "all sure agencies of " + ("this" if command == "take-sure" else "the lib"))
            await p.press(pilot, "enter")
            await p.settle(pilot)
            assert "change 2 recommendations? 1 place is left" in " ".join(p.text.replace("│", " ").split())
            await p.press(pilot, "enter")
            agencies = [r["agencies"] for r in on_disk(root).values()]
            assert agencies == [["Exampleshire Police"], [], ["Exampleton Refuge"]]
            assert "Took the sure agencies of 2 recommendations. 0 of 3 decided." in p.said
            p.review.action_command(command)
            await p.settle(pilot)
            assert "is sure and still to be taken: 1 place is not sure." in p.said
            await p.press(pilot, "u")
            assert [r["agencies"] for r in on_disk(root).values()] == [[], [], []]


async def test_a_newer_answer_takes_the_place_of_one_that_lies_over_the_list(tmp_path: Path, program: Make) -> None:
    p = program(library_of(tmp_path))
    async with p.app.run_test(size=(60, 24)) as pilot:
        await p.settle(pilot)
        p.review.action_command("take-sure")
        await p.press(pilot, "enter")
        assert "0 of 3 decided" in " ".join(p.text.split())
        await p.press(pilot, "a")
        assert "1 of 3 decided" in " ".join(p.text.split())
        assert not any("0 of 3 decided" in notice.message for notice in p.app._notifications)


async def test_an_answer_over_the_list_goes_with_the_next_key_and_not_with_those_typed_ahead(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dhrcurate.tui.notices._SEEN", 0.0)
    p = program(library_of(tmp_path))
    async with p.app.run_test(size=(60, 24)) as pilot:
        await p.settle(pilot)
        p.review.action_command("take-sure")
        ahead = events.Key("j", "j")
        await p.press(pilot, "enter")
        p.app.say("This must not be overlooked: it stays here for its time, whatever is typed.", severity="warning")
        answer = "Took the sure agencies of 2 recommendations. 0 of 3 decided."
        p.app.post_message(ahead)
        await p.settle(pilot)
        assert answer in [notice.message for notice in p.app._notifications]
        await p.press(pilot, "slash")
        assert answer not in [notice.message for notice in p.app._notifications]
        assert "warning" in [notice.severity for notice in p.app._notifications]


def test_what_is_left_out_for_the_same_reason_is_told_once() -> None:
    why = "“Medical Centre” does not say which agency"
    skipped = {
        NamedPlace("a-2020", "r017", "R17"): why, NamedPlace("a-2020", "r004", "R4"): why,
        NamedPlace("a-2020", "r005", "R5"): "“The panel” is no body", NamedPlace("b-2021"): "signed off",
    }  # fmt: skip
    told = [block.content.plain for block in preview_blocks(Preview((), skipped), str.upper)]
    assert told == [
        "", "A-2020  a-2020", f"R4, R17  left out: {why}", "R5  left out: “The panel” is no body",
        "B-2021  b-2021", "left out: signed off",
    ]  # fmt: skip


async def test_the_form_opens_at_the_field_that_the_finding_is_about(tmp_path: Path, program: Make) -> None:
    row = {"key": "r001", "number": "1", "text": "The force should keep a rota.", "addressed_to": ""}
    write_record(tmp_path / "records", "exampleton-2023-06", [row])
    p = program(tmp_path / "records")
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        assert p.review.finding is not None
        assert p.review.finding.name == "missing-addressee"
        await p.press(pilot, "e")
        assert p.app.focused is not None
        assert p.app.focused.id == "edit-addressed_to"
        await p.press(pilot, "escape", "g")
        assert "The cell names nobody: which agency is it?" in p.text
        assert "Exampleshire Police" in p.text
        await p.press(pilot, "enter")
        assert on_disk(tmp_path / "records")["r001"]["agencies"] == ["Exampleshire Police"]


async def test_a_digit_takes_for_what_is_marked_though_the_row_has_its_agency(tmp_path: Path, program: Make) -> None:
    police = {"addressed_to": "Exampleshire Constabulary"}
    rows = [{"key": f"r00{at}", "number": f"{at}", "text": f"Keep {at} rotas.", **police} for at in (1, 2, 3)]
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", [{**rows[0], "agencies": ["Exampleshire Police"]}, *rows[1:]])
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j")
        assert "suggested" not in p.text
        await p.press(pilot, "m", "m", "m", "home", "j")
        await p.settle(pilot)
        assert "for 3 marked  1 sure Exampleshire Constabulary →" in p.text
        await p.press(pilot, "1")
        assert "Take the suggested agency Exampleshire Police for 2 of 3 recommendations?" in p.text
        await p.press(pilot, "enter")
        assert [r["agencies"] for r in on_disk(root).values()] == [["Exampleshire Police"]] * 3


async def test_what_is_open_in_a_cell_decided_in_part_is_found_and_resolved(tmp_path: Path, program: Make) -> None:
    rows = [
        {"key": "r001", "number": "1", "text": "Keep a rota.", "addressed_to": "Oak Hub | Exampleshire Police",
         "agencies": ["Exampleshire Police"]},
        {"key": "r002", "number": "2", "text": "Keep two rotas.", "addressed_to": "Exampleshire Police",
         "agencies": ["Exampleshire Police"]},
    ]  # fmt: skip
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", rows)
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash")
        await p.type(pilot, "agency:open")
        await p.press(pilot, "enter")
        await p.settle(pilot)
        assert [row.key for row in p.review.listing.rows] == ["", "r001"]
        assert "1 with some" in p.text.splitlines()[0]
        await p.press(pilot, "m")
        assert "1 marked  ◐1  /agency:open" in p.text.splitlines()[0]
        await p.press(pilot, "k", "m", "j")
        await p.press(pilot, "g")
        assert "Which agency is “Oak Hub” in the marked one?" in p.text
        await p.type(pilot, "refuge")
        await p.press(pilot, "enter", "enter")
        await p.settle(pilot)
        assert on_disk(root)["r001"]["agencies"] == ["Exampleton Refuge", "Exampleshire Police"]
        assert "“Oak Hub” is Exampleton Refuge: 1 recommendation changed. 0 of 2 decided." in p.said


async def test_where_a_decision_counts_is_asked_where_there_is_more_than_one_place(
    tmp_path: Path, program: Make
) -> None:
    root = tmp_path / "records"
    rows = [
        {"key": f"r00{at}", "number": f"{at}", "text": f"Keep {at} rotas.", "addressed_to": cell}
        for at, cell in enumerate(("Oak Hub", "Elm Hub", "Elm Hub", "Ash Hub"), 1)
    ]
    write_record(root, "exampleton-2023-06", rows)
    write_record(root, "northwick-2021", [{**rows[3], "key": "r001"}], title="Northwick review")
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        asked: list[list[str]] = []
        for _at in range(4):
            await p.press(pilot, "g")
            await p.type(pilot, "refuge")
            await p.press(pilot, "enter")
            asked.append([word for word in ("this recommendation", "this record", "other records") if word in p.text])
            await p.press(pilot, *(["escape"] if "where?" in p.text else []), "j")
        assert asked == [
            [],
            ["this recommendation", "this record", "other records"],
            *[asked[1]],
            ["this recommendation", "other records"],
        ]
        assert [r["agencies"] for r in on_disk(root).values()] == [["Exampleton Refuge"], [], [], []]


async def test_the_foot_has_the_keys_that_an_open_agency_needs(tmp_path: Path, program: Make) -> None:
    rows: list[dict[str, object]] = [
        {"key": "r001", "number": "1", "text": "Keep a rota.", "addressed_to": "Oak Hub | Exampleshire Police"},
        {"key": "r002", "number": "2", "text": "Keep two rotas.", "addressed_to": "Oak Hub | Exampleshire Police",
         "agencies": ["Exampleshire Police"]},
        {"key": "r003", "number": "3", "text": "Keep three rotas.", "addressed_to": ""},
        {"key": "r004", "number": "4", "text": "Keep four rotas.", "addressed_to": "Exampleshire Police",
         "agencies": ["Exampleshire Police"]},
    ]  # fmt: skip
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", rows)
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home")
        shown = []
        for _at in rows:
            await p.press(pilot, "j")
            shown.append([words for words in ("s split", "g resolve") if words in p.text.splitlines()[-1]])
        assert shown == [["s split", "g resolve"], ["s split", "g resolve"], ["g resolve"], []]
        await p.press(pilot, "home", "j", "m", "m", "s")
        assert "Make agencies of the names in the cells of 2 recommendations?" in " ".join(p.text.split())


async def test_a_bulk_decision_goes_on_to_the_next_undecided_and_ends_in_what_was_done(
    tmp_path: Path, program: Make
) -> None:
    p = program(library_of(tmp_path))
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j", "m", "m", "home", "j", "a", "enter")
        assert p.review.key == "r003"
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending")
        await p.press(pilot, "enter", "m", "home", "j", "a", "enter")
        assert not p.review.listing.rows
        text = " ".join(p.text.split())
        assert "Nothing fits the filter." in text
        assert "All 3 decided: 3 accepted." in text
        assert "S signs the record off" in text
        assert "lists everything again." in text
        await p.press(pilot, "escape")
        assert p.review.key == "r003", "where the curator was"


async def test_a_long_preview_goes_to_its_ends_and_says_first_how_many_stay(tmp_path: Path, program: Make) -> None:
    row = {"text": "Keep rotas.", "addressed_to": ""}
    rows = [{"key": f"r{at:03}", "number": f"{at}", **row} for at in range(1, 31)]
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", [{**rows[0], "status": "accepted"}, *rows[1:]])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "ctrl+a", "a")
        assert "Accept 29 of 30 recommendations? 1 stays as it is." in " ".join(p.text.split())
        assert "Keep 30 rotas" not in p.text.split("Accept 29")[1]
        preview = p.app.screen.query_one("#preview")
        await p.press(pilot, "end")
        assert preview.scroll_offset.y == preview.max_scroll_y > 0
        await p.press(pilot, "home")
        assert preview.scroll_offset.y == 0


async def test_a_letter_that_does_nothing_in_the_window_says_so(tmp_path: Path, program: Make) -> None:
    p = program(library_of(tmp_path))
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j", "question_mark", "a")
        assert "a does nothing here: esc goes back to where it does." in p.said
        said = len(p.app.said)
        await p.press(pilot, "slash", "a")
        assert len(p.app.said) == said, "it is typed"
