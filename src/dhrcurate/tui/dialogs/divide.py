"""Choosing the place at which a text is divided."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.domain.item_marks import before_mark
from dhrcurate.domain.visible import visible
from dhrcurate.tui.dialogs.prompts import Dialog, shape_for
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.text_view import Block
from dhrcurate.tui.widgets.typing import Area, to_edit


class DivideDialog(Dialog["int | None"]):
    """A text with a cursor, and what the parts would be. Dismissed with the place of the cursor in code points.

    Args:
        text: The text.
        proposed: Where the second part most likely begins, in code points; 0 where nothing shows it.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("enter", "choose", "Divide here"),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, text: str, proposed: int) -> None:
        super().__init__()
        self._text = text
        self._shown = to_edit(text)
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """Compose the text with a cursor in it."""
        shape = shape_for([Block(Content(line)) for line in self._shown.split("\n")], self.app.size.height)
        with Vertical(classes=f"dialog {shape}"):
            yield Static(Content.styled("Where does the second recommendation begin?", "bold"), classes="dialog-title")
            yield Area(self._text, id="place", fixed=True)
            yield Static(id="halves")
            yield KeysLine(("arrows", "move", ""), ("⏎", "divide here", "choose"), ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Put the cursor where a second recommendation most likely begins."""
        area = self.query_one("#place", Area)
        area.move_cursor(_location(self._shown, len(to_edit(self._text[: self._proposed]))))
        area.focus()
        self._show_halves()

    def on_text_area_selection_changed(self) -> None:
        """Show what the parts would be."""
        self._show_halves()

    def _show_halves(self) -> None:
        """Show how the first part would end and how the second would begin."""
        at = before_mark(self._text, self._place())
        first, second = self._text[:at].rstrip(), self._text[at:].lstrip()
        none = "No place found; move the cursor to where the second one begins."
        end = "Nothing is divided at either end of the text."
        shown: Content | str = Content.styled(end if self._proposed or at else none, "$ink-muted")
        if first and second:
            ends, begins = (Content(visible(" ".join(part.split()))) for part in (first, second))
            room = self.query_one("#place").size.width - len("1  ")  # none before it is laid out
            shown = Content("\n").join([
                Content.assemble(("1  ", "bold"), _end_of(ends, room)),
                Content.assemble(("2  ", "bold"), begins.truncate(max(1, room), ellipsis=True)),
            ])  # fmt: skip
        self.query_one("#halves", Static).update(shown)

    def on_resize(self) -> None:
        """Show as much of the parts as there is room for."""
        self.call_after_refresh(self._show_halves)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let a click move the cursor and nothing else."""
        event.stop()

    def action_choose(self) -> None:
        """Divide at the cursor."""
        self.dismiss(self._place())

    def _place(self) -> int:
        row, column = self.query_one("#place", Area).cursor_location
        at = sum(len(line) + 1 for line in self._shown.split("\n")[:row]) + column
        return stored_place(self._text, at)

    def action_leave(self) -> None:
        """Leave the text whole."""
        self.dismiss(None)


def _end_of(words: Content, room: int) -> Content:
    """Return as many of the last words as there are cells for."""
    first = next((at for at in range(len(words)) if words[at:].cell_length + bool(at) <= room), len(words))
    return Content.assemble("…" if first else "", words[first:])


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
