"""The history screen on the real program."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

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
