"""Takes the screenshots of the documentation from the program itself, on a copy of the sample library."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it when it is imported

from textual.pilot import Pilot

from dhrcurate.tui.opening import opened

_OWN_IDS = re.compile(r"terminal-\d+")


@dataclass(frozen=True)
class Shot:
    """One screenshot.

    Attributes:
        name: Its file's name without the ending.
        keys: What is pressed before it is taken.
        size: Columns and rows.
        record: The record that is opened.
    """

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (132, 38)
    record: str = "exampleton-2023-06"


SHOTS = (
    Shot("review", ("j", "j", "j")),
    Shot("review-small", ("j", "j", "j"), size=(80, 24)),
    Shot("source", ("j", "j", "v")),
    Shot("library", ("l",)),
    Shot("agencies", ("G",)),
    Shot("history", ("h",)),
    Shot("help", ("question_mark",)),
)


async def write_all(folder: Path, library: Path) -> None:
    """Writes every screenshot as SVG.

    Args:
        folder: Where to.
        library: The library to copy and show.
    """
    folder.mkdir(exist_ok=True)
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch, library.name)
            shutil.copytree(library, copy, ignore=shutil.ignore_patterns(".dhrcurate"))
            for other in copy.glob("*.toml"):
                if shot.name not in {"library", "agencies"} and other.stem not in {
                    shot.record,
                    "agencies",
                    "dhrcurate",
                }:
                    other.unlink()
                    other.with_name(f"{other.stem}.trail.jsonl").unlink()
            svg = await _taken(shot, copy)
        (folder / f"{shot.name}.svg").write_text(_OWN_IDS.sub(f"dhrcurate-{shot.name}", svg), "utf-8")


async def _taken(shot: Shot, library: Path) -> str:
    app = opened(library, named="A. Curator", register=None)
    async with app.run_test(size=shot.size, notifications=False) as pilot:
        await _settled(pilot)
        for key in shot.keys:
            await pilot.press(key)
            await _settled(pilot)
        return str(app.export_screenshot(title="dhrcurate"))


async def _settled(pilot: Pilot[int]) -> None:
    """Waits until everything that loads beside the interface is there."""
    for _ in range(12):
        await pilot.pause(0.1)
