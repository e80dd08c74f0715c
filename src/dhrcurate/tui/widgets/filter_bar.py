"""The line that a filter is typed into."""

from __future__ import annotations

from textual.message import Message

from dhrcurate.tui.widgets.typing import Line


class FilterBar(Line):
    """A line that is hidden until it is opened.

    Args:
        placeholder: The words shown while it is empty.
    """

    class Turned(Message):
        """It was opened or closed: other keys work now."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="filter-bar", select=False)

    @property
    def is_open(self) -> bool:
        """True while it is shown."""
        return self.has_class("-open")

    def open(self, words: str) -> None:
        """Show it with a filter's words, to be typed on: a key behind them adds, and ctrl+u takes them all away."""
        self.value = f"{words.rstrip()} " if words.strip() else ""
        self.cursor_position = len(self.value)
        self.add_class("-open")
        self.focus()
        self.post_message(self.Turned())

    def close(self) -> None:
        """Hide it; its words still filter."""
        if self.is_open:
            self.remove_class("-open")
            self.post_message(self.Turned())
