"""Review's changes of structure, because extraction breaks it: add, remove, divide, join, move, number, title."""

from __future__ import annotations

from textual.content import Content

from dhrcurate.curation.operations import facts, fields, structure
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.tui.glyphs import clean, sentence
from dhrcurate.tui.past import calls_of
from dhrcurate.tui.screens.changing import Changing, change_in_words
from dhrcurate.tui.screens.editing import Changes, ChoosePlace, Edit, Editable, recommendation, review
from dhrcurate.tui.screens.outside import edited_outside
from dhrcurate.tui.screens.prompts import Ask, Confirm
from dhrcurate.tui.screens.review import Place
from dhrcurate.tui.widgets.sheet import Block


class Structure(Changing):
    """What changes the shape of the record, and the editing of one recommendation."""

    def action_edit(self) -> None:
        """Edits the recommendation in place, or on the record's own row what is known of the review."""
        if (editable := self._editable()) is not None:
            place = (self.record_id, self.key)
            self.app.push_screen(Edit(editable), lambda changes: self._edited(place, editable, changes))

    def action_edit_outside(self) -> None:
        """Edits the same in $EDITOR."""
        if (editable := self._editable()) is not None:
            place = (self.record_id, self.key)
            changes, wrong = edited_outside(self.app, editable)
            if wrong:
                self.say(wrong, severity="warning", timeout=10)
            self._edited(place, editable, changes)

    def _editable(self) -> Editable | None:
        """What the cursor is on, as it can be edited; `None` where it cannot."""
        if not self.listing.rows or not self.may_change():
            return None
        return recommendation(self.rec) if self.rec is not None else review(self.state.data)

    def _edited(self, place: Place, before: Editable, changes: Changes | None) -> None:
        """Takes what was edited; asks first where somebody else changed the same meanwhile."""
        if not changes:
            return
        record_id, key = place
        state = self.desk.record(record_id)
        rec = state.by_key(key)
        if key and rec is None:
            self.say("It was removed by somebody else meanwhile; what you edited was not kept.", severity="warning")
            return
        now = (recommendation(rec) if rec is not None else review(state.data)).values
        if self.record_id != record_id:
            self.open_record(record_id, key)
        crossed = [field for field in changes if now.get(field) != before.values.get(field)]

        def make(wanted: Changes) -> None:
            if wanted and key:
                self._structural(lambda: fields.set_fields(self.state.data, key, wanted), "edit", key)
            elif wanted:
                self._structural(lambda: facts.set_facts(self.state.data, wanted), "edit", "")

        if not crossed:
            make(changes)
            return

        def answered(yes: bool | None) -> None:
            make(changes if yes else {f: v for f, v in changes.items() if f not in crossed})

        lines = [Block(change_in_words(field, edit.Edit("", now.get(field), changes[field]))) for field in crossed]
        question = "Somebody else changed the same while you were editing. Take yours in place of theirs?"
        self.app.push_screen(Confirm(question, lines, yes="take mine", no="keep theirs", safe=False), answered)

    def action_add(self) -> None:
        """Adds an empty recommendation after this one."""
        if self.may_change():
            self._structural(
                lambda: structure.add(self.state.data, self.key or None, used=self.desk.used_keys(self.record_id)),
                "add",
                self.key,
                new=True,
            )

    def action_remove(self) -> None:
        """Removes the recommendation after a question."""
        if self.rec is None or not self.may_change():
            return
        key, label = self.key, Content(clean(self.rec.get("text") or "")[:400])

        def answered(yes: bool | None) -> None:
            if yes:
                self._structural(lambda: structure.remove(self.state.data, key), "remove", key)

        number = self.rec.get("number") or key
        self.app.push_screen(Confirm(f"Remove {number} from the record?", [Block(label)], yes="remove"), answered)

    def action_divide(self) -> None:
        """Divides the text in two."""
        if self.rec is None or not self.may_change():
            return
        key = self.key

        def answered(at: int | None) -> None:
            if at is not None:
                self._structural(
                    lambda: structure.split_text(self.state.data, key, at, used=self.desk.used_keys(self.record_id)),
                    "divide",
                    key,
                )

        self.app.push_screen(ChoosePlace(str(self.rec.get("text") or "")), answered)

    def action_join(self) -> None:
        """Joins the recommendation with the one after it."""
        if not self.may_change() or not self.key:
            return
        key, after = self.key, self._after_in_file()
        shown = [r.key for r in self.state.rows()]

        def join(yes: bool | None = True) -> None:
            if yes:
                self._structural(lambda: structure.join_next(self.state.data, key), "join", key)

        if not after or after in shown[shown.index(key) + 1 :][:1]:
            join()
            return
        calls = calls_of((), self.state.data)
        question = f"Join {calls[key]} with {calls[after]}? It comes next in the file; the list goes by numbers."
        text = str((self.state.by_key(after) or {}).get("text") or "")
        self.app.push_screen(Confirm(question, [Block(Content(clean(text)[:400]))], yes="join"), join)

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
        key, before, version = self.key, [r.key for r in self.state.rows()], self.state.version
        self._structural(lambda: structure.move(self.state.data, key, step), "move", key)
        if self.state.version != version and before == [r.key for r in self.state.rows()]:
            key_of_number = self.curate.keys.first("renumber")
            self.say(f"Now {self._in_file(key)} in the file; the list goes by numbers ({key_of_number} changes one).")

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
        key = self.key

        def answered(number: str | None) -> None:
            if number is not None:
                self._structural(lambda: structure.renumber(self.state.data, key, number or None), "renumber", key)

        hint = "As printed. Empty where none was printed."
        self.app.push_screen(Ask("Number", str(self.rec.get("number") or ""), hint=hint), answered)

    def action_lift_title(self) -> None:
        """Lifts a heading out of the text into the title."""
        if self.rec is None or not self.may_change():
            return
        key = self.key
        try:
            proposal = structure.lift_title(self.state.data, key)
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._structural(lambda: proposal, "lift the heading", key)

        lines = [
            Block(Content(clean(e.new)), indent=8, hang=Content.styled(e.path.rpartition("/")[2], "muted"))
            for e in proposal.edits
        ]
        self.app.push_screen(Confirm("Lift this heading out of the text?", lines, yes="lift it"), answered)

    def _structural(self, make: structure.Make, words: str, key: str, *, new: bool = False) -> None:
        self.curate.when_signed(lambda: self._make(make, words, key, new=new))

    def _make(self, make: structure.Make, words: str, key: str, *, new: bool) -> None:
        try:
            proposal: Proposal = make()
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return
        keys = {str(r.get("key")) for r in self.state.recommendations}
        if not self.change(proposal, words, key=key):
            return
        added = [str(r.get("key")) for r in self.state.recommendations if r.get("key") not in keys]
        if added and new:
            self.show_rows(added[0])
            self.perform("edit")
