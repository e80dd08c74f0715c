"""The line at the head (where you are, how far, what is saved) and the line of keys at the foot."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from dhrcurate.domain.visible import clean
from dhrcurate.review.save_queue import Saving
from dhrcurate.tui.widgets.text_view import Inked

_TOGETHER = 0.3
"""Seconds in which one notice does not replace another."""

_TITLE = 16
"""So much of a title is left where notes take its room."""

_BEGINNING = 10
"""The least cells of a note that is cut."""

_READ = 2.0
"""Seconds for which a notice is shown at least, whatever is pressed."""


Note = str | tuple[str, str]
"""A note of the head: its words, or these and what stands for them where they have no room."""


@dataclass(frozen=True, slots=True)
class Position:
    """The content of the head line.

    Attributes:
        title: The record or the screen.
        place: How far: `2 of 9 · 3 decided`.
        notes: More, such as a filter or how many are marked; the title is shortened for them, to a few words.
        saving: Whether everything is saved.
        reason: How far saving is; or why it failed, and the key that tries again.
    """

    title: str
    place: str = ""
    notes: Sequence[Note] = ()
    saving: Saving = Saving.SAVED
    reason: str = ""


class Head(Inked):
    """The line at the head."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._position = Position("")

    def show(self, position: Position) -> None:
        """Show where the curator is."""
        if position != self._position:
            self._position = position
            self.refresh()

    def show_saving(self, saving: Saving, reason: str) -> None:
        """Show whether everything is saved, and how far it is or why it is not."""
        self.show(replace(self._position, saving=saving, reason=reason))

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width, position = self.size.width, self._position
        base = self.visual_style
        if y or not width:
            return Strip.blank(width, self.rich_style)
        right = _saving_mark(position, width)
        room = width - right.cell_length - 3
        left = Content.assemble(" ", Content.styled(clean(position.title), "title"))
        place = Content.styled(f"  {position.place}" if position.place else "", "muted")
        shown = _fitting(position.notes, room - min(left.cell_length, _TITLE) - place.cell_length)
        notes = _cells(shown)
        least = max(_TITLE if notes else 8, room - place.cell_length - notes)
        if left.cell_length > (least := min(least, max(8, room - place.cell_length))):
            left = left.truncate(least, ellipsis=True)
        left = Content.assemble(left, place)
        for note in shown:
            words = Content.styled(f"  {clean(note)}", "key")
            # A word or two are told whole or not at all; of a long filter the beginning tells enough.
            if min(words.cell_length, _BEGINNING) <= room - left.cell_length:
                left = Content.assemble(left, words)
        left = left.truncate(max(0, room), ellipsis=True)
        gap = width - left.cell_length - right.cell_length - 1
        return self.drawn(Content.assemble(left, " " * max(1, gap), right), width, base)


def _fitting(notes: Sequence[Note], room: int) -> list[str]:
    """The notes as they are shown: the last ones in their shorter forms, as many as it takes for all to have room."""
    shown = [note if isinstance(note, str) else note[0] for note in notes]
    for at, note in reversed([*enumerate(notes)]):
        if _cells(shown) <= room:
            break
        shown[at] = note if isinstance(note, str) else note[1]
    return shown


def _cells(notes: Sequence[str]) -> int:
    return sum(Content(clean(note)).cell_length + 2 for note in notes)


def _saving_mark(position: Position, width: int) -> Content:
    if position.saving is Saving.SAVED:
        return Content.styled("✓ saved", "accepted")
    if position.saving is Saving.UNDER_WAY:
        return Content.styled(f"… saving {position.reason}".rstrip(), "muted")
    return Content.styled(f"■ not saved {clean(position.reason)}", "error").truncate(
        max(12, width * 2 // 3), ellipsis=True
    )


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, for the foot."""

    command: str
    key: str
    words: str


class Foot(Inked):
    """The line of keys: as many as fit, the last one always."""

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._hints: Sequence[Hint] = ()
        self._notice: Content | None = None
        self._said = 0.0
        self._fading: Timer | None = None
        self._ends: list[tuple[int, str]] = []

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def say(self, words: str, ink: str, seconds: float) -> bool:
        """Show a notice in place of the keys for a while; return whether there is room for it.

        One that comes right after another is shown before it where both fit, so that neither is overlooked.
        """
        notice = Content.assemble(" ", Content.styled(words, ink))
        now = time.monotonic()
        if notice.cell_length >= self.size.width:
            return False
        if self._notice is not None and now - self._said < _TOGETHER:
            both = Content.assemble(notice, " ", self._notice)
            notice = both if both.cell_length < self.size.width else notice
        self._said = now
        if self._fading is not None:
            self._fading.stop()
        self._notice = notice
        self._fading = self.set_timer(seconds, self._fade)
        self.refresh()
        return True

    def typed(self) -> None:
        """Show the keys again once a key was pressed and the notice could be read."""
        if self._notice is not None and time.monotonic() - self._said > _READ:
            self._fade()

    def unsay(self) -> None:
        """Show the keys again: the notice is true no more."""
        if self._notice is not None:
            self._fade()

    def _fade(self) -> None:
        self._notice = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y or not width:
            return Strip.blank(width, self.rich_style)
        self._ends = []
        if self._notice is not None:
            return self.drawn(self._notice, width, self.visual_style)
        shown = [_hint(h) for h in self._hints]
        last = shown[-1:] if len(shown) > 1 else []
        room = width - 1 - sum(c.cell_length + 2 for c in last)
        line, used = Content(" "), 1
        for hint, content in zip(self._hints, shown[: len(shown) - len(last)], strict=False):
            if used + content.cell_length + 2 > room:
                break
            line = Content.assemble(line, content, "  ")
            used = line.cell_length
            self._ends.append((used, hint.command))
        if last:
            line = Content.assemble(line, " " * max(0, room - used), last[0])
            self._ends.append((width, self._hints[-1].command))
        return self.drawn(line, width, self.visual_style)

    def on_click(self, event: events.Click) -> None:
        """Post which command's key was clicked."""
        for end, command in self._ends:
            if event.x < end:
                self.post_message(self.Pressed(command))
                return


def _hint(hint: Hint) -> Content:
    return Content.assemble(Content.styled(hint.key, "key"), " ", Content.styled(hint.words, "muted"))
