"""Fields to type in that never send a terminal control characters, and give stored characters back as they were."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.widgets import Input, TextArea

from dhrcurate.domain.visible import visible

_OBEYED = {"Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"}


def to_edit(text: str) -> str:
    """Return a text as it is edited: LF at line ends, and symbols for control characters."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def from_edit(edited: str, stored: str) -> str:
    """Return an edited text as it is to be stored: symbols that `to_edit` put there are the characters again."""
    for char in set(stored):
        if char != "\r" and (shown := visible(char)) != char and shown not in stored:
            edited = edited.replace(shown, char)
    return edited


def pasted(text: str) -> str:
    """Return pasted text without control characters; line ends and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _OBEYED)


class Line(Input):
    """A line to type in.

    Args:
        stored: The value to begin with, as it is stored.
        placeholder: The words shown while it is empty.
    """

    def __init__(self, stored: str = "", *, placeholder: str = "", id: str | None = None, select: bool = True) -> None:  # noqa: A002  # Textual's name
        super().__init__(to_edit(stored).replace("\n", "⏎"), placeholder=placeholder, id=id, select_on_focus=select)
        self._stored = stored

    @property
    def shown(self) -> str:
        """The text, with its line ends as such."""
        return self.value.replace("⏎", "\n") if "\n" in to_edit(self._stored) else self.value

    @property
    def typed(self) -> str:
        """The text, as it is to be stored."""
        return from_edit(self.shown, self._stored)

    async def on_key(self, event: events.Key) -> None:
        """Submit at once: as a binding, Enter would act after the keys of the same packet that follow it."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.action_submit()

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted before Textual's own handler, which comes next, inserts it."""
        event.text = pasted(event.text).replace("\n", " ").replace("\t", " ")


class Area(TextArea):
    """Lines to type in.

    Args:
        stored: The text to begin with, as it is stored.
        fixed: Whether the text can only be read.
    """

    def __init__(self, stored: str = "", *, id: str | None = None, fixed: bool = False) -> None:  # noqa: A002  # Textual's name
        super().__init__(
            to_edit(stored), id=id, tab_behavior="focus", soft_wrap=True, read_only=fixed, show_cursor=True
        )

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted before Textual's own handler, which comes next, inserts it."""
        event.text = pasted(event.text)
