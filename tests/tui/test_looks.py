"""What the screens look like where it matters: what is below the text, what is sought, what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from unittest.mock import MagicMock

import pytest
from textual.app import App
from textual.content import Content

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.review.count_queries import ActivityFound, ActivityQuery, CountQuery, RecommendationsCounted
from dhrcurate.review.counting import Counted
from dhrcurate.review.facets import Tally
from dhrcurate.review.querying import Queries
from dhrcurate.tui.dialogs.facets import FacetList
from dhrcurate.tui.screens.library import LibraryScreen
from dhrcurate.tui.screens.review import ReviewScreen
from dhrcurate.tui.widgets.bars import Foot
from dhrcurate.tui.widgets.reading_view import ReadingView
from dhrcurate.tui.widgets.text_view import BLANK, COMPONENTS, Block, wrapped
from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]

LONG = " ".join(f"Sentence {n} of a text that is longer than the screen." for n in range(60))


def row_of(p: Program, words: str) -> int:
    return next(y for y, line in enumerate(p.text.split("\n")) if words in line)


async def test_findings_stand_directly_under_a_short_text_and_stay_in_view_under_a_long_one(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Finding("DHR999", "a-rule", Severity.WARNING, f"something {n}", "/recommendations/r001/text", None, key)
        for key in ("r001", "r002")
        for n in range(9)
    ]
    monkeypatch.setattr(Queries, "_examine", lambda *_: (found, [], {}))
    write_record(library, "exampleton-2023-06", [RECORD[0], {**RECORD[1], "text": LONG}])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        end = row_of(p, "control.")
        assert row_of(p, "Findings 1 of 9") - end <= 5
        await p.press(pilot, "j")
        assert "Findings 1 of 9" in p.text
        for n in range(8):
            assert f"something {n}" in p.text
            await p.press(pilot, "n")
        assert "something 8" in p.text
        first = p.review.text_view.scroll_offset.y
        await p.press(pilot, "space")
        assert p.review.text_view.scroll_offset.y > first
        assert "something 8" in p.text
        await p.press(pilot, *["space"] * 9)
        assert p.review.key == "r002"
        assert "59 of a text" in " ".join(line.strip(" ▏") for line in p.text.split("\n"))


async def test_the_text_stays_where_it_is_when_suggestions_come_and_go(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        place = row_of(p, "The Partnership should")
        assert "suggested" in p.text
        await p.press(pilot, "1")
        assert row_of(p, "The Partnership should") == place


async def test_the_foot_of_a_small_screen_has_the_keys_of_the_focused_finding(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding("DHR999", "a-rule", Severity.WARNING, "something", "/recommendations/r002/text", None, "r002")]
    monkeypatch.setattr(Queries, "_examine", lambda *_: (found, [], {}))
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert "waive" not in p.text.split("\n")[-1]
        await p.press(pilot, "j")
        assert "w waive  ⏎ why" in p.text.split("\n")[-1]
        assert "fix" not in p.text.split("\n")[-1]


async def test_words_of_the_filter_are_marked_in_text_and_list(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash", *"police", "enter")
        marked = [
            "".join(s.text for s in line if s.style and s.style.reverse)
            for line in p.app.screen._compositor.render_strips()
        ]
        assert sum("police" in words.casefold() for words in marked) >= 2
        await p.press(pilot, "escape")
        styles = [s.style for line in p.app.screen._compositor.render_strips() for s in line]
        assert not any(style.reverse for style in styles if style)


async def test_a_wide_screen_shows_the_source_by_itself_until_it_is_closed(library: Path, program: Make) -> None:
    (library / "page.txt").write_text("\n\n".join(str(r["text"]) for r in RECORD), encoding="utf-8")
    write_record(library, "exampleton-2023-06", RECORD, source={"publisher": "A", "page": "page.txt"})
    p = program(library)
    async with p.app.run_test(size=(200, 50)) as pilot:
        await p.settle(pilot)
        assert "✓ as in the source, word for word" in p.text
        await p.press(pilot, "j", "j")
        assert p.review.source_pane.is_open
        await pilot.resize_terminal(120, 40)
        await p.settle(pilot)
        assert not p.review.source_pane.is_open
        assert p.review.key == "r004"
        await pilot.resize_terminal(200, 50)
        await p.settle(pilot)
        assert p.review.source_pane.is_open
        assert p.review.key == "r004"
        await p.press(pilot, "m", "escape")
        assert p.review.source_pane.is_open
        await p.press(pilot, "escape")
        assert not p.review.source_pane.is_open
        await p.press(pilot, "k")
        assert not p.review.source_pane.is_open


async def test_a_line_of_text_is_not_longer_than_can_be_read(library: Path, program: Make) -> None:
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "text": LONG}])
    p = program(library)
    async with p.app.run_test(size=(260, 40)) as pilot:
        await p.settle(pilot)
        line = next(line for line in p.text.split("\n") if "Sentence 5 " in line)
        assert len(line[line.index("Sentence") - 1 :].strip(" │┃")) <= 90


async def test_the_overview_counts_the_library_and_lists_what_a_line_counts(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "a", "l")
        screen = p.app.screen
        assert isinstance(screen, LibraryScreen)
        assert "6 recommendations in 2 records" in p.text
        assert "33 %  2 of 6 decided" in p.text
        counts = {line.words: line.count for line in screen.overview.rows}
        assert (counts["pending"], counts["accepted"], counts["without an agency"]) == (4, 2, 6)
        await p.press(pilot, "tab", "enter")
        assert isinstance(p.app.screen, ReviewScreen)
        assert p.review.row_filter.words == "status:accepted"
        assert [row.key for row in p.review.listing.rows if row.key] == ["r001", "r001"]


def test_counts_that_come_before_the_screen_is_composed_or_after_it_is_left_break_nothing() -> None:
    screen = LibraryScreen(MagicMock(), "t-2020")
    query = CountQuery(1, "", "overview")
    screen.result_came(RecommendationsCounted(query, Counted(Tally(), 0, whole=True)))
    screen.result_came(ActivityFound(ActivityQuery(2), Counter()))


async def test_facets_narrow_the_list_and_widen_it_again(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t", "F")
        assert "What is listed, by" in p.text
        await p.press(pilot, "end", "k", "k", "space")
        words = p.review.row_filter.words
        assert words == "csp:=northwick"
        assert {row.record for row in p.review.listing.rows} == {"northwick-2021"}
        await p.press(pilot, "space")
        assert p.review.row_filter.words == ""
        assert {row.record for row in p.review.listing.rows} == {"exampleton-2023-06", "northwick-2021"}
        await p.press(pilot, "escape")
        assert isinstance(p.app.screen, ReviewScreen)


async def test_several_values_of_a_facet_are_marked_and_applied(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t", "F", "space", "j", "space")
        assert p.review.row_filter.words == "status:pending OR status:accepted"
        assert "status:pending OR status:accepted" in p.text
        assert p.text.count("✓") >= 2
        await p.press(pilot, "enter")
        assert isinstance(p.app.screen, ReviewScreen)
        assert len([row for row in p.review.listing.rows if row.key]) == 6
        await p.press(pilot, "escape", "F", "j", "enter")
        assert isinstance(p.app.screen, ReviewScreen)
        assert p.review.row_filter.words == "status:accepted"


async def test_facets_narrow_what_is_filtered_already_and_leave_it_as_it_was(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending OR status:queried")
        await p.press(pilot, "enter")
        listed = [row.key for row in p.review.listing.rows]
        await p.press(pilot, "j", "F", "space")
        assert p.review.row_filter.words == "status:queried", "what stands is taken away where it is chosen again"
        await p.press(pilot, "escape")
        assert p.review.row_filter.words == "status:pending OR status:queried"
        assert ([row.key for row in p.review.listing.rows], p.review.key) == (listed, listed[2])


async def test_a_broken_filter_is_told_where_facets_are_asked_for(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "slash", *"status:x", "enter", "F")
        assert isinstance(p.app.screen, ReviewScreen)
        assert "The filter is not understood" in p.said


async def test_lists_have_heads_over_their_columns(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        assert "no." in p.text
        lines = p.text.split("\n")
        assert lines[row_of(p, "no.")].index("recommendation") == lines[row_of(p, "Both bodies")].index("Both bodies")
        await p.press(pilot, "G")
        assert "as written" in p.text
        await p.press(pilot, "escape", "h")
        assert "when" in p.text
        assert p.app.screen.query_one(Foot).size.height == 1


async def test_help_finds_a_key_by_what_it_does_and_leaves_room_for_words(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "question_mark")
        assert "Accept the recommendation and go to the next undecided one." in p.text
        await p.press(pilot, "slash", *"divide")
        assert "Divide the text at a place that you choose" in p.text
        assert "Accept the recommendation" not in p.text
        await p.press(pilot, *["backspace"] * 6, "x")
        assert "Reject it" in p.text
        assert "Divide" not in p.text
        await p.press(pilot, "backspace", *"circle")
        assert "No agency is decided" in p.text
        await p.press(pilot, "escape")
        assert "Accept the recommendation" in p.text
        await p.press(pilot, "escape")
        assert isinstance(p.app.screen, ReviewScreen)


async def test_help_stands_in_two_columns_where_there_is_room(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(200, 50)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "question_mark")
        line = p.text.split("\n")[row_of(p, "Decide")]
        assert "Look closer" in line
        await p.press(pilot, "slash", *"divide")
        assert "Divide the text at a place that you choose" in p.text


def test_a_reason_stands_whole_behind_what_it_is_for_or_not_at_all() -> None:
    said = Content("1 sure Exampleshire Police")

    def lines(width: int, *, needed: bool = False) -> list[str]:
        block = Block(said, indent=14, hang=Content("suggested"), aside=Content("its name"), needed=needed)
        return [line.plain.strip() for _, line in wrapped([block], width, 1)]

    assert lines(80) == ["suggested     1 sure Exampleshire Police  its name"]
    assert lines(48) == ["suggested     1 sure Exampleshire Police"]
    assert lines(48, needed=True) == ["suggested     1 sure Exampleshire Police", "its name"]
    assert lines(36)[-1] == "Police  its name"


@pytest.mark.parametrize(("offers", "lines"), [(2, 6), (6, 10), (9, 10)])
async def test_the_keys_of_all_suggestions_are_seen_beside_the_focused_finding(offers: int, lines: int) -> None:
    named = [
        Block(Content(f"{at} sure Partnership {at} → Exampleton Community Safety Partnership, and why it is"),
              indent=14, choice=f"offer:{at}")
        for at in range(1, offers + 1)
    ]  # fmt: skip
    found = [Block(Content(f"something {at}, " * 8), indent=2, choice=f"finding:{at}") for at in range(4)]
    view = ReadingView(id="text")
    app = App[None]()
    async with app.run_test(size=(50, 21)) as pilot:
        await app.mount(view)
        view.set_blocks([Block(Content(LONG))])
        for at in range(4):
            view.set_below([*named, *found], in_view=f"finding:{at}", stay="offer:")
            await pilot.pause()
            seen = [line for y in range(21) if (line := view.line_at(y)) is not None]
            shown = [content.plain.strip() for block, content in seen if block.choice.startswith("offer:")]
            assert [line[0] for line in shown if line[:1].isdigit()] == [str(at + 1) for at in range(offers)]
            assert len(shown) == lines
            assert any(block.choice == f"finding:{at}" for block, _ in seen)
            assert "Sentence 0 of a text" in seen[0][1].plain


async def test_what_is_wrong_with_an_answer_stands_beside_the_hint_and_needs_no_colour(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "x", "enter")
        assert "✗ Some words are needed here." in p.text
        assert "for a duplicate" in p.text


async def test_the_foot_names_only_keys_that_do_something_where_a_filter_is_typed_or_finds_nothing(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        before = p.text.split("\n")[-1]
        assert "a accept" in before
        await p.press(pilot, "slash", *"zzz")
        foot = p.text.split("\n")[-1]
        assert "⏎ keep" in foot
        assert "esc leave" in foot
        assert "accept" not in foot
        await p.press(pilot, "enter")
        assert "/ changes it, esc" in p.text
        foot = p.text.split("\n")[-1]
        assert "/ filter" in foot
        assert "accept" not in foot
        await p.press(pilot, "escape")
        assert p.text.split("\n")[-1] == before


async def test_a_question_is_as_high_as_what_it_shows_and_its_keys_stay_in_sight(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "m", "j", "m", "a")
        assert row_of(p, "esc go back") - row_of(p, "Accept 2") <= 10
        await p.press(pilot, "escape", "escape", "home")
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "key": f"r{n:03}"} for n in range(60)])
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "ctrl+a", "a")
        assert "Accept 60" in p.text
        assert "esc go back" in p.text


async def test_the_agencies_of_a_middling_screen_tell_what_each_name_means(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G")
        await p.settle(pilot)
        assert "what it means" in p.text
        assert "What it may mean" in p.text


class Bare(App[None]):
    """An app with nothing of its own but the inks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)


