"""What a later extraction brought: new, changed, gone and in conflict, with what was, theirs and yours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from dhrcurate.curation.folder_names import folder_named
from dhrcurate.curation.proposal import Changed
from dhrcurate.curation.updating.brought import Newest
from dhrcurate.domain.edit import Data
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.brought import (
    BroughtRow,
    Place,
    came_told,
    counts_told,
    marked_told,
    nothing_told,
    row_of_change,
    rows_of,
    sides_of,
)
from dhrcurate.review.commands import Command
from dhrcurate.review.history_text import moment
from dhrcurate.review.queries import BroughtFound, Result
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.brought_decisions import BroughtDecisions
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.controllers.undo_keys import UndoKeys
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.brought_list import BroughtList
from dhrcurate.tui.widgets.brought_sides import about_blocks, beside_blocks, stacked_blocks
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.still import Frame
from dhrcurate.tui.widgets.text_view import Block, TextView

_LOOK_EVERY = 1.0
"""Seconds between two looks at the trail."""

_SIDES = ("old", "theirs", "yours")


class UpdateScreen(CommandScreen):
    """What the newest extraction brought to a record, in its order, and what became of each.

    Args:
        shell: The program.
        record_id: The record.
        key: The recommendation to begin at, if anything was brought to it.
    """

    WHERE = "update"
    BINDINGS = bindings_of("update")
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (120, "-beside")]  # noqa: RUF012  # Textual's own way of declaring

    def __init__(self, shell: Shell, record_id: str, key: str) -> None:
        super().__init__(shell)
        self.record_id, self._key = record_id, key
        self._newest: Newest | None = None
        self._problem = ""
        self._read = False
        self._stamp: tuple[int, int, int] | None = None
        self.marked: frozenset[Place] = frozenset()
        self._worked_out: tuple[Newest | None, Data, Sequence[BroughtRow]] | None = None
        own: Handlers = {
            "next-open": self.next_open,
            "update-open": self.open_there,
            "mark": self.mark,
            "mark-shown": self.mark_open,
            "history": lambda: shell.open_history(self.record_id, self._current_key),
            "scroll-down": partial(self._scroll, 1),
            "scroll-up": partial(self._scroll, -1),
        }
        list_keys, undo_keys = ListKeys(lambda: self.listing, paging=False), UndoKeys(shell, lambda: self.record_id)
        self.handle(own, list_keys, undo_keys, BroughtDecisions(self))

    def compose(self) -> ComposeResult:
        """Compose the list above; below it the sides, in one text or in three columns."""
        yield Head()
        sides = Vertical(
            TextView(id="about"),
            TextView(id="stacked"),
            Horizontal(*(TextView(id=name) for name in _SIDES), id="beside"),
        )
        with Frame(id="body"):
            yield Pane(BroughtList(id="brought"), "What the later extraction brought", id="listed")
            yield Pane(sides, "What each side says", id="sides")
        yield Foot()

    def on_mount(self) -> None:
        """Ask what was brought."""
        self.listing.focus()
        self._ask()
        self.show()
        self.set_interval(_LOOK_EVERY, self.look_at_trail)

    @property
    def listing(self) -> BroughtList:
        """The rows."""
        return self.query_one("#brought", BroughtList)

    @property
    def state(self) -> RecordState:
        """The record."""
        return self.workspace.record(self.record_id)

    @property
    def _current_key(self) -> str:
        row = self.listing.current
        return row.key if row is not None and not row.removed else ""

    def comes_first(self, command: Command) -> bool:
        """Show the keys that decide before the others."""
        return command.id in {"update-theirs", "update-ours"}

    # Reading

    def look_at_trail(self) -> None:
        """Ask again if the trail was written: a decision is in it now, or another program took something out."""
        if self._stamp != self.workspace.trail_stamp(self.record_id):
            self._ask()

    def _ask(self) -> None:
        self._stamp = self.workspace.trail_stamp(self.record_id)
        self.shell.queries.brought(self.record_id)

    def result_came(self, result: Result) -> None:
        """Show what the trail tells."""
        if isinstance(result, BroughtFound) and result.query.record_id == self.record_id:
            first, self._read = not self._read, True
            self._newest, self._problem = result.newest, result.problem
            self.show()
            if first:
                self._begin()

    def _begin(self) -> None:
        """Go to what the curator comes from, else to the first to decide."""
        rows = self.listing.rows
        here = (at for at, row in enumerate(rows) if self._key and row.key == self._key)
        first = min(here, key=lambda at: not rows[at].open, default=None)
        if first is None:
            first = next((at for at, row in enumerate(rows) if row.open), 0)
        self.listing.move(first)

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Show what became of the rows."""
        if self.record_id in message.ids:
            self.look_at_trail()
            self.show()
        else:
            self._show_head()

    def reversed_told(self, done: str, saved: Changed) -> str:
        """Go to the row that was undone or redone, and return what it was, as in Review."""
        event = saved.event
        if event is not None and saved.record_id == self.record_id and self.record_id in self.workspace.ids:
            self.show()
            at = row_of_change(self.listing.rows, [change.path for change in event.changes])
            if at is not None:
                self.listing.move(at)
        return super().reversed_told(done, saved)

    # Showing

    def show(self) -> None:
        """Show what is listed as the record is now."""
        rows = self.rows()
        listing = self.listing
        before = listing.current
        at = next((at for at, row in enumerate(rows) if before is not None and row.place == before.place), None)
        self.marked &= {row.place for row in rows if row.open}
        listing.set_rows(rows, min(max(0, listing.cursor), len(rows) - 1) if at is None else at)
        listing.set_marked(self.marked)
        self._show_row()
        self._show_head()

    def rows(self) -> Sequence[BroughtRow]:
        """What is listed; worked out anew only where the record or its trail has changed."""
        if not (self._read and self.state.readable):
            return ()
        newest, data = self._newest, self.state.data
        if self._worked_out is None or self._worked_out[0] is not newest or self._worked_out[1] is not data:
            self._worked_out = newest, data, rows_of(newest, data)
        return self._worked_out[2]

    def _show_head(self) -> None:
        rows = self.listing.rows
        title = str(self.state.data.get("review", {}).get("title") or self.record_id)
        place = counts_told(rows) if rows else "" if self._read else "reading the trail …"
        notes = (f"{len(self.marked)} marked",) if self.marked else ()
        if self.state.signed_off:
            notes = ("signed off", *notes)
        self.show_head(f"Update of {clean(title)}", place, notes)

    def _show_row(self) -> None:
        row = self.listing.current
        key_of = self.shell.keys.first
        about = self.query_one("#about", TextView)
        stacked = self.query_one("#stacked", TextView)
        if row is None:
            about.set_blocks([])
            stacked.set_blocks(self._nothing())
            self.query_one("#old", TextView).set_blocks(self._nothing())
            for name in _SIDES[1:]:
                self.query_one(f"#{name}", TextView).set_blocks([])
            return
        came = came_told(self._newest, self.state.data) if self._newest is not None else ""
        about.set_blocks(about_blocks(row, came, moment))
        marked = marked_told(self.listing.rows, self.marked, row)
        stacked.set_blocks(stacked_blocks(row, key_of, marked))
        for side in sides_of(row):
            self.query_one(f"#{side.name}", TextView).set_blocks(beside_blocks(row, side, key_of, marked))

    def _nothing(self) -> Iterator[Block]:
        if not self._read:
            return
        if not self.state.readable:
            yield Block(Content.styled("This record cannot be read.", "error"))
        elif self._problem:
            yield Block(Content.styled(clean(self._problem), "error"))
        else:
            yield Block(Content(nothing_told(self._newest, folder_named(self.workspace.library.root))))

    def on_cursor_list_moved(self) -> None:
        """Show the row under the cursor."""
        self._show_row()

    def _scroll(self, way: int) -> None:
        """Scroll the sides by a page, and go on to the next row at their end."""
        names = _SIDES if self.has_class("-beside") else ("stacked",)
        views = [self.query_one(f"#{name}", TextView) for name in names]
        can = [view for view in views if view.scroll_offset.y != (view.max_scroll_y if way > 0 else 0)]
        for view in can:
            view.scroll_relative(y=way * max(1, view.size.height - 1), animate=False)
        if not can:
            self.listing.move(self.listing.cursor + way)

    # Moving

    def next_open(self) -> None:
        """Go to the next row to decide, after the last one from the top."""
        if not self.to_open():
            self.shell.say("Nothing is left to decide here.")

    def to_open(self) -> bool:
        """Go to the next row to decide; return whether there is one."""
        rows, here = self.listing.rows, self.listing.cursor
        waiting = [at for at, row in enumerate(rows) if row.open]
        if waiting:
            self.listing.move(next((at for at in waiting if at > here), waiting[0]))
        return bool(waiting)

    def open_there(self) -> None:
        """Show the recommendation in Review."""
        row = self.listing.current
        if row is not None and row.removed:
            self.shell.say("It is not in the record.")
        elif row is not None:
            self.shell.open_record(self.record_id, row.key)

    # Marks

    def mark(self) -> None:
        """Mark or unmark a row that is to decide, and go to the next."""
        row = self.listing.current
        if row is None:
            return
        if row.open:
            self._set_marked(self.marked ^ {row.place})
        else:
            self.shell.say("There is nothing to decide about this one.")
        self.listing.move(self.listing.cursor + 1)

    def mark_open(self) -> None:
        """Mark every row that is to decide."""
        self._set_marked(frozenset(row.place for row in self.listing.rows if row.open))

    def _set_marked(self, marked: frozenset[Place]) -> None:
        self.marked = marked
        self.listing.set_marked(marked)
        self._show_row()
        self._show_head()

    def back(self) -> None:
        """Take the marks off, and say how many; else leave."""
        if self.marked:
            self.shell.say(f"Took {plural(len(self.marked), 'mark')} off.")
            self._set_marked(frozenset())
        else:
            super().back()
