"""A list with a cursor by the line API: virtual, so that a hundred thousand rows open and scroll like ten."""

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
"""How many drawn rows are kept."""


class CursorList(Inked, Generic[R], can_focus=True):
    """Rows of one line each, one of which the cursor is on.

    A subclass says how a row is drawn (`line`) and on which ground it stands (`ground`).

    Attributes:
        cursor: Position of the row that the cursor is on; -1 where there are no rows.
        came: Called at once when the cursor came to another row; `Moved` comes when what was sent before it is done.
    """

    cursor: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, sender: CursorList[Any]) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> CursorList[Any]:
            """The list."""
            return self.sender

        def can_replace(self, message: Message) -> bool:
            """Only the newest place of the cursor counts."""
            return isinstance(message, CursorList.Moved) and message.sender is self.sender

    class Opened(Message):
        """The row that the cursor is on was clicked again."""

        def __init__(self, sender: CursorList[Any]) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> CursorList[Any]:
            """The list."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.came: Callable[[], object] = lambda: None
        self._rows: Sequence[R] = ()
        self._strips: dict[Hashable, Strip] = {}
        self._painted: dict[int, tuple[Hashable, str, bool, int] | None] = {}

    def line(self, row: R, width: int, *, here: bool) -> Content:
        """How a row is drawn; subclasses say it."""
        raise NotImplementedError

    def look(self, row: R) -> Hashable:
        """Everything that decides how a row looks, so that it is drawn once; `None` to draw it each time."""
        del row
        return None

    def ground(self, row: R, *, here: bool) -> str:
        """The ink of a row's whole width, empty for none."""
        del row
        return "cursor" if here else ""

    @property
    def rows(self) -> Sequence[R]:
        """The rows it shows."""
        return self._rows

    @property
    def current(self) -> R | None:
        """The row that the cursor is on."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def set_rows(self, rows: Sequence[R], cursor: int = 0) -> None:
        """Shows other rows with the cursor on one of them, at the height where it stood before if that can be."""
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
        """Puts the cursor on a row, or on the first or last where there is none so far."""
        if self._rows:
            self.cursor = max(0, min(to, len(self._rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draws the two rows anew and tells where the cursor is."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._show_cursor()
        self.came()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Keeps the cursor in view."""
        self.set_lines(len(self._rows))
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor where the click was; a second click there opens."""
        at = event.y + self.scroll_offset.y
        if 0 <= at < len(self._rows):
            if at == self.cursor:
                self.post_message(self.Opened(self))
            self.cursor = at
            self.clicked(self._rows[at], event.x)

    def clicked(self, row: R, x: int) -> None:
        """A row was clicked, at a column; for subclasses."""

    def render_line(self, y: int) -> Strip:
        """Draws one row in view."""
        at = y + self.scroll_offset.y
        if at >= len(self._rows):
            self._painted[y] = None
            return Strip.blank(self.size.width, self.rich_style)
        self._painted[y] = look = self._whole_look(at, self.scrollable_content_region.width)
        seen, ground, here, width = look
        if seen is None:
            return self._drawn_row(self._rows[at], width, ground, here=here)
        if (strip := self._strips.get(look)) is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[look] = self._drawn_row(self._rows[at], width, ground, here=here)
        return strip

    def _refresh_changed(self) -> None:
        """Has those lines in view painted that look otherwise than they did: most often it is one."""
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        for y in range(self.size.height):
            at = y + top
            look = self._whole_look(at, width) if at < len(self._rows) else None
            if look != self._painted.get(y, ()) or (look is not None and look[0] is None):
                self.refresh_line(at)

    def _whole_look(self, at: int, width: int) -> tuple[Hashable, str, bool, int]:
        row, here = self._rows[at], at == self.cursor
        return self.look(row), self.ground(row, here=here), here, width

    def _drawn_row(self, row: R, width: int, ground: str, *, here: bool) -> Strip:
        base = self.visual_style + self.ink(ground) if ground else self.visual_style
        return self.drawn(self.line(row, width, here=here), width, base)

    def notify_style_update(self) -> None:
        """Draws again in the new colours."""
        super().notify_style_update()
        self._strips.clear()

    def _show_cursor(self) -> None:
        """Scrolls where the cursor comes near an edge: by half a view, so that the rows stay still for most keys."""
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
    """Content cut or filled to exactly a width."""
    content = content.truncate(max(0, width), ellipsis=True)
    gap = max(0, width - content.cell_length)
    return content.pad_left(gap) if right else content.pad_right(gap)
