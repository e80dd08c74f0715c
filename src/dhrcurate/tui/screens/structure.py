"""Review's changes of structure, because extraction breaks it: add, remove, divide, join, move, number, title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.content import Content

from dhrcurate.curation.operations import facts, fields, structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.history_text import calls_of
from dhrcurate.tui.screens.changing import Aim, Changing, change_in_words
from dhrcurate.tui.screens.editing import Changes, ChoosePlace, Edit, Editable, recommendation, review
from dhrcurate.tui.screens.outside import edited_outside
from dhrcurate.tui.screens.prompts import Ask, Confirm
from dhrcurate.tui.widgets.text_view import Block


class Structure(Changing):
    """What changes the shape of the record, and the editing of one recommendation."""

    def action_edit(self) -> None:
        """Edits the recommendation in place, or on the record's own row what is known of the review."""
        if (editable := self._editable()) is not None:
            aim = self.aim
            self.curate.ask(Edit(editable), lambda changes: self._edited(aim, editable, changes))

    def action_edit_outside(self) -> None:
        """Edits the same in $EDITOR."""
        if (editable := self._editable()) is not None:
            aim = self.aim
            changes, wrong = edited_outside(self.app, editable, self.curate.keys.first("edit"))
            if wrong:
                self.say(wrong, severity="warning", timeout=10)
            self._edited(aim, editable, changes)

    def _editable(self) -> Editable | None:
        """What the cursor is on, as it can be edited; `None` where it cannot."""
        if not self.listing.rows or not self.may_change():
            return None
        return recommendation(self.rec) if self.rec is not None else review(self.state.data)

    def _edited(self, aim: Aim, before: Editable, changes: Changes | None) -> None:
        """Takes what was edited; asks first where somebody else changed the same meanwhile."""
        if not changes or not self.may_change(aim.record):
            return
        state = self.workspace.record(aim.record)
        rec = state.by_key(aim.key)
        if aim.key and rec is None:
            self.say("It was removed by somebody else meanwhile; what you edited was not kept.", severity="warning")
            return
        now = (recommendation(rec) if rec is not None else review(state.data)).values
        if self.record_id != aim.record:
            self.open_record(aim.record, aim.key)
        crossed = [field for field in changes if now.get(field) != before.values.get(field)]

        def make(wanted: Changes) -> None:
            if wanted and aim.key:
                self._structural(aim, lambda data: fields.set_fields(data, aim.key, wanted), "edit")
            elif wanted:
                self._structural(aim, lambda data: facts.set_facts(data, wanted), "edit")

        if not crossed:
            make(changes)
            return

        def answered(yes: bool | None) -> None:
            make(changes if yes else {f: v for f, v in changes.items() if f not in crossed})

        lines = [Block(change_in_words(field, edit.Edit("", now.get(field), changes[field]))) for field in crossed]
        question = "Somebody else changed the same while you were editing. Take yours in place of theirs?"
        self.curate.ask(Confirm(question, lines, yes="take mine", no="keep theirs", safe=False), answered)

    def action_add(self) -> None:
        """Adds a recommendation after this one; it is there once something is written in it."""
        if not self.may_change():
            return
        aim = self.aim
        empty = recommendation({"agencies": []})

        def answered(changes: Changes | None) -> None:
            if changes and self.may_change(aim.record):
                self._structural(aim, lambda data: self._added(data, aim, changes), "add", new=True)

        self.curate.ask(Edit(replace(empty, title="A new recommendation")), answered)

    def _added(self, data: Data, aim: Aim, changes: Changes) -> Proposal:
        proposal = structure.add(data, aim.key or None, used=self.workspace.used_keys(aim.record))
        after = edit.apply(data, proposal.edits)
        key = next(iter(_keys(after) - _keys(data)))
        filled = edit.apply(after, fields.set_fields(after, key, changes).edits)
        return replace(proposal, edits=difference(data, filled))

    def action_remove(self) -> None:
        """Removes the recommendation after a question."""
        if self.rec is None or not self.may_change():
            return
        aim, label = self.aim, Content(clean(self.rec.get("text") or "")[:400])

        def answered(yes: bool | None) -> None:
            if yes and self.stands(aim):
                self._structural(aim, lambda data: structure.remove(data, aim.key), "remove")

        number = self.rec.get("number") or self.key
        self.curate.ask(Confirm(f"Remove {number} from the record?", [Block(label)], yes="remove"), answered)

    def action_divide(self) -> None:
        """Divides the text in two."""
        if self.rec is None or not self.may_change():
            return
        aim = self.aim

        def answered(at: int | None) -> None:
            if at is not None and self.stands(aim):
                used = self.workspace.used_keys(aim.record)
                done = "Divided: the second part stands behind the first."
                self._structural(
                    aim, lambda data: structure.split_text(data, aim.key, at, used=used), "divide", done=done
                )

        self.curate.ask(ChoosePlace(str(self.rec.get("text") or "")), answered)

    def action_join(self) -> None:
        """Joins the recommendation with the one after it."""
        if not self.may_change() or not self.key:
            return
        aim, after = self.aim, self._after_in_file()
        shown = [r.key for r in self.state.rows()]
        calls = calls_of((), self.state.data)

        def join(yes: bool | None = True) -> None:
            if yes and self.stands(aim):
                done = f"Joined with {calls.get(after, after)}."
                self._structural(aim, lambda data: structure.join_next(data, aim.key), "join", done=done)

        if not after or after in shown[shown.index(aim.key) + 1 :][:1]:
            join()
            return
        question = f"Join {calls[aim.key]} with {calls[after]}? It comes next in the file; the list goes by numbers."
        text = str((self.state.by_key(after) or {}).get("text") or "")
        self.curate.ask(Confirm(question, [Block(Content(clean(text)[:400]))], yes="join"), join)

    def _after_in_file(self) -> str:
        """The key of what stands after the focused recommendation in the file, empty where it is the last."""
        order = [str(r.get("key")) for r in self.state.recommendations]
        return "".join(order[order.index(self.key) + 1 :][:1])

    def action_move_down(self) -> None:
        """Moves the recommendation down."""
        self._move(+1)

    def action_move_up(self) -> None:
        """Moves the recommendation up."""
        self._move(-1)

    def _move(self, step: int) -> None:
        if not self.may_change() or not self.key:
            return
        aim, before, version = self.aim, [r.key for r in self.state.rows()], self.state.version
        self._structural(aim, lambda data: structure.move(data, aim.key, step), "move")
        if self.state.version != version and before == [r.key for r in self.state.rows()]:
            key_of_number = self.curate.keys.first("renumber")
            where = self._in_file(aim.key)
            self.say(f"Now {where} in the file; the list goes by numbers ({key_of_number} changes one).")

    def _in_file(self, key: str) -> str:
        """Between which two a recommendation stands in the file."""
        order = [str(r.get("key")) for r in self.state.recommendations]
        at, calls = order.index(key), calls_of((), self.state.data)
        if at == 0:
            return f"first, before {calls[order[1]]},"
        if at == len(order) - 1:
            return f"last, after {calls[order[-2]]},"
        return f"between {calls[order[at - 1]]} and {calls[order[at + 1]]}"

    def action_renumber(self) -> None:
        """Changes the number."""
        if self.rec is None or not self.may_change():
            return
        aim = self.aim

        def answered(number: str | None) -> None:
            if number is not None and self.stands(aim):
                self._structural(aim, lambda data: structure.renumber(data, aim.key, number or None), "renumber")

        hint = "As printed. Empty where none was printed."
        self.curate.ask(Ask("Number", str(self.rec.get("number") or ""), hint=hint), answered)

    def action_lift_title(self) -> None:
        """Lifts a heading out of the text into the title."""
        if self.rec is None or not self.may_change():
            return
        aim = self.aim
        try:
            proposal = structure.lift_title(self.state.data, aim.key)
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return

        def answered(yes: bool | None) -> None:
            if yes and self.stands(aim):
                self._structural(aim, lambda data: structure.lift_title(data, aim.key), "lift the heading")

        lines = [
            Block(Content(clean(e.new)), indent=8, hang=Content.styled(e.path.rpartition("/")[2], "muted"))
            for e in proposal.edits
        ]
        self.curate.ask(Confirm("Lift this heading out of the text?", lines, yes="lift it"), answered)

    def _structural(
        self, aim: Aim, make: Callable[[Data], Proposal], words: str, *, done: str = "", new: bool = False
    ) -> None:
        self.curate.when_signed(lambda: self._make(aim, make, words, done=done, new=new))

    def _make(self, aim: Aim, make: Callable[[Data], Proposal], words: str, *, done: str, new: bool) -> None:
        before = self.data_of(aim)
        try:
            proposal = make(before)
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return
        if self.change(aim, proposal, words, done=done) and new:
            self.show_rows(next(iter(_keys(self.data_of(aim)) - _keys(before)), None))


def _keys(data: Data) -> set[str]:
    return {str(rec.get("key")) for rec in data.get(edit.RECOMMENDATIONS, ())}
