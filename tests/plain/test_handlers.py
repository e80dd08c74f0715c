"""Every command that can be typed is carried out, and nothing else is."""

from __future__ import annotations

from dhrcurate.plain.handlers import HANDLERS
from dhrcurate.review.commands import commands_in


def test_every_command_has_a_handler_but_for_leaving_and_every_handler_a_command() -> None:
    assert set(HANDLERS) == {command.id for command in commands_in("plain")} - {"quit"}
