"""What somebody in a browser can import: regular files of the folders that the server names, and nothing else."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.tui.app import CurateApp
from dhrcurate.web.server import review_command
from made_pages import made
from tui_help import Program

Make = Callable[..., Program]
SAME = "There is no page of that name to import here."


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a page, a folder in it and links; and a page elsewhere on the server."""
    folder = tmp_path / "pages"
    (folder / "deeper").mkdir(parents=True)
    for name in ("pages/page.txt", "pages/deeper/page2.txt", "elsewhere.txt"):
        (tmp_path / name).write_text(made(3).table(), encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "elsewhere.txt")
    (folder / "away").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    return folder


async def test_a_regular_file_of_a_named_folder_is_imported_by_its_name(
    library: Path, program: Make, pages: Path
) -> None:
    p = program(library, pages=(pages.parent / "none", pages))
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l", "i")
        assert "page.txt" in p.text
        assert "out.txt" not in p.text
        await p.type(pilot, "page.txt")
        await p.press(pilot, "enter")
        assert len(p.app.workspace.ids) == 3


NOT_TO_IMPORT = (
    *("{elsewhere}", "../elsewhere.txt", "./page.txt", "deeper/page2.txt", "deeper", "out.txt", "away/elsewhere.txt"),
    *("pipe.txt", "/no/such/file", "~/page.txt", "."),
)


async def test_all_else_gets_one_answer_before_any_file_is_looked_at(
    library: Path, program: Make, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = program(library, pages=(pages,))
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l")
        looked: list[str] = []
        for name in ("is_file", "is_dir", "exists", "stat", "open"):
            real = getattr(Path, name)

            def look(self: Path, *arguments: Any, _real: Any = real, **options: Any) -> Any:
                looked.append(str(self))
                return _real(self, *arguments, **options)

            monkeypatch.setattr(Path, name, look)
        for typed in NOT_TO_IMPORT:
            words = typed.format(elsewhere=pages.parent / "elsewhere.txt", pages=pages)
            await p.press(pilot, "i")
            looked.clear()
            await p.type(pilot, words)
            await p.press(pilot, "enter")
            assert SAME in p.text, words
            assert not [path for path in looked if path.endswith(words.strip("./~") or words)]
            assert len(p.app.workspace.ids) == 2
            await p.press(pilot, "escape")
            assert SAME not in p.text


async def test_without_folders_the_key_says_how_to_start_the_server(library: Path, program: Make) -> None:
    p = program(library, pages=())
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l", "i")
        assert "--pages FOLDER" in p.text
        assert "Which page?" not in p.text


def test_the_server_names_its_folders_to_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(review_command(Path("records"), pages=(tmp_path / "a b", Path("c"))))
    assert words[-4:] == [f"--pages={tmp_path / 'a b'}", f"--pages={Path('c').absolute()}", "--", words[-1]]
    assert main(["serve", "--pages", str(tmp_path / "nowhere")]) == 2
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_a_page_of_the_browser_has_no_folders_unless_they_are_named(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")

    def run(app: CurateApp) -> int:
        given.append(app.pages)
        return 0

    monkeypatch.setattr("dhrcurate.tui.running.run", run)
    assert main(["review", str(library)]) == 0
    assert main(["review", str(library), "--pages", "one", "--pages", "two"]) == 0
    assert given == [(), (Path("one"), Path("two"))]
