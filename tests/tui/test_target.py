"""What a command is about is what the cursor was on when it was given, whatever happens before it is answered."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from tui_help import RECORD, Program, on_disk, write_record

Make = Callable[..., Program]
FIRST, SECOND = "exampleton-2023-06", "northwick-2021"


def decided_by_another(library: Path, record_id: str, key: str) -> None:
    other = Session(Library.open(library), "B. Other")
    other.apply(record_id, decide.accept(Library.open(library).load(record_id).data, key))


def stored(library: Path) -> dict[Path, bytes]:
    """The bytes of every record."""
    return {path: path.read_bytes() for path in library.glob("*.toml")}


@pytest.mark.parametrize("keys", [("x", "n", "o", "enter"), ("delete", "enter"), ("number_sign", "9", "enter")])
async def test_a_question_about_one_recommendation_is_never_answered_for_another(
    library: Path, program: Make, keys: tuple[str, ...]
) -> None:
    write_record(library, FIRST, [{**RECORD[1], "number": "2"}])
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "t")
        await p.press(pilot, "slash")
        await p.type(pilot, "status:pending number:2")
        await p.press(pilot, "enter")
        assert (p.review.record_id, p.review.key) == (FIRST, "r002")
        await p.press(pilot, keys[0])
        decided_by_another(library, FIRST, "r002")
        p.app._look_at_disk()
        await p.settle(pilot)
        before = stored(library)
        await p.press(pilot, *keys[1:])
        await p.settle(pilot)
        assert stored(library) == before
        assert on_disk(library, FIRST)["r002"]["status"] == "accepted"
        assert "changed by somebody else meanwhile" in p.said


async def test_marks_elsewhere_do_not_hide_that_somebody_changed_what_was_asked_about(
    library: Path, program: Make
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "m")
        assert (p.review.key, len(p.review.marked)) == ("r002", 1)
        await p.press(pilot, "delete")
        decided_by_another(library, FIRST, "r002")
        p.app._look_at_disk()
        await p.settle(pilot)
        await p.press(pilot, "enter")
        assert on_disk(library)["r002"]["status"] == "accepted"
        assert "changed by somebody else meanwhile" in p.said


async def test_the_record_that_was_asked_about_is_signed_off_or_none(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "t")
        await p.press(pilot, "S")
        p.review.listing.move(len(p.review.listing.rows) - 1)  # as a list does that is filled anew
        await p.settle(pilot)
        assert p.review.record_id == SECOND
        await p.press(pilot, "y")
        states = [tomllib.loads((library / f"{i}.toml").read_text())["curation"]["state"] for i in (FIRST, SECOND)]
        assert states == ["signed-off", "open"]


async def test_undo_goes_back_through_the_records_in_which_changes_were_made(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "a")
        await p.press(pilot, "right_square_bracket")
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == on_disk(library, SECOND)["r002"]["status"] == "accepted"
        await p.press(pilot, "u", "u")
        assert on_disk(library, SECOND)["r002"]["status"] == on_disk(library)["r001"]["status"] == "pending"
        await p.press(pilot, "ctrl+r", "ctrl+r")
        assert on_disk(library, SECOND)["r002"]["status"] == on_disk(library)["r001"]["status"] == "accepted"


async def test_a_new_recommendation_is_there_once_something_is_written_in_it(library: Path, program: Make) -> None:
    p = program(library)
    before = (library / f"{FIRST}.toml").read_bytes()
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "o", "a", "escape", "y")
        assert (library / f"{FIRST}.toml").read_bytes() == before
        await p.press(pilot, "o", "N", "e", "w", "ctrl+s")
        assert on_disk(library)["r005"]["text"] == "New"
        assert p.review.key == "r005"
        await p.press(pilot, "u")
        assert (library / f"{FIRST}.toml").read_bytes() == before


async def test_a_broken_register_is_told_and_ends_nothing(library: Path, program: Make) -> None:
    from dhrcurate.domain.errors import UnusableError

    class Broken:
        def __getattr__(self, name: str) -> object:
            raise UnusableError("agencies.toml: line 3: this is no TOML")

    p = program(library)
    p.app.workspace.library.__dict__["names"] = Broken()
    async with p.app.run_test(size=(100, 30)) as pilot:
        for key in ("s", "g", "1", "a", "G", "escape"):
            await p.press(pilot, key)
        assert "line 3: this is no TOML" in p.said
        assert on_disk(library)["r001"]["status"] == "accepted"


async def test_a_digit_takes_only_a_suggestion_that_is_shown(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "1")
        taken = on_disk(library)["r001"]["agencies"]
        assert taken
        await p.press(pilot, "1", "2")
        assert on_disk(library)["r001"]["agencies"] == taken
        assert "is among the agencies already." in p.said
        assert "There is no suggestion 2." in p.said


async def test_a_filter_that_is_not_understood_lists_nothing_once_it_is_closed(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "police:x")
        await p.press(pilot, "enter", "ctrl+a")
        assert not p.review.marked
        assert "The filter is not understood" in p.text


async def test_what_a_filter_found_is_where_the_curator_is_when_it_is_taken_away(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R10")
        await p.press(pilot, "enter", "escape")
        assert p.review.key == "r003"
        await p.press(pilot, "slash")
        await p.type(pilot, "number:R2")
        await p.press(pilot, "escape")
        assert p.review.key == "r003"  # it was only looked for, not gone to


async def test_the_source_stands_at_the_passage_when_it_is_opened(library: Path, program: Make) -> None:
    (library / "sources").mkdir()
    lines = [f"Line {i} of a long page about something else altogether." for i in range(400)]
    lines[300] = RECORD[1]["text"]
    (library / "sources" / "page.txt").write_text("\n".join(lines))
    write_record(library, FIRST, RECORD, source={"publisher": "P", "page": "sources/page.txt"})
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "j", "v")
        assert "as in the source, word for word" in p.text
        await pilot.resize_terminal(120, 40)
        await p.settle(pilot)
        assert "as in the source, word for word" in p.text


async def test_a_text_under_the_number_of_another_is_not_as_in_the_source(library: Path, program: Make) -> None:
    (library / "sources").mkdir()
    rows = (f"| {rec['number']} | {rec['text']} | {rec['addressed_to']} |" for rec in RECORD)
    (library / "sources" / "page.txt").write_text("\n".join(rows))
    texts = [RECORD[1]["text"], RECORD[0]["text"], *(rec["text"] for rec in RECORD[2:])]
    slipped = [{**rec, "text": text} for rec, text in zip(RECORD, texts, strict=True)]
    write_record(library, FIRST, slipped, source={"publisher": "P", "page": "sources/page.txt"})
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "v")
        assert f"the page has this text under number {RECORD[1]['number']}" in p.text
        assert "as in the source" not in p.text


async def test_a_new_start_lists_what_was_listed_at_the_end(library: Path, program: Make) -> None:
    first = program(library)
    async with first.app.run_test(size=(100, 30)) as pilot:
        await first.press(pilot, "t")
        await first.press(pilot, "slash")
        await first.type(pilot, "council")
        await first.press(pilot, "enter", "end")
        listed = [(row.record, row.key) for row in first.review.listing.rows]
        place = (first.review.record_id, first.review.key)
        await first.press(pilot, "ctrl+q")
    again = program(library)
    async with again.app.run_test(size=(100, 30)) as pilot:
        await again.settle(pilot)
        assert [(row.record, row.key) for row in again.review.listing.rows] == listed
        assert (again.review.record_id, again.review.key) == place
