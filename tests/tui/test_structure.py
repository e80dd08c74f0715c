"""Mending the shape of a record on screen: what is done is shown first or told, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.tui.glyphs import sentence
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
        assert "No heading shows at the start of the text" in p.text
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
