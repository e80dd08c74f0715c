"""Library: every record with how far it is, and which needs someone next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from dhrcurate.curation.filter import FilterError, parse_filter
from dhrcurate.domain.visible import clean
from dhrcurate.review.commands import Command
from dhrcurate.review.filtering import Search
from dhrcurate.review.queries import RecordsFound, Result
from dhrcurate.review.summaries import Summary
from dhrcurate.tui.glyphs import CURSOR, SEVERITY
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import ListScreen, bindings_of
from dhrcurate.tui.screens.importing import ask_page
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.cursor_list import CursorList, cell
from dhrcurate.tui.widgets.text_view import BLANK, Block
from dhrcurate.tui.widgets.typing import Line

_ORDERS: tuple[tuple[str, Callable[[Summary], Any]], ...] = (
    ("name", lambda s: s.id),
    ("newest", lambda s: (tuple(-ord(c) for c in s.published) or (0,), s.id)),
    ("what is left", lambda s: (s.state == "signed-off", -(s.total - s.decided), s.id)),
    ("findings", lambda s: (*(-(s.found or {}).get(v.value, 0) for v in SEVERITY), s.id)),
)
"""The orders that the list can be sorted by, and what each goes by."""

_MEND = "Mend the file in an editor; {} reads it again. Nothing is written to it while it cannot be read."

_STATE = {"open": ("·", "pending"), "signed-off": ("✓", "accepted"), "broken": ("■", "error")}


class RecordList(CursorList[Summary]):
    """A row for each record; one that is broken says what is wrong with it."""

    def look(self, row: Summary) -> Hashable:
        """What the row says."""
        found = None if row.found is None else tuple(sorted(row.found.items()))
        return row.id, row.title, row.csp, row.published, row.state, row.decided, row.total, found, row.problem

    def line(self, row: Summary, width: int, *, here: bool) -> Content:
        """State, title, partnership, date, progress, findings."""
        glyph, ink = _STATE.get(row.state, ("·", "pending"))
        start = Content.assemble(Content.styled(CURSOR, "key") if here else " ", " ", Content.styled(glyph, ink), " ")
        if row.state == "broken":
            name = Content.assemble(
                Content.styled(clean(row.id), "strong"), "  ", Content.styled(clean(row.problem), "error")
            )
            return cell(Content.assemble(start, name), width)
        if not row.title and not row.total:
            return cell(Content.assemble(start, clean(row.id), Content.styled("  reading …", "faint")), width)
        ends = Content.assemble(_progress(row), "  ", _found(row), " ")
        room = width - start.cell_length - ends.cell_length - 1
        middle = _middle(row, room)
        return Content.assemble(start, middle, " ", ends)


def _middle(row: Summary, room: int) -> Content:
    date = cell(Content.styled(clean(row.published), "muted"), 10)
    if room < 60:
        return Content.assemble(cell(Content(clean(row.title)), max(4, room - 11)), " ", date)
    title = cell(Content(clean(row.title)), (room - 13) * 3 // 5)
    return Content.assemble(
        title, "  ", cell(Content.styled(clean(row.csp), "muted"), room - 14 - title.cell_length), "  ", date
    )


def _progress(row: Summary) -> Content:
    filled = 8 if row.total and row.decided == row.total else row.decided * 8 // row.total if row.total else 0
    return Content.assemble(
        Content.styled("━" * filled, "accepted"),
        Content.styled("─" * (8 - filled), "faint"),
        cell(Content.styled(f" {row.decided}/{row.total}", "muted"), 9, right=True),
    )


def _found(row: Summary) -> Content:
    if row.found is None:
        return cell(Content.styled("…", "faint"), 14, right=True)
    parts = [
        cell(
            Content.styled(f"{glyph}{n}", ink) if (n := row.found.get(severity.value, 0)) else Content(""),
            4,
            right=True,
        )
        for severity, (glyph, ink) in SEVERITY.items()
    ]
    return Content(" ").join(parts)


class LibraryScreen(ListScreen):
    """The records of the library."""

    WHERE = "library"
    BINDINGS = bindings_of("library")

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self._record_id = record_id
        self._fitting: frozenset[str] | None = None
        self._wrong = ""
        self._search: Search | None = None

    def compose(self) -> ComposeResult:
        """A list and, where it is empty, what to do."""
        yield Head()
        with Vertical():
            yield RecordList(id="records")
        yield Line(id="filter-bar", placeholder="a name, or what a recommendation fits: status:pending")
        yield Foot()

    def on_mount(self) -> None:
        """Shows what is known; the rest comes as it is read."""
        super().on_mount()
        self.show_records(self._record_id)
        self.listing.focus()

    @property
    def listing(self) -> RecordList:
        """The list."""
        return self.query_one("#records", RecordList)

    def show_records(self, record_id: str | None = None) -> None:
        """Fills the list, with the cursor on a record."""
        current = self.listing.current
        wanted = record_id or (current.id if current else "")
        summaries = [self.workspace.summary(i) for i in self.workspace.ids]
        if self.filter_words.strip():
            words = self.filter_words.casefold().split()
            named = {s.id for s in summaries if all(w in f"{s.id} {s.title} {s.csp}".casefold() for w in words)}
            summaries = [s for s in summaries if s.id in named | (self._fitting or frozenset())]
        summaries.sort(key=_ORDERS[self.curate.library_order][1])
        at = next((i for i, s in enumerate(summaries) if s.id == wanted), 0)
        self.listing.set_rows(summaries, at)
        self._show_head(len(summaries))

    def _show_head(self, shown: int) -> None:
        known = [self.workspace.summary(i) for i in self.workspace.ids]
        decided, total = sum(s.decided for s in known), sum(s.total for s in known)
        read = sum(1 for s in known if s.total or s.state == "broken")
        place = f"{shown} record{'' if shown == 1 else 's'} · {decided} of {total} decided"
        notes = [f"by {_ORDERS[self.curate.library_order][0]}"]
        if read < len(known):
            notes.append(f"{read} of {len(known)} read")
        if self.filter_words:
            notes.append(f"/{self.filter_words}" if not self._wrong else self._wrong)
        self.show_head(f"Library {clean(self.workspace.library.root.name)}", place, tuple(notes))

    def matters(self, command: Command) -> bool:
        """Agencies is one key from here too."""
        return command.id != "redo"

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Shows rows that changed; the order stays until it is asked for again."""
        changed = set(message.ids)
        self.listing.set_rows(
            [self.workspace.summary(r.id) if r.id in changed else r for r in self.listing.rows], self.listing.cursor
        )
        self._show_head(len(self.listing.rows))

    def on_cursor_list_opened(self) -> None:
        """A second click opens."""
        self.action_open()

    def action_next_needed(self) -> None:
        """Goes to the next record that needs someone."""
        rows = self.listing.rows
        at = _next_needed(rows, self.listing.cursor)
        if at is None:
            self.say("Nothing is left to decide.")
        else:
            self.listing.move(at)

    def action_sort(self) -> None:
        """Sorts by the next order."""
        self.curate.library_order = (self.curate.library_order + 1) % len(_ORDERS)
        self.show_records()

    def action_open(self) -> None:
        """Opens the record in Review."""
        row = self.listing.current
        if row is None:
            return
        if row.state == "broken":
            lines = [Block(Content(clean(p, one_line=False))) for p in self.workspace.record(row.id).problems]
            lines += [BLANK, Block(Content.styled(_MEND.format(self.curate.keys.first("reload")), "muted"))]
            self.curate.explain(f"{row.id} cannot be read", lines)
            return
        self.curate.open_record(row.id)

    def action_import_page(self) -> None:
        """Takes a published page in as a record."""
        ask_page(self.curate, self._taken_in)

    def _taken_in(self, ids: list[str]) -> None:
        if not ids:
            self.say("This page is in the library already.")
            return
        self.workspace.find_records()
        self.curate.queries.summaries(ids)
        self.show_records(ids[0])
        self.say(f"Taken in: {clean(', '.join(ids))}.")

    def action_undo(self) -> None:
        """Undoes the last change of the record."""
        if (row := self.listing.current) is not None:
            self.curate.when_signed(lambda: self.workspace.undo(row.id))

    def action_redo(self) -> None:
        """Makes an undone change of the record again."""
        if (row := self.listing.current) is not None:
            self.curate.when_signed(lambda: self.workspace.undo(row.id, redo=True))

    def action_agencies(self) -> None:
        """Opens the names of the library."""
        self.curate.open_agencies()

    def action_reload(self) -> None:
        """Reads the library again."""
        self.curate.reread_library()

    # The filter

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrows the list to records whose name holds the words, or of which a recommendation fits the filter."""
        self.filter_words, self._fitting, self._wrong = message.value, None, ""
        try:
            wanted = parse_filter(message.value) if message.value.strip() else None
        except FilterError as error:
            wanted, self._wrong = None, str(error).partition(": ")[2]
        if wanted is not None:
            self._search = Search(wanted, self._search)
            self.curate.queries.matching_records(message.value, self._search, self.workspace.sources())
        self.call_after_refresh(self.show_records)

    def result_came(self, result: Result) -> None:
        """Takes the records that fit the filter; those of an older filter are dropped."""
        if isinstance(result, RecordsFound) and result.query.words == self.filter_words:
            self._fitting = frozenset(part.record for part in result.found.parts)
            self.show_records()

    def action_back(self) -> None:
        """Closes the filter, else goes back to Review."""
        bar = self.filter_bar
        if bar.has_class("-open") or self.filter_words:
            bar.value = self.filter_words = ""
            self.close_filter()
            self.show_records()
        else:
            super().action_back()


def _next_needed(rows: Sequence[Summary], start: int) -> int | None:
    """The next record that needs someone, looking on from the top at the end."""
    places = [*range(start + 1, len(rows)), *range(start + 1)]
    return next((at for at in places if at >= 0 and rows[at].needs_someone), None)
