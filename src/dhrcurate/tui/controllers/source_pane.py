"""The source page beside the text."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain import edit
from dhrcurate.domain.visible import clean
from dhrcurate.review.queries import PageRead
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.widgets.source_view import Compared

_OPEN = "-source"
"""The style class of a screen that shows the source."""


class SourcePane:
    """Shows the source page at the passage that the focused recommendation comes from."""

    def __init__(self, view: ReviewView) -> None:
        self._view = view
        self._pages: dict[str, str | None] = {}
        self._cells: Sequence[tuple[int, int]] = ()
        self._compared: tuple[str, ...] | None = None

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"source": self.toggle}

    @property
    def is_open(self) -> bool:
        """True while the source is shown."""
        return self._view.has_class(_OPEN)

    def toggle(self) -> None:
        """Show or hide the source page."""
        if not self.is_open and not edit.get(self._view.state.data, "/source/page"):
            self._view.shell.say("No source page was kept with this record.")
            return
        self._view.set_class(not self.is_open, _OPEN)
        self._pages, self._compared = {}, None  # the page may have come or changed since
        self.follow()

    def leave(self) -> bool:
        """Hide the source; return whether it was shown."""
        if not self.is_open:
            return False
        self.toggle()
        return True

    def follow(self) -> None:
        """Show the source of the focused recommendation, where the pane is open."""
        view = self._view
        if not self.is_open:
            return
        if view.record_id not in self._pages:
            view.shell.queries.page(view.record_id)
            return
        rec = view.rec or {}
        wanted = (view.record_id, *(str(rec.get(field) or "") for field in ("number", "title", "text")))
        if wanted == self._compared:
            return
        self._compared = wanted
        page = self._pages[view.record_id]
        from dhrcurate.review.passage import passage_of  # noqa: PLC0415  # slow to load, and only where it is shown

        passage, text = passage_of(rec, page, view.state.recommendations, self._cells) if page else (None, "")
        view.source_view.show(Compared(page, text, passage))

    def page_read(self, result: PageRead) -> None:
        """Show a page that was read, or say why it could not be."""
        record_id, page, view = result.query.record_id, result.page, self._view
        if record_id != view.record_id:
            return
        self._pages, self._cells = {record_id: page}, result.cells
        if self.is_open and page is None:
            view.set_class(False, _OPEN)
            name = str(view.state.data.get("source", {}).get("page") or "")
            library = view.workspace.library
            why = library.why_no_page(library.load(record_id))
            words = f"The source page cannot be read: {clean(name)}: {clean(why)}"
            view.shell.say(words, severity="warning", timeout=10)
        else:
            self.follow()
