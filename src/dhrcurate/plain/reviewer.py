"""What every command of the plain review stands on: reading out where the curator is, asking, and changing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from dhrcurate.curation.configuration.curator import keep_curator
from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Batch, Proposal, Saved, changed_records, saved_records
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import ConflictError, NotSavedError, UnusableError
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.cursor import Place
from dhrcurate.plain.phrases import (
    about_record,
    at_start,
    count,
    facts_told,
    finding_words,
    full_stop,
    name_of,
    new_findings,
    offer_lines,
    progress,
)
from dhrcurate.review.record_state import Made, joined, listed

NOTHING_TO_CHANGE = "There is nothing to change: it stands so already."


class Reviewer:
    """One curator at one library.

    Args:
        library: The library, which holds a record at least.
        voice: Says and hears.
        letters: What can be typed.
        curator: Who signs, empty where nobody is known yet.
        unbroken: Holds signals back while something is written.
    """

    def __init__(
        self,
        library: Library,
        voice: Console,
        letters: Letters,
        *,
        curator: str = "",
        unbroken: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self.place = Place(library)
        self.voice = voice
        self.letters = letters
        self.curator = curator
        self.made = Made()
        self.not_saved: Callable[[], object] | None = None
        self._unbroken = unbroken
        self._session: Session | None = None

    @property
    def say(self) -> Callable[..., None]:
        """Says sentences."""
        return self.voice.say

    @property
    def name(self) -> str:
        """What the recommendation is called, or the record where that is meant as a whole."""
        rec = self.place.rec
        return name_of(rec) if rec else "the record"

    # Reading out

    def read_out(self) -> None:
        """Reads the recommendation, what was found in it and what is suggested."""
        state, place = self.place.state, self.place
        self.voice.pause()
        if not state.readable:
            self.say(f"Record {state.id} cannot be read, so it is not written either.")
            for problem in state.problems:
                self.say(full_stop(problem))
            return
        if place.rec is None:
            self.say(about_record(state), "This is the record as a whole; its recommendations follow.")
            for sentence in facts_told(state.data):
                self.say(sentence)
        else:
            self._read_recommendation()
        self._read_findings()
        for line in offer_lines(place.offers()):
            self.say(line)
        self.read_commands()

    def _read_recommendation(self) -> None:
        rec, rows = self.place.rec, [row.key for row in self.place.rows if row.key]
        if rec is None:
            return
        where = f"{rows.index(self.place.key) + 1} of {len(rows)}" if self.place.key in rows else "Not in the filter"
        fits = " that fit the filter" if self.place.filter is not None and self.place.key in rows else ""
        self.say(f"{at_start(self.name)}, {rec.get('status')}.", f"{where}{fits}.")
        if rec.get("title"):
            self.say(f"Title: {rec['title']}")
        self.say("Text:" if rec.get("text") else "There is no text.")
        if rec.get("text"):
            self.voice.quote(str(rec["text"]).strip("\n"))
        self.say(f"Addressed to: {rec.get('addressed_to') or 'nobody, the cell is empty'}.")
        self.say(f"Agencies: {', '.join(map(str, rec.get('agencies') or ())) or 'undecided'}.")
        for field, value in listed({RECOMMENDATION.name: rec}, RECOMMENDATION):
            self.say(f"{at_start(field.label)}: {joined(value)}")

    def _read_findings(self) -> None:
        place = self.place
        found, state = place.findings, place.state
        waived = sum(1 for f in state.waived if f.key == (place.key or None))
        also = f", and {waived} waived" if waived else ""
        self.say(f"{count(len(found), 'finding') if found else 'No findings'}{also}.")
        for at in range(len(found)):
            self.say(self._finding_words(at))
        if place.key and (whole := state.findings_of(None)):
            them = "it" if len(whole) == 1 else "them"
            self.say(f"{count(len(whole), 'finding')} about the record as a whole: go record reads {them}.")

    def read_finding(self) -> None:
        """Reads the finding that commands without a number act on."""
        found = self.place.findings
        self.say(self._finding_words(self.place.at_finding, f" of {len(found)}"))

    def _finding_words(self, at: int, of: str = "") -> str:
        number, letters = at + 1, self.letters
        fix, waive = f"{letters.of('fix')} {number}", f"{letters.of('waive')} {number} REASON"
        return finding_words(self.place.findings[at], f"{number}{of}", self.place.state.data, fix, waive)

    def read_commands(self) -> None:
        """Tells the commands that matter here."""
        self.say(f"{', '.join(f'{typed} {does}' for typed, does in self._useful())}, help, quit.")

    def _useful(self) -> Iterator[tuple[str, str]]:
        of, place = self.letters.of, self.place
        if place.rec is None and not place.state.signed_off:
            yield of("edit"), "edit"
        elif place.rec is not None and not place.state.signed_off:
            yield from ((of("accept"), "accept"), (of("reject"), "reject"), (of("query"), "query"))
            yield of("edit"), "edit"
            if offers := len(place.offers()):
                yield ("1" if offers == 1 else f"1 to {offers}"), "take"
            yield from ((of("split-cell"), "split"), (of("resolve"), "agency"))
        if place.finding is not None and not place.state.signed_off:
            if any(f.fix for f in place.findings):
                yield of("fix"), "fix"
            yield of("waive"), "waive"
        yield of("next-finding"), "next finding"
        yield from ((of("next"), "next"), (of("previous"), "previous"), (of("undo"), "undo"))
        if place.rec is None or place.state.signed_off:
            yield of("sign-off"), "reopen" if place.state.signed_off else "sign off"

    # Asking

    def words(self, question: str, given: str = "") -> str:
        """Words that a command needs: those that were given, else the answer to a question; empty for none."""
        return given or self.voice.ask(question)

    def agrees(self, question: str) -> bool:
        """Whether the answer to a question is yes."""
        while True:
            answer = self.voice.ask(f"{question} yes or no:").casefold()
            if answer in {"y", "yes"}:
                return True
            if answer in {"n", "no", ""}:
                self.say("Left as it was.")
                return False
            self.say("Please say yes or no.")

    def left(self) -> None:
        """Says that nothing came of a question."""
        self.say("Left as it was.")

    # Changing

    def may_change(self) -> bool:
        """Whether the record takes changes; says why not."""
        if not self.place.state.readable:
            self.say("This record cannot be read, so it is not written either.")
        elif self.place.state.signed_off:
            self.say(f"The record is signed off; {self.letters.of('sign-off')} reopens it.")
        else:
            return True
        return False

    def may_decide(self) -> bool:
        """Whether there is a recommendation here that takes changes; says why not."""
        if not self.may_change():
            return False
        if self.place.rec is None:
            self.say("This is the record as a whole; next goes to a recommendation.")
        return self.place.rec is not None

    def session(self) -> Session | None:
        """Makes changes durable; asks who signs the first time. `None` where nobody does."""
        if self._session is None and (self.curator or self._asked_name()):
            self._session = Session(self.place.library, self.curator)
        return self._session

    def _asked_name(self) -> bool:
        name = self.voice.ask("Every decision is signed. Who is reviewing?")
        if not name or not name.isprintable() or self.letters.read(name):
            why = "That is a command and no name." if name else "Nobody is named."
            self.say(f"{why} Nothing was changed. Give your name here, or start with --as NAME.")
            return False
        self.curator = " ".join(name.split())
        try:
            file = keep_curator(self.curator)
        except (OSError, UnusableError) as error:
            self.say(f"The name could not be kept: {full_stop(str(error))}")
        else:
            self.say(f"{self.curator} signs. The name is kept in {file}.")
        return True

    def change(self, proposal: Proposal, said: str, *, decision: bool = False) -> bool:
        """Makes one change of the record; says what came of it, and returns whether it is saved.

        Args:
            proposal: What to change.
            said: The sentence for when it is saved.
            decision: Whether to add how far the record is then.
        """
        if not proposal.edits:
            self.say(NOTHING_TO_CHANGE)
            return False
        state = self.place.state
        return self.save(
            lambda session: session.apply(state.id, proposal, base=state.digest),
            lambda _: f"{said} {progress(self.place.state)}" if decision else said,
        )

    def save(self, call: Callable[[Session], Any], said: Callable[[Any], str], *, turns: bool = False) -> bool:
        """Makes a call of the session; says what came of it.

        Args:
            call: The call.
            said: Gives the sentence for what it returned, once the new state is read; empty where nothing was written.
            turns: Whether it undoes a change or makes it again.
        """
        session = self.session()
        if session is None:
            return False
        try:
            with self._unbroken():
                outcome = call(session)
        except NotSavedError as error:
            self.not_saved = lambda: self.save(call, said, turns=turns)
            self.say(f"Not saved: {full_stop(str(error))} {self.letters.of('retry')} tries again.")
            return False
        except ConflictError as error:
            self.say(f"Not made: {full_stop(str(error))} What stands there now is read to you.")
            self.place.again()
            self.read_out()
            return False
        self.not_saved = None
        before = self.place.state
        try:
            self._taken(outcome, turns=turns)
        finally:  # it is on disk, whatever reading it again meets
            now = self.place.state
            if sentence := said(outcome):
                self.say(sentence, "Saved.")
        for finding in new_findings(before, now, self.place.key):
            self.say(finding)
        for notice in _notices(outcome):
            self.say(full_stop(at_start(notice)))
        return True

    def _taken(self, outcome: Any, *, turns: bool) -> None:
        own = [saved.record_id for saved in saved_records(outcome) if saved.record_id in self.place.ids]
        if own and not turns:
            self.made.made(self.place.state.id if self.place.state.id in own else own[0])
        for changed in changed_records(outcome):
            if changed.record_id in self.place.ids:
                self.place.checker.forget_trail(changed.record_id)
            else:
                self.place.library.refresh_names()
        self.place.again()

    def refuse(self, error: Exception) -> None:
        """Says why something cannot be done."""
        self.say(f"Not made: {full_stop(str(error))}")


def _notices(outcome: Saved | Batch | None) -> Iterator[str]:
    for saved in saved_records(outcome):
        yield from saved.notices
        if saved.merged:
            yield f"{saved.record_id} had been changed meanwhile; both changes stand"
    if isinstance(outcome, Batch):
        yield from outcome.notices
        for record_id, why in outcome.skipped.items():
            yield f"{record_id} was left out: {why}"
