"""What the screens look like, as pictures; `pytest --snapshot-update` takes them anew after a change that is meant.

Findings are invented here, so that a rule that learns better words changes no picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from dhrcurate.domain.edit import Data, Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.review.examined import Examined
from dhrcurate.review.querying import Queries
from reports_beside import library_beside
from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]


class Picture(SingleFileSnapshotExtension):
    """One SVG a picture."""

    _write_mode = WriteMode.TEXT
    _file_extension = "svg"
    file_extension = "svg"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


def findings(_queries: Queries, _record_id: str, _data: Data, _evidence: object) -> Examined:
    """The same findings each time."""
    cell = "/recommendations/r002/addressed_to"
    split = Edit("/recommendations/r002/agencies", [], ["Exampleshire Police", "Exampleton Borough Council"])
    active = [
        Finding("DHR202", "several-agencies", Severity.WARNING, "the cell names 2 agencies", cell, None, "r002",
                fix=Fix(Safety.SAFE, "split into 2 agencies", (split,))),
        Finding("DHR311", "doubled-word", Severity.INFO, "a word stands there twice",
                "/recommendations/r002/text", Span(12, 26), "r002"),
        Finding("DHR201", "missing-addressee", Severity.ERROR, "the addressee is missing",
                "/recommendations/r003/addressed_to", None, "r003"),
        Finding("DHR412", "missing-summary", Severity.INFO, "the summary is missing"),
    ]  # fmt: skip
    return Examined(active, [], {}, {}, {})


def picture(p: Program) -> str:
    """The screen as SVG, without what changes from run to run."""
    svg = re.sub(r"terminal-\d+", "terminal", p.app.export_screenshot(title="dhrcurate"))
    svg = re.sub(r"\d{4}-\d\d-\d\d&#160;\d\d:\d\d(?!:)", "2026-01-01&#160;00:00", svg)
    return re.sub(r"\d{4}-\d\d-\d\d(?:&#160;|T| )\d\d:\d\d:\d\d(?:\.\d+Z)?", "2026-01-01&#160;00:00:00", svg)


SCREENS = {
    "review-80x24": ((80, 24), "j"),
    "review-120x40": ((120, 40), "j"),
    "review-200x60": ((200, 60), "j"),
    "record-row": ((80, 24), "home"),
    "source": ((160, 40), "j v"),
    "source-80x24": ((80, 24), "j v"),
    "filter": ((80, 24), "slash p o l i c e"),
    "marks": ((80, 24), "m m a"),
    "edit": ((100, 30), "j e"),
    "edit-80x24": ((80, 24), "j e"),
    "why": ((80, 24), "j enter"),
    "help": ((100, 30), "question_mark"),
    "palette": ((80, 24), "ctrl+p"),
    "resolve": ((100, 30), "g"),
    "reject": ((80, 24), "x"),
    "library": ((100, 16), "l"),
    "agencies": ((120, 24), "G"),
    "agencies-80x24": ((80, 24), "G"),
}


@pytest.fixture
def pictured(library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library of the pictures, with a source page."""
    monkeypatch.setattr(Queries, "_examine", findings)
    (library / "sources").mkdir()
    text = "\n\n".join(str(r["text"]) for r in RECORD).replace("a shared form", "one form")
    (library / "sources" / "page.txt").write_text(f"What the review recommends\n\n{text}\n", encoding="utf-8")
    write_record(
        library,
        "exampleton-2023-06",
        RECORD,
        source={"publisher": "An invented publisher", "page": "sources/page.txt"},
    )
    return library


@pytest.mark.parametrize("name", SCREENS)
async def test_screen(name: str, pictured: Path, program: Make, snapshot: SnapshotAssertion) -> None:
    size, keys = SCREENS[name]
    p = program(pictured)
    async with p.app.run_test(size=size) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *keys.split())
        for line in p.app.screen.query("Input, TextArea"):
            line.cursor_blink = False  # type: ignore[attr-defined]  # both have it
        await pilot.pause()
        assert picture(p) == snapshot


DOCUMENTS = {
    "place-80x24": ((80, 24), "j"),
    "place-200x50": ((200, 50), "j"),
    "document-80x24": ((80, 24), "j v"),
    "document-200x50": ((200, 50), "j v"),
    "not-extracted-80x24": ((80, 24), "j j"),
    "not-extracted-200x50": ((200, 50), "j j v"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_document(
    name: str, tmp_path: Path, program: Make, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Queries, "_examine", lambda *_: ([], [], {}))
    p = program(library_beside(tmp_path / "records"))
    size, keys = DOCUMENTS[name]
    async with p.app.run_test(size=size) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *keys.split())
        assert picture(p) == snapshot


async def test_what_a_later_extraction_brought(updated: Path, program: Make, snapshot: SnapshotAssertion) -> None:
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U")
        assert picture(p) == snapshot


@pytest.mark.parametrize("theme", ["paper", "ember", "contrast"])
async def test_theme(theme: str, pictured: Path, program: Make, snapshot: SnapshotAssertion) -> None:
    p = program(pictured)
    p.app.theme = theme
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "j")
        assert picture(p) == snapshot


async def test_a_theme_that_is_chosen_while_it_runs_colours_what_stands_still(pictured: Path, program: Make) -> None:
    p = program(pictured)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.press(pilot, "j")
        p.app.theme = "paper"
        await p.settle(pilot)
        chosen = picture(p)
    anew = program(pictured)
    anew.app.theme = "paper"
    async with anew.app.run_test(size=(100, 40)) as pilot:
        await anew.press(pilot, "j")
        assert chosen == picture(anew)


async def test_without_colour(
    pictured: Path, program: Make, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    p = program(pictured)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "j", "m")
        assert picture(p) == snapshot
