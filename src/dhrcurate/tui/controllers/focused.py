"""The focused row of Review as it is drawn: its text, its findings, and the line at the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from textual.content import Content

from dhrcurate.domain.finding import Finding
from dhrcurate.domain.visible import clean
from dhrcurate.review.beside import documents_told
from dhrcurate.review.commands import Command, takes_by_number
from dhrcurate.review.open_agencies import needs_agencies
from dhrcurate.review.outcome_of_record import is_decided, outcome_told
from dhrcurate.review.record_state import title_of
from dhrcurate.tui.controllers.agency_names import AgencyNames
from dhrcurate.tui.controllers.explanations import Explanations
from dhrcurate.tui.controllers.head_of_review import where_in_review
from dhrcurate.tui.controllers.navigation import Navigation
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.controllers.row_filter import RowFilter
from dhrcurate.tui.controllers.source_pane import SourcePane
from dhrcurate.tui.widgets.bars import Note
from dhrcurate.tui.widgets.findings_panel import Panel
from dhrcurate.tui.widgets.recommendation_blocks import Shown, below_blocks, left_out_blocks, recommendation_blocks
from dhrcurate.tui.widgets.text_view import BLANK, Block

OF_A_FINDING = ("fix", "waive", "explain")
"""The commands at the foot that act on the focused finding."""
OF_AN_AGENCY = ("split-cell", "resolve")
"""Those that decide an agency that is open."""
DECISIONS = ("accept", "reject", "query")
GOING_BACK = ("back",)
FOR_RECORD = ("sign-off",)
_OF_A_ROW = frozenset({"decide", "correct", "structure", "many"})
"""The groups of commands that act on rows."""
_OF_A_RECORD = frozenset({"undo", "redo", "sign-off"})
"""Those of them that need none."""
_OF_NO_ROW = frozenset({"move", "library", "program"})
"""The groups of commands that do something where nothing is listed."""
_WHAT_AND_WHERE = attrgetter("rule", "path", "span", "about", "message")
"""What stays of a finding once the rules have looked anew."""


class Focused:
    """Draws what the cursor is at.

    Attributes:
        left_out: The keys of the listed rows of the record that are no recommendation.
        needed: The commands that the focused finding and an open agency need.
        came_up: Whether the focused finding came up by itself, in place of one that is gone.
    """

    def __init__(
        self,
        view: ReviewView,
        rows: RowFilter,
        names: AgencyNames,
        explanations: Explanations,
        source: SourcePane,
        navigation: Navigation,
    ) -> None:
        self._view, self._rows, self._names = view, rows, names
        self._explanations, self._source, self._navigation = explanations, source, navigation
        self.left_out: frozenset[str] = frozenset()
        self.needed: tuple[str, ...] = ()
        self.is_any = True
        self._went_back = self._left_before = ""
        self.came_up = False
        self._on: Finding | None = None
        self._before = 0

    @property
    def findings(self) -> list[Finding]:
        """The findings of the row, on the record's own row of the record as a whole; worst first."""
        view = self._view
        if not view.listing.rows:
            return []
        found = view.state.findings_of(view.key or None)
        if view.key or not self.left_out:
            return found
        return [f for f in found if f.about not in self.left_out]  # which have rows of their own

    def focus(self, at: int) -> None:
        """Have the keys act on a finding that the curator goes to, or (on another row) begins with."""
        self._view.focused_finding = at
        self._on, self._before, self.came_up = self._view.finding, len(self.findings), False

    def leave_row(self) -> None:
        """Have the keys act on the first finding of the row that the cursor went to, which is not shown yet."""
        self._view.focused_finding, self._on, self.came_up = 0, None, False

    def keep_focus(self) -> None:
        """Have the keys act on the same finding as before in findings that may be others; on the next if it is gone."""
        view, found, was = self._view, self.findings, self._on
        at, last = view.focused_finding, len(found) - 1
        came_up = self.came_up
        if was is not None and not any(_is_same(one, was) for one in found[at : at + 1]):
            same = next((i for i, one in enumerate(found) if _is_same(one, was)), None)
            came_up = (came_up or len(found) < self._before) and same is None and at <= last
            at = at if same is None else same
        self.focus(max(0, min(at, last)))
        self.came_up = came_up

    @property
    def title(self) -> str:
        """The title of the pane: what the row is."""
        key = self._view.key
        return "Record" if not key else "Passage" if key in self._view.state.left_out else "Recommendation"

    def show_text(self, *, keep_place: bool) -> None:
        """Draw the recommendation alone."""
        view = self._view
        if not view.listing.rows:
            view.text_view.set_blocks([Block(self._rows.nothing_listed()), *self._end_told()])
            return
        state, key = view.state, view.key
        if (passage := state.left_out.get(key)) is not None:
            left_out = left_out_blocks(passage, state.evidence, view.shell.keys.first)
            view.text_view.set_blocks(left_out, keep_place=keep_place)
            return
        details = self._explanations.details or not key
        shown = Shown(
            state.data,
            view.rec,
            view.findings,
            view.finding,
            details,
            state.stands(key),
            self._source.differing,
            documents_told(state.data, state.evidence) if details else (),
            state.open_names(key),
            self._outcome() if not key and state.readable else (),
            self._rows.sought,
        )
        view.text_view.set_blocks(recommendation_blocks(shown, view.shell.keys.first), keep_place=keep_place)

    def _end_told(self) -> Iterator[Block]:
        """What was done with the record where its last decision left nothing that fits the filter."""
        state = self._view.state
        if not self._rows.finds_nothing or not is_decided(state):
            return
        yield BLANK
        yield Block(Content.styled(clean(title_of(state)), "title"))
        for words in self._outcome():
            yield Block(Content(words))
        yield Block(Content(f"{self._view.shell.keys.first('back')} lists everything again."))

    def _outcome(self) -> list[str]:
        """What was done with the record, and at its end what can be done next."""
        state = self._view.state
        told = [" ".join(outcome_told(state))]
        if is_decided(state) or state.signed_off:
            told.append(self._navigation.ways_on("next-undecided" if state.signed_off else "accept"))
        return told

    @property
    def left_for_record(self) -> str:
        """What is left to do with the record as a whole, in a word or two; empty while something is undecided."""
        state = self._view.state
        return "reopen" if state.signed_off else "sign off" if is_decided(state) else ""

    def needs_changed(self) -> bool:
        """Look which commands the focused row needs, and what the key back does; return whether that is new."""
        finding, before = self._view.finding, (self.needed, self.is_any, self._went_back, self._left_before)
        of_finding = () if finding is None else OF_A_FINDING[0 if finding.fix is not None else 1 :]
        self.needed = (*self._of_agency(), *of_finding)
        self.is_any = bool(self._view.listing.rows)
        self._went_back, self._left_before = self.goes_back, self.left_for_record
        return (self.needed, self.is_any, self._went_back, self._left_before) != before

    @property
    def goes_back(self) -> str:
        """What the key back does, in a word or two, where there is a filter or marks; else empty."""
        view = self._view
        if not view.filtered and not view.target.marked:
            return ""
        if self._source.is_in_front:
            return "close"
        return "filter off" if view.filtered else "marks off"

    def matters(self, command: Command) -> bool:
        """Return whether the focused row, or that there is none, gives a command something to do."""
        if not self.is_any:
            return command.group in _OF_NO_ROW or command.id == "undo"
        if self._view.state.signed_off and command.group in _OF_A_ROW and command.id not in _OF_A_RECORD:
            return False
        return command.id not in {*OF_A_FINDING, *OF_AN_AGENCY} or command.id in self.needed

    def lacks_row(self, command: Command) -> bool:
        """Return whether a command is about a row while none is listed: nobody would see what it changes."""
        view = self._view
        if view.listing.rows or not view.filtered or view.target.marked:
            return False
        if command.group == "agencies":
            return command.id in OF_AN_AGENCY or takes_by_number(command.id)
        return command.group in _OF_A_ROW and command.id not in _OF_A_RECORD

    def _of_agency(self) -> tuple[str, ...]:
        """The commands for an agency that is open; a cell that names nobody has nothing to split."""
        view, rec = self._view, self._view.rec
        if rec is None or not needs_agencies(rec) or view.state.signed_off:
            return ()
        if rec.get("agencies") and not view.state.open_names(view.key):
            return ()
        return OF_AN_AGENCY if str(rec.get("addressed_to") or "").strip() else OF_AN_AGENCY[1:]

    def show_findings(self) -> None:
        """Draw the suggestions and the findings."""
        view = self._view
        if not view.listing.rows:
            view.text_view.set_below([])
            return
        state, key = view.state, view.key
        waived = 0 if key in self.left_out else len(state.waived_at(key or None))
        problem = view.workspace.trouble if state.readable else "; ".join(state.problems)
        about_record = sum(f.about not in self.left_out for f in state.findings_of(None)) if key else 0
        known = state.findings is not None
        panel = Panel(self.findings, waived, view.focused_finding, known, problem, about_record)
        self._names.ask()  # for another one, where marks have changed
        cell = str((view.rec or {}).get("addressed_to") or "").strip()
        if self._names.subject != (view.record_id, view.key):
            cell = ""  # the suggestions are for one that is not here, so each line says what for
        offers, asked = self._names.suggestions, self._names.are_asked
        key_of = view.shell.keys.first
        view.text_view.set_below(
            below_blocks(panel, offers, cell, key_of, asked=asked, marked=len(view.target.marked)),
            in_view=f"finding:{panel.focused}" if panel.focused >= 0 else "",
            stay="offer:",
            goes_on=f"more: {key_of('scroll-down')}",
            more_stay=f"more: {key_of('resolve')}",
        )

    def head(self) -> tuple[str, str, Sequence[Note]]:
        """Return the words for the line at the head; see `where_in_review`."""
        return where_in_review(self._view, self._rows, self.left_out)


def _is_same(one: Finding, other: Finding) -> bool:
    """True for what a rule found again at the same place, once the rules have looked anew."""
    return bool(_WHAT_AND_WHERE(one) == _WHAT_AND_WHERE(other))
