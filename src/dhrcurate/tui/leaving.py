"""Leaving the program: once every decision is on disk, or after a question."""

from __future__ import annotations

from typing import Any, Protocol

from textual.screen import Screen

from dhrcurate.domain.words import plural
from dhrcurate.tui.dialogs.prompts import Dialog
from dhrcurate.tui.shell import Shell

_SOON = 0.2
"""Seconds in which a decision is usually on disk: leaving waits so long without a word."""
_AT_MOST = 2.0
"""Seconds that an end from outside, such as by a signal, waits for the disk."""


class Program(Shell, Protocol):
    """What can be left."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen that is shown."""

    def keep(self) -> None:
        """Keeps the user's state for the next start."""

    def exit(self, result: Any = None) -> None:
        """Ends with an exit code."""


class Leaving:
    """Ends the program in good order.

    Args:
        app: The program.
    """

    def __init__(self, app: Program) -> None:
        self._app = app
        self._leaving = False

    def interrupted(self) -> None:
        """Answers the terminal's interrupt key: only says how to leave, and what is not kept yet."""
        app = self._app
        if isinstance(app.screen, Dialog):
            app.say(app.screen.unsaved or "esc closes this first; nothing is lost with it.")
            return
        count = app.workspace.save_queue.waiting
        changes = f"{count} change{' is' if count == 1 else 's are'} not saved yet"
        app.say(f"{app.keys.first('quit')} leaves. {changes if count else 'Everything is saved'}.")

    def at_once(self) -> None:
        """Leaves without a question, with what the disk takes in a moment."""
        self._app.keep()
        self._app.workspace.save_queue.wait(_AT_MOST)
        self._app.exit(0)

    def leave(self) -> None:
        """Leaves once everything is on disk; asks first if the disk does not take it, or if it is asked again."""
        app = self._app
        app.keep()
        if app.workspace.save_queue.wait(_SOON):
            app.exit(0)
        elif self._leaving or app.workspace.save_queue.is_stuck:
            self._ask()
        else:
            self._leaving = True
            key = app.keys.first("quit")
            app.say(f"Leaving when everything is saved; {key} again asks whether to leave before.", timeout=30)

    def go_on(self) -> None:
        """Leaves if that was asked for and everything is saved now, or asks if it cannot be."""
        queue = self._app.workspace.save_queue
        if self._leaving and queue.is_stuck:
            self._ask()
        elif self._leaving and not queue.waiting:
            self._app.exit(0)

    def _ask(self) -> None:
        from dhrcurate.tui.dialogs.prompts import Confirm  # noqa: PLC0415  # only where it is asked

        app = self._app

        def answered(yes: bool | None) -> None:
            if yes:
                app.exit(1)

        self._leaving = False
        queue = app.workspace.save_queue
        count = queue.waiting
        why = "could not be saved" if queue.is_stuck else f"{'is' if count == 1 else 'are'} not saved yet"
        question = f"{plural(count, 'change')} {why}. Leave without?"
        app.ask(Confirm(question, yes="leave without", no="stay", safe=False), answered)
