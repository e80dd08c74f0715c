"""The other screens, and the windows above Review."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dhrcurate.tui.screens.agencies import AgenciesScreen
from dhrcurate.tui.screens.history import HistoryScreen
from dhrcurate.tui.screens.library import LibraryScreen
from dhrcurate.tui.screens.welcome import WelcomeScreen
from made_pages import made
from tui_help import Program, on_disk, write_record

Make = Callable[..., Program]


async def test_the_library_lists_every_record_and_opens_one(library: Path, program: Make) -> None:
    (library / "broken-2020.toml").write_text("this is [no toml", encoding="utf-8")
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l")
        assert isinstance(p.app.screen, LibraryScreen)
        assert "broken-2020" in p.text
        assert "0/4" in p.text
        assert "1/2" in p.text
        await p.press(pilot, "end", "enter")
        shown: object = p.app.screen
        assert shown is p.review
        assert p.review.record_id == "northwick-2021"


async def test_a_broken_record_says_what_is_wrong_and_nothing_writes_it(library: Path, program: Make) -> None:
    path = library / "broken-2020.toml"
    path.write_text("format = 1\nthis is [no toml", encoding="utf-8")
    before = path.read_bytes()
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l", "home", "enter")
        assert "broken-2020 cannot be read" in p.text
        assert "line 2, column " in p.text
        assert "ctrl+l reads it again" in p.text
        await p.press(pilot, "escape", "escape", "left_square_bracket", "a", "e")
        assert path.read_bytes() == before


async def test_the_library_finds_the_next_record_that_needs_someone(library: Path, program: Make) -> None:
    write_record(library, "all-done-2019", [{"key": "r001", "text": "Done.", "addressed_to": "", "status": "accepted"}])
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l", "home", "n")
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)
        assert screen.listing.current is not None
        assert screen.listing.current.id == "exampleton-2023-06"


async def test_the_library_is_filtered_by_name_and_by_what_its_recommendations_are(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l", "slash")
        await p.type(pilot, "status:accepted")
        await p.settle(pilot)
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)
        assert [s.id for s in screen.listing.rows] == ["northwick-2021"]


async def test_history_shows_and_restores(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "e")
        await p.type(pilot, "Wrong. ")
        await p.press(pilot, "ctrl+s", "a", "k", "h")
        screen = p.app.screen
        assert isinstance(screen, HistoryScreen)
        assert [e.action for e in screen.listing.rows] == ["edit", "edit", "adopt"]
        await p.press(pilot, "down", "down", "enter", "enter")
        assert not on_disk(library)["r001"]["text"].startswith("Wrong")
        assert on_disk(library)["r001"]["status"] == "pending"
        assert '"action":"restore"' in (library / "exampleton-2023-06.trail.jsonl").read_text()


async def test_names_are_decided_once_for_the_whole_library(library: Path, program: Make) -> None:
    write_record(
        library, "southwick-2020", [{"key": "r001", "text": "Train.", "addressed_to": "Exampleshire Constabulary"}]
    )
    write_record(
        library, "westwick-2020", [{"key": "r001", "text": "Train too.", "addressed_to": "Exampleshire Constabulary"}]
    )
    p = program(library)
    async with p.app.run_test(size=(140, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "constab")
        await p.press(pilot, "enter")
        screen = p.app.screen
        assert isinstance(screen, AgenciesScreen)
        assert len(screen.listing.rows) == 1
        await p.press(pilot, "1")
        assert "change 2 recommendations" in p.text
        await p.press(pilot, "enter")
        for record in ("southwick-2020", "westwick-2020"):
            assert on_disk(library, record)["r001"]["agencies"] == ["Exampleshire Police"]
        assert "Exampleshire Constabulary" in (library / "agencies.toml").read_text()


async def test_resolving_in_review_searches_the_register(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "g")
        assert "Which agency is" in p.text
        await p.type(pilot, "Exampleshire Police")
        await p.press(pilot, "enter")
        assert "Exampleshire Police is a police force." in " ".join(p.text.split()), "the cell names a partnership"
        await p.press(pilot, "y")
        assert on_disk(library)["r001"]["agencies"] == ["Exampleshire Police"]


async def test_help_palette_and_theme(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.press(pilot, "question_mark")
        await p.press(pilot, "end")
        assert "Find any command by its name." in p.text
        await p.press(pilot, "escape", "ctrl+p")
        await p.type(pilot, "theme")
        await p.press(pilot, "enter")
        await p.type(pilot, "paper")
        await p.press(pilot, "enter")
        assert p.app.theme == "paper"
    again = program(library)
    assert again.app.theme == "paper"


async def test_the_tour_can_be_walked_and_left(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "ctrl+p")
        await p.type(pilot, "tour")
        await p.press(pilot, "enter", "enter")
        assert "2 of 5" in p.text
        await p.press(pilot, "escape")
        assert p.app.screen is p.review


async def test_an_empty_library_offers_a_page_and_the_sample(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "empty"
    root.mkdir()
    page = tmp_path / "table.csv"
    page.write_text(
        "number,recommendation,addressed to\n"
        "1,The Partnership should review how it shares what it knows of risk.,Safer Exampleton Partnership\n",
        encoding="utf-8",
    )
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        assert isinstance(p.app.screen, WelcomeScreen)
        assert "holds no records yet" in " ".join(p.text.split())  # a long path wraps the words
        await p.press(pilot, "i")
        await p.type(pilot, "nowhere.txt")
        await p.press(pilot, "enter")
        assert "There is no such file." in p.text


async def test_the_source_is_shown_beside_the_text(library: Path, program: Make) -> None:
    (library / "sources").mkdir()
    page = "Before.\n\nBoth bodies should agree one shared form for referrals within six months.\n\nAfter."
    (library / "sources" / "westwick-2020.txt").write_text(page, encoding="utf-8")
    write_record(
        library,
        "awick-2020",
        [
            {
                "key": "r001",
                "text": "Both bodies should agree a shared form for referrals within six months.",
                "addressed_to": "",
            }
        ],
        source={"publisher": "An invented publisher", "page": "sources/westwick-2020.txt"},
    )
    p = program(library)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.settle(pilot)
        assert p.review.record_id == "awick-2020"
        await p.press(pilot, "v")
        assert "differs in 1 place" in p.text
        assert "‹one›" in p.text
        assert "⟦a⟧" in p.text
        await p.press(pilot, "v")
        assert "differs" not in p.text


async def test_a_page_is_taken_in_beside_the_records_that_are_there(library: Path, program: Make) -> None:
    page = library.parent / "page.txt"
    page.write_text(made(3).table(), encoding="utf-8")
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "l", "i")
        await p.type(pilot, str(library.parent))
        await pilot.press("enter")
        assert "That is a folder" in p.text
        await p.type(pilot, "/page.txt")
        await p.press(pilot, "enter")
        assert len(p.app.workspace.ids) == 3
        assert "3 records" in p.text
        assert p.app.screen.listing.current.total > 0  # type: ignore[attr-defined]  # the library's list
