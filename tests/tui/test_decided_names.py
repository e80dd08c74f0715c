"""A name that was decided already, in Agencies and in Review: what it means now is told, and changed after a look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dhrcurate.review.queries import PreviewReady
from dhrcurate.tui.controllers.name_resolver import resolve_group
from tui_help import Program, on_disk, remembered, words_of, write_record

Make = Callable[..., Program]


def library_of(root: Path, *rows: tuple[str, list[str]]) -> Path:
    write_record(
        root,
        "exampleton-2023-06",
        [
            {"key": f"r00{at}", "number": f"R{at}", "text": f"Keep rota {at}.", "addressed_to": cell, "agencies": means}
            for at, (cell, means) in enumerate(rows, 1)
        ],
    )
    return root


def agencies_of(root: Path) -> list[list[str]]:
    return [rec["agencies"] for rec in on_disk(root).values()]


async def choose_borderland(p: Program, pilot: Pilot[int]) -> None:
    """Chooses Borderland Police for the first name in Agencies."""
    await p.press(pilot, "G", "enter")
    await p.type(pilot, "borderland")
    await p.press(pilot, "enter")


async def test_a_decision_against_what_is_decided_says_so_and_changes_that_after_a_look(
    tmp_path: Path, program: Make
) -> None:
    refuge = ["Exampleton Refuge"]
    root = library_of(tmp_path / "records", ("Oak Hub", refuge), ("Oak Hub | Elm Hub", [*refuge, "Elm Hub"]))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "o", "slash")
        await p.type(pilot, "oak")
        await p.press(pilot, "enter", "enter")
        assert "Which agency is “Oak Hub”? Now: Exampleton Refuge." in p.text
        await p.type(pilot, "borderland")
        await p.press(pilot, "enter")
        text = words_of(p)
        assert "“Oak Hub” is Borderland Police, not Exampleton Refuge as decided so far: change 2" in text
        assert "Oak Hub: Exampleton Refuge → Borderland Police" in text
        assert "Nothing has to change" not in text
        await p.press(pilot, "y")
    assert agencies_of(root) == [["Borderland Police"], ["Borderland Police", "Elm Hub"]]
    assert [row["means"] for row in remembered(root)] == [["Borderland Police"]]


async def test_beside_what_is_open_it_is_asked_what_becomes_of_what_is_decided(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", ("Oak Hub", []), ("Oak Hub", ["Exampleton Refuge"]), ("Oak Hub", []))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        for way in ("leave", "change"):
            await choose_borderland(p, pilot)
            assert "“Oak Hub” was decided to be Exampleton Refuge in R2." in words_of(p)
            await p.type(pilot, way)
            await p.press(pilot, "enter")
            text = words_of(p)
            if way == "leave":
                assert (
                    "change 2 recommendations in the records of Exampleton and remember it for them? 1 place is left"
                    in text
                )
                await p.press(pilot, "escape", "escape")
        assert "change 3 recommendations in the records of Exampleton and remember it for them?" in text
        await p.press(pilot, "y")
    assert agencies_of(root) == [["Borderland Police"]] * 3


async def test_what_cannot_be_changed_is_refused_and_not_remembered(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", ("All agencies", ["Exampleton Refuge"]))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "o", "enter")
        await p.type(pilot, "borderland")
        await p.press(pilot, "enter")
        assert "its agencies are decided already: Exampleton Refuge" in words_of(p)
    assert not remembered(root)


async def test_a_refusal_stands_where_the_question_would_and_takes_the_key_that_would_have_answered_it(
    tmp_path: Path, program: Make
) -> None:
    root = library_of(tmp_path / "records", ("Oak Hub | GP practices", []))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "gp")
        await p.press(pilot, "enter", "enter")
        await p.type(pilot, "refuge")
        await p.press(pilot, "enter")
        text = words_of(p)
        assert "R1 is left as it is, its cell also names “Oak Hub”, not decided yet." in text
        assert "g in Review decides such a name" in text
        await p.press(pilot, "enter")
        assert "Nothing can be changed" not in p.text
        assert "Which agency is" not in p.text
        await p.press(pilot, "enter")
        assert "Which agency is “GP practices”?" in p.text
    assert not remembered(root)
    assert agencies_of(root) == [[]]


async def test_an_agency_that_is_no_such_body_is_told_and_taken_only_with_a_y(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", ("GP practices", []))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        for key in ("enter", "y"):
            await choose_borderland(p, pilot)
            assert "“GP practices” means many agencies; Borderland Police is a police force." in words_of(p)
            assert agencies_of(root) == [[]]
            await p.press(pilot, key)
            await p.press(pilot, "escape")
    assert agencies_of(root) == [["Borderland Police"]]


async def test_an_agency_that_is_no_such_body_is_told_for_one_recommendation_and_for_a_group_too(
    tmp_path: Path, program: Make
) -> None:
    root = library_of(tmp_path / "records", ("MARAC", []), ("Borderland Police", []))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        for key in ("enter", "y"):
            await p.press(pilot, "g")
            await p.type(pilot, "borderland")
            await p.press(pilot, "enter")
            assert "“MARAC” is a meeting; Borderland Police is a police force." in words_of(p)
            assert agencies_of(root)[0] == []
            await p.press(pilot, key, "escape")
        assert agencies_of(root)[0] == ["Borderland Police"]
        await p.press(pilot, "u")
        resolve_group(p.app, ["MARAC", "Borderland Police"], "Borderland Police", p.app.say)
        await p.settle(pilot)
        assert "“MARAC” is a meeting; Borderland Police is a police force." in words_of(p)
        await p.press(pilot, "enter")
    assert agencies_of(root) == [[], []]


async def test_a_key_that_comes_before_the_question_opens_no_search(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library_of(tmp_path / "records", ("Exampleton Council", []))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G")
        looked = p.app.updates.result_came
        came: list[object] = []
        monkeypatch.setattr(
            p.app.updates, "result_came", lambda r: came.append(r) if isinstance(r, PreviewReady) else looked(r)
        )
        await p.press(pilot, "1")
        await p.press(pilot, "enter")
        assert "Which agency is" not in p.text
        (preview,) = came
        assert isinstance(preview, PreviewReady)
        looked(preview)
        await p.settle(pilot)
        assert "change 1 recommendation and remember it" in words_of(p)
        assert "Looking through the library" not in p.text


async def test_resolving_a_name_that_is_decided_leads_straight_to_another_agency(tmp_path: Path, program: Make) -> None:
    cell = "Oak Hub | Exampleshire Police"
    root = library_of(tmp_path / "records", (cell, ["Exampleshire Police", "Exampleton Refuge"]))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j", "g")
        assert "Oak Hub  Now: Exampleton Refuge." in p.text
        assert "Exampleshire Police  Now: Exampleshire Police." in p.text
        await p.press(pilot, "enter")
        await p.type(pilot, "borderland")
        await p.press(pilot, "enter")
        assert "“Oak Hub” is Borderland Police: 1 recommendation changed." in p.said
        await p.press(pilot, "u")
    assert agencies_of(root) == [["Exampleshire Police", "Exampleton Refuge"]]


async def test_agencies_of_a_whole_cell_are_refused_at_once(tmp_path: Path, program: Make) -> None:
    root = library_of(
        tmp_path / "records", ("Exampleshire Police | Exampleshire Constabulary", ["Exampleshire Police"])
    )
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j", "g")
        if "Which name of the cell?" in p.text:
            await p.press(pilot, "enter")
        assert "The agencies of the whole cell are “Exampleshire Police”. e changes them." in p.said


async def test_a_name_is_resolved_in_all_that_is_marked_after_a_look(tmp_path: Path, program: Make) -> None:
    root = library_of(
        tmp_path / "records",
        ("Oak Hub", []),
        ("Elm Hub", []),
        ("Oak Hub", []),
        ("Oak Hub", []),
        ("Oak Hub | Ash Hub", []),
    )
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "home", "j", "m", "m", "m", "j", "m", "g")
        assert "Oak Hub  in 3 of 4" in p.text
        assert "Elm Hub  in 1 of 4" in p.text
        await p.type(pilot, "oak")
        await p.press(pilot, "enter")
        assert "Which agency is “Oak Hub” in the 4 marked?" in p.text
        await p.type(pilot, "refuge")
        await p.press(pilot, "enter")
        text = words_of(p)
        assert "“Oak Hub” is Exampleton Refuge: change 2 recommendations? 1 place is left as it is" in text
        assert "its cell also names “Ash Hub”, not decided yet" in text
        assert agencies_of(root) == [[]] * 5
        await p.press(pilot, "y")
    assert agencies_of(root) == [["Exampleton Refuge"], [], ["Exampleton Refuge"], [], []]
    assert not remembered(root)


async def test_a_refusal_that_comes_after_the_screen_was_left_is_said(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library_of(tmp_path / "records", ("All agencies", ["Exampleton Refuge"]))
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "o", "enter")
        looked = p.app.updates.result_came
        came: list[PreviewReady] = []
        monkeypatch.setattr(
            p.app.updates, "result_came", lambda r: came.append(r) if isinstance(r, PreviewReady) else looked(r)
        )
        await p.type(pilot, "borderland")
        await p.press(pilot, "enter")
        await p.press(pilot, "escape")
        looked(came[0])
        await p.settle(pilot)
        assert "its agencies are decided already: Exampleton Refuge" in p.said
