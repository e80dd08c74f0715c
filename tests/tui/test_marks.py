"""Marks: what takes them away, what is suggested for them, and that both are said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_help import RECORD, Program, on_disk, write_record

Make = Callable[..., Program]


async def test_escape_takes_the_filter_away_first_and_then_the_marks_and_says_so(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(110, 24)) as pilot:
        await p.settle(pilot)
        assert "esc" not in p.text.splitlines()[-1], "there is nothing to take away"
        await p.press(pilot, "slash")
        await p.type(pilot, "should")
        await p.press(pilot, "enter", "ctrl+a")
        marked = p.review.marked
        assert len(marked) == 4
        assert "esc filter off" in p.text.splitlines()[-1]
        await p.press(pilot, "escape")
        assert (p.review.filtered, p.review.marked) == (False, marked)
        assert p.app.said[-1] == "The filter is off; 4 recommendations stay marked until esc again."
        p.app.unsay()
        await p.press(pilot, "j")
        assert "esc marks off" in p.text.splitlines()[-1]
        await p.press(pilot, "escape")
        assert not p.review.marked
        assert p.app.said[-1] == "Took 4 marks off."
        p.app.unsay()
        await p.press(pilot, "j")
        assert "esc" not in p.text.splitlines()[-1]


async def test_the_foot_says_that_a_source_which_was_asked_for_is_closed_first(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    sources = write_record(root, "exampleton-2023-06", RECORD, source={"page": "sources/page.txt"}).parent / "sources"
    sources.mkdir()
    (sources / "page.txt").write_text("What was extracted\n", encoding="utf-8")
    p = program(root)
    async with p.app.run_test(size=(110, 24)) as pilot:
        await p.press(pilot, "m", "v")
        assert "esc close" in p.text.splitlines()[-1]
        await p.press(pilot, "escape")
        assert p.review.marked
        assert "esc marks off" in p.text.splitlines()[-1]


SHARED = [
    {"key": "r001", "number": "1", "text": "The force should keep a rota.", "addressed_to": "Exampleshire Police"},
    {"key": "r002", "number": "2", "text": "The force should name a lead.", "addressed_to": "Exampleshire Police"},
    {"key": "r003", "number": "3", "text": "The refuge should be told.", "addressed_to": "Exampleton Refuge"},
]


async def test_digits_take_what_is_suggested_for_the_marked_whatever_the_row_slid_to_has(
    tmp_path: Path, program: Make
) -> None:
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", SHARED)
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "m")
        await p.settle(pilot)
        assert p.review.key == "r003", "marking goes on to the next row"
        assert "for 2 marked  1 sure Exampleshire Police" in p.text
        for _ in range(2):
            await p.press(pilot, "1")
            assert "Take the suggested agency Exampleshire Police for 2 recommendations?" in " ".join(p.text.split())
            await p.press(pilot, "escape", "home")
            await p.settle(pilot)
        await p.press(pilot, "1", "enter")
        police = ["Exampleshire Police"]
        assert [r["agencies"] for r in on_disk(root).values()] == [police, police, []]
        await p.press(pilot, "escape", "end")
        await p.settle(pilot)
        assert "suggested     1 sure Exampleton Refuge" in p.text


async def test_nothing_is_suggested_for_what_is_marked_once_it_is_decided(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", SHARED)
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "m")
        await p.settle(pilot)
        assert "for 2 marked" in p.text
        await p.press(pilot, "1", "enter")
        await p.settle(pilot)
        assert p.review.marked
        assert "for 2 marked" not in p.text


async def test_of_what_is_marked_in_several_records_one_that_is_open_gives_the_suggestions(
    tmp_path: Path, program: Make
) -> None:
    root = tmp_path / "records"
    write_record(root, "aworth-2020", SHARED[:1])
    write_record(root, "bworth-2021", SHARED[2:])
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t", "home", "j", "m", "end", "m")
        await p.settle(pilot)
        await p.press(pilot, "1", "enter")
        await p.settle(pilot)
        assert on_disk(root, "bworth-2021")["r003"]["agencies"] == ["Exampleton Refuge"]
        assert on_disk(root, "aworth-2020")["r001"]["agencies"] == []
        assert "for 2 marked  1 sure Exampleshire Police" in p.text
