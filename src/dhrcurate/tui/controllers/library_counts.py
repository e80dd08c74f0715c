"""The counts of the library's overview: asked for beside the interface, shown as they come."""

from __future__ import annotations

from typing import Protocol

from dhrcurate.review.count_queries import ActivityFound, RecommendationsCounted
from dhrcurate.review.counting import Counted, Decisions
from dhrcurate.review.facets import Tally
from dhrcurate.review.overview import Line, overview
from dhrcurate.review.queries import (
    Result,
)
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.overview_list import OverviewList

_AT_LEAST = 1.0
"""Seconds between two counts while records are read."""


class LibraryView(Protocol):
    """The Library screen as its overview sees it."""

    shell: Shell

    @property
    def overview(self) -> OverviewList:
        """The list of its lines."""

    @property
    def has_overview(self) -> bool:
        """False before the screen is composed, and once it is taken down."""

    def count_after(self, seconds: float) -> None:
        """Have the counts asked for after some seconds."""


class LibraryCounts:
    """Asks for the counts and shows them.

    Args:
        view: The Library screen.
    """

    def __init__(self, view: LibraryView) -> None:
        self._view = view
        self._counted = Counted(Tally(), 0)
        self._decisions: Decisions | None = None
        self._waiting = False
        self._to_ask = False

    def ask(self) -> None:
        """Ask for the counts of the library as it is known now, and for who decided how much."""
        self._to_ask, self._waiting = False, True
        queries, workspace = self._view.shell.queries, self._view.shell.workspace
        queries.counts.ask("overview", "", None, workspace.sources())
        queries.counts.ask_activity()

    def ask_soon(self) -> None:
        """Ask again: more records were read, or something was changed."""
        if not self._to_ask:
            self._to_ask = True
            self._view.count_after(_AT_LEAST)

    def ask_unless_waiting(self) -> None:
        """Ask now, or later where the counts that were asked for have not come."""
        if self._waiting:
            self._view.count_after(_AT_LEAST)
        else:
            self.ask()

    def result_came(self, result: Result) -> None:
        """Show what was counted."""
        match result:
            case RecommendationsCounted(query, counted) if query.reader == "overview":
                self._waiting = not counted.whole
                if counted.whole or counted.looked >= self._counted.looked:
                    self._counted = counted
                self.show()
            case ActivityFound(_, decisions):
                self._decisions = decisions
                self.show()
            case _:
                pass

    def show(self) -> None:
        """Show what was counted so far, as much of it as there is room for."""
        if not self._view.has_overview:  # what another screen asked for may come
            return
        listing = self._view.overview
        records = len(self._view.shell.workspace.ids)
        read, room = self._counted.looked, listing.size.height
        lines = overview(self._counted.tally, self._decisions, read=read, records=records, room=room)
        current = listing.current
        at = next((i for i, line in enumerate(lines) if current is not None and _same(line, current)), None)
        first = next(i for i, line in enumerate(lines) if line.term)
        listing.set_rows(lines, first if at is None else at)

    def open_line(self, line: Line | None) -> None:
        """List in Review what a line counts."""
        if line is None or not line.term:
            self._view.shell.say("This line counts nothing that a filter finds.")
        else:
            self._view.shell.list_in_review(line.term)


def _same(one: Line, other: Line) -> bool:
    return (one.kind, one.words, one.term) == (other.kind, other.words, other.term)
