"""Library: every record with its progress, and the next one that needs someone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from dhrcurate.curation.filter import parse_filter
from dhrcurate.curation.filter_values import FilterError
from dhrcurate.domain.visible import clean
from dhrcurate.review.commands import Command
from dhrcurate.review.filtering import Search
from dhrcurate.review.queries import RecordsFound, Result
from dhrcurate.review.summaries import Summary
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.library_counts import LibraryCounts
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.controllers.page_import import import_page
from dhrcurate.tui.controllers.record_counts import RecordCounts
from dhrcurate.tui.controllers.undo_keys import UndoKeys
from dhrcurate.tui.glyphs import SEVERITY
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head, Note
from dhrcurate.tui.widgets.cursor_list import CursorList
from dhrcurate.tui.widgets.filter_bar import FilterBar
from dhrcurate.tui.widgets.overview_list import OverviewList
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.record_list import RecordList
from dhrcurate.tui.widgets.still import Beside, Frame
from dhrcurate.tui.widgets.text_view import BLANK, Block

_ORDERS: tuple[tuple[str, Callable[[Summary], Any]], ...] = (
    ("name", lambda s: s.id),
    ("newest", lambda s: (tuple(-ord(c) for c in s.published) or (0,), s.id)),
    ("what is left", lambda s: (s.state == "signed-off", -(s.total - s.decided), s.id)),
    ("findings", lambda s: (*(-(s.found or {}).get(v.value, 0) for v in SEVERITY), s.id)),
)
"""The orders that the list can be sorted by, and what each goes by."""

_BESIDE = 100
"""Columns from which on the overview stands beside the records."""

_HIGH = 46
"""Lines of a screen that has room for the record at the cursor below any number of records."""
_OF_RECORD = 22
"""Lines that it takes below few, with borders, head and foot."""

_FIX = "Fix the file in an editor; {} reads it again. Nothing is written to it while it cannot be read."

_NAMES = {"records": "records", "overview": "overview", "of-record": "the record"}
"""The panes as the foot names them, by the id of their list."""


class LibraryScreen(CommandScreen):
    """The records of the library.

    Args:
        shell: The program.
        record_id: The record to put the cursor on.
    """

    WHERE = "library"
    BINDINGS = bindings_of("library")

    def __init__(self, shell: Shell, record_id: str) -> None:
        super().__init__(shell)
        self._record_id = record_id
        self._filter_words = ""
        self._fitting: frozenset[str] | None = None
        self._problem = ""
        self._search: Search | None = None
        self._place: tuple[str, tuple[Note, ...]] = ("", ())
        own: Handlers = {
            "filter": lambda: self.filter_bar.open(self._filter_words),
            "next-needed": self.next_needed,
            "sort": self.sort,
            "open": self.open_record,
            "import-page": lambda: import_page(shell, self._imported),
            "agencies": shell.open_agencies,
            "other-pane": self.to_other_pane,
        }
        self._counts = LibraryCounts(self)
        self._of_record = OverviewList(id="of-record")
        self._record_counts = RecordCounts(shell, self._of_record)
        self.handle(own, ListKeys(lambda: self._focused_list), UndoKeys(shell, self._focused_id))

    def compose(self) -> ComposeResult:
        """Compose the list."""
        yield Head()
        with Beside(id="body"):
            with Frame(id="records-side"):
                yield Pane(RecordList(id="records"), "Records", id="listed")
                yield Pane(self._of_record, "The record at the cursor", id="record")
            yield Pane(OverviewList(id="overview"), "Overview", id="beside")
        yield FilterBar("a name, or what a recommendation fits: status:pending")
        yield Foot()

    def on_mount(self) -> None:
        """Show what is known; the rest comes as it is read."""
        self.show_records(self._record_id)
        self.listing.focus()
        self.call_after_refresh(self._counts.ask)

    def matters(self, command: Command) -> bool:
        """Leave redo out of the foot."""
        return command.id != "redo"

    def foot_of(self, command: Command) -> str:
        """Name the pane that the key goes to from here, and what is opened here."""
        if command.id == "other-pane":
            return _NAMES[self._next_pane.id or ""]
        if command.id == "open" and isinstance(self._focused_list, OverviewList):
            return "list these"
        return super().foot_of(command)

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane that has the focus."""
        self.set_hints()

    @property
    def listing(self) -> RecordList:
        """The list."""
        return self.query_one("#records", RecordList)

    @property
    def overview(self) -> OverviewList:
        """The overview."""
        return self.query_one("#overview", OverviewList)

    @property
    def has_overview(self) -> bool:
        """False before the screen is composed, and once it is taken down."""
        return bool(self.query("#overview"))

    @property
    def _focused_list(self) -> CursorList[Any]:
        """The list that the keys move in."""
        return next((each for each in (self.overview, self._of_record) if each.has_focus), self.listing)

    @property
    def filter_bar(self) -> FilterBar:
        """The line for the filter."""
        return self.query_one("#filter-bar", FilterBar)

    def _focused_id(self) -> str | None:
        row = self.listing.current
        return row.id if row is not None else None

    # Showing

    def show_records(self, record_id: str | None = None) -> None:
        """Fill the list, with the cursor on a record."""
        wanted = record_id or self._focused_id() or ""
        summaries = [self.workspace.summary(i) for i in self.workspace.ids]
        if self._filter_words.strip():
            words = self._filter_words.casefold().split()
            named = {s.id for s in summaries if all(w in f"{s.id} {s.title} {s.csp}".casefold() for w in words)}
            summaries = [s for s in summaries if s.id in named | (self._fitting or frozenset())]
        summaries.sort(key=_ORDERS[self.shell.library_order][1])
        at = next((i for i, s in enumerate(summaries) if s.id == wanted), 0)
        self.listing.with_counts = self.listing.with_counts or any(s.beside.documents for s in summaries)
        self.listing.set_rows(summaries, at)
        self._share_height()
        self._record_counts.follow(self._focused_id() or "")
        self._show_head(len(summaries))

    def on_resize(self) -> None:
        """Leave the overview what the records do not need, where it stands below them."""
        self._share_height()
        self.call_after_refresh(self._counts.show)
        self.call_after_refresh(self._record_counts.ask_soon)

    def _share_height(self) -> None:
        """Have the list as high as its rows where the overview is below it; a filter moves nothing.

        Beside the overview the record at the cursor is shown in the lines that the records do not need.
        """
        needed = len(self.workspace.ids) + 2  # the heads, and an empty line at the end
        self.query_one("#records-side").styles.max_height = needed if self.size.width < _BESIDE else None
        self.set_class(self.size.height >= min(_HIGH, needed + _OF_RECORD), "-high")

    def on_cursor_list_moved(self) -> None:
        """Tell at the head how the record at the cursor stands in its documents, and have it counted."""
        self._show_place()
        self._record_counts.follow(self._focused_id() or "")

    def _show_head(self, shown: int) -> None:
        known = [self.workspace.summary(i) for i in self.workspace.ids]
        decided, total = sum(s.decided for s in known), sum(s.total for s in known)
        read = sum(1 for s in known if s.total or s.state == "broken")
        place = f"{shown} record{'' if shown == 1 else 's'} · {decided} of {total} decided"
        notes: list[Note] = [f"by {_ORDERS[self.shell.library_order][0]}"]
        if read < len(known):
            notes.append(f"{read} of {len(known)} read")
        if self._filter_words:
            notes.append(self._problem or f"/{self._filter_words}")
        self._place = place, tuple(notes)
        self._show_place()

    def _show_place(self) -> None:
        place, notes = self._place
        row = self.listing.current
        told = clean(row.beside.in_words(row.total)) if row is not None else ""
        counts = told.partition(": ")[2].partition(",")[0]  # the row is marked as one that has documents
        short = told if row is None or row.beside.located is None else counts
        notes = ((told, short), *notes) if told else notes
        self.show_head(f"Library {clean(self.workspace.library.root.name)}", place, notes)

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Show rows that changed; the order stays until it is asked for again."""
        changed = set(message.ids)
        known = [self.workspace.summary(i) for i in changed if i in self.workspace.ids]
        self.listing.with_counts = self.listing.with_counts or any(s.beside.documents for s in known)
        self.listing.set_rows(
            [self.workspace.summary(r.id) if r.id in changed else r for r in self.listing.rows], self.listing.cursor
        )
        self._show_head(len(self.listing.rows))
        self._counts.ask_soon()
        self._record_counts.ask_soon()

    def count_after(self, seconds: float) -> None:
        """Have the counts asked for after some seconds."""
        self.set_timer(seconds, self._counts.ask_unless_waiting)

    def something_saved(self) -> None:
        """Count again."""
        self._counts.ask_soon()
        self._record_counts.ask_soon()

    # Commands

    def on_cursor_list_opened(self) -> None:
        """Open the record, or the line of the overview, that was clicked twice."""
        self.open_record()

    def to_other_pane(self) -> None:
        """Go from the records to the overview, then to the record at the cursor where it is shown, then back."""
        self._next_pane.focus()

    @property
    def _next_pane(self) -> CursorList[Any]:
        shown = [self._of_record] if self._of_record.size.height else []
        panes: list[CursorList[Any]] = [self.listing, self.overview, *shown]
        return panes[(panes.index(self._focused_list) + 1) % len(panes)]

    def next_needed(self) -> None:
        """Go to the next record that needs someone."""
        at = _next_needed(self.listing.rows, self.listing.cursor)
        if at is None:
            self.shell.say("Nothing is left to decide.")
        else:
            self.listing.move(at)

    def sort(self) -> None:
        """Sort by the next order."""
        self.shell.library_order = (self.shell.library_order + 1) % len(_ORDERS)
        self.show_records()

    def open_record(self) -> None:
        """Open the record in Review, or say why it cannot be read; from the overview what the line counts."""
        if isinstance(counts := self._focused_list, OverviewList):
            self._counts.open_line(counts.current)
            return
        row = self.listing.current
        if row is None:
            return
        if row.state == "broken":
            lines = [Block(Content(clean(p, one_line=False))) for p in self.workspace.record(row.id).problems]
            lines += [BLANK, Block(Content.styled(_FIX.format(self.shell.keys.first("reload")), "muted"))]
            self.shell.explain(f"{row.id} cannot be read", lines)
            return
        self.shell.open_record(row.id)

    def _imported(self, ids: list[str]) -> None:
        if not ids:
            self.shell.say("This page is in the library already.")
            return
        self.workspace.find_records()
        self.shell.queries.summaries(ids)
        self.show_records(ids[0])
        self.shell.say(f"Imported: {clean(', '.join(ids))}.")

    def reload(self) -> None:
        """Read the library again."""
        self.shell.reread_library()

    @property
    def goes_back(self) -> str:
        """The filter is taken away first."""
        return "filter off" if self._filter_words else super().goes_back

    def back(self) -> None:
        """Clear the filter, else go back to Review."""
        bar = self.filter_bar
        if bar.is_open or self._filter_words:
            bar.value = self._filter_words = ""
            self._close_filter()
            self.show_records()
        else:
            super().back()

    # The filter

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list to records whose name has the words, or of which a recommendation fits the filter."""
        self._filter_words, self._fitting, self._problem = message.value, None, ""
        self.set_hints()
        try:
            wanted = parse_filter(message.value, self.workspace.library.waiting) if message.value.strip() else None
        except FilterError as error:
            wanted, self._problem = None, str(error).partition(": ")[2]
        if wanted is not None:
            self._search = Search(wanted, self._search)
            self.shell.queries.matching_records(message.value, self._search, self.workspace.sources())
        self.call_after_refresh(self.show_records)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._close_filter()

    def _close_filter(self) -> None:
        self.filter_bar.close()
        self.listing.focus()

    def result_came(self, result: Result) -> None:
        """Show the records that fit the filter, unless it was typed on since; and what was counted."""
        self._counts.result_came(result)
        self._record_counts.result_came(result)
        if isinstance(result, RecordsFound) and result.query.words == self._filter_words:
            self._fitting = frozenset(part.record for part in result.found.parts)
            self.show_records()


def _next_needed(rows: Sequence[Summary], start: int) -> int | None:
    """Return the next record that needs someone, going on from the top at the end."""
    places = [*range(start + 1, len(rows)), *range(start + 1)]
    return next((at for at in places if at >= 0 and rows[at].needs_someone), None)
