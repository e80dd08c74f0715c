"""Changes of a record's structure, because extraction breaks it: add, remove, divide, join, move, number, title."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual.content import Content

from dhrcurate.curation.operations.cells import open_in
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.visible import clean
from dhrcurate.review.actions import correct, structure
from dhrcurate.review.actions.steps import Action, record_refusal
from dhrcurate.review.history_text import calls_of
from dhrcurate.tui.controllers.action_runner import refuse
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.divide import DivideDialog
from dhrcurate.tui.dialogs.edit_form import EditForm
from dhrcurate.tui.editable import FieldChanges, recommendation
from dhrcurate.tui.widgets.text_view import Block


class Structure:
    """Changes which recommendations a record has, and in which order."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "add": self.add,
            "remove": lambda: self._run(structure.remove),
            "divide": self.divide,
            "join": self.join,
            "move-down": lambda: self.move(+1),
            "move-up": lambda: self.move(-1),
            "renumber": lambda: self._run(correct.renumber),
            "lift-title": lambda: self._changes.run(structure.lift_title, self._view.target, show_edit=_new_value),
        }

    def _run(self, action: Action) -> None:
        self._changes.run(action, self._view.target)

    def add(self) -> None:
        """Add a recommendation after this one; it is there once something is written in it."""
        view, target = self._view, self._view.target
        if refuse(view.shell, record_refusal(view.state)):
            return

        def answered(values: FieldChanges | None) -> None:
            if values:
                used = view.workspace.used_keys(target.record)
                self._changes.run(partial(structure.add, used=used, changes=values), target, follow=True)

        empty = replace(recommendation({"agencies": []}), title="A new recommendation")
        view.shell.ask(EditForm(empty), answered)

    def divide(self) -> None:
        """Divide the text in two."""
        view, target = self._view, self._view.target
        if refuse(view.shell, structure.divide_refusal(view.state, target.key)):
            return

        def answered(at: int | None) -> None:
            if at is not None and self._changes.is_unchanged(target):
                used = view.workspace.used_keys(target.record)
                self._changes.run(partial(structure.divide, used=used, offset=at), target)

        proposed = structure.place_to_divide(view.state, target.key)
        view.shell.ask(DivideDialog(str((view.rec or {}).get("text") or ""), proposed), answered)

    def join(self) -> None:
        """Join the recommendation with the next one."""
        queries = self._view.shell.queries
        context = queries.context(self._view.target.record)
        self._run(partial(structure.join, opened=partial(open_in, names=queries.names, context=context)))

    def move(self, step: int) -> None:
        """Move the recommendation up or down in the file; say where it is, if the list does not show it."""
        view, target = self._view, self._view.target
        before, version = [row.key for row in view.state.rows()], view.state.version
        self._run(partial(structure.move, step=step))
        if view.state.version != version and before == [row.key for row in view.state.rows()]:
            key = view.shell.keys.first("renumber")
            where = self._in_file(target.key)
            view.shell.say(f"Now {where} in the file; the list goes by numbers ({key} changes one).")

    def _in_file(self, key: str) -> str:
        """Return between which two a recommendation is in the file."""
        state = self._view.state
        order = [str(r.get("key")) for r in state.recommendations]
        at, calls = order.index(key), calls_of((), state.data)
        if at == 0:
            return f"first, before {calls[order[1]]},"
        if at == len(order) - 1:
            return f"last, after {calls[order[-2]]},"
        return f"between {calls[order[at - 1]]} and {calls[order[at + 1]]}"


def _new_value(edit: Edit) -> list[Block]:
    """Draw an edit as the name of its field and the new value."""
    field = Content.styled(edit.path.rpartition("/")[2], "muted")
    return [Block(Content(clean(edit.new)), indent=8, hang=field)]
