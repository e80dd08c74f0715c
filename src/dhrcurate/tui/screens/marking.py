"""Review's marks: choose many recommendations, so that the next decision is about all of them."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.curation.filter import parse_filter
from dhrcurate.review.filtering import Search
from dhrcurate.review.queries import MarksFound, Result
from dhrcurate.review.record_state import Row
from dhrcurate.review.rows import LibraryRows, place_of
from dhrcurate.tui.screens.review import Place, ReviewBase
from dhrcurate.tui.widgets.recommendation_list import RecommendationList


def _place(row: Row) -> Place:
    return (row.record, row.key)


class Marking(ReviewBase):
    """Marks are shown in the list and counted at the head."""

    last_mark: Place = ("", "")

    def set_marks(self, marked: frozenset[Place]) -> None:
        """Marks exactly these."""
        self.marked = marked
        self.listing.set_marked(marked)
        self.refresh_head()

    def action_mark(self) -> None:
        """Marks or unmarks the row and goes on."""
        if (row := self.listing.current) is not None and row.key:
            self._toggle(row)
            self.action_next()

    def action_mark_range(self) -> None:
        """Marks everything from the last mark to here."""
        rows = self.listing.rows
        start = next((at for at, row in enumerate(rows) if _place(row) == self.last_mark), self.listing.cursor)
        low, high = sorted((start, self.listing.cursor))
        self.set_marks(self.marked | {_place(r) for r in rows[low : high + 1] if not r.is_heading})

    def action_mark_shown(self) -> None:
        """Marks everything that the list shows."""
        self.set_marks(self.marked | {_place(r) for r in self.listing.rows if not r.is_heading})

    def action_mark_finding(self) -> None:
        """Marks every recommendation that the focused finding's rule found."""
        finding = self.finding
        if finding is None:
            self.say("There is no finding here.")
            return
        wanted = parse_filter(f"rule:{finding.rule}")
        sources = [s for i in self._records_listed() if (s := self.workspace.source(i)) is not None]
        self.curate.queries.marks(finding.rule, finding.name, Search(wanted), sources)

    def result_came(self, result: Result) -> None:
        """Takes what a rule found, of what is listed."""
        super().result_came(result)
        if isinstance(result, MarksFound) and result.found.whole:
            rows, query = self.listing.rows, result.query
            found = LibraryRows(result.found.parts)
            places = {_place(r) for r in found if r.key and place_of(rows, *_place(r)) is not None}
            self.set_marks(self.marked | places)
            self.say(f"{len(places)} with {query.rule} {query.name} are marked.")

    def _records_listed(self) -> Iterable[str]:
        return self.workspace.ids if self.whole_library else [self.record_id]

    def on_recommendation_list_mark_clicked(self, message: RecommendationList.MarkClicked) -> None:
        """A click in the narrow column marks."""
        self._toggle(message.row)

    def _toggle(self, row: Row) -> None:
        self.last_mark = _place(row)
        self.set_marks(self.marked ^ {_place(row)})
