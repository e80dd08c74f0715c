"""How a command of Review becomes a change: of its target, or of all marked recommendations after a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data, EditError
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.record_state import row_of
from dhrcurate.tui.controllers.marks import Marks
from dhrcurate.tui.controllers.navigation import Navigation
from dhrcurate.tui.controllers.review_view import Place, ReviewView, Target
from dhrcurate.tui.dialogs.prompts import Confirm
from dhrcurate.tui.differences import field_changes
from dhrcurate.tui.widgets.text_view import Block

Done = Callable[[Proposal], str]
"""Returns the notice for a change that was made."""

Make = Callable[[Data, str], "Proposal | None"]
"""Makes a change of one recommendation from a record's content and a key; `None` where there is nothing to change."""

_PREVIEWED = 500
"""How many recommendations the preview of a bulk change shows."""

_FRAME = 0.015
"""Seconds in which the list and the text answer, a frame each; a timer that is due while one is drawn comes after."""


def _silent(_proposal: Proposal) -> str:
    return ""


class Changes:
    """Shows changes at once and sends them to be saved."""

    def __init__(self, view: ReviewView, marks: Marks, navigation: Navigation) -> None:
        self._view, self._marks, self._navigation = view, marks, navigation

    def may_change(self, record_id: str = "") -> bool:
        """Return whether a record (the focused one, if none is named) takes changes; says why not."""
        shell, state = self._view.shell, self._view.workspace.record(record_id or self._view.record_id)
        if not state.readable:
            shell.say("This record cannot be read, so it is not written either.", severity="warning")
        elif state.signed_off:
            shell.say(f"The record is signed off. {shell.keys.first('sign-off')} reopens it.", severity="warning")
        else:
            return True
        return False

    def may_decide(self, target: Target) -> bool:
        """Return whether there is something that a decision can be about; says why not."""
        if target.marked:
            return True
        if not target.key:
            shell = self._view.shell
            shell.say(f"This is the record as a whole. {shell.keys.first('next')} goes to its recommendations.")
        return bool(target.key) and self.may_change(target.record)

    def is_unchanged(self, target: Target) -> bool:
        """Return whether a target is as it was when the command was given; says so where it is not."""
        state = self._view.workspace.record(target.record)
        now = state.by_key(target.key) if target.key else state.data
        if now == target.seen:
            return True
        how = "removed" if now is None else "changed"
        words = f"It was {how} by somebody else meanwhile, so nothing was done: look again."
        self._view.shell.say(words, severity="warning")
        return False

    def data_of(self, target: Target) -> Data:
        """Return the content of the target's record as it is now."""
        return self._view.workspace.record(target.record).data

    def change(
        self,
        target: Target,
        proposal: Proposal | None,
        words: str,
        *,
        nothing: str = "",
        done: str = "",
        forward: bool = False,
    ) -> bool:
        """Show one change at once and send it to be saved; return whether there was one to make.

        Args:
            target: What it is about.
            proposal: The change.
            words: What it does, for messages.
            nothing: The notice where nothing would change.
            done: The notice where something does.
            forward: Whether to go on to the next undecided recommendation.
        """
        view = self._view
        if proposal is None or not proposal.edits:
            view.shell.say(nothing or "There is nothing to change: it stands so already.")
            return False
        try:
            view.workspace.propose(target.record, proposal, words, key=target.key)
        except EditError as error:
            view.shell.say(f"This does not fit what is shown: {error}", severity="error")
            return False
        view.shell.changed([target.record], shown_by=view)
        if forward and (target.record, target.key) == (view.record_id, view.key):
            view.fill_list()  # what was decided is not read again, so its text is not painted again either
            self._navigation.next_undecided()
        else:
            view.show_rows()
        if done:
            view.shell.say(done)
        view.set_timer(_FRAME, view.workspace.save_queue.shown)
        return True

    def change_record(
        self, target: Target, make: Callable[[Data], Proposal], words: str, *, done: str = "", new: bool = False
    ) -> None:
        """Change the target's record, once the curator's name is known.

        Args:
            target: What it is about.
            make: Makes the change from the record's content.
            words: What it does, for messages.
            done: The notice where something changes.
            new: Whether to go to the recommendation that the change adds.
        """
        self._view.shell.when_signed(lambda: self._change_record(target, make, words, done=done, new=new))

    def _change_record(
        self, target: Target, make: Callable[[Data], Proposal], words: str, *, done: str, new: bool
    ) -> None:
        before = self.data_of(target)
        try:
            proposal = make(before)
        except (DhrcurateError, ValueError) as error:
            self._view.shell.say(sentence(error), severity="warning")
            return
        if self.change(target, proposal, words, done=done) and new:
            self._view.show_rows(next(iter(keys_in(self.data_of(target)) - keys_in(before)), None))

    def change_each(
        self,
        target: Target,
        make: Make,
        verb: str,
        *,
        note: str = "",
        forward: bool = False,
        nothing: str = "",
        done: Done = _silent,
    ) -> None:
        """Change one recommendation, or all marked ones after a preview.

        Args:
            target: What it is about.
            make: Makes the change of one recommendation.
            verb: What it does, as in "accept".
            note: Why, for a bulk change.
            forward: Whether to go on to the next undecided recommendation.
            nothing: The notice where nothing would change.
            done: The notice for one change.
        """

        def one() -> None:
            self._change_one(target, make, verb, forward=forward, nothing=nothing, done=done)

        if target.marked:
            self._view.shell.when_signed(lambda: self._change_marked(target, make, verb, note))
        elif self.may_decide(target) and self.is_unchanged(target):
            self._view.shell.when_signed(one)

    def _change_one(self, target: Target, make: Make, verb: str, *, forward: bool, nothing: str, done: Done) -> None:
        data = self.data_of(target)
        rec = edit.get(data, edit.pointer(edit.RECOMMENDATIONS, target.key)) or {}
        try:
            proposal = make(data, target.key)
        except (DhrcurateError, ValueError) as error:
            self._view.shell.say(sentence(error), severity="warning")
            return
        if forward and proposal is not None and not proposal.edits:
            self._view.perform("next-undecided")  # it is decided so already
            return
        words = f"{verb} {rec.get('number') or target.key}"
        notice = done(proposal) if proposal is not None and proposal.edits else ""
        self.change(target, proposal, words, nothing=nothing, done=notice, forward=forward)

    # Many at once

    def _change_marked(self, target: Target, make: Make, verb: str, note: str) -> None:
        view = self._view
        proposals, skipped = self._proposals_for(target.marked, make)
        count = sum(len(each) for each in proposals.values())
        if not count:
            why = f": {skipped[0]}" if skipped else ""
            view.shell.say(f"Nothing that is marked would change{why}.")
            return
        lines = [*self._preview(proposals), *(Block(Content.styled(clean(s), "muted"), indent=2) for s in skipped)]
        records = f" in {len(proposals)} records" if len(proposals) > 1 else ""
        question = f"{verb.capitalize()} {count} recommendations{records}?"

        def answered(yes: bool | None) -> None:
            if yes:
                by_record = {record_id: _joined(each) for record_id, each in proposals.items()}
                view.workspace.propose_many(by_record, f"{verb} {count}", note)
                self._marks.places = frozenset()
                view.show_rows()

        view.shell.ask(Confirm(question, lines, yes=verb), answered)

    def _proposals_for(self, marked: Iterable[Place], make: Make) -> tuple[dict[str, dict[str, Proposal]], list[str]]:
        """Return the change of each marked recommendation by record and key, and why some are left out."""
        by_record: dict[str, list[str]] = {}
        for record_id, key in sorted(marked):
            by_record.setdefault(record_id, []).append(key)
        proposals: dict[str, dict[str, Proposal]] = {}
        skipped: list[str] = []
        for record_id, keys in by_record.items():
            state = self._view.workspace.record(record_id)
            if not state.readable or state.signed_off:
                skipped.append(f"{record_id} is {'signed off' if state.readable else 'unreadable'} and left out")
            elif each := _each_of(make, state.data, record_id, keys, skipped):
                proposals[record_id] = each
        return proposals, skipped

    def _preview(self, proposals: Mapping[str, Mapping[str, Proposal]]) -> Iterator[Block]:
        count = sum(map(len, proposals.values()))
        left = _PREVIEWED
        for record_id, each in proposals.items():
            state = self._view.workspace.record(record_id)
            title = str(edit.get(state.data, "/review/title") or record_id)
            yield Block(Content.styled(clean(title), "strong"), wrap=False)
            recs = {str(rec.get("key")): rec for rec in state.recommendations}
            for key, proposal in islice(each.items(), left):
                row = row_of(record_id, recs.get(key, {}))
                line = Content.assemble(Content.styled(clean(row.number) or "–", "key"), " ", clean(row.label))
                yield Block(line, indent=2, wrap=False)
                yield from (Block(words, indent=4) for words in field_changes(proposal, key))
            left -= min(left, len(each))
            if not left:
                break
        if count > _PREVIEWED:
            yield Block(Content.styled(f"and {count - _PREVIEWED:,} more", "muted"), indent=2)


def _each_of(make: Make, data: Data, record_id: str, keys: Iterable[str], skipped: list[str]) -> dict[str, Proposal]:
    """Return the change of each recommendation that would change."""
    recs = {rec.get("key"): rec for rec in data.get(edit.RECOMMENDATIONS, ())}
    each: dict[str, Proposal] = {}
    for key in keys:
        alone = [recs[key]] if key in recs else []
        try:
            proposal = make({**data, edit.RECOMMENDATIONS: alone}, key)  # so that nobody looks for it among the others
        except (DhrcurateError, ValueError) as error:
            skipped.append(f"{record_id} {key}: {error}")
            continue
        if proposal is not None and proposal.edits:
            each[key] = proposal
    return each


def _joined(each: Mapping[str, Proposal]) -> Proposal:
    """Return the changes of several recommendations of a record as one."""
    proposals = list(each.values())
    return replace(proposals[0], edits=tuple(e for proposal in proposals for e in proposal.edits))


def keys_in(data: Data) -> set[str]:
    """Return the keys of a record's recommendations."""
    return {str(rec.get("key")) for rec in data.get(edit.RECOMMENDATIONS, ())}
