"""Review as its controllers see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding
from dhrcurate.review.record_state import Rec, RecordState
from dhrcurate.review.workspace import Workspace
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.filter_bar import FilterBar
from dhrcurate.tui.widgets.reading_view import ReadingView
from dhrcurate.tui.widgets.recommendation_list import RecommendationList
from dhrcurate.tui.widgets.source_view import SourceView

Place: TypeAlias = tuple[str, str]
"""A record's id and a recommendation's key."""


@dataclass(frozen=True, slots=True)
class Target:
    """The records and recommendations that a command is about, taken when it is given.

    The cursor may have moved by the time a dialog is answered.

    Attributes:
        record: The record's id.
        key: The recommendation's key, empty for the record as a whole.
        marked: The marked recommendations, which a command is about where there are any.
        seen: The content of the recommendation, or of the whole record, when the command was given.
    """

    record: str
    key: str
    marked: frozenset[Place]
    seen: Data | None


class ReviewView(Protocol):
    """The focused recommendation and finding, and how they are shown.

    Attributes:
        record_id: The record of the focused row.
        wanted: The place that the cursor returns to when the list is filled again.
        focused_finding: Position of the finding that the keys act on.
    """

    record_id: str
    wanted: Place
    focused_finding: int

    @property
    def shell(self) -> Shell:
        """The program."""

    @property
    def workspace(self) -> Workspace:
        """The open records."""

    @property
    def state(self) -> RecordState:
        """The record of the focused row."""

    @property
    def key(self) -> str:
        """The key of the focused recommendation, empty on the record's own row."""

    @property
    def rec(self) -> Rec | None:
        """The focused recommendation."""

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings of the focused row, worst first."""

    @property
    def finding(self) -> Finding | None:
        """The finding that the keys act on."""

    @property
    def finding_came_up(self) -> bool:
        """True while that is one which nobody went to: it came up where another one was waived or put right."""

    @property
    def filtered(self) -> bool:
        """True while a filter is in force."""

    @property
    def target(self) -> Target:
        """The target of a command that is given now."""

    # Widgets

    @property
    def listing(self) -> RecommendationList:
        """The list of recommendations."""

    @property
    def text_view(self) -> ReadingView:
        """The focused recommendation."""

    @property
    def source_view(self) -> SourceView:
        """The source page."""

    @property
    def filter_bar(self) -> FilterBar:
        """The line for the filter."""

    def has_class(self, *class_names: str) -> bool:
        """Return whether the screen has style classes."""

    def set_class(self, add: bool, *class_names: str) -> object:
        """Give the screen a style class, or take it away."""

    # Showing

    def open_record(self, record_id: str, key: str = "") -> None:
        """Open a record at a recommendation, else at its first undecided one."""

    def fill_list(self, key: str | None = None, *, found_anew: bool = False) -> None:
        """Fill the list, with the cursor on a recommendation, or where it was."""

    def show_rows(self, key: str | None = None, *, found_anew: bool = False) -> None:
        """Fill the list and show the focused recommendation."""

    def show_current(self, *, keep_place: bool = False) -> None:
        """Show the focused recommendation and everything about it."""

    def show_text(self, *, keep_place: bool) -> None:
        """Show the focused recommendation alone."""

    def show_findings(self) -> None:
        """Show what is suggested and found below it."""

    def focus_finding(self, at: int) -> None:
        """Have the keys act on another finding of the recommendation."""

    def set_hints(self) -> None:
        """Show the keys that matter here."""

    def refresh_head(self) -> None:
        """Show at the head where the curator is."""

    # Order

    def perform(self, command_id: str) -> None:
        """Carry out a command once the current one is done."""

    def call_after_refresh(self, callback: Callable[[], object]) -> object:
        """Call something once the screen is painted."""

    def set_timer(self, delay: float, callback: Callable[[], object]) -> object:
        """Call something after some seconds."""
