"""Keys that come in one packet act in the order in which they were typed, in every dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import events

from dhrcurate.curation.operations import decide
from tui_help import RECORD, Program, on_disk, write_record

Make = Callable[..., Program]


def burst(p: Program, *keys: str) -> None:
    """Hands keys to the program at once, as a terminal does with a packet."""
    for key in keys:
        character = {"enter": "\r", "space": " ", "slash": "/"}.get(key, key if len(key) == 1 else None)
        p.app.post_message(events.Key(key, character))


async def test_what_is_typed_after_a_reason_is_no_part_of_it(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "x")
        burst(p, "n", "o", "enter", "a")
        await pilot.pause()
        await p.settle(pilot)
        decided = on_disk(library)
        assert (decided["r001"]["status"], decided["r001"]["note"]) == ("rejected", "no")


async def test_keys_of_a_list_that_come_at_once_each_act_where_the_ones_before_led(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        burst(p, "j", "a", "k", "k", "x", "n", "o", "enter", "end", "home", "h", "escape", "j", "m")
        await pilot.pause()
        await p.settle(pilot)
        decided = on_disk(library)
        assert (decided["r002"]["status"], decided["r001"]["status"]) == ("accepted", "rejected")
        assert [key for _, key in p.review.marked] == ["r001"]
        assert (decided["r003"].get("status") or "pending") == "pending"


async def test_a_key_right_behind_a_click_acts_where_that_was(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "home")
        row = p.review.listing.region.y + 3
        for kind in (events.MouseDown, events.MouseUp):
            p.app.post_message(kind(None, 9, row, 0, 0, 1, False, False, False, 9, row))
        burst(p, "a", "k", "m")
        await pilot.pause()
        await p.settle(pilot)
        statuses = {key: rec.get("status", "pending") for key, rec in on_disk(library).items()}
        assert statuses["r004"] == "accepted"
        assert set(statuses.values()) == {"accepted", "pending"}


async def test_a_text_is_divided_where_the_keys_before_went(library: Path, program: Make) -> None:
    write_record(library, "exampleton-2023-06", [{**RECORD[0], "text": "One here\nTwo there\nThree"}, *RECORD[1:]])
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "D")
        burst(p, "down", "enter", "j")
        await pilot.pause()
        await p.settle(pilot)
        decided = on_disk(library)
        assert decided["r001"]["text"] == "One here"
        assert decided["r005"]["text"] == "Two there\nThree"


async def test_a_decision_is_on_disk_before_the_next_one_is_taken(library: Path, program: Make) -> None:
    p = program(library)
    record_id = "exampleton-2023-06"
    async with p.app.run_test(size=(100, 30)) as pilot:
        p.app.when_signed(lambda: None)
        await p.settle(pilot)
        workspace = p.app.workspace
        for make in (decide.to_pending, decide.accept) * 6:
            workspace.propose(record_id, make(workspace.record(record_id).data, "r002"), "decide")
            assert workspace.save_queue.waiting <= 1
        await p.settle(pilot)
        assert on_disk(library)["r002"]["status"] == "accepted"


async def test_a_filter_typed_in_one_packet_is_a_filter_and_none_of_its_letters_a_command(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "a")
        await p.settle(pilot)
        burst(p, "slash", *"police u", "enter")
        await pilot.pause()
        await p.settle(pilot)
        assert p.review.row_filter.words == "police u"
        assert on_disk(library)["r001"]["status"] == "accepted", "u is a letter of the filter"


async def test_a_reason_typed_in_one_packet_with_its_key_is_whole(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        burst(p, "x", *"1: au none", "enter", "a")
        await pilot.pause()
        await p.settle(pilot)
        decided = on_disk(library)
        assert (decided["r001"]["status"], decided["r001"]["note"]) == ("rejected", "no recommendation: au none")
        assert decided["r002"]["status"] == "accepted"


async def test_what_is_pasted_right_behind_the_key_of_the_filter_is_the_filter(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        burst(p, "slash")
        p.app.post_message(events.Paste("police"))
        burst(p, "enter")
        await pilot.pause()
        await p.settle(pilot)
        assert p.review.row_filter.words == "police"
