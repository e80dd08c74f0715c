"""Decisions: accepted, rejected, queried; agencies; taken back; signed off."""

from __future__ import annotations

from functools import partial
from typing import Any

from dhrcurate.curation.operations import cells, decide, fields, signoff
from dhrcurate.curation.proposal import saved_records
from dhrcurate.plain.moving import Moving
from dhrcurate.plain.phrases import at_start, changed_keys, count, edit_lines, in_words, progress


class Deciding(Moving):
    """A letter for each decision."""

    def do_accept(self, _rest: str) -> None:
        """Accepts and goes on."""
        if not self.may_decide():
            return
        place, name = self.place, self.name
        proposal = decide.accept(place.state.data, place.key)
        if not proposal.edits:
            self.say(f"{at_start(name)} is accepted already.")
        elif not self.change(proposal, f"Accepted {name}.", decision=True):
            return
        self.do_next_undecided("")

    def do_reject(self, rest: str) -> None:
        """Rejects with a reason and goes on."""
        self._with_words(rest, "Why is it rejected? The reason is kept as the note:", decide.reject, "Rejected")

    def do_query(self, rest: str) -> None:
        """Sets it aside with a question and goes on."""
        self._with_words(rest, "What is the question? It is kept as the note:", decide.query, "Queried")

    def _with_words(self, rest: str, question: str, operation: decide.WithWords, done: str) -> None:
        if not self.may_decide():
            return
        place, name = self.place, self.name
        words = self.words(question, rest)
        if not words:
            self.left()
        elif self.change(operation(place.state.data, place.key, words), f"{done} {name}.", decision=True):
            self.do_next_undecided("")

    def do_pending(self, _rest: str) -> None:
        """Takes the decision back."""
        if self.may_decide():
            proposal = decide.to_pending(self.place.state.data, self.place.key)
            self.change(proposal, f"{at_start(self.name)} is pending again.", decision=True)

    def do_note(self, rest: str) -> None:
        """Writes a note without deciding."""
        if not self.may_decide():
            return
        had = bool(self.place.rec and self.place.rec.get("note"))
        away = " A hyphen alone takes the one it has away." if had else ""
        if words := self.words(f"What is the note?{away}", rest):
            note = None if words == "-" else words
            proposal = fields.set_field(self.place.state.data, self.place.key, "note", note)
            self.change(proposal, f"{'Took the note off' if note is None else 'Noted at'} {self.name}.")
        else:
            self.left()

    # Agencies

    def do_split_cell(self, _rest: str) -> None:
        """Splits the cell into the agencies that it names."""
        if self.may_decide():
            place = self.place
            proposal = cells.split_cell(place.state.data, place.key, place.names, place.context)
            said = in_words(proposal.edits[0].new) if proposal.edits else ""
            self.change(proposal, f"Split the cell of {self.name}: the agencies are {said}.")

    def do_take(self, rest: str) -> None:
        """Takes a suggestion."""
        offers = self.place.offers()
        if not self.may_decide():
            return
        if rest not in {str(n) for n in range(1, len(offers) + 1)}:
            self.say(f"There is no suggestion {rest}." if offers else "There are no suggestions here.")
            return
        offer = offers[int(rest) - 1]
        proposal = fields.take_suggestion(
            self.place.state.data, self.place.key, offer.written, offer.name, offer.score, int(rest)
        )
        self.change(proposal, f"Took {offer.name} for {self.name}.")

    # Taking back

    def do_undo(self, _rest: str) -> None:
        """Undoes the last change."""
        target = self.made.to_undo(self.place.state.id)
        said = partial(self._told, verb="undo", done="Undone")
        self.save(lambda session: session.undo(target), said, turns=True)

    def do_redo(self, _rest: str) -> None:
        """Makes an undone change again."""
        target = self.made.to_redo(self.place.state.id)
        said = partial(self._told, verb="redo", done="Made again")
        self.save(lambda session: session.redo(target), said, turns=True)

    def _told(self, outcome: Any, verb: str, done: str) -> str:
        """Goes to what was undone or made again, and gives the sentence about it."""
        made = [(one.record_id, one.event) for one in saved_records(outcome) if one.event is not None]
        if not made:
            self.say(f"There is nothing to {verb}.")
            return ""
        if len(made) > 1:
            own = sum(1 for record_id, _ in made if record_id in self.place.ids)
            return f"{done} in {count(own, 'record')}{' and in the register' if own < len(made) else ''}."
        record_id, event = made[0]
        if record_id in self.place.ids and record_id != self.place.state.id:
            self.place.open(record_id)
        keys = changed_keys(change.path for change in event.changes)
        if len(keys) == 1 and self.place.state.by_key(key := next(iter(keys))) is not None:
            self.place.go(key)
        lines = edit_lines([change.edit for change in event.changes], self.place.state.data)
        return f"{done}. {' '.join(lines)} {progress(self.place.state)}"

    # The record as a whole

    def do_sign_off(self, _rest: str) -> None:
        """States that the record is reviewed, or reopens it."""
        state = self.place.state
        if not state.readable:
            self.may_change()
        elif state.signed_off:
            if self.agrees("The record is signed off. Reopen it?"):
                self.change(signoff.reopen(state.data), "Reopened the record.")
        else:
            question = " ".join(("Sign the record off as reviewed?", *state.left_to_do()))
            if self.agrees(question) and (session := self.session()):
                self.change(signoff.sign_off(state.data, session.curator), "Signed the record off.")

    # Again

    def do_retry(self, _rest: str) -> None:
        """Tries again what could not be saved."""
        if self.not_saved is None:
            self.say("All is saved; there is nothing to try again.")
        else:
            self.not_saved()

    def do_reload(self, _rest: str) -> None:
        """Reads the record again from disk."""
        before = self.place.state.digest
        self.place.again()
        same = before == self.place.state.digest
        self.say("Read again; it is as it was." if same else "Read again; it had changed on disk.")
        self.read_out()
