"""Driving an action by dialogs: what it still has to ask is asked, and what it proposes is handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from textual.content import Content

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import at_start, field_in_words, full_stop, members_told, name_of, sentence
from dhrcurate.review.actions import steps
from dhrcurate.review.actions.steps import Action, Given, Ready, Refused, Unsigned, name_at
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.dialogs.prompts import Ask, Confirm
from dhrcurate.tui.differences import field_change
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.text_view import Block

_QUOTED = 400
"""The most characters of a text that a question shows."""

ShowEdit = Callable[[Edit], Iterable[Block]]
"""Draws an edit that a question is about."""


def difference_block(edit: Edit) -> list[Block]:
    """Draw an edit as the name of its field and the difference."""
    return _drawn("", edit)


def named_difference(state: RecordState, edit: Edit) -> list[Block]:
    """Draw an edit as the number of its recommendation, the name of its field and the difference."""
    subject = subject_of(edit.path)
    whole = edit.new if isinstance(edit.new, Mapping) else edit.old
    if subject.key and state.by_key(subject.key) is None and isinstance(whole, Mapping):
        return _drawn(name_of(whole), edit)
    return _drawn(name_at(state, subject.key) if subject.key else "", edit)


def _drawn(name: str, edit: Edit) -> list[Block]:
    """An edit in words: of a whole recommendation its fields, a line each; of the order only that it changes."""
    subject = subject_of(edit.path)
    if subject.is_order:
        return [Block(Content.styled("the order of the recommendations", "muted"))]
    field = " ".join(map(field_in_words, subject.names))
    whole = edit.old if edit.new is None else edit.new
    if not field and isinstance(whole, Mapping) and None in (edit.old, edit.new):
        added = edit.new is not None
        lines = [Block(Content.styled(f"{name or 'entry'}, {'added' if added else 'removed'}", "muted"))]
        for member, value in members_told(whole).items():
            if member != "key":
                change = Edit("", None, value) if added else Edit("", value, None)
                lines.append(Block(field_change(field_in_words(member), change), indent=2))
        return lines
    return [Block(field_change(", ".join(filter(None, (name, field))), edit))]


@dataclass(frozen=True, slots=True)
class ActionRunner:
    """Runs an action for one target.

    Attributes:
        shell: The program.
        action: The action.
        state: Returns the record as it is shown now.
        key: The recommendation's key, empty for the record as a whole.
        ready: Takes the change.
        may_go_on: Returns whether to go on after a dialog; says why not.
        show_edit: Draws an edit that a question is about.
    """

    shell: Shell
    action: Action
    state: Callable[[], RecordState]
    key: str
    ready: Callable[[Ready], object]
    may_go_on: Callable[[], bool] = lambda: True
    show_edit: ShowEdit = difference_block

    def run(self, given: Given | None = None) -> None:
        """Run the action with the answers given so far."""
        given = given or Given()
        try:
            step = self.action(self.state(), self.key, given)
        except (DhrcurateError, ValueError) as error:
            self.shell.say(sentence(error), severity="warning")
            return
        match step:
            case steps.Ask() as question:
                ask_words(self.shell, question, lambda words: self._go_on(replace(given, words=words)))
            case steps.Confirm() as question:
                self._confirm(question, lambda: self._go_on(replace(given, agreed=True)))
            case Unsigned():
                self.shell.when_signed(lambda: self.run(replace(given, by=self.shell.curator)))
            case Refused() as refusal:
                refuse(self.shell, refusal)
            case Ready() as ready if is_signed(self.shell):
                self.shell.when_signed(lambda: self.ready(ready))
            case Ready():  # the record may change while the name is asked, so the change is worked out again then
                self.shell.when_signed(lambda: self._go_on(given))

    def _go_on(self, given: Given) -> None:
        if self.may_go_on():
            self.run(given)

    def _confirm(self, question: steps.Confirm, then: Callable[[], object]) -> None:
        lines = [block for edit in question.edits for block in self.show_edit(edit)]
        if question.quote:
            lines.append(Block(Content(clean(question.quote)[:_QUOTED])))
        title = f"{at_start(question.preface)} {question.question}".strip()
        dialog = Confirm(title, lines, yes=question.yes, safe=question.safe)
        self.shell.ask(dialog, lambda yes: then() if yes else None)


def is_signed(shell: Shell) -> bool:
    """Return whether the curator's name is known, so that `when_signed` goes on at once."""
    return bool(shell.curator) or shell.workspace.session is not None


def ask_words(shell: Shell, question: steps.Ask, then: Callable[[str], object]) -> None:
    """Ask for words and go on with them, unless the dialog is left."""
    context, hint = question.context, question.hint
    hint = f"{full_stop(context)} {hint}" if context and hint else hint or context
    dialog = Ask(question.question, question.value, hint=hint, needed=question.required)
    shell.ask(dialog, lambda words: then(words) if words is not None else None)


def ask_over_theirs(shell: Shell, edits: Mapping[str, Edit], answered: Callable[[bool | None], object]) -> None:
    """Ask whose value stands where somebody else changed a field while it was edited.

    Args:
        shell: The program.
        edits: What the record has now and what was written, by the field.
        answered: Goes on with whether what was written is taken.
    """
    lines = [Block(field_change(field, edit)) for field, edit in edits.items()]
    question = "Somebody else changed the same while you were editing. Take yours in place of theirs?"
    shell.ask(Confirm(question, lines, yes="take mine", no="keep theirs", safe=False), answered)


def refuse(shell: Shell, refusal: Refused | None) -> bool:
    """Say why nothing can be done; return whether there was such a reason."""
    if refusal is None:
        return False
    shell.say(refusal.words(shell.keys.first), severity=refusal.severity)
    return True
