"""A document opened in the system's viewer: the programs that are there stand in a folder of the test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dhrcurate.tui.external_viewer import open_file

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="another program opens files there")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs; what they are asked is written to a file beside it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":7")
    return folder


def add(folder: Path, name: str, *, code: int = 0, says: str = "") -> None:
    asked = folder.parent / "asked"
    (folder / name).write_text(f'#!/bin/sh\necho "{name} $@" >> {asked}\necho "{says}"\nexit {code}\n')
    (folder / name).chmod(0o755)


def asked(folder: Path) -> list[str]:
    file = folder.parent / "asked"
    return [line for line in file.read_text().splitlines() if "xdg-mime" not in line] if file.exists() else []


def test_the_systems_own_viewer_is_told_the_page_where_it_is_known_how(programs: Path) -> None:
    add(programs, "xdg-mime", says="org.kde.okular.desktop")
    add(programs, "okular")
    assert open_file(Path("/records/report.pdf"), 31) == ("Opened report.pdf at p. 31.", False)
    assert asked(programs) == ["okular --page 31 /records/report.pdf"]


def test_another_viewer_gets_the_file_and_the_page_is_said(programs: Path) -> None:
    add(programs, "xdg-mime", says="something-else.desktop")
    add(programs, "xdg-open")
    assert open_file(Path("/records/report.pdf"), 31) == ("Opened report.pdf; it is on p. 31.", False)
    assert asked(programs) == ["xdg-open /records/report.pdf"]


def test_a_document_of_another_kind_is_opened_by_what_opens_it(programs: Path) -> None:
    add(programs, "xdg-mime", says="org.kde.okular.desktop")
    add(programs, "okular")
    add(programs, "xdg-open")
    assert open_file(Path("/records/plan.xlsx"), 0) == ("Opened plan.xlsx.", False)
    assert asked(programs) == ["xdg-open /records/plan.xlsx"]


def test_a_viewer_that_does_not_start_is_tried_without_the_page(programs: Path) -> None:
    add(programs, "xdg-mime", says="org.kde.okular.desktop")
    add(programs, "okular", code=1)
    add(programs, "xdg-open")
    words, failed = open_file(Path("/records/report.pdf"), 31)
    assert (words, failed) == ("Opened report.pdf; it is on p. 31.", False)


@pytest.mark.parametrize("with_one_that_fails", [False, True])
def test_where_no_viewer_is_there_it_is_said_where_the_file_is(programs: Path, with_one_that_fails: bool) -> None:
    if with_one_that_fails:
        add(programs, "xdg-open", code=3)
    words, failed = open_file(Path("/records/report.pdf"), 31)
    assert (words, failed) == ("No viewer could be started. The file is /records/report.pdf, p. 31.", True)


def test_without_a_screen_nothing_is_started(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    add(programs, "xdg-open")
    words, failed = open_file(Path("/records/report.pdf"), 31)
    assert failed
    assert words == "There is no screen here to open a viewer on. The file is /records/report.pdf, p. 31."
    assert asked(programs) == []
