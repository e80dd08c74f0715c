"""What a later extraction brought, line by line."""

from __future__ import annotations

from pathlib import Path

from plain_help import converse
from tui_help import on_disk
from updates import UPDATED


def test_what_was_brought_is_listed_with_the_three_sides_of_what_is_to_decide(updated: Path) -> None:
    talk = converse(updated, "update", "quit")
    assert "2 conflicts, 1 new, 1 changed, 1 gone." in talk.text
    assert "1. The text of number 1: conflict, to decide." in talk.lines
    assert "   Old: The council should write to every tenant who has missed two visits." in talk.lines
    assert (
        "   Theirs: The council should write to every tenant who has missed [-two visits-][+any visit+]." in talk.lines
    )
    assert "   Yours: The council should write to [-every-][+each+] tenant who has missed two visits." in talk.lines
    assert "2. The text of number 2: changed, was accepted." in talk.lines
    assert "2 conflicts with a later extraction: update lists them." in talk.text


def test_each_is_decided_by_its_number_and_the_record_can_be_signed_off_then(updated: Path) -> None:
    before = converse(updated, "go record", "sign off", "yes")
    assert "U shows what each side says." in before.text
    talk = converse(
        updated, "update 1 theirs", "update 3 edit Exampleton Hospitals Trust", "update 4 ours The report has it.",
        "update", "go record", "sign off", "yes",
    )  # fmt: skip
    assert talk.code == 0
    assert "3. The addressed to of number 3: conflict, edited by A. Curator, " in talk.text
    assert "4. Number 4: gone, kept." in talk.lines
    assert "Nothing is left to decide. Saved." in talk.text
    stored = on_disk(updated, UPDATED)
    assert stored["r001"]["text"] == "The council should write to every tenant who has missed any visit."
    assert stored["r003"]["addressed_to"] == "Exampleton Hospitals Trust"
    assert 'state = "signed-off"' in (updated / f"{UPDATED}.toml").read_text("utf-8")


def test_several_are_decided_at_once_after_a_look_and_undone_as_one(updated: Path) -> None:
    before = on_disk(updated, UPDATED)
    talk = converse(updated, "update all theirs", "yes", "undo", "update 1 3 ours", "yes")
    assert "Take what the later extraction says of 2 fields, and remove number 4? yes or no: yes" in talk.text
    assert talk.code == 0
    stored = on_disk(updated, UPDATED)
    assert stored["r004"] == before["r004"]
    assert [stored[key]["text"] for key in ("r001", "r003")] == [before[key]["text"] for key in ("r001", "r003")]
    assert not any("conflicts" in rec for rec in stored.values())


def test_what_is_no_number_of_the_list_stops_a_script(updated: Path) -> None:
    for line in ("update 99 theirs", "update theirs", "update 1 neither", "update 1 3 edit x", "update 1-3 theirs",
                 "update 1-3", "update 1 theirs and more", "update 1 ours for a reason", "update 1 all theirs",
                 "update first", "update 1; 3 theirs", "update all 3"):  # fmt: skip
        assert converse(updated, line, "update 1 theirs").code == 1
    assert "conflicts" in on_disk(updated, UPDATED)["r001"]


def test_where_nothing_was_brought_the_command_is_named(library: Path) -> None:
    talk = converse(library, "update", "quit")
    assert "No later extraction is in this record. `dhrcurate import --update PAGE --into " in talk.text
