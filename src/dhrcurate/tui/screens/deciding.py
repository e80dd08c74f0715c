"""Review's decisions: accept, reject, query, pending, notes, agencies, undo, sign-off."""

from __future__ import annotations

from functools import partial

from dhrcurate.curation.operations import cells, decide, fields, signoff
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.agency import Context
from dhrcurate.domain.visible import clean
from dhrcurate.tui.screens.changing import Aim, Changing
from dhrcurate.tui.screens.prompts import Ask, Choice, Confirm, Pick, narrowed
from dhrcurate.tui.screens.resolving import Resolving


class Deciding(Changing):
    """One key per decision."""

    def action_accept(self) -> None:
        """Accepts and goes on."""
        if self.key or self.marked:
            self.change_each(self.aim, decide.accept, "accept", forward=True)
        else:
            self.perform("next-undecided")

    def action_reject(self) -> None:
        """Rejects, with a reason."""
        self._with_words("Why is it rejected?", "The reason is kept as the note.", decide.reject, "reject")

    def action_query(self) -> None:
        """Sets it aside with a question."""
        self._with_words("What is the question?", "It is kept as the note.", decide.query, "query")

    def action_pending(self) -> None:
        """Takes the decision back."""
        self.change_each(self.aim, decide.to_pending, "back to pending")

    def action_note(self) -> None:
        """Writes a note without deciding."""
        aim = self.aim
        if not self.may_decide(aim):
            return

        def answered(note: str | None) -> None:
            if note is not None:
                self.change_each(
                    aim, lambda data, key: fields.set_field(data, key, "note", note or None), "note", note=note
                )

        self.curate.ask(Ask("Note", self._note(), hint="An empty note takes it away."), answered)

    def _note(self) -> str:
        return "" if self.marked or self.rec is None else str(self.rec.get("note") or "")

    def _with_words(self, question: str, hint: str, operation: decide.WithWords, verb: str) -> None:
        aim = self.aim
        if not self.may_decide(aim):
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self.change_each(
                    aim, lambda data, key: operation(data, key, words), verb, note=words, forward=not aim.marked
                )

        self.curate.ask(Ask(question, self._note(), hint=hint, needed=True), answered)

    # Agencies

    @property
    def context(self) -> Context:
        """What the record tells about a name: area and time."""
        return self.curate.queries.context(self.record_id)

    def action_split_cell(self) -> None:
        """Splits the cell into the agencies that it names."""
        names = self.curate.queries.names
        take, resolve = self.curate.keys.first("take-1"), self.curate.keys.first("resolve")
        context = self.context
        self.change_each(
            self.aim,
            lambda data, key: cells.split_cell(data, key, names, context),
            "split",
            done=_agencies_in_words,
            nothing=f"There is nothing to split. {take} takes a suggestion, {resolve} searches the register.",
        )

    def action_resolve(self) -> None:
        """Searches the register for what a name of the cell means."""
        rec = self.rec
        cell = str(rec.get("addressed_to") or "").strip() if rec else ""
        if not self.may_decide(self.aim) or rec is None:
            return
        parts = [part.text for part in self.curate.queries.names.split(cell, self.context).parts]
        resolving = partial(Resolving, self.curate, context=self.context, at=(self.record_id, self.key))

        def named(written: str | None) -> None:
            if written is not None:
                resolving(written).start()

        if len(parts) < 2:
            named(parts[0] if parts else cell)
            return
        choices = [Choice(part, part) for part in parts]
        self.curate.ask(Pick("Which name of the cell?", lambda typed: narrowed(choices, typed)), named)

    def action_take(self, number: int) -> None:
        """Takes the suggestion with that number."""
        offers = self.open_offers
        if not 1 <= number <= len(offers):
            self.say(f"There is no suggestion {number}. {self.curate.keys.first('resolve')} searches the register.")
            return
        offer = offers[number - 1]
        self.change_each(
            self.aim,
            lambda data, key: fields.take_suggestion(data, key, offer.written, offer.name, offer.score, number),
            "take",
        )

    # Taking back

    def action_undo(self) -> None:
        """Undoes the last change."""
        self.curate.when_signed(lambda: self.workspace.undo(self.record_id))

    def action_redo(self) -> None:
        """Makes an undone change again."""
        self.curate.when_signed(lambda: self.workspace.undo(self.record_id, redo=True))

    # The record as a whole

    def action_sign_off(self) -> None:
        """States that the record is reviewed, or reopens it."""
        if not self.state.readable:
            self.may_change()
            return
        aim, signed_off = Aim(self.record_id, "", frozenset(), self.state.data), self.state.signed_off

        def turn() -> None:
            data = self.data_of(aim)
            if signed_off:
                self.change(aim, signoff.reopen(data), "reopen")
            else:
                self.change(aim, signoff.sign_off(data, self.curate.curator), "sign off")

        def answered(yes: bool | None) -> None:
            if yes and self.stands(aim):
                self.curate.when_signed(turn)

        if signed_off:
            self.curate.ask(Confirm("The record is signed off. Reopen it?", yes="reopen"), answered)
            return
        left = list(self.state.left_to_do())
        title = clean(edit.get(self.state.data, "/review/title") or self.record_id)
        question = " ".join((f"Sign {title} off as reviewed?", *left))
        yes = "sign off all the same" if left else "sign off"
        self.curate.ask(Confirm(question, yes=yes, safe=not left), answered)


def _agencies_in_words(proposal: Proposal) -> str:
    names = proposal.edits[-1].new or ()
    return f"Split: {'; '.join(map(str, names))}" if len(names) > 1 else f"Decided: {'; '.join(map(str, names))}"
