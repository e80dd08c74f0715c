"""Decisions, one key each: accept, reject, query, pending; notes; signing a record off."""

from __future__ import annotations

from dhrcurate.curation.operations import decide, fields, signoff
from dhrcurate.domain import edit
from dhrcurate.domain.visible import clean
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView, Target
from dhrcurate.tui.dialogs.prompts import Ask, Confirm


class Decisions:
    """Decides about the focused recommendation, or about all marked ones."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "accept": self.accept,
            "reject": self.reject,
            "query": self.query,
            "pending": self.pending,
            "note": self.note,
            "sign-off": self.sign_off,
        }

    def accept(self) -> None:
        """Accept, and go to the next undecided recommendation."""
        target = self._view.target
        if target.key or target.marked:
            self._changes.change_each(target, decide.accept, "accept", forward=True)
        else:
            self._view.perform("next-undecided")

    def reject(self) -> None:
        """Reject, with a reason."""
        self._with_words("Why is it rejected?", "The reason is kept as the note.", decide.reject, "reject")

    def query(self) -> None:
        """Set aside with a question."""
        self._with_words("What is the question?", "It is kept as the note.", decide.query, "query")

    def pending(self) -> None:
        """Take the decision back."""
        self._changes.change_each(self._view.target, decide.to_pending, "back to pending")

    def note(self) -> None:
        """Write a note without deciding."""
        target = self._view.target
        if not self._changes.may_decide(target):
            return

        def answered(note: str | None) -> None:
            if note is not None:
                self._changes.change_each(
                    target, lambda data, key: fields.set_field(data, key, "note", note or None), "note", note=note
                )

        self._view.shell.ask(Ask("Note", self._note(), hint="An empty note takes it away."), answered)

    def _note(self) -> str:
        view = self._view
        return "" if view.target.marked or view.rec is None else str(view.rec.get("note") or "")

    def _with_words(self, question: str, hint: str, operation: decide.WithWords, verb: str) -> None:
        target = self._view.target
        if not self._changes.may_decide(target):
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self._changes.change_each(
                    target,
                    lambda data, key: operation(data, key, words),
                    verb,
                    note=words,
                    forward=not target.marked,
                )

        self._view.shell.ask(Ask(question, self._note(), hint=hint, needed=True), answered)

    def sign_off(self) -> None:
        """State that the record is reviewed, or reopen it."""
        view, changes, state = self._view, self._changes, self._view.state
        if not state.readable:
            changes.may_change()
            return
        target, signed_off = Target(view.record_id, "", frozenset(), state.data), state.signed_off

        def turn() -> None:
            data = changes.data_of(target)
            if signed_off:
                changes.change(target, signoff.reopen(data), "reopen")
            else:
                changes.change(target, signoff.sign_off(data, view.shell.curator), "sign off")

        def answered(yes: bool | None) -> None:
            if yes and changes.is_unchanged(target):
                view.shell.when_signed(turn)

        if signed_off:
            view.shell.ask(Confirm("The record is signed off. Reopen it?", yes="reopen"), answered)
            return
        left = list(state.left_to_do())
        title = clean(edit.get(state.data, "/review/title") or view.record_id)
        question = " ".join((f"Sign {title} off as reviewed?", *left))
        yes = "sign off all the same" if left else "sign off"
        view.shell.ask(Confirm(question, yes=yes, safe=not left), answered)
