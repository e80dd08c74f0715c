"""Review's corrections: edit in place and in $EDITOR, fixes, waivers."""

from __future__ import annotations

from dhrcurate.curation.operations import fixes, waive
from dhrcurate.domain.finding import Safety
from dhrcurate.tui.screens.changing import Changing, change_in_words
from dhrcurate.tui.screens.prompts import Ask, Confirm
from dhrcurate.tui.widgets.text_view import Block


class Correcting(Changing):
    """What changes more than the decision."""

    def action_fix(self) -> None:
        """Makes the fix of the focused finding; one that can change the meaning is shown first."""
        finding = self.finding
        if finding is None or finding.fix is None:
            with_fix = next((at for at, f in enumerate(self.findings) if f.fix is not None), None)
            if with_fix is None:
                self.say("No finding here offers a fix.")
                return
            self.focus_finding(with_fix)
            self.say(f"This finding offers a fix: {self.curate.keys.first('fix')} makes it.")
            return
        if not self.may_change():
            return
        fix, aim = finding.fix, self.aim

        def make() -> None:
            if self.stands(aim):
                self.change(aim, fixes.make_fix(finding), fix.description, done=f"Done: {fix.description}.")

        if fix.safety is Safety.SAFE:
            self.curate.when_signed(make)
            return
        lines = [Block(change_in_words(e.path.rsplit("/", 1)[-1], e)) for e in fix.edits]

        def answered(yes: bool | None) -> None:
            if yes:
                self.curate.when_signed(make)

        self.curate.ask(Confirm(f"{fix.description[:1].upper()}{fix.description[1:]}?", lines, yes="make it"), answered)

    def action_waive(self) -> None:
        """Accepts the focused finding as it is, with a reason."""
        finding = self.finding
        if finding is None:
            self.say("There is no finding here to waive.")
            return
        if not self.may_change():
            return

        aim = self.aim

        def answered(reason: str | None) -> None:
            if reason and self.stands(aim):
                self.curate.when_signed(lambda: waived(reason))

        def waived(reason: str) -> None:
            proposal = waive.waive(self.data_of(aim), finding, reason, self.curate.curator)
            self.change(aim, proposal, "waive", done=f"Waived: {finding.rule} {finding.name}.")

        question = f"Why does {finding.rule} {finding.name} stand as it is?"
        self.curate.ask(Ask(question, hint=finding.message, needed=True), answered)
