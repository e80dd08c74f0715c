"""What `same` means: the reason or the note that was given last."""

from __future__ import annotations

from pathlib import Path

import pytest

from plain_help import converse
from tui_help import on_disk


def test_the_reason_of_the_last_rejection_can_be_said_to_be_the_same(library: Path) -> None:
    talk = converse(library, "x same", "x 1: heading only", "x same", "quit", typed=True)
    assert "No reason of a rejection was given yet that could be the same. Left as it was." in talk.text
    assert "Rejected R2, same reason “1: heading only”. 2 of 4 decided. Saved." in talk.lines
    rows = [row for row in on_disk(library).values() if row["status"] == "rejected"]
    assert len(rows) == 2
    assert rows[0]["note"] == rows[1]["note"] == "no recommendation: heading only"


@pytest.mark.parametrize(
    ("letter", "what", "done"),
    [
        ("y", "note of a query", "Queried R2, same note “Which form?”."),
        ("c", "note", "Noted at R2, same note “Which form?”."),
    ],
)
def test_the_note_given_last_can_be_said_to_be_the_same_also_where_it_is_asked_for(
    library: Path, letter: str, what: str, done: str
) -> None:
    lines = (f"{letter} same", "go R1", f"{letter} Which form?", "go R2", letter, "Same", "quit")
    talk = converse(library, *lines, typed=True)
    assert f"No {what} was given yet that could be the same. Left as it was." in talk.text
    assert f"{done} " in talk.text
    assert [rec.get("note") for rec in on_disk(library).values()] == ["Which form?", "Which form?", None, None]
    assert converse(library, f"{letter} same", "quit").code == 1


@pytest.mark.parametrize("letter", ["x", "y", "c", "w 1", "w 1 all"])
@pytest.mark.parametrize("typed", ["j", "next", "go 12", "w 1", "findings"])
def test_a_command_is_no_reason_where_one_is_asked_for(library: Path, letter: str, typed: str) -> None:
    before = on_disk(library)
    talk = converse(library, "go 10", letter, typed, "quit", typed=True)
    assert f"“{typed}” is a command, and no answer. Left as it was." in talk.text
    assert on_disk(library) == before
    said = f"It lists findings {typed} twice."
    assert "Saved." in converse(library, "go 10", letter, said, "yes", "quit", typed=True).text
    assert said in str(on_disk(library))


def test_the_reason_given_last_is_asked_about_where_it_was_for_another_rule(library: Path) -> None:
    lines = ("go 10", "w 1 Nobody is named on the page.", "go R3", "w 1 same")
    asked = "“Nobody is named on the page.” was why DHR201 was waived. Is it why "
    left = converse(library, *lines, "no", "quit", typed=True)
    assert asked in left.text
    assert sum("waivers" in rec for rec in on_disk(library).values()) == 1
    taken = converse(library, "go R3", "w 1 same", "quit", typed=True)
    assert "No reason of a waiver was given yet" in taken.text
