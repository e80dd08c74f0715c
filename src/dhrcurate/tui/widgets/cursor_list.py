"""A list with a cursor, drawn by the line API: virtual, so that a hundred thousand rows open and scroll like ten."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from dhrcurate.tui.widgets.text_view import Inked

R = TypeVar("R")

_KEPT = 400
"""The most drawn rows that are kept."""


class CursorList(Inked, Generic[R], can_focus=True):
    """Rows of one line each, with a cursor on one of them.

    A subclass draws a row (`line`) and gives it a background (`row_ink`).

    Attributes:
        cursor: Position of the row under the cursor; -1 where there are no rows.
        cursor_moved: Called at once when the cursor has moved; the message `Moved` comes after those sent before it.
        heads_changed: Called where the columns may have moved.
    """

    cursor: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """The cursor has moved to another row."""

        def __init__(self, sender: CursorList[Any]) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> CursorList[Any]:
            """The list."""
            return self.sender

        def can_replace(self, message: Message) -> bool:
            """Replace an older one: only the newest place of the cursor counts."""
            return isinstance(message, CursorList.Moved) and message.sender is self.sender

    class Opened(Message):
        """The row under the cursor was clicked."""

        def __init__(self, sender: CursorList[Any]) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> CursorList[Any]:
            """The list."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.cursor_moved: Callable[[], object] = lambda: None
        self.heads_changed: Callable[[], object] = lambda: None
        self._rows: Sequence[R] = ()
        self._strips: dict[Hashable, Strip] = {}
        self._painted: dict[int, tuple[Hashable, str, bool, int] | None] = {}

    def line(self, row: R, width: int, *, at_cursor: bool) -> Content:
        """Draw a row; subclasses override it."""
        raise NotImplementedError

    def heads(self, width: int) -> Content:
        """Draw the heads of the columns; subclasses override it."""
        del width
        return Content("")

    def appearance(self, row: R) -> Hashable:
        """Return everything that a drawn row depends on, so that it is drawn once; `None` to draw it each time."""
        del row
        return None

    def row_ink(self, row: R, *, at_cursor: bool) -> str:
        """Return the ink of a row's whole width, empty for none."""
        del row
        return "cursor" if at_cursor else ""

    @property
    def rows(self) -> Sequence[R]:
        """The rows."""
        return self._rows

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def set_rows(self, rows: Sequence[R], cursor: int = 0) -> None:
        """Show other rows with the cursor on one of them, at the same height as before if possible."""
        height_before = self.cursor - self.scroll_offset.y if self.cursor >= 0 else None
        self._rows = rows
        self.set_lines(len(rows))
        cursor = max(0, min(cursor, len(rows) - 1)) if rows else -1
        self.set_reactive(CursorList.cursor, cursor)
        if height_before is not None and cursor >= 0 and 0 <= height_before < self.size.height:
            self.scroll_to(y=max(0, cursor - height_before), animate=False)
        self._show_cursor()
        self._refresh_changed()

    def move(self, to: int) -> None:
        """Put the cursor on a row, or on the first or last where there is no such row."""
        if self._rows:
            self.cursor = max(0, min(to, len(self._rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows again and post where the cursor is."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._show_cursor()
        self.cursor_moved()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.heads_changed()
        self.set_lines(len(self._rows))
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; a second click there opens the row."""
        at = event.y + self.scroll_offset.y
        if 0 <= at < len(self._rows):
            if at == self.cursor:
                self.post_message(self.Opened(self))
            self.cursor = at
            self.clicked(self._rows[at], event.x)

    def clicked(self, row: R, x: int) -> None:
        """Take a click on a row, at a column; for subclasses."""

    def render_line(self, y: int) -> Strip:
        """Draw one row in view."""
        at = y + self.scroll_offset.y
        if at >= len(self._rows):
            self._painted[y] = None
            return Strip.blank(self.size.width, self.rich_style)
        self._painted[y] = appearance = self._whole_appearance(at, self.scrollable_content_region.width)
        depends_on, ink, at_cursor, width = appearance
        if depends_on is None:
            return self._drawn_row(self._rows[at], width, ink, at_cursor=at_cursor)
        if (strip := self._strips.get(appearance)) is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[appearance] = self._drawn_row(self._rows[at], width, ink, at_cursor=at_cursor)
        return strip

    def _refresh_changed(self) -> None:
        """Paint the lines in view that have changed: most often it is one."""
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        for y in range(self.size.height):
            at = y + top
            appearance = self._whole_appearance(at, width) if at < len(self._rows) else None
            if appearance != self._painted.get(y, ()) or (appearance is not None and appearance[0] is None):
                self.refresh_line(at)

    def _whole_appearance(self, at: int, width: int) -> tuple[Hashable, str, bool, int]:
        row, at_cursor = self._rows[at], at == self.cursor
        return self.appearance(row), self.row_ink(row, at_cursor=at_cursor), at_cursor, width

    def _drawn_row(self, row: R, width: int, ink: str, *, at_cursor: bool) -> Strip:
        base = self.visual_style + self.ink(ink) if ink else self.visual_style
        return self.drawn(self.line(row, width, at_cursor=at_cursor), width, base)

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        super().notify_style_update()
        self._strips.clear()

    def _show_cursor(self) -> None:
        """Scroll where the cursor comes near an edge: by half a view, so that the rows stay still for most keys."""
        height = self.size.height
        if self.cursor < 0 or height <= 0:
            return
        top = self.scroll_offset.y
        margin = min(2, max(0, (height - 1) // 2))
        if not top + margin <= self.cursor < top + height - margin:
            top = max(0, min(self.cursor - height // 2, len(self._rows) - height))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)


def cell(content: Content, width: int, *, right: bool = False) -> Content:
    """Return content cut or filled to exactly a width."""
    content = content.truncate(max(0, width), ellipsis=True)
    gap = max(0, width - content.cell_length)
    return content.pad_left(gap) if right else content.pad_right(gap)
