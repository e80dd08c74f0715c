"""The history screen on the real program."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event
from dhrcurate.tui.screens.history import HistoryScreen
from tui_help import Program


async def test_history_tells_events_apart_and_restoring_names_moment_and_count(
    library: Path, program: Callable[..., Program]
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "x")
        await p.type(pilot, "twice")
        await p.press(pilot, "enter", "a", "k", "k", "h", "t")
        assert "R1 · status: pending → rejected, note: twice" in p.text
        assert "R2 · status: pending → accepted" in p.text
        assert "/recommendations/" not in p.text
        times = [line.split("  ")[0] for line in p.text.splitlines() if " · status: " in line]
        assert all(a != b for a, b in itertools.pairwise(times))
        await p.press(pilot, "end", "enter")
        assert "Bring the whole record back to 20" in p.text
        assert ": 3 changes?" in p.text


def plant(library: Path, path: str, odd: object, *, begins: bool) -> None:
    """Puts an event with an odd value in place of each trail, or at its end."""
    for trail in library.glob("*-*.trail.jsonl"):
        first, *_ = lines = trail.read_bytes().splitlines(keepends=True)
        event = Event.from_line(first)
        event = replace(event, parents=() if begins else (event.id,), changes=(Change(path, None, odd, "0" * 32),))
        event = replace(event, id=event.computed_id())
        trail.write_bytes(event.to_line() if begins else b"".join((*lines, event.to_line())))


@pytest.mark.parametrize(
    ("path", "odd", "begins"),
    [
        ("", {"recommendations": 5}, True),
        ("", "x", False),
        ("/recommendations", [5], True),
        ("/recommendations/@order", [{}, 5], False),
    ],
)
async def test_history_shows_events_with_values_of_any_shape(
    library: Path, program: Callable[..., Program], path: str, odd: object, begins: bool
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "a")
        plant(library, path, odd, begins=begins)
        await p.press(pilot, "h", "t", "end", "home")
        assert "History of" in p.text


async def test_an_open_history_shows_no_more_what_another_took_out(
    library: Path, program: Callable[..., Program], tmp_path: Path
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        for words in ("lantern", "else"):
            await p.press(pilot, "x")
            await p.type(pilot, words)
            await p.press(pilot, "enter", "k")
        await p.press(pilot, "h")
        screen = p.app.screen
        assert isinstance(screen, HistoryScreen)
        assert "lantern" in p.text
        (tmp_path / "text").write_text("lantern")
        taken = ("--library", str(library), "--text-from", str(tmp_path / "text"), "--as", "B. Other", "--reason", "x")
        assert main(["audit", "redact", p.review.record_id, *taken]) == 0
        screen.look_at_trail()
        await p.settle(pilot)
        assert "History of" in p.text
        assert "lantern" not in p.text
