"""Findings fixed or waived, and waivers taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dhrcurate.domain.finding import Finding
from dhrcurate.review.actions import by_rule, conflicts, correct
from dhrcurate.review.actions.steps import Action, Step
from dhrcurate.tui.controllers.action_runner import named_difference
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView


class Corrections:
    """Fixes or waives the focused finding, or takes a waiver back."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "fix": self.fix,
            "waive": self.waive,
            "unwaive": self.unwaive,
            "take-theirs": lambda: self._decide(conflicts.take_theirs),
            "keep-ours": lambda: self._decide(conflicts.keep_ours),
        }

    def _decide(self, action: Action) -> None:
        """Decide between a curator and a later extraction."""
        show = partial(named_difference, self._view.state)
        self._changes.run(action, self._view.target, show_edit=show)

    def fix(self) -> None:
        """Make the fix of the focused finding, or focus one that offers a fix."""
        view, finding = self._view, self._view.finding
        if view.target.marked:
            self._at_marked(by_rule.fix, next((f for f in (finding, *view.findings) if f is not None and f.fix), None))
            return
        if finding is not None and finding.fix is not None:
            listed = [row.key for row in view.listing.rows if row.record == view.record_id]
            action = partial(correct.fix, finding=finding, listed=listed)
            self._changes.run(action, view.target, show_edit=partial(named_difference, view.state))
            return
        with_fix = next((at for at, f in enumerate(view.findings) if f.fix is not None), None)
        if with_fix is None:
            looking = view.state.findings is None or view.state.found_in < view.state.version
            view.shell.say("The rules are still looking at it." if looking else "No finding here offers a fix.")
            return
        view.focus_finding(with_fix)
        view.shell.say(f"This finding offers a fix: {view.shell.keys.first('fix')} makes it.")

    def waive(self) -> None:
        """Accept the focused finding as it is, with a reason."""
        finding = self._view.finding
        if self._view.target.marked:
            self._at_marked(by_rule.waive_finding, finding)
        elif finding is None:
            self._view.shell.say("There is no finding here to waive.")
        else:
            self._changes.run(partial(correct.waive_finding, finding=finding), self._view.target)

    def _at_marked(self, action: Callable[..., Step], like: Finding | None) -> None:
        """Do at every marked recommendation what the focused finding offers, where its rule found something."""
        view = self._view
        if like is None:
            view.shell.say("Go to a finding first: it tells which kind is meant at those that are marked.")
            return

        def findings(record_id: str, key: str) -> list[Finding]:
            return view.workspace.record(record_id).findings_of(key)

        self._changes.run_for_each(partial(action, like=like, findings=findings), view.target)

    def unwaive(self) -> None:
        """Take a waiver back."""
        self._changes.run(correct.take_back_waiver, self._view.target)
