"""Helpers for the tests of the interface."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli_w
from textual.pilot import Pilot

from dhrcurate.curation.library import Library
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.traces import trace_of_work
from dhrcurate.review.commands import keymap
from dhrcurate.review.user_state import UserStateFile
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.roots import root_edits
from dhrcurate.tui.app import CurateApp
from dhrcurate.tui.screens.review import ReviewScreen
from fake_names import FakeNames

RECORD: Sequence[Mapping[str, Any]] = (
    {
        "key": "r001",
        "number": "R1",
        "title": "Training",
        "text": "The Partnership should ask each agency how its staff are trained to recognise coercive control.",
        "addressed_to": "Safer Exampleton Partnership",
    },
    {
        "key": "r002",
        "number": "R2",
        "text": "Both bodies should agree a shared form for referrals within six months.",
        "addressed_to": "Exampleshire Police | Exampleton Council",
    },
    {
        "key": "r003",
        "number": "R10",
        "text": "The police should review how warning markers are placed on addresses.",
        "addressed_to": "",
    },
    {
        "key": "r004",
        "number": "R3",
        "text": "General practices should record domestic abuse with a code that can be searched for.",
        "addressed_to": "General practices",
    },
)
"""Recommendations of the record that most tests use, in the file's order."""


def write_record(
    root: Path,
    record_id: str,
    recommendations: Sequence[Mapping[str, Any]],
    title: str = "Exampleton review",
    **more: Any,
) -> Path:
    """Writes a record; one that bears decisions with a trail, without which it could not be changed."""
    root.mkdir(parents=True, exist_ok=True)
    data = {
        "format": 1,
        "id": record_id,
        "review": {"title": title, "csp": title.split(maxsplit=1)[0], "published": "2023-06", "year_of_death": 2019},
        "source": {"publisher": "An invented publisher", "stated_count": len(recommendations)},
        "curation": {"state": "open"},
        "recommendations": [{"agencies": [], "status": "pending", **r} for r in recommendations],
        **more,
    }
    path = root / f"{record_id}.toml"
    path.write_bytes(tomli_w.dumps(data, multiline_strings=True).encode())
    if trace_of_work(data):
        trail_beside(path).write_bytes(
            Event.make(
                parents=[], by="An importer", tool="t", action="import", state=digest(data), edits=root_edits(data)
            ).to_line()
        )
    return path


def library_of_shares(root: Path) -> Path:
    """Writes two records whose recommendations an extraction was sure of to several shares."""
    for record_id, shares in (("a-2020", (0.9, 0.3)), ("b-2020", (0.8, 0.1))):
        rows = [
            {"key": f"r00{at}", "number": str(at), "text": f"The council should publish plan {at} each spring.",
             "addressed_to": "Exampleton Council", "extracted": {"by": "x-00000001", "confidence": share}}
            for at, share in enumerate(shares, 1)
        ]  # fmt: skip
        write_record(root, record_id, rows, title=f"{record_id} review")
    return root


def on_disk(root: Path, record_id: str = "exampleton-2023-06") -> dict[str, dict[str, Any]]:
    """The recommendations of a record on disk, by key, in order."""
    data = tomllib.loads((root / f"{record_id}.toml").read_text(encoding="utf-8"))
    return {r["key"]: r for r in data["recommendations"]}


class Program:
    """The program over a library, with what tests ask of it."""

    def __init__(
        self,
        root: Path,
        *,
        curator: str = "A. Curator",
        keys: Mapping[str, str] | None = None,
        pages: tuple[Path, ...] | None = None,
        asked_for: str = "",
        queue: str = "",
    ) -> None:
        library = Library.open(root) if root.exists() else None
        assert library is not None
        library.__dict__["names"] = FakeNames()  # the register is not what these tests are about
        self.root = root
        state_file = UserStateFile(root)
        state_file.keep(replace(state_file.read(), toured=True))
        self.app = CurateApp(
            library,
            keymap(keys),
            curator=curator,
            state_file=state_file,
            pages=pages,
            asked_for=asked_for,
            queue=queue,
        )

    @property
    def review(self) -> ReviewScreen:
        """The Review screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReviewScreen)
        return screen

    @property
    def text(self) -> str:
        """What the program shows, a line each."""
        screen = self.app.screen
        width, height = screen.size
        lines = screen._compositor.render_strips()
        return "\n".join("".join(s.text for s in line)[:width].rstrip() for line in lines[:height])

    @property
    def said(self) -> str:
        """What notices said so far."""
        return "\n".join(self.app.said)

    async def settle(self, pilot: Pilot[int]) -> None:
        """Waits until what was decided is saved and what was asked is answered."""
        for _ in range(2):
            assert self.app.workspace.save_queue.wait(10)
            self.app.queries.wait(10)
            await pilot.pause()
        first = self.app.screen_stack[0]
        while isinstance(first, ReviewScreen) and first._settling is not None:  # the window has just got its size
            await pilot.pause()
        self.app.updates.show_read()
        await pilot.pause()

    async def press(self, pilot: Pilot[int], *keys: str) -> None:
        """Presses keys and settles."""
        await pilot.press(*keys)
        await self.settle(pilot)

    async def type(self, pilot: Pilot[int], words: str) -> None:
        """Types words."""
        await pilot.press(*("space" if c == " " else c for c in words))

    def end(self) -> None:
        """Ends the threads."""
        self.app.end_threads()


def remembered(root: Path) -> list[Mapping[str, Any]]:
    """What the library's register remembers of written names."""
    path = root / "agencies.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("resolved", ())) if path.exists() else []


def words_of(p: Program) -> str:
    """What the program shows, without frames and line breaks."""
    return " ".join(re.sub(r"[^\w\s.,:;?“”→]", " ", p.text).split())
