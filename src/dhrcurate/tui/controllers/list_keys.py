"""The keys that move the cursor of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.widgets.cursor_list import CursorList


class ListKeys:
    """Moves the cursor of a list.

    Args:
        listing: Gives the list.
        paging: Whether the keys that scroll move the cursor by a page; else the screen scrolls a text with them.
    """

    def __init__(self, listing: Callable[[], CursorList[Any]], *, paging: bool = True) -> None:
        self._listing = listing
        self._paging = paging

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        handlers = {"next": self.next, "previous": self.previous, "first": self.first, "last": self.last}
        return handlers | ({"scroll-down": self.page_down, "scroll-up": self.page_up} if self._paging else {})

    def next(self) -> None:
        """Go to the next row."""
        self._move_by(1)

    def previous(self) -> None:
        """Go to the previous row."""
        self._move_by(-1)

    def first(self) -> None:
        """Go to the first row."""
        self._listing().move(0)

    def last(self) -> None:
        """Go to the last row."""
        listing = self._listing()
        listing.move(len(listing.rows) - 1)

    def page_down(self) -> None:
        """Go on by a page."""
        self._move_by(max(1, self._listing().size.height - 2))

    def page_up(self) -> None:
        """Go back by a page."""
        self._move_by(-max(1, self._listing().size.height - 2))

    def _move_by(self, rows: int) -> None:
        listing = self._listing()
        listing.move(listing.cursor + rows)
