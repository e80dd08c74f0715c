"""How a command of Review becomes a change: of its target, or of all marked recommendations after a preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from textual.content import Content

from dhrcurate.domain import edit
from dhrcurate.domain.edit import EditError
from dhrcurate.domain.visible import clean
from dhrcurate.review.actions.many import Many, for_many
from dhrcurate.review.actions.steps import Action, Ask, Given, Ready
from dhrcurate.review.outcome_of_record import is_decided, outcome_told, progress_told
from dhrcurate.review.record_state import title_of
from dhrcurate.tui.controllers.action_runner import (
    ActionRunner,
    ShowEdit,
    ask_words,
    difference_block,
    is_signed,
    refuse,
)
from dhrcurate.tui.controllers.marks import Marks
from dhrcurate.tui.controllers.navigation import Navigation
from dhrcurate.tui.controllers.review_view import ReviewView, Target
from dhrcurate.tui.dialogs.prompts import Confirm
from dhrcurate.tui.differences import field_changes
from dhrcurate.tui.widgets.text_view import Block

_PREVIEWED = 500
"""How many recommendations the preview of a bulk change shows."""

_FRAME = 0.015
"""Seconds in which the list and the text answer, a frame each; a timer that is due while one is drawn comes after."""


@dataclass(frozen=True, slots=True)
class _Showing:
    """How a change is asked for and told; see `Changes.run`."""

    follow: bool = False
    number: bool = False
    show_edit: ShowEdit = difference_block


@dataclass(frozen=True, slots=True)
class Changes:
    """Runs the actions of commands, shows changes at once and sends them to be saved.

    Attributes:
        view: Review.
        marks: The marks, which a bulk change takes away.
        navigation: Goes on after a decision.
    """

    view: ReviewView
    marks: Marks
    navigation: Navigation

    def run(
        self,
        action: Action,
        target: Target,
        *,
        follow: bool = False,
        show_edit: ShowEdit = difference_block,
    ) -> None:
        """Run an action for the target alone, whatever is marked.

        Args:
            action: The action.
            target: What it is about.
            follow: Whether to go to the recommendation that the change adds.
            show_edit: Draws an edit that a question is about.
        """
        self._run(action, target, _Showing(follow=follow, show_edit=show_edit))

    def run_for_each(self, action: Action, target: Target) -> None:
        """Run an action for the target, or for all marked recommendations after a preview."""
        if target.marked:
            self._run_for_marked(action, target, Given())
        else:
            self._run(action, target, _Showing(number=True))

    def _run(self, action: Action, target: Target, showing: _Showing) -> None:
        workspace = self.view.workspace
        ActionRunner(
            self.view.shell,
            action,
            lambda: workspace.record(target.record),
            target.key,
            lambda step: self._change(target, step, showing),
            lambda: self.is_unchanged(target),
            showing.show_edit,
        ).run()

    def _number(self, target: Target) -> str:
        rec = self.view.workspace.record(target.record).by_key(target.key) or {}
        return str(rec.get("number") or target.key)

    def is_unchanged(self, target: Target) -> bool:
        """Return whether a target is as it was when the command was given; says so where it is not."""
        state = self.view.workspace.record(target.record)
        now = state.by_key(target.key) if target.key else state.data
        if now == target.seen:
            return True
        how = "removed" if now is None else "changed"
        words = f"It was {how} by somebody else meanwhile, so nothing was done: look again."
        self.view.shell.say(words, severity="warning")
        return False

    def _change(self, target: Target, step: Ready, showing: _Showing) -> None:
        """Show one change at once and send it to be saved."""
        view = self.view
        words = f"{step.verb} {self._number(target)}" if showing.number else step.verb
        before = view.workspace.record(target.record)
        was_decided, was_signed = is_decided(before), before.signed_off  # nothing is finished by one more decision
        if not step.proposal.edits:
            if step.goes_on and not was_decided:
                view.perform("next-undecided")  # it is decided so already
            else:
                refuse(view.shell, step.nothing)
            return
        try:
            view.workspace.propose(target.record, step.proposal, words, key=target.key)
        except EditError as error:
            view.shell.say(f"This does not fit what is shown: {error}", severity="error")
            return
        if (target.record, target.key) == (view.record_id, view.key):
            view.wanted = (target.record, target.key)  # also where it stood in for a row that is not listed
        view.shell.changed([target.record], shown_by=view)
        view.shell.unsay()
        state = view.workspace.record(target.record)
        ended = is_decided(state) and not was_decided
        if step.goes_on and not was_decided and (target.record, target.key) == (view.record_id, view.key):
            view.fill_list()  # what was decided is not read again, so its text is not painted again either
            row = view.listing.current
            if row is not None and row.undecided and (row.record, row.key) != (target.record, target.key):
                view.show_current()  # what was decided fits the filter no more, and the cursor is on the next one
                if row.record != target.record:
                    self.navigation.say_where()
            elif view.filtered or not (ended and self.navigation.to_end_of_record()):
                self.navigation.next_undecided()
        else:
            view.show_rows()
        progress = progress_told(state) if step.decides else ""
        if ended and step.goes_on and view.filtered:
            progress = f"{title_of(state)}: {' '.join(outcome_told(state))}"
        if state.signed_off and not was_signed:
            progress = self.navigation.ways_on("next-undecided")
        view.shell.say(" ".join(filter(None, (step.done, progress, step.tell))))
        view.set_timer(_FRAME, view.workspace.save_queue.shown)
        if showing.follow and step.goes_to:
            view.show_rows(step.goes_to)

    # Many at once

    def _run_for_marked(self, action: Action, target: Target, given: Given) -> None:
        shell = self.view.shell
        if not is_signed(shell):
            shell.when_signed(lambda: self._run_for_marked(action, target, given))
            return
        given = replace(given, by=shell.curator or (shell.workspace.session.curator if shell.workspace.session else ""))
        result = for_many(action, target.marked, self.view.workspace.record, given)
        if isinstance(result, Ask):
            ask_words(shell, result, lambda words: self._run_for_marked(action, target, replace(given, words=words)))
        else:
            shell.when_signed(lambda: self._confirm(result, given.words or ""))

    def _confirm(self, changes: Many, note: str) -> None:
        view = self.view
        if not changes.count:
            why = f": {changes.skipped[0]}" if changes.skipped else ""
            view.shell.say(f"Nothing that is marked would change{why}.")
            return
        lines = [*self._preview(changes)]
        lines += [Block(Content.styled(clean(why), "muted"), indent=2) for why in changes.skipped]

        def answered(yes: bool | None) -> None:
            if yes:
                view.workspace.propose_many(changes.proposals(), changes.words, note, changes.done)
                if changes.decides:  # what is put right is decided next
                    self.marks.places = frozenset()
                if changes.goes_on and not is_decided(view.state):
                    self.navigation.go_on_behind({(i, key) for i, each in changes.each.items() for key in each})
                view.show_rows()

        question = f"{changes.question} {changes.left_out}".strip()
        view.shell.ask(Confirm(question, lines, yes=changes.verb), answered)

    def _preview(self, changes: Many) -> Iterator[Block]:
        left = _PREVIEWED
        for record_id, each in changes.each.items():
            state = self.view.workspace.record(record_id)
            title = str(edit.get(state.data, "/review/title") or record_id)
            yield Block(Content.styled(clean(title), "strong"), wrap=False)
            for row in islice((row for row in state.rows() if row.key in each), left):
                line = Content.assemble(Content.styled(clean(row.number) or "–", "key"), " ", clean(row.label))
                yield Block(line, indent=2, wrap=False)
                yield from (Block(words, indent=4) for words in field_changes(each[row.key], row.key))
            left -= min(left, len(each))
            if not left:
                break
        if changes.count > _PREVIEWED:
            yield Block(Content.styled(f"and {changes.count - _PREVIEWED:,} more", "muted"), indent=2)
