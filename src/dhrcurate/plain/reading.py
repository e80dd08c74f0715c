"""Reading out where the curator is: the record or the recommendation, what was found in it and what can be typed."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.extraction import OF_UPDATES
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.domain.words import at_start, full_stop, plural
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.phrases import (
    about_record,
    facts_told,
    finding_words,
    gone_how,
    offer_lines,
    papers_told,
    reach_told,
    stands_told,
    ways_to_what_is_left,
)
from dhrcurate.review.actions.steps import name_at
from dhrcurate.review.beside import left_out_told
from dhrcurate.review.history_text import quoted
from dhrcurate.review.listed_fields import joined, listed
from dhrcurate.review.outcome_of_record import outcome_told
from dhrcurate.review.record_state import AS_IN_SOURCE, Rec


class Reader:
    """Reads out what the cursor is at.

    Args:
        cursor: Where the curator is.
        console: Prints it.
        letters: What can be typed.

    Attributes:
        brief: Whether what is read at each place alike is left out.
    """

    def __init__(self, cursor: Cursor, console: Console, letters: Letters) -> None:
        self._cursor, self._console, self._letters = cursor, console, letters
        self._say = console.say
        self.brief = False
        self._heard_of_record = "", 0
        self._place = "", ""
        self._found_here: set[tuple[str, str]] = set()
        self._found_before: set[tuple[str, str]] = set()
        self._commands_heard: set[str] = set()

    def read(self, *, anew: bool = False) -> None:
        """Reads the recommendation, what was found in it and what is suggested.

        Args:
            anew: Whether all of it is read; else not again what can be typed, nor the words of a finding that was read
                at the place before.
        """
        state, cursor = self._cursor.state, self._cursor
        if (place := (state.id, cursor.key)) != self._place:
            self._place, self._found_before, self._found_here = place, self._found_here, set()
        if anew:
            self._found_before = set()
            self._commands_heard.clear()
        self._console.pause()
        if not state.readable:
            self._say(f"Record {state.id} cannot be read, so it is not written either.")
            for problem in state.problems:
                self._say(full_stop(problem))
            return
        if cursor.passage is not None:
            self._read_passage(cursor.passage)
        elif cursor.rec is None:
            self._say(about_record(state, progress=False), "This is the record as a whole; its recommendations follow.")
            outcome = " ".join(outcome_told(state))
            self._say(outcome, "" if self.brief else ways_to_what_is_left(state, self._letters.of("filter"), outcome))
            for fact in (*facts_told(state.data), *papers_told(state)):
                self._say(fact)
        else:
            self._read_recommendation()
        if not self.brief or cursor.findings or cursor.gone or state.waived_at(cursor.key or None):
            self._read_findings()
        if not self.brief:
            self._read_of_record()
        self._read_offers(brief=self.brief)
        if not self.brief:
            self._read_commands()

    def _read_of_record(self) -> None:
        """Says how many findings the record itself has, where that was not heard yet."""
        whole, of_record = len(self._cursor.about_record), self._cursor.state.id
        heard, self._heard_of_record = self._heard_of_record, (of_record, whole)
        if self._cursor.key and whole and heard != (of_record, whole):
            them = "it" if whole == 1 else "them"
            self._say(f"{plural(whole, 'finding')} about the record as a whole: go record reads {them}.")

    def _read_recommendation(self) -> None:
        cursor = self._cursor
        rec = cursor.rec
        if rec is None:
            return
        at, fitting = cursor.place_among_fitting()
        fits = " that fit the filter" if cursor.filter is not None else ""
        place = f"{at} of {fitting}{fits}." if at else f"It does not fit the filter; {fitting} of this record do."
        self._say(f"{at_start(name_at(cursor.state, cursor.key))}, {rec.get('status')}.", place)
        evidence = cursor.state.evidence
        told = stands_told(cursor.state, cursor.key)
        if told and not (self.brief and cursor.state.stands(cursor.key) == AS_IN_SOURCE):
            waits = evidence is not None and any(one.there and not one.read for one in evidence.documents)
            self._say(told, f"{self._letters.of('source')} reads it." if waits else "")
        if rec.get("title"):
            self._say(f"Title: {rec['title']}")
        self._say("Text:" if rec.get("text") else "There is no text.")
        self.read_text(rec)
        self._read_cell(rec)
        for field, value in listed({RECOMMENDATION.name: rec}, RECOMMENDATION):
            told = "; ".join(value) if field.kind is Kind.MAP else joined(value)
            self._say(f"{at_start(field.label)}: {told}")

    def read_text(self, rec: Rec) -> None:
        """Reads the text of a recommendation alone."""
        if rec.get("text"):
            self._console.quote(str(rec["text"]).strip("\n"))

    def read_cell(self, rec: Rec) -> None:
        """Reads for whom a recommendation is and what is suggested."""
        self._read_cell(rec)
        self.read_all_offers()

    def read_all_offers(self) -> None:
        """Reads what is suggested for each name of the cell, also for those that are decided."""
        self._cursor.asked = True
        for line in offer_lines(self._cursor.all_offers()):
            self._say(line)

    def _read_offers(self, *, brief: bool = False) -> None:
        if self._cursor.state.signed_off:
            return
        all_of_them = f"{self._letters.of('read-cell')} reads all" if brief else ""
        for line in offer_lines(self._cursor.open_offers(), all_of_them):
            self._say(line)

    def _read_cell(self, rec: Rec) -> None:
        cursor = self._cursor
        self._say(f"Addressed to: {rec.get('addressed_to') or 'nobody, the cell is empty'}.")
        left = cursor.state.open_names(cursor.key) if rec.get("agencies") else ()
        still_open = f"Still open: {quoted(left)}." if left else ""
        agencies = ", ".join(map(str, rec.get("agencies") or ()))
        told = "as in the cell" if agencies and agencies == rec.get("addressed_to") else agencies
        self._say(f"Agencies: {told or 'undecided'}.", still_open)

    def _read_passage(self, passage: Passage) -> None:
        """Reads a passage of the report that no recommendation holds."""
        number = f", number {passage.number}" if passage.number else ""
        told = at_start(left_out_told(passage, self._cursor.state.evidence))
        self._say(f"{told}{number}. The report recommends it, and no recommendation holds it.")
        self._console.quote(passage.text)
        if passage.addressed:
            self._say(f"Addressed to: {', '.join(passage.addressed)}.")

    def read_findings(self) -> None:
        """Reads what was found here, all of it and with what acts on it."""
        self._found_before = set()
        self._read_findings()

    def _read_findings(self) -> None:
        cursor = self._cursor
        found, state = cursor.findings, cursor.state
        waived = len(state.waived_at(cursor.key or None))
        also = f", and {waived} waived" if waived else ""
        if also or [number for number, _ in cursor.numbered] != [1]:  # else it says itself that it is one
            self._say(f"{plural(len(found), 'finding') if found else 'No findings here'}{also}.")
        for number, one in cursor.gone:
            if gone_how(one, state) == "waived":  # what is gone otherwise is not among those counted
                self._say(f"{number} is waived.")
        for at in range(len(found)):
            self._say(self._finding_words(at))

    def read_finding(self) -> None:
        """Reads the finding that commands without a number act on."""
        self._found_before = set()
        self._say(self._finding_words(self._cursor.at_finding, f" of {self._cursor.numbers_given}"))

    def _finding_words(self, at: int, total: str = "") -> str:
        (number, finding), letters = self._cursor.numbered[at], self._letters
        state, key = self._cursor.state, self._cursor.key
        heard = finding.rule, finding.message
        self._found_here.add(heard)
        fix, again = f"{letters.of('fix')} {number}", heard in self._found_before
        told = finding_words(finding, f"{number}{total}", state.data, fix, letters.of("accept"), again=again)
        reach = "" if state.signed_off else reach_told(finding, key, state, f"{letters.of('waive')} {number}")
        return f"{told} {reach}".strip()

    def _read_commands(self) -> None:
        """Says what can be typed here, once; later on what is new among it."""
        first, heard = not self._commands_heard, self._commands_heard
        told = [(typed, does) for typed, does in self._useful() if does not in heard]
        heard.update(does for _, does in told)
        if told:
            useful = ", ".join(f"{typed} {does}" for typed, does in told)
            self._say(f"{useful}, help, quit." if first else f"Also {useful}.")

    def _useful(self) -> Iterator[tuple[str, str]]:
        """Yield the commands that matter here: what is typed, and what it does."""
        letter_of, cursor = self._letters.of, self._cursor
        signed_off = cursor.state.signed_off
        if cursor.passage is not None:
            if not signed_off:
                yield letter_of("accept"), "add it"
            yield letter_of("reject"), "it is no recommendation"
            yield letter_of("source"), "read it in the report"
        elif cursor.rec is None and not signed_off:
            yield letter_of("edit"), "edit"
        elif cursor.rec is not None and not signed_off:
            yield from ((letter_of(command), command) for command in ("accept", "reject", "query", "edit"))
            yield from ((letter_of("split-cell"), "split"), (letter_of("resolve"), "agency"))
        if cursor.finding is not None and not signed_off:
            yield f"{letter_of('waive')} {cursor.numbered[0][0]} REASON", "waive"
        if not signed_off and cursor.state.waived_at(cursor.key or None):
            yield letter_of("unwaive"), "take a waiver back"
        if {f.rule for f in cursor.findings} & OF_UPDATES:
            yield letter_of("update"), "what each side says"
        yield letter_of("next-finding"), "next finding"
        yield from ((letter_of(command), command) for command in ("next", "previous", "undo"))
        if (cursor.rec is None and cursor.passage is None) or signed_off:
            yield letter_of("sign-off"), "reopen" if signed_off else "sign off"
