"""Deciding about what a later extraction brought: theirs, yours or a value of one's own; signing off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from dhrcurate.domain.edit import Edit, EditError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.actions.signing import sign_off
from dhrcurate.review.actions.steps import Action, Ready, Step, record_refusal
from dhrcurate.review.actions.update import keep_ours, take_theirs, why_not_edited, write_own
from dhrcurate.review.brought import BroughtRow, Place
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.action_runner import ActionRunner, ask_over_theirs, named_difference, refuse
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.dialogs.edit_form import EditForm
from dhrcurate.tui.editable import Editable, FieldChanges, recommendation, review
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.brought_list import BroughtList

Decision = Callable[..., Step]
"""An action that takes the rows that it is about."""


class UpdateView(Protocol):
    """The Update screen as the deciding sees it."""

    shell: Shell
    record_id: str
    marked: frozenset[Place]

    @property
    def state(self) -> RecordState:
        """The record."""

    @property
    def listing(self) -> BroughtList:
        """The rows as they are listed."""

    def rows(self) -> Sequence[BroughtRow]:
        """Return the rows as the record is now."""

    def show(self) -> None:
        """Show the rows anew."""

    def to_open(self) -> bool:
        """Go to the next row to decide; return whether there is one."""

    def call_after_refresh(self, callback: Callable[..., Any]) -> bool:
        """Call once everything is shown."""


class BroughtDecisions:
    """Decides about the row under the cursor, or about those that are marked.

    Args:
        view: The Update screen.
    """

    def __init__(self, view: UpdateView) -> None:
        self._view = view

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "update-theirs": lambda: self._decide(take_theirs),
            "update-ours": lambda: self._decide(keep_ours),
            "edit": self.edit,
            "sign-off": self.sign_off,
        }

    def _chosen(self) -> list[BroughtRow]:
        if self._view.marked:
            return [row for row in self._view.listing.rows if row.place in self._view.marked]
        return [row for row in (self._view.listing.current,) if row is not None]

    def _decide(self, action: Decision) -> None:
        if rows := self._chosen():
            unseen = bool(self._view.marked) and rows != [self._view.listing.current]
            self._run(partial(action, rows=rows, unseen=unseen), rows)

    def _run(self, action: Action, rows: Sequence[BroughtRow]) -> None:
        seen = self._seen(rows)
        ActionRunner(
            self._view.shell,
            action,
            lambda: self._view.state,
            "",
            partial(self._made, rows),
            lambda: self._is_unchanged(rows, seen),
            show_edit=partial(named_difference, self._view.state),
        ).run()

    def _seen(self, rows: Sequence[BroughtRow]) -> list[object]:
        return [self._view.state.by_key(row.key) if row.key else row.yours for row in rows]

    def _is_unchanged(self, rows: Sequence[BroughtRow], seen: list[object]) -> bool:
        if self._seen(rows) == seen:
            return True
        words = "It was changed by somebody else meanwhile, so nothing was done: look again."
        self._view.shell.say(words, severity="warning")
        return False

    def _made(self, rows: Sequence[BroughtRow], step: Ready) -> None:
        """Show a decision at once, send it to be saved, and go to the next one to decide."""
        if not step.proposal.edits:
            refuse(self._view.shell, step.nothing)
            return
        several = f" of {plural(len(rows), 'row')}" if len(rows) > 1 else ""
        try:
            key = rows[0].key if len(rows) == 1 else ""
            self._view.shell.workspace.propose(self._view.record_id, step.proposal, f"{step.verb}{several}", key=key)
        except EditError as error:
            self._view.shell.say(f"This does not fit what is shown: {error}", severity="error")
            return
        self._view.marked = frozenset()
        self._view.show()
        self._view.shell.changed([self._view.record_id], shown_by=self)
        self._view.to_open()
        self._view.shell.say(step.done)
        self._view.call_after_refresh(self._view.shell.workspace.save_queue.shown)

    def sign_off(self) -> None:
        """State that the record is reviewed, or reopen it."""
        self._run(sign_off, [])

    def edit(self) -> None:
        """Edit the field at hand, which decides a conflict about it."""
        row, state = self._view.listing.current, self._view.state
        if row is None or refuse(self._view.shell, record_refusal(state) or why_not_edited(row)):
            return
        before = self._editable(row)

        def edited(changes: FieldChanges | None) -> None:
            if changes:
                self._edited(row, before, changes[row.name])

        self._view.shell.ask(EditForm(before), edited)

    def _edited(self, was: BroughtRow, before: Editable, value: Any) -> None:
        """Write what was typed about a row as it is now; ask first where somebody else changed it meanwhile."""
        row = next((row for row in self._view.rows() if row.place == was.place), was)
        if refuse(self._view.shell, record_refusal(self._view.state) or why_not_edited(row)):
            return

        def write(yes: bool | None = True) -> None:
            if yes:
                self._run(partial(write_own, row=row, value=value), [row])

        now = self._editable(row).values.get(row.name)
        if now == before.values.get(row.name):
            write()
        else:
            ask_over_theirs(self._view.shell, {row.name: Edit("", now, value)}, write)

    def _editable(self, row: BroughtRow) -> Editable:
        """The field of a row alone, as the record has it."""
        rec = self._view.state.by_key(row.key)
        whole = recommendation(rec) if rec is not None else review(self._view.state.data)
        lines, areas = ([f for f in fields if f == row.name] for fields in (whole.lines, whole.areas))
        return replace(whole, title=f"Edit {clean(row.about)}", lines=tuple(lines), areas=tuple(areas), focus=row.name)
