"""Review: the recommendations of a record, and the focused one beside what was found in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.reactive import reactive

from dhrcurate.curation.naming.suggestions import Offer, still_open
from dhrcurate.domain.finding import Finding
from dhrcurate.review.commands import Command
from dhrcurate.review.queries import Result, SuggestionsFound
from dhrcurate.review.record_state import Rec, RecordState, Row
from dhrcurate.review.rows import LibraryRows, place_of
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import ListScreen, bindings_of
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.findings_panel import FindingsPanel, Panel
from dhrcurate.tui.widgets.recommendation_list import RecommendationList
from dhrcurate.tui.widgets.recommendation_view import RecommendationView, Shown
from dhrcurate.tui.widgets.source_view import SourceView
from dhrcurate.tui.widgets.text_view import Block, TextView
from dhrcurate.tui.widgets.typing import Line

Place = tuple[str, str]
"""A record's id and a recommendation's key."""


class ReviewBase(ListScreen):
    """What Review shows; moving about, decisions and corrections stand in files of their own.

    Attributes:
        details: Whether what is known of the review is unfolded.
    """

    WHERE = "review"
    BINDINGS = bindings_of("review")
    details: reactive[bool] = reactive(False, init=False)

    def __init__(self, record: str, key: str = "") -> None:
        super().__init__()
        self.record_id = record
        self._start_key = key
        self.whole_library = False
        self.marked: frozenset[Place] = frozenset()
        self.focused_finding = 0
        self.offers: Sequence[Offer] = ()
        self.offers_for: tuple[str, str, str] | None = None
        self.shown: Place = ("", "")
        self.wanted: Place = (record, key)

    def compose(self) -> ComposeResult:
        """List on the left, the focused recommendation and what was found in it on the right."""
        yield Head()
        with Horizontal(id="body"):
            yield RecommendationList(id="list")
            with Container(id="reading"):
                yield RecommendationView(id="text")
                with Container(id="page"):
                    yield SourceView(id="source")
                with Container(id="found"):
                    yield FindingsPanel(id="findings")
        yield Line(id="filter-bar", placeholder='words, "phrases", status:pending, rule:DHR2, -not, OR')
        yield Foot()

    def on_mount(self) -> None:
        """Opens at the place where the curator left off."""
        super().on_mount()
        self.findings_panel.key_of = self.curate.keys.first
        self.query_one(RecommendationView).key_of = self.curate.keys.first
        self.show_rows(self._start_key)
        self.listing.came = self._come
        self.listing.focus()
        self.call_after_refresh(self.curate.look_into, self.record_id)

    # What is where

    @property
    def listing(self) -> RecommendationList:
        """The list of recommendations."""
        return self.query_one("#list", RecommendationList)

    @property
    def findings_panel(self) -> FindingsPanel:
        """The findings."""
        return self.query_one("#findings", FindingsPanel)

    @property
    def state(self) -> RecordState:
        """The record on the screen."""
        return self.workspace.record(self.record_id)

    @property
    def key(self) -> str:
        """The key of the focused recommendation, empty where there is none."""
        row = self.listing.current
        return row.key if row else ""

    @property
    def rec(self) -> Rec | None:
        """The focused recommendation."""
        return self.state.by_key(self.key)

    @property
    def findings(self) -> list[Finding]:
        """What was found in the focused recommendation, or in the record as a whole on its own row; worst first."""
        return self.state.findings_of(self.key or None)

    @property
    def finding(self) -> Finding | None:
        """The finding that the keys act on."""
        found = self.findings
        return found[self.focused_finding] if 0 <= self.focused_finding < len(found) else None

    @property
    def open_offers(self) -> Sequence[Offer]:
        """The suggestions that are shown, and that digits take: those for names that were not decided yet."""
        return still_open(self.offers, (self.rec or {}).get("agencies") or ())

    # Showing

    def show_rows(self, key: str | None = None) -> None:
        """Fills the list, with the cursor on a recommendation (where it was, if none is named), and shows that."""
        self.fill_list(key)
        self.show_current(keep_place=key is None)

    def fill_list(self, key: str | None = None) -> None:
        """Fills the list alone."""
        rows = self.rows_to_show()
        if key is not None:
            self.wanted = (self.record_id, key)
        at = place_of(rows, *self.wanted)
        if at is None:
            at = self._nearest(rows, start=key is not None)
        self.listing.set_rows(rows, at)
        self.listing.set_marked(self.marked)

    def _nearest(self, rows: Sequence[Row], *, start: bool) -> int:
        """Where to be while the wanted place is not listed: near it in the record, else in the next that is listed."""
        if isinstance(rows, LibraryRows):
            record_id, key = self.wanted
            keys = [row.key for row in self.workspace.rows_of(record_id)]
            behind = keys[keys.index(key) :] if key in keys else ()
            if (at := rows.first_of(record_id, behind)) is not None:
                return at
            at = self.workspace.ids.index(record_id) if record_id in self.workspace.ids else -1
            later = (rows.place_of(i, "") for i in self.workspace.ids[at + 1 :])
            heading = next((place for place in later if place is not None), None)
            return len(rows) - 1 if heading is None else min(heading + 1, len(rows) - 1)
        near = 0 if start else self.listing.cursor
        return max(min(near, len(rows) - 1), min(1, len(rows) - 1))

    def note_view(self) -> None:
        """Notes what is listed, so that the next start lists it too."""
        self.curate.remember_view(whole=self.whole_library, words=self.filter_words)

    def rows_to_show(self) -> Sequence[Row]:
        """The rows of the record, or of the whole library."""
        return self.workspace.rows_of_library() if self.whole_library else self.state.rows()

    def show_current(self, *, keep_place: bool = False) -> None:
        """Shows the focused recommendation and what is known about it."""
        row = self.listing.current
        if row is not None:
            self.record_id = row.record
        place = (self.record_id, self.key)
        if place[0] != self.shown[0]:
            self.curate.look_into(self.record_id)
        if place != self.shown:
            self.shown, self.focused_finding = place, 0
            self.curate.remember_place(*place)
            keep_place = False
        # A fix may have taken the last one.
        self.focused_finding = max(0, min(self.focused_finding, len(self.findings) - 1))
        self._ask_offers()
        self._show_text(keep_place=keep_place)
        self.show_findings(keep_place=keep_place)
        self.refresh_head()

    def _show_text(self, *, keep_place: bool) -> None:
        view = self.query_one("#text", RecommendationView)
        shown = Shown(
            self.state.data, self.rec, self.findings, self.finding, self.details or not self.key, self.open_offers
        )
        if not self.listing.rows:
            view.set_blocks([Block(self.nothing_shown())])
            return
        view.show(shown, keep_place=keep_place)

    def show_findings(self, *, keep_place: bool = False) -> None:
        """Shows the findings."""
        state = self.state
        waived = sum(1 for f in state.waived if f.key == (self.key or None))
        known = state.findings is not None
        problem = self.workspace.trouble if state.readable else "; ".join(state.problems)
        about_record = len(state.findings_of(None)) if self.key else 0
        if not self.listing.rows:
            self.findings_panel.set_blocks([])
            return
        panel = Panel(self.findings, waived, self.focused_finding, known, problem, about_record)
        self.findings_panel.show(panel, keep_place=keep_place)

    def refresh_head(self) -> None:
        """Says where the curator is and how far."""
        state = self.state
        decided, total = state.progress()
        rows, at = self.listing.rows, self.listing.cursor
        place = f"{decided} of {total} decided" if rows else "nothing listed"
        if state.signed_off:
            place += ", signed off"
        if not state.readable:
            place = "■ cannot be read"
        shown, number = len(rows) - 1, at
        if isinstance(rows, LibraryRows) and rows:
            shown, number = rows.recommendations, rows.number_of(at)
        if shown > 0 and number > 0:
            place = f"{number:,} of {shown:,} · {place}"
        notes = []
        if self.whole_library:
            notes.append("whole library")
        if self.marked:
            notes.append(f"{len(self.marked)} marked")
        title = str(state.data.get("review", {}).get("title") or self.record_id)
        self.show_head(title, place, (*notes, *self.more_notes()))

    def nothing_shown(self) -> Content:
        """What to say where the list is empty."""
        return Content.styled("There is nothing to show.", "muted")

    def more_notes(self) -> tuple[str, ...]:
        """Further words for the head, such as the filter."""
        return ()

    def matters(self, command: Command) -> bool:
        """The foot leaves out what cannot be done now."""
        return command.id != "agencies"

    def _ask_offers(self) -> None:
        rec = self.rec
        cell = str(rec.get("addressed_to") or "") if rec else ""
        wanted = (self.record_id, self.key, cell)
        if wanted != self.offers_for:
            self.offers, self.offers_for = (), wanted
            if cell.strip():
                self.curate.ask_offers(self.record_id, self.key, cell)

    def result_came(self, result: Result) -> None:
        """Takes suggestions, if they are for the cell on the screen; other results are for other parts of Review."""
        if isinstance(result, SuggestionsFound):
            query = result.query
            if (query.record_id, query.key, query.cell) == self.offers_for:
                self.offers = result.suggestions
                self._show_text(keep_place=True)

    # What happens

    def _come(self) -> None:
        """Takes note of where the cursor came to: keys that come before that is shown mean it already."""
        if (row := self.listing.current) is not None:
            self.wanted = (row.record, row.key)
            self.record_id, self.focused_finding = row.record, 0
            self.offers, self.offers_for = (), None

    def on_cursor_list_moved(self) -> None:
        """Shows the recommendation that the cursor came to."""
        self.show_current()

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Shows anew what changed."""
        if self.whole_library or self.record_id in message.ids:
            self.show_rows()
        else:
            self.refresh_head()

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """A click on a finding focuses it; one on a suggestion takes it."""
        kind, _, at = message.choice.partition(":")
        if kind == "finding":
            self.focus_finding(int(at))
        elif kind == "offer":
            self.perform(f"take-{at}")

    def watch_details(self) -> None:
        """Unfolds or folds what is known of the review."""
        self._show_text(keep_place=False)

    def focus_finding(self, at: int) -> None:
        """Puts the keys on another finding of the recommendation."""
        self.focused_finding = at
        self._show_text(keep_place=True)
        self.show_findings(keep_place=True)
