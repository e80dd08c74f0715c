"""Every command that can be typed is carried out, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.plain.handlers import HANDLERS
from dhrcurate.review.commands import commands_in
from plain_help import converse
from tui_help import write_record


def test_every_command_has_a_handler_but_for_leaving_and_every_handler_a_command() -> None:
    assert set(HANDLERS) == {command.id for command in commands_in("plain")} - {"quit"}


@pytest.mark.parametrize("words", [command.words[0] for command in commands_in("plain") if command.id != "quit"])
def test_no_command_ends_the_review_where_there_is_nothing_for_it_to_do(tmp_path: Path, words: str) -> None:
    row = {"key": "r001", "number": "R1", "text": "Agree a form.", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [row], curation={"state": "signed-off", "by": "A. Curator"})
    write_record(tmp_path, "northwick-2021", [row])
    for opened in ("open wold-2020", "open northwick-2021"):
        for place in ("go R1", "go record"):
            talk = converse(tmp_path, opened, place, words, "", "", f"{words} 7 seven", "", "", "quit", typed=True)
            assert "All is saved." in talk.text
            assert talk.code == 0