async def test_the_text_stays_in_view_between_a_high_head_and_many_suggestions() -> None:
    head = [Block(Content(f"about the text {at}")) for at in range(6)]
    named = [
        Block(Content(f"{at} 0.50 Partnership {at} → Exampleton Community Safety Partnership, and why it is"),
              indent=14, choice=f"offer:{at}", short=Content(f"0.50 Exampleton {at}"))
        for at in range(1, 10)
    ]  # fmt: skip
    found = [Block(Content("something, " * 12), indent=2, choice="finding:0")]
    view = ReadingView(id="text")
    app = Bare()

    def seen() -> list[str]:
        return [line[1].plain.strip() for y in range(21) if (line := view.line_at(y)) is not None]

    async with app.run_test(size=(50, 21)) as pilot:
        await app.mount(view)
        view.set_blocks([*head, BLANK, Block(Content(LONG))])
        view.set_below([*named, *found], in_view="finding:0", stay="offer:", goes_on="more: space", more_stay="more: g")
        await pilot.pause()
        lines = seen()
        assert "Sentence 0 of a text" in lines[7]
        sign = next(at for at, line in enumerate(lines) if line.endswith("more: space"))
        assert sign - 7 == 6
        shown = [line for line in lines if "Exampleton" in line]
        assert shown[0].startswith("1")
        assert f"▾ {9 - len(shown)} more: g" in lines
        assert any(line.startswith("something") for line in lines)
        before = int(lines[sign].split()[1])
        view.scroll_to(y=4, animate=False)
        await pilot.pause()
        assert seen()[sign] == f"▾ {before - 4} more: space"
        view.scroll_end(animate=False)
        await pilot.pause()
        assert not any(line.endswith("more: space") for line in seen())


async def test_values_that_were_folded_away_come_under_the_cursor(tmp_path: Path, program: Make) -> None:
    rows = [
        {
            "key": f"r{n:03}",
            "number": str(n),
            "text": f"Keep rota {n}.",
            "addressed_to": "A",
            "agencies": [f"Body {n:02}"],
        }
        for n in range(1, 15)
    ]
    write_record(tmp_path / "records", "exampleton-2023-06", rows)
    p = program(tmp_path / "records")
    async with p.app.run_test(size=(100, 50)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "F")
        facets = p.app.screen.query_one(FacetList)
        at = next(at for at, row in enumerate(facets.rows) if row.more)
        await p.press(pilot, *["j"] * (at - facets.cursor), "space")
        assert facets.cursor == at
        assert facets.rows[at].facet == "agency"
        assert facets.rows[at].value is not None
