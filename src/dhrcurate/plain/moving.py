"""Going from place to place."""

from __future__ import annotations

import re

from dhrcurate.curation.filter import FilterError, parse_filter
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.number import normalised
from dhrcurate.plain.phrases import about_record, count, full_stop
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.review.record_state import RecordState, Row, state_of

_MANY = 200
"""More records than this take a moment to read."""


class Moving(Reviewer):
    """What changes nothing but the place."""

    def to(self, key: str) -> None:
        """Goes to a recommendation of the record and reads it."""
        self.place.go(key)
        self.read_out()

    def to_record(self, record_id: str, key: str | None = None) -> None:
        """Opens a record, says which, and reads what it opened at."""
        self.place.open(record_id, key)
        if self.place.state.readable and self.place.key:
            self.say(about_record(self.place.state))
        self.read_out()

    def do_show(self, _rest: str) -> None:
        """Reads this again."""
        self.read_out()

    def do_next(self, _rest: str) -> None:
        """Goes to the next row."""
        if (key := self.place.step(+1)) is None:
            self.say(
                f"This is the last one of the record. {self.letters.of('next-record')} opens the next record, "
                f"{self.letters.of('next-undecided')} goes to what is undecided."
            )
        else:
            self.to(key)

    def do_previous(self, _rest: str) -> None:
        """Goes to the row before."""
        if (key := self.place.step(-1)) is None:
            self.say("This is the beginning of the record.")
        else:
            self.to(key)

    def do_first(self, _rest: str) -> None:
        """Goes to the record as a whole."""
        self.to("")

    def do_last(self, _rest: str) -> None:
        """Goes to the last row."""
        self.to(self.place.rows[-1].key if self.place.rows else "")

    def do_next_undecided(self, _rest: str) -> None:
        """Goes to the next undecided recommendation: below, in the records after this one, from the top."""
        place = self.place
        signed_off = place.state.signed_off
        if not signed_off and (key := place.step(+1, lambda row: row.undecided)):
            self.to(key)
            return
        examined = place.filter is not None

        def waits(state: RecordState) -> bool:
            return not state.signed_off and any(row.undecided for row in place.fitting(state))

        before = place.after(-1)[::-1]
        if later := place.later(waits, place.after(+1), examined=examined):
            self.to_record(later)
        elif not signed_off and (key := next((r.key for r in place.rows if r.undecided and r.key != place.key), None)):
            self.to(key)
        elif later := place.later(waits, before, examined=examined):
            self.to_record(later)
        elif place.filter is not None:
            self.say("Everything that fits the filter is decided, or only this one is not.")
        elif place.rec is not None and place.rec.get("status") == "pending":
            self.say("This is the only one left to decide.")
        else:
            self.say(f"Everything in the library is decided. {self.letters.of('sign-off')} signs the record off.")

    def do_next_finding(self, _rest: str) -> None:
        """Goes to the next finding."""
        self._to_finding(+1)

    def do_previous_finding(self, _rest: str) -> None:
        """Goes to the finding before."""
        self._to_finding(-1)

    def _to_finding(self, by: int) -> None:
        place = self.place
        if 0 <= place.at_finding + by < len(place.findings):
            place.at_finding += by
            self.read_finding()
            return
        key = place.step(by, self._has_finding)
        if key is None:
            found = place.later(lambda s: bool(self._found_in(s)), place.after(by), examined=True)
            if found is None:
                fits = " in what fits the filter" if place.filter is not None else ""
                self.say(f"There are no more findings this way{fits}.")
                return
            place.open(found, "")
            keys = self._found_in(place.state)
            key = keys[0] if by > 0 else keys[-1]
            if key:  # the record's own row begins with it
                self.say(about_record(place.state))
        place.go(key)
        place.at_finding = 0 if by > 0 else max(0, len(place.findings) - 1)
        self.read_out()

    def _found_in(self, state: RecordState) -> list[str]:
        return [row.key for row in self.place.rows_of(state) if self._has_finding(row)]

    def _has_finding(self, row: Row) -> bool:
        """Whether a row has a finding to go to; a filter lets recommendations through, and no record's own row."""
        return row.worst is not None and (self.place.filter is None or not row.is_heading)

    def do_go(self, rest: str) -> None:
        """Goes to a recommendation by number or key."""
        if rest.casefold() in {"record", "0"}:
            self.to("")
            return
        recs = self.place.state.recommendations
        wanted = normalised(rest)
        found = [r for r in recs if r.get("key") == rest] or [
            r for r in recs if r.get("number") and normalised(str(r["number"])) == wanted
        ]
        keys = [str(r.get("key")) for r in found]
        if not rest or not keys:
            self.say(f"No recommendation of this record bears the number {rest}." if rest else "Go to which number?")
        elif len(keys) > 1:
            self.say(f"{len(keys)} recommendations bear the number {rest}: give one of the keys {', '.join(keys)}.")
        else:
            self.to(keys[0])

    # Records

    def do_next_record(self, _rest: str) -> None:
        """Opens the next record."""
        self._to_neighbour(+1)

    def do_previous_record(self, _rest: str) -> None:
        """Opens the record before."""
        self._to_neighbour(-1)

    def _to_neighbour(self, by: int) -> None:
        ids = self.place.after(by)
        if self.place.filter is not None:
            fits = self.place.later(lambda s: any(self.place.fitting(s)), ids, examined=True)
            ids = [fits] if fits else []
        if not ids:
            what = "last" if by > 0 else "first"
            self.say(f"This is the {what} record{' that fits the filter' if self.place.filter else ''}.")
        else:
            self.to_record(ids[0])

    def do_library(self, rest: str) -> None:
        """Lists the records."""
        words = rest.casefold().split()
        if len(self.place.ids) > _MANY:
            self.say(f"Reading {len(self.place.ids)} records.")
        lines = []
        for number, record_id in enumerate(self.place.ids, 1):
            state = state_of(record_id, self.place.library.load(record_id))
            line = about_record(state) if state.readable else f"Record {record_id} cannot be read."
            if all(word in line.casefold() for word in words):
                lines.append(f"{number}. {line}")
        self.say(f"{count(len(lines), 'record')}. open and a number opens one.")
        self.voice.list(lines)

    def do_open(self, rest: str) -> None:
        """Opens a record by id or number in the list."""
        ids = self.place.ids
        if rest in ids:
            self.to_record(rest)
        elif re.fullmatch(r"[0-9]{1,6}", rest) and 0 < int(rest) <= len(ids):
            self.to_record(ids[int(rest) - 1])
        else:
            self.say(full_stop(f"There is no record {rest}{did_you_mean(rest, ids) or '; records lists them'}"))

    # The filter

    def do_filter(self, rest: str) -> None:
        """Goes only to what fits from now on."""
        place = self.place
        try:
            place.filter = parse_filter(rest) if rest else None
        except FilterError as error:
            self.say(full_stop(str(error)), "The filter was left as it was.")
            return
        if place.filter is None:
            self.say("There is no filter; everything counts.")
            return
        fits = sum(1 for _ in place.fitting(place.state))
        total = len(place.state.recommendations)
        self.say(f"{fits} of the {count(total, 'recommendation')} of this record fit.")
        if fits and all(row.key != place.key for row in place.rows if row.key):
            self.to(place.step(+1) or next(row.key for row in place.rows if row.key))
        elif not fits:
            self.say(f"{self.letters.of('next-record')} looks through the records after this one.")
