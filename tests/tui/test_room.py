"""What has room on a small screen: words before numbers, whole words, and the filter that the list is narrowed by."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.content import Content

from dhrcurate.review.querying import Queries
from dhrcurate.review.row import Row
from dhrcurate.tui.differences import difference_of
from dhrcurate.tui.screens.history import _sign
from dhrcurate.tui.screens.library import LibraryScreen
from dhrcurate.tui.widgets.bars import Head, Position
from dhrcurate.tui.widgets.findings_panel import Panel, findings_blocks
from dhrcurate.tui.widgets.overview_list import OverviewList
from dhrcurate.tui.widgets.recommendation_list import RecommendationList
from dhrcurate.tui.widgets.text_view import Block, wrapped
from reports_beside import library_beside
from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]


def lines(p: Program) -> list[str]:
    return p.text.split("\n")


async def test_one_long_number_takes_no_room_from_every_row_and_is_read_whole(library: Path, program: Make) -> None:
    numbered = [{**RECORD[0], "key": f"r{n:03}", "number": f"R{n}"} for n in range(1, 20)]
    write_record(library, "exampleton-2023-06", [*numbered, {**RECORD[1], "key": "r020", "number": "R20 (EXT)"}])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert any("R4  Training" in line for line in lines(p))
        assert "no. recommendation" in p.text
        await p.press(pilot, "end")
        assert any("R20 (EXT) Both" in line for line in lines(p))


def test_a_head_that_has_no_room_is_another_word() -> None:
    listing = RecommendationList()
    listing._number_width = 9
    assert listing.heads(24).plain.split() == ["no.", "text", "!"]
    assert listing.heads(40).plain.split() == ["no.", "recommendation", "!"]


def test_a_passage_shows_no_stump_of_its_words() -> None:
    row = Row("a", "b", "R32", "Exampleshire Police should", "pending", place="p. 5", stands="sure")
    listing = RecommendationList()
    assert "…" not in listing._left_out(row, 30, at_cursor=False).plain
    assert "Exampleshire" in listing._left_out(row, 50, at_cursor=False).plain


async def test_a_filter_is_told_at_the_head_of_a_small_screen(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Queries, "_examine", lambda *_: ([], [], {}))
    p = program(library_beside(tmp_path / "records"))
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "slash", *"agency:none", "enter")
        assert "/agency:none" in lines(p)[0]


async def test_a_note_of_the_head_is_not_cut_in_mid_word_and_a_long_filter_is(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        head = p.review.query_one(Head)

        def told(place: str, *notes: str) -> str:
            head.show(Position("Library", place, notes))
            return head.render_line(0).text

        assert "32 of 34 located  by name " in told("3 of 151 decided", "32 of 34 located", "by name")
        assert "by" not in told("3 of 151 decided in all of these rows", "32 of 34 located", "by name")
        assert "/status:pending status:pending" in told("5 records", "/" + "status:pending " * 9)
        assert "/status…" in told("5 records " * 5, "/" + "status:pending " * 9)


async def test_the_pane_tells_whether_it_shows_a_recommendation_or_the_record(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        assert "─ Recommendation ─" in p.text
        await p.press(pilot, "home")
        assert "─ Record ─" in p.text
        assert "─ Recommendation ─" not in p.text


async def test_the_palette_has_keys_and_names_below_each_other(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "ctrl+p")
        named = {name: line for line in lines(p) for name in ("Reject  ", "Redo  ", "Undo  ") if name in line}
        assert len({line.index(name) for name, line in named.items()}) == 1
        assert "ctrl+r  Redo  " in named["Redo  "]


async def test_every_key_of_the_facets_is_read_whole_on_a_small_screen(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "F")
        keys = next(line for line in lines(p) if "space mark" in line)
        assert keys.rstrip(" │").endswith("esc back")


async def test_the_overview_has_the_lines_that_few_records_leave_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l")
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)
        assert screen.overview.size.height >= 16
        await pilot.resize_terminal(120, 40)
        await p.settle(pilot)
        assert screen.query_one("#records-side").size.height > 30


async def test_the_cursor_of_the_overview_passes_headings_and_that_of_the_records_is_seen_less(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l")
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)
        records = screen.listing
        row = records.rows[records.cursor]
        before = records.row_ink(row, at_cursor=True)
        await p.press(pilot, "tab")
        assert records.row_ink(row, at_cursor=True) != before
        for key in "j" * 6 + "k" * 12:
            await p.press(pilot, key)
            assert screen.overview.current is not None
            assert screen.overview.current.kind != "heading"


def test_signs_of_a_change_have_no_line_through_or_under_them() -> None:
    told = difference_of("two of the visits", "two of those visits")
    lined = {told.plain[s.start : s.end] for s in told.spans if s.style in {"added", "removed"}}
    assert lined == {"the", "those"}
    assert told.plain == "two of [−the−][+those+] visits"
    assert not {s.style for ink in ("added", "removed") for s in _sign(ink).spans} & {"added", "removed"}


async def test_no_value_is_drawn_as_none(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "1", "h")
        lined = {
            segment.text
            for line in p.app.screen._compositor.render_strips()
            for segment in line
            if segment.style and (segment.style.strike or segment.style.underline)
        }
        assert "nothing" in p.text
        assert lined
        assert "nothing" not in lined


def test_findings_of_the_record_are_told_in_a_line_on_a_small_screen() -> None:
    *_, last = findings_blocks(Panel(about_record=12), lambda _: "k")
    assert last.content.cell_length <= 45


async def test_no_shreds_of_the_screen_stand_beside_a_dialog_on_a_small_screen(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        for key in ("x", "D", "#", "delete", "S", "ctrl+p", "g"):
            await p.press(pilot, key)
            top = next(at for at, line in enumerate(lines(p)) if line.startswith("╭"))
            bottom = next(at for at, line in enumerate(lines(p)) if line.startswith("╰"))
            assert all(line[0] + line[-1] in {"╭╮", "││", "╰╯"} for line in lines(p)[top : bottom + 1])
            await p.press(pilot, "escape")


@pytest.mark.parametrize("width", [100, 120])
async def test_no_shreds_of_the_screen_stand_beside_a_dialog_that_leaves_it_only_an_edge(
    width: int, library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(width, 40)) as pilot:
        await p.settle(pilot)
        for key in ("e", "?", "ctrl+p", "g"):
            await p.press(pilot, key)
            around = [re.sub("[╭│╰].*[╮│╯]", "", line) for line in lines(p)]
            assert not "".join(around).strip()
            await p.press(pilot, "escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_facets_leave_the_head_whole_and_have_their_keys_at_the_foot(
    size: tuple[int, int], library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=size) as pilot:
        await p.settle(pilot)
        head = lines(p)[0]
        await p.press(pilot, "F")
        assert lines(p)[0] == head
        foot = "\n".join(lines(p)).rstrip("\n").split("\n")[-1]
        assert "esc back" in foot
        assert "accept" not in foot


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_the_palette_tells_whole_what_each_command_does(width: int, library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(width, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "ctrl+p")
        shown = " ".join(" ".join(lines(p)).replace("│", " ").split())
        assert "…" not in shown.partition("What do you want to do?")[2].partition("choose")[0]
        if width == 200:
            rows = [line for line in lines(p) if "Reject it;" in line or "Redo the" in line]
            assert len({max(line.find("Reject it;"), line.find("Redo the")) for line in rows}) == 1
            assert len(rows) == 2


async def test_what_is_said_at_length_covers_no_row_of_a_list_or_a_text(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24), notifications=True) as pilot:
        await p.settle(pilot)
        before = lines(p)
        p.app.say("A sentence that has no room at the foot of a screen. " * 2, severity="warning")
        await p.settle(pilot)
        assert "A sentence that has no room" in lines(p)[0]
        assert lines(p)[2:] == before[2:]
        await p.press(pilot, "x")
        p.app.say("Another sentence that has no room at the foot of a dialog. " * 2, severity="warning")
        await p.settle(pilot)
        assert p.text.count("dialog.") == 2


async def test_a_high_screen_shows_the_record_at_the_cursor_below_the_records(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(200, 60)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l")
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)

        async def counted() -> list[tuple[str, int]]:
            shown = screen.query_one("#of-record", OverviewList)
            for _ in range(100):  # the cursor has to rest, and what is read meanwhile must not put it off
                if shown.rows:
                    break
                await p.settle(pilot)
            return [(line.words, line.count) for line in shown.rows if line.kind == "count"][:3]

        assert await counted() == [("accepted", 0), ("rejected", 0), ("pending", 4)]
        await p.press(pilot, "j")
        assert await counted() == [("accepted", 1), ("rejected", 0), ("pending", 1)]
        await p.press(pilot, "tab", "tab", "enter")
        assert p.review.row_filter.words == "record:=northwick-2021 status:accepted"
        assert [row.record for row in p.review.listing.rows if row.key] == ["northwick-2021"]


async def test_a_place_of_a_name_tells_how_its_recommendation_begins(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(200, 60)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G")
        await p.settle(pilot)
        await p.press(pilot, "slash", *"general", "enter")
        assert "Exampleton review  R3  General practices should record" in p.text


def test_words_leave_a_cell_before_the_scroll_bar_and_go_on_further_in() -> None:
    block = Block(Content("Exampleshire Health and Care Trust"), indent=2, hang=Content("▌"), fall=2)
    lines = [line.plain.rstrip() for _, line in wrapped([block], 24, 0)]
    assert lines == ["▌ Exampleshire Health", "    and Care Trust"]
    assert max(map(len, lines)) < 24


async def test_the_foot_names_the_way_back_and_what_it_takes_away(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        assert "esc back" not in lines(p)[-1]
        for key in "hlG":
            await p.press(pilot, key)
            assert "esc back" in lines(p)[-1]
            await p.press(pilot, "escape")
        await p.press(pilot, "G", "slash", *"police", "enter")
        assert "esc filter off" in lines(p)[-1]
        await p.press(pilot, "escape")
        assert "esc back" in lines(p)[-1]


async def test_the_foot_of_the_library_names_the_pane_that_comes_next(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        for key, told in (("l", "tab overview"), ("tab", "tab the record"), ("tab", "tab records")):
            await p.press(pilot, key)
            assert told in lines(p)[-1]


async def test_a_new_agency_is_asked_of_a_name_and_not_of_a_group(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "c")
        await p.settle(pilot)
        await p.press(pilot, "plus")
        assert "Put the cursor on a name" in p.said


async def test_the_keys_of_a_question_stand_one_line_below_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "S")
        shown = lines(p)
        keys = next(at for at, line in enumerate(shown) if "go back" in line)
        left = shown[keys].index("sign off all the same")
        assert not shown[keys - 1][left : left + 20].strip()
        assert shown[keys - 2][left : left + 20].strip()
