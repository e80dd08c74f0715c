"""Marks: many recommendations chosen, so that the next decision is about all of them."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.curation.filter import parse_filter
from dhrcurate.domain.words import plural
from dhrcurate.review.filtering import Search
from dhrcurate.review.queries import MarksFound
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows, place_of
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import Place, ReviewView
from dhrcurate.tui.controllers.row_filter import RowFilter


def _place(row: Row) -> Place:
    return (row.record, row.key)


class Marks:
    """Marks recommendations; the list shows them and the head counts them.

    Attributes:
        places: Record and key of each marked recommendation.
    """

    def __init__(self, view: ReviewView, row_filter: RowFilter) -> None:
        self._view = view
        self._row_filter = row_filter
        self.places: frozenset[Place] = frozenset()
        self._last: Place = ("", "")

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "mark": self.mark,
            "mark-range": self.mark_range,
            "mark-shown": self.mark_shown,
            "mark-finding": self.mark_finding,
        }

    @property
    def last(self) -> Place:
        """The one that was marked last, else the first of those that are marked."""
        return self._last if self._last in self.places else min(self.places, default=("", ""))

    def mark(self) -> None:
        """Mark or unmark the row, and go to the next."""
        listing = self._view.listing
        if (row := listing.current) is not None and row.is_recommendation:
            self.toggle(row)
            listing.move(listing.cursor + 1)

    def toggle(self, row: Row) -> None:
        """Mark or unmark a row."""
        self._last = _place(row)
        self._set(self.places ^ {_place(row)})

    def mark_range(self) -> None:
        """Mark everything from the last mark to here."""
        listing = self._view.listing
        start = next((at for at, row in enumerate(listing.rows) if _place(row) == self._last), listing.cursor)
        low, high = sorted((start, listing.cursor))
        self._set(self.places | {_place(r) for r in listing.rows[low : high + 1] if r.is_recommendation})

    def mark_shown(self) -> None:
        """Mark everything that the list shows."""
        self._set(self.places | {_place(r) for r in self._view.listing.rows if r.is_recommendation})

    def mark_finding(self) -> None:
        """Mark every recommendation in which the focused finding's rule found something."""
        view, finding = self._view, self._view.finding
        if finding is None:
            view.shell.say("There is no finding here.")
            return
        search = Search(parse_filter(f"rule:{finding.rule}"))
        sources = [s for i in self._records_listed() if (s := view.workspace.source(i)) is not None]
        view.shell.queries.marks(finding.rule, finding.name, search, sources)

    def _records_listed(self) -> Iterable[str]:
        return self._view.workspace.ids if self._row_filter.whole_library else [self._view.record_id]

    def found(self, result: MarksFound) -> None:
        """Mark the recommendations in which a rule found something, as far as they are listed."""
        if not result.found.whole:
            return
        rows, query = self._view.listing.rows, result.query
        found = LibraryRows(result.found.parts)
        places = {_place(r) for r in found if r.key and place_of(rows, *_place(r)) is not None}
        self._set(self.places | places)
        self._view.shell.say(f"Marked {plural(len(places), 'recommendation')} with {query.rule} {query.name}.")

    def clear(self) -> bool:
        """Take every mark away, and say how many; return whether there were any."""
        if not self.places:
            return False
        self._view.shell.say(f"Took {plural(len(self.places), 'mark')} off.")
        self.places = frozenset()
        self._view.show_rows()
        return True

    def _set(self, places: frozenset[Place]) -> None:
        self.places = places
        self._view.show_findings()  # digits act on what is marked, whatever the row itself has
        self._view.listing.set_marked(places)
        self._view.refresh_head()
