"""Decisions, one key each: accept, reject, query, pending; notes; signing a record off."""

from __future__ import annotations

from functools import partial

from dhrcurate.curation.operations import cells
from dhrcurate.review.actions import decide, left_out
from dhrcurate.review.actions.signing import sign_off
from dhrcurate.review.actions.steps import Action, Given, Refused, next_step, record_refusal
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.action_runner import refuse
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView, Target
from dhrcurate.tui.dialogs.prompts import Ask


class Decisions:
    """Decides about the focused recommendation, or about all marked ones."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "accept": self.accept,
            "reject": self.reject,
            "query": lambda: self._with_words(decide.query),
            "pending": lambda: self._changes.run_for_each(decide.to_pending, self._view.target),
            "note": lambda: self._with_words(decide.note),
            "sign-off": self.sign_off,
        }

    def accept(self) -> None:
        """Accept, and go to the next undecided recommendation; on the record's own row only go there."""
        target, queries = self._view.target, self._view.shell.queries
        if left_out.is_left_out(target.key) and not target.marked:
            used = self._view.workspace.used_keys(target.record)
            self._changes.run(partial(left_out.add, used=used), target, follow=True)
            return

        def left(state: RecordState, key: str) -> list[str]:
            return cells.left_of_cell(state.data, key, queries.names, queries.context(state.id))

        if target.marked:
            self._changes.run_for_each(decide.accept, target)
        elif target.key:
            self._changes.run_for_each(partial(decide.accept, left=left), target)
        else:
            self._view.perform("next-undecided")

    def reject(self) -> None:
        """Reject with a reason; of what was not extracted say that it is no recommendation."""
        target = self._view.target
        if left_out.is_left_out(target.key) and not target.marked:
            self._changes.run(left_out.dismiss, target)
        else:
            self._with_words(decide.reject)

    def _with_words(self, action: Action) -> None:
        """Run an action that asks for words; where it is refused, what is typed for it must run no commands.

        In a record that takes no changes they would change nothing, so that a line says why.
        """
        target, shell = self._view.target, self._view.shell
        if not target.marked and refuse(shell, record_refusal(self._view.state)):
            return
        step = None if target.marked else next_step(action, self._view.state, target.key, Given())
        if isinstance(step, Refused):
            words = step.words(shell.keys.first)
            shell.ask(Ask(words, "", hint="What is typed here is not kept.", needed=False), lambda _words: None)
        else:
            self._changes.run_for_each(action, target)

    def sign_off(self) -> None:
        """State that the record is reviewed, or reopen it."""
        state = self._view.state
        self._changes.run(sign_off, Target(state.id, "", frozenset(), state.data))
