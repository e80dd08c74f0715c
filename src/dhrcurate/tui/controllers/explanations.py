"""Explanations: of the focused finding, of the keys, of the review."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from dhrcurate.domain.visible import clean
from dhrcurate.tui.controllers.action_runner import named_difference
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.help import rule_blocks
from dhrcurate.tui.widgets.text_view import BLANK, Block


class Explanations:
    """Explains what is on the screen.

    Attributes:
        details: Whether the facts of the review are unfolded.
    """

    def __init__(self, view: ReviewView) -> None:
        self._view = view
        self.details = False

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"explain": self.explain, "help": self.help, "review-details": self.toggle_details}

    def explain(self) -> None:
        """Explain the focused finding and show what its fix would do."""
        finding, shell = self._view.finding, self._view.shell
        if finding is None:
            shell.say(f"No finding is here to explain. {shell.keys.first('review-details')} tells of the review.")
            return
        blocks = [Block(Content.styled(clean(finding.message), "strong")), BLANK]
        if (fix := finding.fix) is not None:
            blocks.append(Block(Content.styled(f"The fix ({fix.safety.value}): {clean(fix.description)}", "key")))
            state = self._view.state
            blocks += [replace(block, indent=2) for e in fix.edits for block in named_difference(state, e)]
            blocks.append(BLANK)
        shell.explain("Why", [*blocks, *rule_blocks(finding.rule)])

    def help(self) -> None:
        """Show the keys, after the focused finding's rule."""
        finding = self._view.finding
        self._view.shell.explain("Help", rule_blocks(finding.rule) if finding else [], "review")

    def toggle_details(self) -> None:
        """Unfold or fold the facts of the review."""
        self.details = not self.details
        self._view.show_text(keep_place=False)
