"""Review: the recommendations of a record, and the focused one beside its findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input

from dhrcurate.curation.proposal import Changed
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.words import plural
from dhrcurate.review.commands import BY_ID, Command
from dhrcurate.review.count_queries import RecommendationsCounted
from dhrcurate.review.outcome_of_record import progress_told
from dhrcurate.review.queries import (
    MarksFound,
    PageRead,
    PaperShown,
    ReadyToAttach,
    Result,
    RowsFound,
    SuggestionsFound,
    ViewerOpened,
)
from dhrcurate.review.record_state import Rec, RecordState
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows, place_of
from dhrcurate.tui.controllers.agency_names import AgencyNames
from dhrcurate.tui.controllers.attaching import Attaching
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.corrections import Corrections
from dhrcurate.tui.controllers.decisions import Decisions
from dhrcurate.tui.controllers.editing import Editing
from dhrcurate.tui.controllers.explanations import Explanations
from dhrcurate.tui.controllers.focused import DECISIONS, FOR_RECORD, GOING_BACK, OF_A_FINDING, OF_AN_AGENCY, Focused
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.controllers.marks import Marks
from dhrcurate.tui.controllers.navigation import Navigation
from dhrcurate.tui.controllers.review_view import Place, Target
from dhrcurate.tui.controllers.row_filter import RowFilter
from dhrcurate.tui.controllers.source_pane import OF_THE_PANE, SourcePane
from dhrcurate.tui.controllers.structure import Structure
from dhrcurate.tui.controllers.undo_keys import UndoKeys
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.filter_bar import FilterBar
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.reading_view import ReadingView
from dhrcurate.tui.widgets.recommendation_list import RecommendationList
from dhrcurate.tui.widgets.source_view import SourceView
from dhrcurate.tui.widgets.still import Beside, Frame
from dhrcurate.tui.widgets.text_view import TextView

ROOM_BESIDE = 190
"""Columns from which on the source stands beside the text without being asked for."""
_SETTLED = 0.1
"""Seconds without another size, after which the window is taken to have its size."""


class ReviewScreen(CommandScreen):
    """The heart of the program: read, decide, correct, go on.

    The screen owns what is focused and shows it; its controllers carry out the commands.

    Args:
        shell: The program.
        record: The record to open.
        key: The recommendation to begin at.
    """

    WHERE = "review"
    BINDINGS = bindings_of("review")

    def __init__(self, shell: Shell, record: str, key: str = "") -> None:
        super().__init__(shell)
        self._start_key = key
        self._shown: Place = ("", "")
        self._last: Place = ("", "")
        self.record_id = record
        self.wanted: Place = (record, key)
        self.focused_finding = 0
        self._settling: Timer | None = None
        self.row_filter = RowFilter(self)
        self.marks = Marks(self, self.row_filter)
        self.source_pane = SourcePane(self)
        self.explanations = Explanations(self)
        navigation = Navigation(self, self.source_pane, self.row_filter)
        changes = Changes(self, self.marks, navigation)
        self.agency_names = AgencyNames(self, changes)
        self._focused = Focused(
            self, self.row_filter, self.agency_names, self.explanations, self.source_pane, navigation
        )
        self._attaching = Attaching(self)
        own: Handlers = {
            "library": lambda: shell.open_library(self.record_id),
            "agencies": shell.open_agencies,
            "history": lambda: shell.open_history(self.record_id, self.key if self.rec else ""),
            "update": lambda: shell.open_update(self.record_id, self.key),
        }
        self.handle(
            own,
            ListKeys(lambda: self.listing, paging=False),
            navigation,
            self.row_filter,
            self.marks,
            Decisions(self, changes),
            UndoKeys(shell, lambda: self.record_id),
            Editing(self, changes),
            Corrections(self, changes),
            self.agency_names,
            Structure(self, changes),
            self.source_pane,
            self.explanations,
            self._attaching,
        )

    def compose(self) -> ComposeResult:
        """Compose the list on the left, the focused recommendation and its findings on the right."""
        yield Head()
        with Beside(id="body"):
            yield Pane(RecommendationList(id="list"), "Recommendations", id="listed")
            with Frame(id="reading"):
                yield Pane(ReadingView(id="text"), "Recommendation", id="read")
                yield Pane(SourceView(id="source"), "Source", id="page")
        yield FilterBar('words, "phrases", status:pending, rule:DHR2, -not, OR')
        yield Foot()

    def on_mount(self) -> None:
        """Open at the place where the curator left off."""
        self.show_rows(self._start_key)
        self.listing.cursor_moved = self._cursor_moved
        self.listing.focus()
        self.call_after_refresh(self.shell.queries.findings, self.record_id)

    def on_resize(self) -> None:
        """Show the source beside the text where there is room for it, once the size has settled.

        Shown and hidden while sizes follow one another, each layout would bring the other size back, for good.
        """
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLED, self._show_beside)

    def _show_beside(self) -> None:
        self._settling = None
        self.source_pane.open_by_itself(room=self.app.size.width >= ROOM_BESIDE)

    def matters(self, command: Command) -> bool:
        """Leave out of the foot what moves the source while none is shown, and what nothing here needs."""
        if not self._focused.matters(command):
            return False
        return command.id not in OF_THE_PANE or self.source_pane.has_use_of(command.id)

    @property
    def goes_back(self) -> str:
        """What the key back takes away; Review itself is never left."""
        return self._focused.goes_back

    def foot_of(self, command: Command) -> str:
        """Name what is shown beside the text, the report or the source page, and what is left to do with the record."""
        if command.id == "sign-off":
            return self._focused.left_for_record
        return super().foot_of(command) if command.id == "back" else self.source_pane.foot_of(command)

    def order_at_foot(self, command: Command) -> int:
        """Show what is left of a record first, decisions, then what moves the source, and what the row needs."""
        order = (FOR_RECORD, DECISIONS, OF_THE_PANE, OF_AN_AGENCY, OF_A_FINDING, GOING_BACK)
        return next((at for at, ids in enumerate(order) if command.id in ids), len(order))

    # Widgets

    @property
    def listing(self) -> RecommendationList:
        """The list of recommendations."""
        return self.query_one("#list", RecommendationList)

    @property
    def text_view(self) -> ReadingView:
        """The focused recommendation."""
        return self.query_one("#text", ReadingView)

    @property
    def source_view(self) -> SourceView:
        """The source page."""
        return self.query_one("#source", SourceView)

    @property
    def filter_bar(self) -> FilterBar:
        """The line for the filter."""
        return self.query_one("#filter-bar", FilterBar)

    # The focus

    @property
    def state(self) -> RecordState:
        """The record of the focused row."""
        return self.workspace.record(self.record_id)

    @property
    def key(self) -> str:
        """The key of the focused recommendation, empty on the record's own row."""
        row = self.listing.current
        return row.key if row else ""

    @property
    def rec(self) -> Rec | None:
        """The focused recommendation."""
        return self.state.by_key(self.key)

    @property
    def findings(self) -> list[Finding]:
        """The findings of the focused row, on the record's own row of the record as a whole; worst first."""
        return self._focused.findings

    @property
    def finding(self) -> Finding | None:
        """The finding that the keys act on, `None` where nothing is listed: nobody sees what it would change."""
        found, at = self.findings, self.focused_finding
        return found[at] if 0 <= at < len(found) else None

    @property
    def finding_came_up(self) -> bool:
        """True while that is one which nobody went to: it came up where another one was waived or put right."""
        return self._focused.came_up

    @property
    def filtered(self) -> bool:
        """True while a filter is in force."""
        return bool(self.row_filter.words)

    @property
    def marked(self) -> frozenset[Place]:
        """The marked recommendations."""
        return self.marks.places

    @property
    def target(self) -> Target:
        """The target of a command that is given now."""
        return Target(self.record_id, self.key, self.marked, self.rec if self.key else self.state.data)

    def focus_finding(self, at: int) -> None:
        """Have the keys act on another finding of the recommendation."""
        self._focused.focus(at)
        self.show_text(keep_place=True)
        self.show_findings()

    def open_record(self, record_id: str, key: str = "") -> None:
        """Open a record at a recommendation, else at its first undecided one."""
        self.record_id = record_id
        self.shell.unsay()  # it told how far another record is
        self.shell.queries.findings(record_id)
        if not key:
            rows = self.state.rows()  # a record is begun with what is in it
            key = next((r.key for r in rows if r.undecided), rows[min(1, len(rows) - 1)].key)
        self.show_rows(key)

    def reversed_told(self, done: str, saved: Changed) -> str:
        """Go to the recommendation that was undone or redone, and return the sentence about it."""
        if saved.event is None or saved.record_id not in self.workspace.ids:
            return super().reversed_told(done, saved)
        from dhrcurate.review.reversed_text import changed_place, reversed_in_words  # noqa: PLC0415  # not for the start

        state = self.workspace.record(saved.record_id)
        key = changed_place(saved.event.changes, state.data)
        if saved.record_id != self.record_id:
            self.open_record(saved.record_id, key)
        elif key:
            self.show_rows(key)
        return f"{done}: {reversed_in_words(saved.event, state.data)}. {progress_told(state)}"

    # Showing

    def show_rows(self, key: str | None = None, *, found_anew: bool = False) -> None:
        """Fill the list, with the cursor on a recommendation (where it was, if none is named), and show that."""
        self.fill_list(key, found_anew=found_anew)
        self.show_current(keep_place=key is None)

    def fill_list(self, key: str | None = None, *, found_anew: bool = False) -> None:
        """Fill the list alone; where another filter found the rows, the first stands in for one that is not listed."""
        row = self.listing.current
        current = (row.record, row.key) if row is not None and key is None and not found_anew else None
        if current is not None:
            self.row_filter.keep(current)
        rows = self.row_filter.rows()
        left_out = self.state.left_out
        self._focused.left_out = frozenset(key for key in left_out if place_of(rows, self.record_id, key) is not None)
        if key is not None:
            self.wanted = (self.record_id, key)
        elif not rows and self.listing.rows and not found_anew and self.wanted == (self._last[0], ""):
            self.wanted = self._last  # only the record's own row was left: the next list begins where the curator was
        at = place_of(rows, *self.wanted)
        if at is None and current is not None:
            at = place_of(rows, *current)
        if at is None:
            at = self._nearest(rows, start=found_anew or key is not None)
        self.listing.set_rows(rows, at)
        self.listing.set_sought(self.row_filter.sought)
        self.listing.set_marked(self.marked)

    def _nearest(self, rows: Sequence[Row], *, start: bool) -> int:
        """Return the row to be on while the wanted one is not listed: near it in the record, else in the next one."""
        if isinstance(rows, LibraryRows):
            record_id, key = self.wanted
            keys = [row.key for row in self.workspace.rows_of(record_id)]
            after = keys[keys.index(key) :] if key in keys else ()
            if (at := rows.first_of(record_id, after)) is not None:
                return at
            at = self.workspace.ids.index(record_id) if record_id in self.workspace.ids else -1
            later = (rows.place_of(i, "") for i in self.workspace.ids[at + 1 :])
            heading = next((place for place in later if place is not None), None)
            return len(rows) - 1 if heading is None else min(heading + 1, len(rows) - 1)
        near = 0 if start else self.listing.cursor
        return max(min(near, len(rows) - 1), min(1, len(rows) - 1))

    def show_current(self, *, keep_place: bool = False) -> None:
        """Show the focused recommendation and everything about it."""
        row = self.listing.current
        if row is not None:
            self.record_id = row.record
        place = (self.record_id, self.key)
        if self.key:
            self._last = place
        if place[0] != self._shown[0]:
            self.shell.queries.findings(self.record_id)
        self.source_pane.open_by_itself(room=self.size.width >= ROOM_BESIDE)
        if place != self._shown:
            self._shown = place
            self._focused.focus(0)
            self.shell.remember_place(*place)
            keep_place = False
        else:
            self._focused.keep_focus()
        self.agency_names.ask()
        self.show_text(keep_place=keep_place)
        self.show_findings()
        self.refresh_head()
        self.source_pane.follow()

    def show_text(self, *, keep_place: bool) -> None:
        """Show the focused recommendation alone."""
        self.query_one("#read", Pane).call(self._focused.title)
        self._focused.show_text(keep_place=keep_place)

    def show_findings(self) -> None:
        """Show what is suggested and found below it, and at the foot the keys that the focused finding needs."""
        self._focused.show_findings()
        if self._focused.needs_changed():
            self.set_hints()

    def refresh_head(self) -> None:
        """Show at the head where the curator is and how far."""
        self.show_head(*self._focused.head())

    # Commands

    def action_command(self, command_id: str) -> None:
        """Carry out a command; what is found from now on leaves the cursor where it is."""
        self.row_filter.at_top = False
        if self._focused.lacks_row(BY_ID[command_id]):
            self.shell.say(self.row_filter.nothing_fits)
        else:
            super().action_command(command_id)

    def back(self) -> None:
        """Close what is open, one thing at a time; Review itself is never left."""
        leave = (
            self.row_filter.leave_line,
            self.source_pane.leave,
            self._leave_filter,  # which is typed again sooner than ten rows are marked again
            self.marks.clear,
            self.row_filter.leave_library,
            self.source_pane.close,
        )
        any(one() for one in leave)

    def _leave_filter(self) -> bool:
        """Take the filter away; return whether there was one. What is marked stays so, which is said."""
        if not self.row_filter.clear():
            return False
        if self.marked:
            key, count = self.shell.keys.first("back"), plural(len(self.marked), "recommendation")
            self.shell.say(f"The filter is off; {count} stay marked until {key} again.")
        return True

    def reload(self) -> None:
        """Read the record again from disk."""
        if self.workspace.reread(self.record_id):
            self.shell.say("The record was read again: it had changed on disk.")
        self.look_for_documents()
        self.post_message(RecordsChanged([self.record_id]))
        self.refresh(layout=True)

    def look_for_documents(self) -> None:
        """Ask again what the documents of the record say, as their files may have come or gone."""
        self.state.asked_beside = ()
        self.shell.queries.findings(self.record_id)

    # Messages

    def _cursor_moved(self) -> None:
        """Take note of where the cursor is: keys that come before that is shown already mean it."""
        if (row := self.listing.current) is not None:
            self.wanted = (row.record, row.key)
            self.record_id = row.record
            self._focused.leave_row()
            self.agency_names.forget()

    def on_cursor_list_moved(self) -> None:
        """Show the recommendation under the cursor."""
        if self.row_filter.let_go(self.wanted):
            self.fill_list()
        self.show_current()

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Show what changed."""
        if self.row_filter.whole_library or self.record_id in message.ids:
            self.show_rows()
        else:
            self.refresh_head()

    def result_came(self, result: Result) -> None:
        """Hand a result to the controller that asked for it."""
        match result:
            case RowsFound():
                self.row_filter.found(result)
            case SuggestionsFound():
                self.agency_names.found(result)
            case PageRead():
                self.source_pane.page_read(result)
            case PaperShown():
                self.source_pane.paper_came(result)
            case ReadyToAttach():
                self._attaching.read(result)
            case ViewerOpened():
                self.source_pane.viewer_opened(result)
            case RecommendationsCounted():
                self.row_filter.counted(result)
            case MarksFound():
                self.marks.found(result)
            case _:
                pass

    def attaching_failed(self, path: Path, why: str) -> None:
        """Say why a file was not attached."""
        self._attaching.refused(path, why)

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """Focus the finding that was clicked, or take the suggestion."""
        kind, _, at = message.choice.partition(":")
        if kind == "finding":
            self.focus_finding(int(at))
        elif kind == "offer":
            self.perform(f"take-{at}")

    def on_recommendation_list_mark_clicked(self, message: RecommendationList.MarkClicked) -> None:
        """Mark the row whose narrow column was clicked."""
        self.marks.toggle(message.row)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter with every key."""
        self.row_filter.typed(message.value)

    def on_input_submitted(self) -> None:
        """Keep the filter."""
        self.row_filter.submitted()
