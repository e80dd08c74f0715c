"""The counts of the record at the library's cursor, shown below the records where a screen is high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrcurate.review.count_queries import CountQuery, RecommendationsCounted
from dhrcurate.review.overview import of_record
from dhrcurate.review.queries import Result
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.overview_list import OverviewList

if TYPE_CHECKING:
    from textual.timer import Timer

_RESTS = 0.15
"""Seconds for which the cursor rests on a record before it is counted: going through the list counts none."""


class RecordCounts:
    """Asks for the counts of one record and shows them.

    Args:
        shell: The program.
        listing: The list of its lines.
    """

    def __init__(self, shell: Shell, listing: OverviewList) -> None:
        self._shell, self._listing = shell, listing
        self._record = ""
        self._query: CountQuery | None = None
        self._resting: Timer | None = None

    def follow(self, record_id: str) -> None:
        """Show another record's counts once the cursor rests on it; those of the one before are taken away at once."""
        if record_id != self._record:
            self._record, self._query = record_id, None
            if self._listing.rows:
                self._listing.set_rows(())
            if self._resting is not None:
                self._resting.stop()
                self._resting = None
            self.ask_soon()

    def ask_soon(self) -> None:
        """Ask for the counts of the record: it was read, something was changed in it, or there is room for them now.

        What is to be asked already waits no longer for that: records are read one after another for a while.
        """
        if self._resting is None:
            self._resting = self._listing.set_timer(_RESTS, self._ask)

    def _ask(self) -> None:
        self._resting = None
        is_shown = self._listing.size.height > 0
        source = self._shell.workspace.source(self._record) if is_shown else None
        if source is not None:
            self._query = self._shell.queries.counts.ask("record", "", None, [source])

    def result_came(self, result: Result) -> None:
        """Show what was counted."""
        if isinstance(result, RecommendationsCounted) and result.query == self._query and result.counted.whole:
            cursor = self._listing.cursor if self._listing.rows else 1  # above it stands the bar
            self._listing.set_rows(of_record(self._record, result.counted.tally), cursor)
