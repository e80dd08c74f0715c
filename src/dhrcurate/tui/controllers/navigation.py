"""The keys that move through Review: what is undecided, findings, records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from dhrcurate.domain.visible import clean
from dhrcurate.review.actions.steps import name_at
from dhrcurate.review.outcome_of_record import is_decided, next_steps, now_at
from dhrcurate.review.record_state import title_of
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows, place_of, seek
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import Place, ReviewView
from dhrcurate.tui.controllers.row_filter import RowFilter
from dhrcurate.tui.controllers.source_pane import SourcePane


class Navigation:
    """Moves the cursor, and opens other records.

    Args:
        view: Review.
        beside: The source, which is read after the text where it is shown.
        rows: The rows that are listed.
    """

    def __init__(self, view: ReviewView, beside: SourcePane, rows: RowFilter) -> None:
        self._view, self._beside, self._rows = view, beside, rows
        self._read_to_end: Place | None = None

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "scroll-down": self.scroll_down,
            "scroll-up": self.scroll_up,
            "next-undecided": self.next_undecided,
            "next-finding": lambda: self.to_finding(+1),
            "previous-finding": lambda: self.to_finding(-1),
            "next-record": lambda: self.to_neighbour(+1),
            "previous-record": lambda: self.to_neighbour(-1),
        }

    def scroll_down(self) -> None:
        """Read on; at the end of the text, and of the passage beside it, go to the next row."""
        text, listing = self._view.text_view, self._view.listing
        if text.scroll_offset.y < text.max_scroll_y:
            text.scroll_relative(y=max(1, text.rows_of_text - 2), animate=False)
        elif self._beside.read_on():
            return
        elif listing.cursor + 1 < len(listing.rows):
            self._leave_by_reading()
        else:
            self._view.shell.say("This is the last row.")

    def _leave_by_reading(self) -> None:
        """Go to the next row; from one that is undecided the second time, as the key may have been meant to read on."""
        listing, keys = self._view.listing, self._view.shell.keys
        row = listing.current
        here = (row.record, row.key) if row is not None and row.undecided else None
        if here is None or here == self._read_to_end:
            listing.move(listing.cursor + 1)
            return
        self._read_to_end = here
        self._view.shell.say(f"This is all of it; {keys.first('scroll-down')} again goes to the next row.")

    def scroll_up(self) -> None:
        """Read back in the passage beside the text, then in the text."""
        text = self._view.text_view
        if self._beside.read_back():
            return
        text.scroll_relative(y=-max(1, text.rows_of_text - 2), animate=False)

    def next_undecided(self) -> None:
        """Go to the next undecided recommendation: behind the cursor, before it, then in another record.

        With a filter only to what fits. That another record is open is said.
        """
        view, left = self._view, self._view.record_id
        if not self._go_in_record() and not self._go_in_list() and not self._open_undecided():
            view.shell.say(self._all_decided())
        elif view.record_id != left:
            self.say_where()

    def go_on_behind(self, decided: Collection[Place]) -> None:
        """Go from a recommendation that is decided with others to the next undecided one, else to the record's own row.

        Args:
            decided: The places that are being decided, which are listed as undecided until that is saved.
        """
        view, listing = self._view, self._view.listing
        if (view.record_id, view.key) not in decided:
            return
        count = Counter(record for record, _ in decided)
        for start in (listing.cursor, -1):
            at = seek(
                listing.rows,
                start,
                +1,
                lambda row: (row.record, row.key) not in decided and self._is_left(row),
                lambda i: i == view.record_id or view.workspace.summary(i).undecided > count[i],
            )
            if at is not None:
                listing.move(at)
                return
        self.to_end_of_record()

    def say_where(self) -> None:
        """Say which record is open now."""
        self._view.shell.say(now_at(self._view.state))

    def to_end_of_record(self) -> bool:
        """Go to the record's own row, which tells what was done with it; return whether it is listed."""
        view = self._view
        at = place_of(view.listing.rows, view.record_id, "")
        if at is not None:
            view.listing.move(at)
        return at is not None

    def following(self) -> str:
        """Return the record that has a decision left and is gone to from here, empty where there is none."""
        ids = (*self._records_after(+1), *self._records_after(-1)[::-1])
        return next((i for i in ids if self._is_undecided(i)), "")

    def ways_on(self, command: str) -> str:
        """Return what can be done at the end of a record.

        Args:
            command: The id of the command that goes on to what is undecided elsewhere.
        """
        keys, following = self._view.shell.keys, self.following()
        title = self._view.workspace.title_of(following) if following else ""
        return next_steps(self._view.state, keys.first("sign-off"), keys.first(command), title)

    def _open_undecided(self) -> bool:
        """Open the first record after this one, else before it, that has a decision left. With a filter none is."""
        record_id = "" if self._view.filtered else self.following()
        if record_id:
            self._view.open_record(record_id)
        return bool(record_id)

    def _all_decided(self) -> str:
        row, keys = self._view.listing.current, self._view.shell.keys
        if why := self._rows.nothing_fits:
            return why
        if row is not None and row.undecided:
            return "This is the only one left to decide" + (" that fits the filter." if self._view.filtered else ".")
        if self._view.filtered:
            return "Everything that fits the filter is decided."
        signed = self._view.state.signed_off
        then = "This record is signed off." if signed else f"{keys.first('sign-off')} signs the record off."
        return f"Everything is decided. {then}"

    def _go_in_record(self) -> bool:
        """Go to an undecided row of the record, behind the cursor or else before it; return whether there is one."""
        listing, here = self._view.listing, self._view.record_id
        for start in (listing.cursor, -1):
            at = seek(
                listing.rows, start, +1, lambda row: row.record == here and self._is_left(row), lambda i: i == here
            )
            if at is not None and at != listing.cursor:
                listing.move(at)
                return True
        return False

    def _go_in_list(self) -> bool:
        """Go to the next undecided row that is listed, from the top where none follows; return whether there is one."""
        listing = self._view.listing
        for start in (listing.cursor, -1):
            at = seek(listing.rows, start, +1, self._is_left, self._is_undecided)
            if at is not None and at != listing.cursor:
                listing.move(at)
                return True
        return False

    def to_finding(self, step: int) -> None:
        """Go to the next or previous finding: of the recommendation, the record, the library; of what is listed.

        One that came up by itself where another one was is gone to first: nobody may have seen that it is the next.
        """
        view = self._view
        if step > 0 and view.finding_came_up and (finding := view.finding) is not None:
            view.focus_finding(view.focused_finding)
            key = view.shell.keys.first("next-finding")
            view.shell.say(f"{finding.rule} {finding.name} is left here; {key} again goes on.")
            return
        if 0 <= view.focused_finding + step < len(view.findings):
            view.focus_finding(view.focused_finding + step)
            return
        left = view.record_id
        if self._go(step, lambda row: row.worst is not None, self._has_findings):
            view.show_current()
            if step < 0:
                view.focus_finding(max(0, len(view.findings) - 1))
            self._say_left(left)
            return
        for record_id in () if view.filtered else self._records_after(step):
            if any(view.workspace.summary(record_id).found or ()):
                self._open_at_finding(record_id, step)
                self._say_left(left)
                return
        view.shell.say(self._no_more_findings(step))

    def _no_more_findings(self, step: int) -> str:
        """Return the sentence that there are none this way, with how many are the other way, and the key for those."""
        view = self._view
        if why := self._rows.nothing_fits:
            return why
        this_way, other_way = ("after", "before") if step > 0 else ("before", "after")
        fits = " in what fits the filter" if view.filtered else ""
        told = f"No more findings {this_way} {name_at(view.state, view.key)}{fits}"
        key = view.shell.keys.first("previous-finding" if step > 0 else "next-finding")
        if count := self._findings_passed(step):
            return f"{told}; {count:,} {other_way} it in this record ({key})."
        if not view.filtered and any(any(view.workspace.summary(i).found or ()) for i in self._records_after(-step)):
            return f"{told}; {key} goes to those of other records."
        return f"{told}, and none {other_way} it." if view.findings else f"No findings here{fits}."

    def _findings_passed(self, step: int) -> int:
        """Return how many findings of the record are listed the other way, with those of the row that was passed."""
        view = self._view
        at = view.focused_finding
        own = at if step > 0 else len(view.findings) - 1 - at
        rows, key = view.listing.rows, view.key
        if isinstance(rows, LibraryRows):  # those of other records are not unpacked
            rows = [] if view.filtered else view.state.rows()
        keys = [row.key for row in rows if row.record == view.record_id and (row.worst is not None or row.key == key)]
        place = keys.index(key) if key in keys else 0
        passed = keys[:place] if step > 0 else keys[place + 1 :]
        return max(0, own) + sum(len(view.state.findings_of(each or None)) for each in passed)

    def _say_left(self, left: str) -> None:
        """Say which record is open now, unless it is the one before, and that this is decided and not signed off."""
        view = self._view
        if view.record_id == left:
            return
        before = view.workspace.record(left)
        unsigned = f" {clean(title_of(before))} is decided and not signed off." if is_decided(before) else ""
        view.shell.say(f"{now_at(view.state)}{unsigned}")

    def _open_at_finding(self, record_id: str, step: int) -> None:
        state = self._view.workspace.record(record_id)
        self._view.shell.queries.findings(record_id)
        rows = [r for r in state.rows() if state.findings is None or r.worst is not None][::step]
        self._view.record_id = record_id
        self._view.show_rows(rows[0].key if rows else "")

    def to_neighbour(self, step: int) -> None:
        """Open the next or previous record."""
        record_id = self._view.workspace.neighbour(self._view.record_id, step)
        if record_id is None:
            self._view.shell.say("This is the last record." if step > 0 else "This is the first record.")
        else:
            self._view.open_record(record_id)

    def _go(self, step: int, wanted: Callable[[Row], bool], worth: Callable[[str], bool]) -> bool:
        """Move to the nearest wanted row of the list, in records that may hold one; return whether there was one."""
        listing = self._view.listing
        at = seek(listing.rows, listing.cursor, step, wanted, worth)
        if at is not None:
            listing.move(at)
        return at is not None

    def _is_left(self, row: Row) -> bool:
        """Return whether a row is undecided now; what a search of the library found may be older than a decision."""
        if not row.undecided:
            return False
        now = (each for each in self._view.workspace.rows_of(row.record) if each.key == row.key)
        return next(now, row).undecided

    def _is_undecided(self, record_id: str) -> bool:
        return self._view.workspace.summary(record_id).undecided > 0

    def _has_findings(self, record_id: str) -> bool:
        return bool(self._view.workspace.summary(record_id).found)

    def _records_after(self, step: int) -> list[str]:
        """Return the records after this one, or (with a step of -1) those before it, nearest first."""
        ids, record_id = self._view.workspace.ids, self._view.record_id
        at = ids.index(record_id) if record_id in ids else 0
        return ids[at + 1 :] if step > 0 else ids[:at][::-1]
