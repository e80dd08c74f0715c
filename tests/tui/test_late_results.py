"""Results that arrive late: each belongs to the query that it answers, or is dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.naming import agencies, clustering, meanings
from dhrcurate.curation.naming.agencies import Change, Preview
from dhrcurate.domain.agency import Context
from dhrcurate.tui.controllers.name_resolver import NameResolver
from dhrcurate.tui.screens.agencies import AgenciesScreen
from tui_help import Program, on_disk

Make = Callable[..., Program]
ID = "exampleton-2023-06"
OTHER = "northwick-2021"


class Held:
    """A function whose first call waits until it is released."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.begun, self.release = threading.Event(), threading.Event()
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        first = not self.begun.is_set()
        result = self._function(*args, **kwargs)
        if first:
            self.begun.set()
            assert self.release.wait(10)
        return result


def preview_of(cell: str) -> Preview:
    return Preview((Change(ID, "r001", "R1", cell, (), ("A body",)),))


async def test_a_preview_is_never_taken_for_the_answer_to_a_newer_question(library: Path, program: Make) -> None:
    p = program(library)
    first = Held(lambda _records, _names: preview_of("first"))
    shown: list[tuple[str, str]] = []
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        p.app.ask_preview(first, lambda preview: shown.append(("first", preview.changes[0].cell)))
        assert first.begun.wait(10)
        p.app.ask_preview(
            lambda _records, _names: preview_of("second"),
            lambda preview: shown.append(("second", preview.changes[0].cell)),
        )
        first.release.set()
        await p.settle(pilot)
        await p.settle(pilot)
    assert shown == [("second", "second")]


async def test_a_preview_that_comes_over_an_open_dialog_is_dropped_and_said(library: Path, program: Make) -> None:
    p = program(library)
    held = Held(lambda _records, _names: preview_of("first"))
    shown: list[Preview] = []
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        p.app.ask_preview(held, shown.append)
        assert held.begun.wait(10)
        await pilot.press("x")
        await pilot.pause()
        held.release.set()
        await p.settle(pilot)
        assert shown == []
        assert "The preview was dropped" in p.said
        await p.type(pilot, "y")
        await p.press(pilot, "enter")
    assert on_disk(library)["r001"]["note"] == "y"


async def test_two_names_resolved_in_quick_succession_each_mean_their_own_agency(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(meanings.decide)
    monkeypatch.setattr("dhrcurate.curation.naming.deciding.decide", held)
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        NameResolver(p.app, "Northwick Council", Context()).choose("Northwick Borough Council")
        assert held.begun.wait(10)
        NameResolver(p.app, "General practices", Context()).choose("GP practices")
        held.release.set()
        await p.settle(pilot)
        await p.press(pilot, "y")
        await p.press(pilot, "y")
    assert on_disk(library)["r004"]["agencies"] == ["GP practices"]
    for rec in on_disk(library, OTHER).values():
        assert rec["agencies"] == []


async def test_groups_of_names_that_are_no_longer_shown_are_dropped(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G")
        screen = p.app.screen
        assert isinstance(screen, AgenciesScreen)
        names = Held(agencies.names_of)
        monkeypatch.setattr(agencies, "names_of", names)
        grouped: list[int] = []
        clusters_of = clustering.clusters_of

        def noted(found: Any) -> Any:
            grouped.append(len(found))
            return clusters_of(found)

        monkeypatch.setattr(clustering, "clusters_of", noted)
        screen.something_saved()  # asks for the names anew
        assert names.begun.wait(10)
        await pilot.press("c", "c")  # asks for groups of the old names, then shows names again
        names.release.set()
        await p.settle(pilot)
        await p.press(pilot, "c")
        assert len(grouped) == 2, "the groups of the old names were shown for the new"


async def test_a_page_that_cannot_be_read_is_not_held_against_another_record(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for record_id, page in ((ID, "there.txt"), (OTHER, "gone.txt")):
        path = library / f"{record_id}.toml"
        path.write_bytes(path.read_bytes().replace(b"[source]", f'[source]\npage = "sources/{page}"'.encode()))
    (library / "sources").mkdir()
    (library / "sources" / "there.txt").write_text("The Partnership should ask each agency.", "utf-8")
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "v")
        held = Held(p.app.workspace.library.page)
        monkeypatch.setattr(p.app.workspace.library, "page", held)
        await pilot.press("right_square_bracket")
        assert held.begun.wait(10)
        await pilot.press("left_square_bracket")
        held.release.set()
        await p.settle(pilot)
        assert p.review.record_id == ID
        assert p.review.has_class("-source")
        assert "cannot be read" not in p.said
