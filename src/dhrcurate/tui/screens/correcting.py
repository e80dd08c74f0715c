"""Review's corrections: edit in place and in $EDITOR, fixes, waivers."""

from __future__ import annotations

from dhrcurate.curation.operations import fixes, waive
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.finding import Safety
from dhrcurate.tui.screens.changing import Changing, change_in_words
from dhrcurate.tui.screens.prompts import Ask, Confirm
from dhrcurate.tui.widgets.sheet import Block


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
        fix = finding.fix

        def make() -> None:
            self.change(fixes.make_fix(finding), fix.description, key=finding.key or "")

        if fix.safety is Safety.SAFE:
            self.curate.when_signed(make)
            return
        lines = [Block(change_in_words(e.path.rsplit("/", 1)[-1], e)) for e in fix.edits]

        def answered(yes: bool | None) -> None:
            if yes:
                self.curate.when_signed(make)

        self.app.push_screen(
            Confirm(f"{fix.description[:1].upper()}{fix.description[1:]}?", lines, yes="make it"), answered
        )

    def action_waive(self) -> None:
        """Accepts the focused finding as it is, with a reason."""
        finding = self.finding
        if finding is None:
            self.say("There is no finding here to waive.")
            return
        if not self.may_change():
            return

        def answered(reason: str | None) -> None:
            if reason:
                self.curate.when_signed(
                    lambda: self._waived(waive.waive(self.state.data, finding, reason, self.curate.curator))
                )

        question = f"Why does {finding.rule} {finding.name} stand as it is?"
        self.app.push_screen(Ask(question, hint=finding.message, needed=True), answered)

    def _waived(self, proposal: Proposal) -> None:
        self.change(proposal, "waive", key=self.key)
