"""Every command that can be typed is carried out, and nothing else is."""

from __future__ import annotations

from dhrcurate.plain.commands import COMMANDS
from dhrcurate.plain.handlers import HANDLERS


def test_every_command_has_a_handler_but_for_leaving_and_every_handler_a_command() -> None:
    assert set(HANDLERS) == {command.id for command in COMMANDS} - {"quit"}
