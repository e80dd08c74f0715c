"""Editing what is written of a recommendation or known of a review, in place and in the curator's own editor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dhrcurate.curation.operations import fields
from dhrcurate.domain import edit
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import Kind
from dhrcurate.domain.words import field_in_words, plural, sentence
from dhrcurate.review.actions.correct import edit_fields, value_of
from dhrcurate.review.actions.steps import recommendation_refusal, record_refusal
from dhrcurate.tui.controllers.action_runner import ask_over_theirs, refuse
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView, Target
from dhrcurate.tui.dialogs.edit_form import EditForm
from dhrcurate.tui.dialogs.prompts import Ask, Choice, Pick, narrowed
from dhrcurate.tui.editable import Editable, FieldChanges, recommendation, review
from dhrcurate.tui.external_editor import edit_outside


class Editing:
    """Edits the focused recommendation, or on the record's own row the facts of the review."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"edit": self.edit, "edit-outside": self.edit_outside}

    def edit(self) -> None:
        """Edit in place; of those that are marked one field, after a look."""
        if self._view.target.marked:
            self._edit_marked()
        elif (editable := self._editable()) is not None:
            editable = replace(editable, focus=self._field_of_finding(editable))
            target = self._view.target
            self._view.shell.ask(EditForm(editable), lambda changes: self._edited(target, editable, changes))

    def _edit_marked(self) -> None:
        """Give one field of every marked recommendation the same value."""
        view, target = self._view, self._view.target
        many = plural(len(target.marked), "marked recommendation")
        choices = [Choice(name, field.label) for name, field in fields.EDITABLE.items()]

        def chosen(field: str | None) -> None:
            if field is not None:
                several = fields.EDITABLE[field].kind is Kind.LIST
                hint = "With | between several; nothing empties it." if several else "Nothing empties it."
                question = f"What is the {field_in_words(field)} of {many}?"
                view.shell.ask(Ask(question, hint=hint), lambda words: written(field, words))

        def written(field: str, words: str | None) -> None:
            if words is None:
                return
            try:
                text = words.replace("|", "\n") if fields.EDITABLE[field].kind is Kind.LIST else words
                value = value_of(field, text)
            except RefusedError as error:
                view.shell.say(sentence(error), severity="warning")
                return
            self._changes.run_for_each(partial(edit_fields, changes={field: value}), target)

        view.shell.ask(Pick(f"Which field of {many}?", lambda typed: narrowed(choices, typed)), chosen)

    def edit_outside(self) -> None:
        """Edit in $EDITOR."""
        if (editable := self._editable()) is not None:
            shell, target = self._view.shell, self._view.target
            changes, problem = edit_outside(editable, shell.suspend, shell.keys.first("edit"))
            if problem:
                shell.say(problem, severity="warning", timeout=10)
            self._edited(target, editable, changes)

    def _field_of_finding(self, editable: Editable) -> str:
        """Return the field that the focused finding is about, else the main one."""
        finding = self._view.finding
        named = edit.parts(finding.path) if finding is not None else ()
        return next((name for name in reversed(named) if name in editable.fields), editable.focus)

    def _editable(self) -> Editable | None:
        """Return the focused row as it can be edited, `None` where it cannot."""
        view = self._view
        if not view.listing.rows or refuse(view.shell, record_refusal(view.state)):
            return None
        if view.key and refuse(view.shell, recommendation_refusal(view.state, view.key)):
            return None  # it is a passage that was not extracted, which is no recommendation yet
        return recommendation(view.rec) if view.rec is not None else review(view.state.data)

    def _edited(self, target: Target, before: Editable, changes: FieldChanges | None) -> None:
        """Make the changes; ask first where somebody else changed the same fields meanwhile."""
        view = self._view
        state = view.workspace.record(target.record)
        if not changes or refuse(view.shell, record_refusal(state)):
            return
        rec = state.by_key(target.key)
        if target.key and rec is None:
            words = "It was removed by somebody else meanwhile; what you edited was not kept."
            view.shell.say(words, severity="warning")
            return
        now = (recommendation(rec) if rec is not None else review(state.data)).values
        if view.record_id != target.record:
            view.open_record(target.record, target.key)
        crossed = [field for field in changes if now.get(field) != before.values.get(field)]
        if not crossed:
            self._make(target, changes)
            return

        def answered(yes: bool | None) -> None:
            self._make(target, changes if yes else {f: v for f, v in changes.items() if f not in crossed})

        edits = {field: edit.Edit("", now.get(field), changes[field]) for field in crossed}
        ask_over_theirs(view.shell, edits, answered)

    def _make(self, target: Target, wanted: FieldChanges) -> None:
        if wanted:
            self._changes.run(partial(edit_fields, changes=wanted), target)
