"""A pane: a view in a border with a title, and the heads of its columns where it is a list."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from dhrcurate.tui.widgets.cursor_list import CursorList
from dhrcurate.tui.widgets.still import Frame, Still


class Pane(Frame):
    """A view with a border around it, which shows whether the view has the focus.

    The border is the pane's: lines of text are drawn fastest where nothing is around them.

    Args:
        view: The view.
        title: The words in the border; where there is no room for a border, the view tells itself what it is.
    """

    def __init__(self, view: Widget, title: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes="pane")
        self._view, self._title = view, title
        self.border_title = Content(title)

    def call(self, title: str) -> None:
        """Give it another title, once what it shows is another thing."""
        if title != self._title:
            self._title = title
            self.border_title = Content(title)

    def on_descendant_focus(self) -> None:
        """Show that the view has the focus."""
        self.show_focus(focused=True)

    def on_descendant_blur(self) -> None:
        """Show that another view has it."""
        self.show_focus(focused=False)

    def show_focus(self, *, focused: bool) -> None:
        """Change the pane's own style alone: Textual would look up every style of what is in it, too."""
        self.set_class(focused, "-focused", update=False)
        self.app.stylesheet.apply(self)
        self.refresh()

    def compose(self) -> ComposeResult:
        """Compose the heads of a list over it."""
        if isinstance(self._view, CursorList) and type(self._view).heads is not CursorList.heads:
            yield ColumnHeads(self._view)
        yield self._view


class ColumnHeads(Still):
    """The heads of a list's columns, in the list's inks: inks of its own would have to be looked up at every start.

    Args:
        listing: The list.
    """

    def __init__(self, listing: CursorList[Any]) -> None:
        super().__init__()
        self._listing = listing
        listing.heads_changed = self.refresh

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the heads over the list's columns."""
        width = self.size.width
        if y or not width:
            return Strip.blank(width, self.rich_style)
        heads = self._listing.heads(self._listing.scrollable_content_region.width)
        return self._listing.drawn(heads.stylize_before("heads"), width, self.visual_style)

    def on_click(self, event: events.Click) -> None:
        """Leave a click on the heads to the list."""
        event.stop()
        self._listing.focus()
