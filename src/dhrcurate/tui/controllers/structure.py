"""Changes of a record's structure, because extraction breaks it: add, remove, divide, join, move, number, title."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from dhrcurate.curation.operations import fields, structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.history_text import calls_of
from dhrcurate.tui.controllers.changes import Changes, keys_in
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView, Target
from dhrcurate.tui.dialogs.divide import ChoosePlace
from dhrcurate.tui.dialogs.edit_form import EditForm
from dhrcurate.tui.dialogs.prompts import Ask, Confirm
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
            "remove": self.remove,
            "divide": self.divide,
            "join": self.join,
            "move-down": lambda: self.move(+1),
            "move-up": lambda: self.move(-1),
            "renumber": self.renumber,
            "lift-title": self.lift_title,
        }

    def add(self) -> None:
        """Add a recommendation after this one; it is there once something is written in it."""
        changes = self._changes
        if not changes.may_change():
            return
        target = self._view.target
        empty = recommendation({"agencies": []})

        def answered(values: FieldChanges | None) -> None:
            if values and changes.may_change(target.record):
                changes.change_record(target, lambda data: self._added(data, target, values), "add", new=True)

        self._view.shell.ask(EditForm(replace(empty, title="A new recommendation")), answered)

    def _added(self, data: Data, target: Target, values: FieldChanges) -> Proposal:
        proposal = structure.add(data, target.key or None, used=self._view.workspace.used_keys(target.record))
        after = edit.apply(data, proposal.edits)
        key = next(iter(keys_in(after) - keys_in(data)))
        filled = edit.apply(after, fields.set_fields(after, key, values).edits)
        return replace(proposal, edits=difference(data, filled))

    def remove(self) -> None:
        """Remove the recommendation after a question."""
        view, changes, rec = self._view, self._changes, self._view.rec
        if rec is None or not changes.may_change():
            return
        target, text = view.target, Content(clean(rec.get("text") or "")[:400])

        def answered(yes: bool | None) -> None:
            if yes and changes.is_unchanged(target):
                changes.change_record(target, lambda data: structure.remove(data, target.key), "remove")

        number = rec.get("number") or view.key
        view.shell.ask(Confirm(f"Remove {number} from the record?", [Block(text)], yes="remove"), answered)

    def divide(self) -> None:
        """Divide the text in two."""
        view, changes, rec = self._view, self._changes, self._view.rec
        if rec is None or not changes.may_change():
            return
        target = view.target

        def answered(at: int | None) -> None:
            if at is not None and changes.is_unchanged(target):
                used = view.workspace.used_keys(target.record)
                done = "Divided: the second part follows the first."
                changes.change_record(
                    target, lambda data: structure.split_text(data, target.key, at, used=used), "divide", done=done
                )

        view.shell.ask(ChoosePlace(str(rec.get("text") or "")), answered)

    def join(self) -> None:
        """Join the recommendation with the one after it."""
        view, changes = self._view, self._changes
        if not changes.may_change() or not view.key:
            return
        target, after = view.target, self._after_in_file()
        shown = [r.key for r in view.state.rows()]
        calls = calls_of((), view.state.data)

        def join(yes: bool | None = True) -> None:
            if yes and changes.is_unchanged(target):
                done = f"Joined with {calls.get(after, after)}."
                changes.change_record(target, lambda data: structure.join_next(data, target.key), "join", done=done)

        if not after or after in shown[shown.index(target.key) + 1 :][:1]:
            join()
            return
        question = f"Join {calls[target.key]} with {calls[after]}? It comes next in the file; the list goes by numbers."
        text = str((view.state.by_key(after) or {}).get("text") or "")
        view.shell.ask(Confirm(question, [Block(Content(clean(text)[:400]))], yes="join"), join)

    def _after_in_file(self) -> str:
        """Return the key of the recommendation after this one in the file, empty where it is the last."""
        order = [str(r.get("key")) for r in self._view.state.recommendations]
        return "".join(order[order.index(self._view.key) + 1 :][:1])

    def move(self, step: int) -> None:
        """Move the recommendation up or down in the file."""
        view, changes = self._view, self._changes
        if not changes.may_change() or not view.key:
            return
        target, before, version = view.target, [r.key for r in view.state.rows()], view.state.version
        changes.change_record(target, lambda data: structure.move(data, target.key, step), "move")
        if view.state.version != version and before == [r.key for r in view.state.rows()]:
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

    def renumber(self) -> None:
        """Change the number."""
        view, changes, rec = self._view, self._changes, self._view.rec
        if rec is None or not changes.may_change():
            return
        target = view.target

        def answered(number: str | None) -> None:
            if number is not None and changes.is_unchanged(target):
                changes.change_record(
                    target, lambda data: structure.renumber(data, target.key, number or None), "renumber"
                )

        hint = "As printed. Empty where none was printed."
        view.shell.ask(Ask("Number", str(rec.get("number") or ""), hint=hint), answered)

    def lift_title(self) -> None:
        """Lift a heading out of the text into the title."""
        view, changes = self._view, self._changes
        if view.rec is None or not changes.may_change():
            return
        target = view.target
        try:
            proposal = structure.lift_title(view.state.data, target.key)
        except (DhrcurateError, ValueError) as error:
            view.shell.say(sentence(error), severity="warning")
            return

        def answered(yes: bool | None) -> None:
            if yes and changes.is_unchanged(target):
                changes.change_record(target, lambda data: structure.lift_title(data, target.key), "lift the heading")

        lines = [
            Block(Content(clean(e.new)), indent=8, hang=Content.styled(e.path.rpartition("/")[2], "muted"))
            for e in proposal.edits
        ]
        view.shell.ask(Confirm("Lift this heading out of the text?", lines, yes="lift it"), answered)
