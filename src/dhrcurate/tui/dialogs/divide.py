"""Choosing the place at which a text is divided."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.domain.item_marks import second_item
from dhrcurate.tui.dialogs.prompts import Dialog
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.typing import Area, to_edit


class DivideDialog(Dialog["int | None"]):
    """A text with a cursor. Dismissed with the place of the cursor in code points, or `None`."""

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("enter", "choose", "Divide here"),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._shown = to_edit(text)

    def compose(self) -> ComposeResult:
        """Compose the text with a cursor in it."""
        with Vertical(classes="dialog -large"):
            yield Static(Content.styled("Where does the second recommendation begin?", "bold"), classes="dialog-title")
            yield Area(self._text, id="place", fixed=True)
            yield KeysLine(("arrows", "move", ""), ("⏎", "divide here", "choose"), ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Put the cursor where a second recommendation most likely begins."""
        area = self.query_one("#place", Area)
        area.move_cursor(_location(self._shown, len(to_edit(self._text[: second_item(self._text)]))))
        area.focus()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let a click move the cursor and nothing else."""
        event.stop()

    def action_choose(self) -> None:
        """Divide at the cursor."""
        row, column = self.query_one("#place", Area).cursor_location
        lines = self._shown.split("\n")
        at = sum(len(line) + 1 for line in lines[:row]) + column
        self.dismiss(stored_place(self._text, at))

    def action_leave(self) -> None:
        """Leave the text whole."""
        self.dismiss(None)


def _location(text: str, at: int) -> tuple[int, int]:
    before = text[:at].split("\n")
    return len(before) - 1, len(before[-1])


def stored_place(text: str, shown_at: int) -> int:
    """Return the place in a stored text that a place in the text as shown means."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(to_edit(text[:middle])) < shown_at:
            low = middle + 1
        else:
            high = middle
    return low
