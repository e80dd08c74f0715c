"""Review's marks: choose many recommendations, so that the next decision is about all of them."""

from __future__ import annotations

from dhrcurate.tui.model import Row
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
        records = {r.record for r in self.listing.rows}
        places = {
            (record_id, f.key)
            for record_id in records
            if (state := self.desk.open_records.get(record_id)) is not None
            for f in state.findings or ()
            if f.rule == finding.rule and f.key
        }
        self.set_marks(self.marked | places)
        self.say(f"{len(places)} with {finding.rule} {finding.name} are marked.")

    def on_recommendation_list_mark_clicked(self, message: RecommendationList.MarkClicked) -> None:
        """A click in the narrow column marks."""
        self._toggle(message.row)

    def _toggle(self, row: Row) -> None:
        self.last_mark = _place(row)
        self.set_marks(self.marked ^ {_place(row)})
