"""What is done about a finding: its fix, or a waiver."""

from __future__ import annotations

from dhrcurate.curation.operations import fixes, waive
from dhrcurate.domain.finding import Safety
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.prompts import Ask, Confirm
from dhrcurate.tui.differences import field_change
from dhrcurate.tui.widgets.text_view import Block


class Corrections:
    """Fixes or waives the focused finding."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"fix": self.fix, "waive": self.waive}

    def fix(self) -> None:
        """Make the fix of the focused finding; one that can change the meaning is shown first."""
        view, changes, shell, finding = self._view, self._changes, self._view.shell, self._view.finding
        if finding is None or finding.fix is None:
            with_fix = next((at for at, f in enumerate(view.findings) if f.fix is not None), None)
            if with_fix is None:
                shell.say("No finding here offers a fix.")
                return
            view.focus_finding(with_fix)
            shell.say(f"This finding offers a fix: {shell.keys.first('fix')} makes it.")
            return
        if not changes.may_change():
            return
        fix, target = finding.fix, view.target

        def make() -> None:
            if changes.is_unchanged(target):
                changes.change(target, fixes.make_fix(finding), fix.description, done=f"Done: {fix.description}.")

        if fix.safety is Safety.SAFE:
            shell.when_signed(make)
            return
        lines = [Block(field_change(e.path.rsplit("/", 1)[-1], e)) for e in fix.edits]

        def answered(yes: bool | None) -> None:
            if yes:
                shell.when_signed(make)

        shell.ask(Confirm(f"{fix.description[:1].upper()}{fix.description[1:]}?", lines, yes="make it"), answered)

    def waive(self) -> None:
        """Accept the focused finding as it is, with a reason."""
        view, changes, shell, finding = self._view, self._changes, self._view.shell, self._view.finding
        if finding is None:
            shell.say("There is no finding here to waive.")
            return
        if not changes.may_change():
            return
        target = view.target

        def answered(reason: str | None) -> None:
            if reason and changes.is_unchanged(target):
                shell.when_signed(lambda: waived(reason))

        def waived(reason: str) -> None:
            proposal = waive.waive(changes.data_of(target), finding, reason, shell.curator)
            changes.change(target, proposal, "waive", done=f"Waived: {finding.rule} {finding.name}.")

        question = f"Why does {finding.rule} {finding.name} stand as it is?"
        shell.ask(Ask(question, hint=finding.message, needed=True), answered)
