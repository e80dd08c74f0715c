"""The cursor of the plain review: the record, recommendation and finding that commands act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.filter import Filter, Rank
from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.naming.suggestions import Offer, as_shown, offers_for, with_taken
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.clock import Clock, local_day
from dhrcurate.domain.context import context_of
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.plain.numbers import FindingNumbers
from dhrcurate.review.beside import Beside, looked_for
from dhrcurate.review.examined import examined
from dhrcurate.review.filtering import ranked
from dhrcurate.review.record_state import Rec, RecordState, state_of
from dhrcurate.review.row import Row
from dhrcurate.review.summaries import filter_rows_of

_LAST: Rank = (float("inf"),)
"""Behind every record that has something that fits."""


class Cursor:
    """One recommendation of one record, or with an empty key the record as a whole.

    Args:
        library: The library.
        today: The clock that tells the day of a check.

    Attributes:
        shows: The source that was read out here last: `document` or `page`; empty before one was.
        asked: Whether all suggestions for the cell were read out here, also for a name that is decided.
        slid: Whether the finding that commands act on took the place of one that is gone, so that it comes next.
        walked: The recommendations of the record, by key, to which one went from finding to finding.
        rounding: Whether one goes from finding to finding round the record, and on only to where one was not yet.
    """

    def __init__(self, library: Library, today: Clock = local_day) -> None:
        self.library = library
        self.checker = Checker(library, library.settings.selector(), today)
        self.ids = library.ids()
        self.state = RecordState("", None)
        self.record: Record | None = None
        self.key = ""
        self.at_finding = 0
        self.filter: Filter | None = None
        self.shows = ""
        self.slid = self.rounding = self.asked = False
        self.walked: set[str] = set()
        self._numbers = FindingNumbers()

    # What is here

    @property
    def rec(self) -> Rec | None:
        """The recommendation, `None` for the record as a whole."""
        return self.state.by_key(self.key) if self.key else None

    @property
    def findings(self) -> list[Finding]:
        """The findings here, worst first as one came here; at the record not those of passages that have a row."""
        return [finding for _, finding in self.numbered]

    @property
    def numbered(self) -> list[tuple[int, Finding]]:
        """The findings here with their numbers, which stay until the place is left."""
        found = self.state.findings_of(self.key) if self.key else self.about_record
        return self._numbers.of((self.state.id, self.key), found)

    @property
    def gone(self) -> list[tuple[int, Finding]]:
        """The findings that had a number here and are found no more, with it."""
        return self._numbers.gone(self.numbered)

    @property
    def numbers_given(self) -> int:
        """The highest number that a finding here had since one came."""
        return max((number for number, _ in (*self.numbered, *self.gone)), default=0)

    @property
    def finding(self) -> Finding | None:
        """The finding that commands without a number act on."""
        found = self.findings
        return found[self.at_finding] if 0 <= self.at_finding < len(found) else None

    @property
    def rows(self) -> Sequence[Row]:
        """The record and those of its recommendations that the filter lets through, in natural order.

        What the report recommends and none of them holds is among them, at its place.
        """
        return self.rows_of(self.state)

    @property
    def about_record(self) -> list[Finding]:
        """The findings about the record as a whole that are read at the record and nowhere else."""
        apart = {row.key for row in self.rows if row.is_left_out}
        return [f for f in self.state.findings_of(None) if f.about not in apart]

    @property
    def passage(self) -> Passage | None:
        """The passage that the cursor is at, if that is none of a recommendation."""
        return self.state.left_out.get(self.key)

    @property
    def names(self) -> Names:
        """The register."""
        return self.library.names

    @property
    def context(self) -> Context:
        """The record's area and time, for the names in it."""
        return context_of(self.record.review) if self.record else Context()

    def offers(self) -> Sequence[Offer]:
        """Return the suggestions for the names of the cell, those that are taken too."""
        cell = str(self.rec.get("addressed_to") or "") if self.rec else ""
        return offers_for(cell, self.names, self.context) if cell.strip() else ()

    def open_offers(self) -> list[tuple[int, Offer]]:
        """Return the suggestions for the names of the cell that are not decided yet, with their numbers among all."""
        offers, agencies = self.offers(), (self.rec or {}).get("agencies") or ()
        cell = str((self.rec or {}).get("addressed_to") or "")
        left = left_of(cell, agencies, self.names, self.context) if offers else ()
        return [(at, one) for at, one in enumerate(offers, 1) if not agencies or one.written in left]

    def all_offers(self) -> list[tuple[int, Offer]]:
        """Return all suggestions for the names of the cell, with their numbers, and which of them are taken."""
        agencies = (self.rec or {}).get("agencies") or ()
        offers = self.offers()
        return list(enumerate(as_shown(offers, agencies) or with_taken(offers, agencies), 1))

    def place_among_fitting(self) -> tuple[int, int]:
        """Return the place of the recommendation among those that fit, from 1, 0 for none, and how many those are."""
        keys = [row.key for row in self.rows if row.is_recommendation]
        return keys.index(self.key) + 1 if self.key in keys else 0, len(keys)

    # Going there

    def open(self, record_id: str, key: str | None = None) -> None:
        """Opens a record, anew if it is open: at a recommendation, else at the first undecided one.

        Args:
            record_id: Which record.
            key: Which recommendation, empty for the record as a whole.
        """
        loaded = self.library.load(record_id)
        if record_id != self.state.id:
            self.walked = set()
        self.state, self.record = self._examined(loaded), loaded.record
        self.at_finding = 0
        rows = self.rows
        known = {row.key for row in rows}
        self.shows, self.slid, self.asked = "", False, False
        if key is None or key not in known:
            key = next((r.key for r in rows if r.undecided), rows[1].key if len(rows) > 1 else "")
        self.key = key

    def again(self) -> None:
        """Reads the record again and stays at the recommendation, or near where it was."""
        before, at, finding, was = self.state, self.key, self.at_finding, self.finding
        self.checker.forget_trail(before.id)
        keys = [row.key for row in before.rows()] if before.readable else [""]
        self.open(before.id, at)
        if at and self.state.by_key(at) is None and at not in self.state.left_out:
            near = [k for k in keys[: keys.index(at)][::-1] if not k or self.state.by_key(k)] if at in keys else []
            self.key = near[0] if near else ""
        elif at != self.key:
            self.key = at  # the filter no longer lets it through, but the curator is still there
        self.at_finding = min(finding, max(0, len(self.findings) - 1)) if self.key == at else 0
        self.slid = was is not None and self.key == at and all(_told(one) != _told(was) for one in self.findings)

    def go(self, key: str) -> None:
        """Goes to a recommendation of the record."""
        if key != self.key:
            self._numbers.forget()
        self.key, self.at_finding, self.shows = key, 0, ""
        self.slid = self.rounding = self.asked = False

    def beginning(self, record_id: str, key: str) -> tuple[str, str | None]:
        """Return where to begin: where the curator left off, else at something undecided, else at the first record."""
        if record_id in self.ids:
            return record_id, key or None
        undecided = self.later(lambda s: not s.signed_off and any(r.undecided for r in s.rows()), self.ids)
        return undecided or self.ids[0], None

    def step(self, by: int, wanted: Callable[[Row], bool] = lambda _row: True) -> str | None:
        """Return the key of the nearest wanted row of the record in one direction, `None` where there is none."""
        rows = self._way()
        # In a queue what is decided is gone, and the first is next.
        at = next((i for i, row in enumerate(rows) if row.key == self.key), 0 if self.key else -1)
        later = rows[at + 1 :] if by > 0 else rows[: max(0, at)][::-1]
        return next((row.key for row in later if wanted(row)), None)

    def _way(self) -> Sequence[Row]:
        """Return the rows that one goes through: those that fit, and the one that one is at, which may fit no more."""
        fits = self.rows
        if self.filter is None or self.filter.order is not None or not self.state.readable:
            return fits
        keys = {self.key, *(row.key for row in fits)}
        return [row for row in self.state.rows_and_left_out() if row.key in keys]

    def after(self, by: int) -> list[str]:
        """Return the records after this one, or with -1 before it, nearest first."""
        at = self.ids.index(self.state.id) if self.state.id in self.ids else 0
        return self.ids[at + 1 :] if by > 0 else self.ids[:at][::-1]

    def put_in_order(self) -> None:
        """Puts the records in the order of the filter, if it has one: the one with the least rank first."""
        self.ids = self.library.ids()
        if self.filter is None or self.filter.order is None:
            return
        least: dict[str, Rank] = {}
        for record_id in self.ids:
            state = self._examined(self.library.load(record_id))
            least[record_id] = min(_ranks(self.filter, state).values(), default=_LAST)
        self.ids = sorted(self.ids, key=least.__getitem__)

    def later(self, wanted: Callable[[RecordState], bool], ids: Sequence[str], *, examined: bool = False) -> str | None:
        """Return the first of some records that is wanted, `None` where there is none."""
        for record_id in ids:
            loaded = self.library.load(record_id)
            state = self._examined(loaded) if examined else state_of(record_id, loaded)
            if state.readable and wanted(state):
                return record_id
        return None

    def fitting(self, state: RecordState) -> Iterator[Row]:
        """Yield the recommendations of a checked record, and what was not extracted, that the filter lets through."""
        return (row for row in self.rows_of(state) if not row.is_heading)

    def rows_of(self, state: RecordState) -> Sequence[Row]:
        """Return the row of a checked record and those of its recommendations that the filter lets through."""
        rows = state.rows_and_left_out() if state.readable else []
        if self.filter is None:
            return rows
        if self.filter.order is not None:
            return ranked(lambda: rows, _ranks(self.filter, state))
        seen = filter_rows_of(state)
        return [row for row in rows if not row.key or self.filter.matches(seen[row.key])]

    def _examined(self, loaded: Loaded) -> RecordState:
        state = state_of(loaded.id, loaded)
        if state.readable:
            found = self.checker.record(loaded.id, state.data)
            if found.evidence is not None:
                state.beside = Beside(found.evidence, looked_for(state.data))
            state.found(state.version, *examined(found, found.active))
        return state


def _told(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.message


def _ranks(wanted: Filter, state: RecordState) -> dict[str, Rank]:
    """What each recommendation that fits is listed by, by its key; nothing where the filter has no order."""
    order = wanted.order
    if order is None:
        return {}
    return {key: order(row) for key, row in filter_rows_of(state).items() if wanted.matches(row)}
