"""Review's decisions: accept, reject, query, pending, notes, agencies, undo, sign-off."""

from __future__ import annotations

from collections import Counter

from dhrcurate.curation.operations import cells, decide, fields, signoff
from dhrcurate.domain import edit
from dhrcurate.domain.agency import Context
from dhrcurate.domain.finding import Severity
from dhrcurate.tui.glyphs import clean
from dhrcurate.tui.screens.changing import Changing
from dhrcurate.tui.screens.prompts import Ask, Choice, Confirm, Pick, narrowed
from dhrcurate.tui.screens.resolving import Resolving


class Deciding(Changing):
    """One key per decision."""

    def action_accept(self) -> None:
        """Accepts and goes on."""
        self.change_each(decide.accept, "accept", forward=True)

    def action_reject(self) -> None:
        """Rejects, with a reason."""
        self._with_words("Why is it rejected?", "The reason is kept as the note.", decide.reject, "reject")

    def action_query(self) -> None:
        """Sets it aside with a question."""
        self._with_words("What is the question?", "It is kept as the note.", decide.query, "query")

    def action_pending(self) -> None:
        """Takes the decision back."""
        self.change_each(decide.to_pending, "back to pending")

    def action_note(self) -> None:
        """Writes a note without deciding."""
        if not self.key and not self.marked:
            return

        def answered(note: str | None) -> None:
            if note is not None:
                self.change_each(lambda data, key: fields.set_field(data, key, "note", note or None), "note", note=note)

        self.app.push_screen(Ask("Note", self._note(), hint="An empty note takes it away."), answered)

    def _note(self) -> str:
        return "" if self.marked or self.rec is None else str(self.rec.get("note") or "")

    def _with_words(self, question: str, hint: str, operation: decide.WithWords, verb: str) -> None:
        if not self.marked and not (self.may_change() and self.key):
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self.change_each(
                    lambda data, key: operation(data, key, words), verb, note=words, forward=not self.marked
                )

        self.app.push_screen(Ask(question, self._note(), hint=hint, needed=True), answered)

    # Agencies

    @property
    def context(self) -> Context:
        """What the record tells about a name: area and time."""
        return self.curate.questions.context(self.record_id)

    def action_split_cell(self) -> None:
        """Splits the cell into the agencies that it names."""
        names = self.curate.questions.names
        take, resolve = self.curate.keys.first("take-1"), self.curate.keys.first("resolve")
        self.change_each(
            lambda data, key: cells.split_cell(data, key, names, self.context),
            "split",
            nothing=f"There is nothing to split. {take} takes a suggestion, {resolve} searches the register.",
        )

    def action_resolve(self) -> None:
        """Searches the register for what a name of the cell means."""
        rec = self.rec
        cell = str(rec.get("addressed_to") or "").strip() if rec else ""
        if rec is None or not self.may_change():
            return
        parts = [part.text for part in self.curate.questions.names.split(cell, self.context).parts]
        if len(parts) < 2:
            self._resolve(parts[0] if parts else cell)
            return
        choices = [Choice(part, part) for part in parts]
        self.app.push_screen(Pick("Which name of the cell?", lambda typed: narrowed(choices, typed)), self._resolve)

    def _resolve(self, written: str | None) -> None:
        if written is not None:
            Resolving(self.curate, written, self.context, (self.record_id, self.key)).start()

    def action_take(self, number: int) -> None:
        """Takes the suggestion with that number."""
        if not 1 <= number <= len(self.offers):
            self.say(f"There is no suggestion {number}. {self.curate.keys.first('resolve')} searches the register.")
            return
        offer = self.offers[number - 1]
        self.change_each(
            lambda data, key: fields.take_suggestion(data, key, offer.written, offer.name, offer.score, number), "take"
        )

    # Taking back

    def action_undo(self) -> None:
        """Undoes the last change."""
        self.curate.when_signed(lambda: self.desk.undo(self.record_id))

    def action_redo(self) -> None:
        """Makes an undone change again."""
        self.curate.when_signed(lambda: self.desk.undo(self.record_id, redo=True))

    # The record as a whole

    def action_sign_off(self) -> None:
        """States that the record is reviewed, or reopens it."""
        if not self.state.readable:
            return
        if self.state.signed_off:
            self.app.push_screen(Confirm("The record is signed off. Reopen it?", yes="reopen"), self._reopened)
            return
        left = self._left_to_do()
        title = clean(edit.get(self.state.data, "/review/title") or self.record_id)
        question = " ".join((f"Sign {title} off as reviewed?", *left))
        yes = "sign off all the same" if left else "sign off"
        self.app.push_screen(Confirm(question, yes=yes, safe=not left), self._signed_off)

    def _left_to_do(self) -> list[str]:
        """What speaks against signing off, a sentence each; nothing where all is decided and no error stands."""
        statuses = Counter(r.get("status") for r in self.state.recommendations)
        total, pending, queried = statuses.total(), statuses["pending"], statuses["queried"]
        left = []
        if pending:
            left.append(
                f"{pending} of {total} recommendation{'' if total == 1 else 's'} {_are(pending)} still pending."
            )
        if queried:
            left.append(f"{queried} {_are(queried)} queried.")
        found = Counter(f.severity for f in self.state.findings or ())
        if found[Severity.ERROR]:
            errors, warnings = _counted(found[Severity.ERROR], "error"), _counted(found[Severity.WARNING], "warning")
            left.append(f"{errors} and {warnings} stand.")
        if self.state.findings is None:
            left.append("The rules have not looked at it yet.")
        return left

    def _reopened(self, yes: bool | None) -> None:
        if yes:
            self.curate.when_signed(lambda: self.change(signoff.reopen(self.state.data), "reopen"))

    def _signed_off(self, yes: bool | None) -> None:
        if yes:
            self.curate.when_signed(
                lambda: self.change(signoff.sign_off(self.state.data, self.curate.curator), "sign off")
            )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
