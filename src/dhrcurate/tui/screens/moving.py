"""Moving about in Review: rows, what is undecided, findings, records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, parts
from dhrcurate.review.record_state import Row
from dhrcurate.review.rows import seek
from dhrcurate.tui.screens.review import ReviewBase
from dhrcurate.tui.widgets.recommendation_view import RecommendationView


class Moving(ReviewBase):
    """What changes nothing but the place."""

    def open_record(self, record_id: str, key: str = "") -> None:
        """Opens a record at a recommendation, else at its first undecided one."""
        self.record_id = record_id
        self.curate.look_into(record_id)
        if not key:
            rows = self.state.rows()
            key = next((r.key for r in rows if r.undecided), rows[min(1, len(rows) - 1)].key)
        self.show_rows(key)

    def show_change(self, record_id: str, paths: Sequence[str]) -> None:
        """Goes to the recommendation that a change was about, if it was about a single one."""
        keys = {where[1] for path in paths if len(where := parts(path)) > 1 and where[0] == RECOMMENDATIONS}
        keys.discard(ORDER)
        key = keys.pop() if len(keys) == 1 else ""
        if record_id != self.record_id:
            self.open_record(record_id, key)
        elif key and self.state.by_key(key) is not None:
            self.show_rows(key)

    def go(self, step: int, wanted: Callable[[Row], bool], worth: Callable[[str], bool]) -> bool:
        """Moves to the nearest wanted row of the list, in records that are worth a look; says whether there was one."""
        at = seek(self.listing.rows, self.listing.cursor, step, wanted, worth)
        if at is not None:
            self.listing.move(at)
        return at is not None

    def action_scroll_down(self) -> None:
        """Reads on; at the end of the text goes to the next row."""
        view = self.query_one("#text", RecommendationView)
        if view.scroll_offset.y < view.max_scroll_y:
            view.scroll_relative(y=max(1, view.size.height - 2), animate=False)
        elif self.listing.cursor + 1 < len(self.listing.rows):
            self.action_next()
        else:
            self.say("This is the last row.")

    def action_scroll_up(self) -> None:
        """Reads back in the text."""
        view = self.query_one("#text", RecommendationView)
        view.scroll_relative(y=-max(1, view.size.height - 2), animate=False)

    def action_next_undecided(self) -> None:
        """Goes to the next undecided recommendation, in the next record if need be."""
        if self.go(+1, lambda r: r.undecided, self._undecided):
            return
        for record_id in self.after(self.record_id, +1):
            summary = self.workspace.summary(record_id)
            if summary.undecided:
                self.open_record(record_id)
                return
        if self.go_around():
            return
        self.say(f"Everything is decided. {self.curate.keys.first('sign-off')} signs the record off.")

    def go_around(self) -> bool:
        """Goes to the first undecided row of the list, from the top; says whether there was one."""
        at = seek(self.listing.rows, -1, +1, lambda r: r.undecided, self._undecided)
        if at is not None and at != self.listing.cursor:
            self.listing.move(at)
            return True
        return False

    def _undecided(self, record_id: str) -> bool:
        return self.workspace.summary(record_id).undecided > 0

    def _has_findings(self, record_id: str) -> bool:
        return bool(self.workspace.summary(record_id).found)

    def after(self, record_id: str, step: int) -> list[str]:
        """The records after (or, with a step of -1, before) one, nearest first."""
        ids = self.workspace.ids
        at = ids.index(record_id) if record_id in ids else 0
        return ids[at + 1 :] if step > 0 else ids[:at][::-1]

    def action_next_finding(self) -> None:
        """Goes to the next finding, in the next record if need be."""
        self.to_finding(+1)

    def action_previous_finding(self) -> None:
        """Goes to the finding before, in the record before if need be."""
        self.to_finding(-1)

    def to_finding(self, step: int) -> None:
        """Goes to the next or previous finding: of the recommendation, of the record, of the library."""
        own = len(self.findings)
        if 0 <= self.focused_finding + step < own:
            self.focus_finding(self.focused_finding + step)
            return
        if self.go(step, lambda r: r.worst is not None, self._has_findings):
            self.show_current()
            self._enter(step)
            return
        for record_id in self.after(self.record_id, step):
            if any(self.workspace.summary(record_id).found or ()):
                self._open_at_finding(record_id, step)
                return
        self.say("No more findings this way.")

    def _enter(self, step: int) -> None:
        if step < 0:
            self.focus_finding(max(0, len(self.findings) - 1))

    def _open_at_finding(self, record_id: str, step: int) -> None:
        state = self.workspace.record(record_id)
        self.curate.look_into(record_id)
        rows = [r for r in state.rows() if state.findings is None or r.worst is not None][::step]
        self.record_id = record_id
        self.show_rows(rows[0].key if rows else "")

    def action_next_record(self) -> None:
        """Opens the next record."""
        self._to_neighbour(+1)

    def action_previous_record(self) -> None:
        """Opens the record before."""
        self._to_neighbour(-1)

    def _to_neighbour(self, step: int) -> None:
        if (record_id := self.workspace.neighbour(self.record_id, step)) is None:
            self.say("This is the last record." if step > 0 else "This is the first record.")
        else:
            self.open_record(record_id)

    def action_review_details(self) -> None:
        """Unfolds or folds what is known of the review."""
        self.details = not self.details

    def action_scope(self) -> None:
        """Lists this record, or the whole library."""
        self.whole_library = not self.whole_library
        self.show_rows(self.key)
        self.note_view()
