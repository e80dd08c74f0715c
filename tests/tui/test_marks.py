"""Marks: what takes them away, what is suggested for them, and that both are said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]


async def test_escape_takes_the_filter_away_first_and_then_the_marks_and_says_so(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
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
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "m", "v")
        assert "esc close" in p.text.splitlines()[-1]
        await p.press(pilot, "escape")
        assert p.review.marked
        assert "esc marks off" in p.text.splitlines()[-1]
