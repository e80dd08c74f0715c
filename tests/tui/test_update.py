"""The view of what a later extraction brought, on the real program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import conflicts
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from dhrcurate.trail.redact import Secret, blanked
from dhrcurate.tui.screens.update import UpdateScreen
from faulty import Unsynced
from tui_help import Program, on_disk
from updates import UPDATED

Make = Callable[..., Program]
BEFORE = "The council should write to every tenant who has missed two visits."
THEIRS = "The council should write to every tenant who has missed any visit."


def words(p: Program) -> str:
    """What the program shows, as one line."""
    return " ".join(p.text.split())


async def test_conflicts_are_seen_in_review_and_decided_one_after_the_other(updated: Path, program: Make) -> None:
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        assert "2 conflicts: U" in p.text
        await p.press(pilot, "home", "U")
        assert "2 conflicts, 1 new, 1 changed, 1 gone" in p.text
        assert "missed [−two visits−][+any visit+]" in words(p)
        await p.press(pilot, "1")
        assert "Took what the later extraction says of the text of number 1. 1 conflict and 1 gone left." in p.said
        assert "theirs taken" in p.text
        assert "The addressed to of number 3" in p.text
        await p.press(pilot, "2", "2")
        await p.type(pilot, "The report has it.")
        await p.press(pilot, "enter")
        assert "3 decided, 1 new, 1 changed" in p.text
        await p.press(pilot, "n")
        assert "Nothing is left to decide here." in p.said
        await p.press(pilot, "home", "u")
        assert "2 decided, 1 new, 1 changed, 1 gone" in p.text
        assert "Undone in Exampleton review: the waiver of DHR611, “The report has it.”, is gone" in p.said
        assert "Number 4  gone, to decide" in p.text
        await p.press(pilot, "escape")
        assert "conflict" not in p.text.splitlines()[0]
    stored = on_disk(updated, UPDATED)
    assert stored["r001"]["text"] == THEIRS
    assert stored["r003"]["addressed_to"] == "Exampleton NHS Trust"


async def test_marked_ones_are_decided_after_a_look_and_undone_as_one(updated: Path, program: Make) -> None:
    before = on_disk(updated, UPDATED)
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U", "m")
        assert "1 2 act on the text of number 1, marked" in words(p)
        await p.press(pilot, "1")
        assert "Take what the later extraction says of the text of number 1?" in words(p)
        await p.press(pilot, "n", "ctrl+a")
        assert "3 marked" in p.text
        await p.press(pilot, "1")
        assert "Take what the later extraction says of 2 fields, and remove number 4?" in p.text
        await p.press(pilot, "y")
        assert "3 decided" in p.text
        assert list(on_disk(updated, UPDATED)) == ["r001", "r002", "r003", "r006", "r005"]
        await p.press(pilot, "u")
        assert "2 conflicts" in p.text
    assert on_disk(updated, UPDATED) == before


async def test_an_import_is_undone_only_after_a_question(updated: Path, program: Make) -> None:
    before = on_disk(updated, UPDATED)
    p = program(updated, curator="An Importer")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U", "1", "u", "u")
        assert "Undone in Exampleton review: the change of the text of number 1: “every” becomes “each”" in p.said
        assert "Take the whole import back that updated Exampleton review?" in words(p)
        assert "Removes 1 recommendation" in words(p)
        assert "gives 1 recommendation the words" in words(p)
        await p.press(pilot, "enter")
        assert on_disk(updated, UPDATED) == before
        await p.press(pilot, "u", "y")
        assert "r006" not in on_disk(updated, UPDATED)
        await p.press(pilot, "ctrl+r")
    assert on_disk(updated, UPDATED) == before


async def test_a_value_of_ones_own_begins_with_yours_and_decides(updated: Path, program: Make) -> None:
    p = program(updated)
    async with p.app.run_test(size=(130, 40)) as pilot:
        await p.press(pilot, "home", "U", "e")
        await p.type(pilot, "Twice a year ")
        await p.press(pilot, "ctrl+s")
        assert "Changed the text of number 1, which decides the conflict. 1 conflict and 1 gone left." in p.said
        await p.press(pilot, "k", "k", "k")
        titles = [line for line in p.text.splitlines() if "the earlier extraction" in line]
        assert len(titles) == 1
        assert "the record now" in titles[0]
    own = "Twice a year The council should write to each tenant who has missed two visits."
    assert on_disk(updated, UPDATED)["r001"]["text"] == own


async def test_what_was_typed_is_kept_though_another_decided_meanwhile(updated: Path, program: Make) -> None:
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U", "e")
        await p.type(pilot, "Twice a year ")
        other = Session(Library.open(updated), "B. Curator", ops=Unsynced())
        other.apply(UPDATED, conflicts.take_theirs(other.library.load(UPDATED).data, "r001", "text"))
        p.app._look_at_disk()
        await p.settle(pilot)
        await p.press(pilot, "ctrl+s")
        assert "Somebody else changed the same while you were editing." in words(p)
        await p.press(pilot, "y")
    assert on_disk(updated, UPDATED)["r001"]["text"].startswith("Twice a year The council should write to each tenant")


async def test_a_row_leads_to_its_recommendation(updated: Path, program: Make) -> None:
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U", "end", "enter")
        assert p.app.screen is p.review
        assert p.review.key == "r006"
        await p.press(pilot, "U")
        assert "Number 6  new, pending" in p.text


async def test_without_an_update_the_command_is_named_and_keys_do_nothing(library: Path, program: Make) -> None:
    before = on_disk(library)
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "U", "1", "2", "e", "m", "n", "enter")
        assert "No later extraction is in this record." in p.text
        assert "`dhrcurate import --update PAGE --into" in words(p)
    assert on_disk(library) == before


async def test_an_open_view_shows_no_more_what_another_took_out(updated: Path, program: Make) -> None:
    p = program(updated)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "home", "U")
        assert BEFORE in words(p)
        path = trail_beside(updated / f"{UPDATED}.toml")
        left = blanked(read_events(path.read_bytes()), Secret.of([BEFORE]))
        path.write_bytes(b"".join(event.to_line() for event in left.events))
        screen = p.app.screen
        assert isinstance(screen, UpdateScreen)
        screen.look_at_trail()
        await p.settle(pilot)
        assert BEFORE not in words(p)
        assert "Taken out of the trail for good." in words(p)
