"""Undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.shell import Shell


class UndoKeys:
    """Undoes and redoes the curator's changes.

    Args:
        shell: The program.
        record: Gives the record whose last change is meant where none was made since the start: empty for the whole
            library, `None` where there is nothing to undo.
    """

    def __init__(self, shell: Shell, record: Callable[[], str | None]) -> None:
        self._shell, self._record = shell, record

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Undo the last change."""
        self._turn(redo=False)

    def redo(self) -> None:
        """Redo the change that was undone last."""
        self._turn(redo=True)

    def _turn(self, *, redo: bool) -> None:
        shell, record_id = self._shell, self._record()
        if record_id is not None:
            shell.when_signed(lambda: shell.workspace.undo(record_id or None, redo=redo))
