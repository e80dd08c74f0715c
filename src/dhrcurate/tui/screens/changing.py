"""How a command of Review becomes a change: of the focused recommendation, or of all marked ones after a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data, EditError
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import in_words, sentence
from dhrcurate.review.record_state import row_of
from dhrcurate.tui.differences import difference_of
from dhrcurate.tui.screens.moving import Moving
from dhrcurate.tui.screens.prompts import Confirm
from dhrcurate.tui.screens.review import Place
from dhrcurate.tui.widgets.text_view import Block

Done = Callable[[Proposal], str]
"""Says in words what a change did."""

Make = Callable[[Data, str], "Proposal | None"]
"""Makes a change of one recommendation from a record's content and a key; `None` where there is nothing to change."""


_PREVIEWED = 500
"""How many recommendations a look before a bulk change shows."""

_FRAME = 0.015
"""Seconds in which the list and the text answer, a frame each; a timer that is due while one is drawn comes after."""


def _silent(_proposal: Proposal) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a command is about, taken when it was given: the cursor may come elsewhere before a question is answered.

    Attributes:
        record: The record's id.
        key: The recommendation's key, empty for the record as a whole.
        marked: What is marked, which a command is about where something is.
        seen: The recommendation, or the whole record, as it stood.
    """

    record: str
    key: str
    marked: frozenset[Place]
    seen: Data | None


class Changing(Moving):
    """Review's way to the session."""

    @property
    def aim(self) -> Aim:
        """What a command that is given now is about."""
        return Aim(self.record_id, self.key, self.marked, self.rec if self.key else self.state.data)

    def may_change(self, record_id: str = "") -> bool:
        """Whether a record (the one on the screen, if none is named) takes changes; says why not."""
        state = self.workspace.record(record_id or self.record_id)
        if not state.readable:
            self.say("This record cannot be read, so it is not written either.", severity="warning")
        elif state.signed_off:
            self.say(f"The record is signed off. {self.curate.keys.first('sign-off')} reopens it.", severity="warning")
        else:
            return True
        return False

    def may_decide(self, aim: Aim) -> bool:
        """Whether there is something that a decision can be about; says why not."""
        if aim.marked:
            return True
        if not aim.key:
            self.say(f"This is the record as a whole. {self.curate.keys.first('next')} goes to its recommendations.")
        return bool(aim.key) and self.may_change(aim.record)

    def stands(self, aim: Aim) -> bool:
        """Whether what was asked about is still as it was then; says so where it is not."""
        state = self.workspace.record(aim.record)
        now = state.by_key(aim.key) if aim.key else state.data
        if now == aim.seen:
            return True
        gone = "removed" if now is None else "changed"
        self.say(f"It was {gone} by somebody else meanwhile, so nothing was done: look again.", severity="warning")
        return False

    def data_of(self, aim: Aim) -> Data:
        """The content of the record that a command is about, as it is now."""
        return self.workspace.record(aim.record).data

    def change(
        self,
        aim: Aim,
        proposal: Proposal | None,
        words: str,
        *,
        nothing: str = "",
        done: str = "",
        forward: bool = False,
    ) -> bool:
        """Shows one change at once and sends it to disk; says whether there was one to make.

        Args:
            aim: What it is about.
            proposal: The change.
            words: What it does, for messages.
            nothing: What to say where nothing would change.
            done: What to say where it does.
            forward: Whether to go on to the next undecided recommendation.
        """
        if proposal is None or not proposal.edits:
            self.say(nothing or "There is nothing to change: it stands so already.")
            return False
        try:
            self.workspace.propose(aim.record, proposal, words, key=aim.key)
        except EditError as error:
            self.say(f"This does not fit what is shown: {error}", severity="error")
            return False
        self.curate.changed([aim.record], shown_by=self)
        if forward and (aim.record, aim.key) == (self.record_id, self.key):
            self.fill_list()  # what was decided is not read again, so its text is not painted again either
            self.action_next_undecided()
        else:
            self.show_rows()
        if done:
            self.say(done)
        self.set_timer(_FRAME, self.workspace.save_queue.shown)
        return True

    def change_each(
        self,
        aim: Aim,
        make: Make,
        verb: str,
        *,
        note: str = "",
        forward: bool = False,
        nothing: str = "",
        done: Done = _silent,
    ) -> None:
        """Changes one recommendation, or all marked ones after a look.

        Args:
            aim: What it is about.
            make: Makes the change of one recommendation.
            verb: What it does, as in "accept".
            note: Why, for a bulk change.
            forward: Whether to go on to the next undecided recommendation.
            nothing: What to say where nothing would change.
            done: What to say of one change.
        """

        def one() -> None:
            self._change_one(aim, make, verb, forward=forward, nothing=nothing, done=done)

        if aim.marked:
            self.curate.when_signed(lambda: self._change_marked(aim, make, verb, note))
        elif self.may_decide(aim) and self.stands(aim):
            self.curate.when_signed(one)

    def _change_one(self, aim: Aim, make: Make, verb: str, *, forward: bool, nothing: str, done: Done) -> None:
        data = self.data_of(aim)
        rec = edit.get(data, edit.pointer(edit.RECOMMENDATIONS, aim.key)) or {}
        try:
            proposal = make(data, aim.key)
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return
        if forward and proposal is not None and not proposal.edits:
            self.perform("next-undecided")  # it is decided so already
            return
        words = f"{verb} {rec.get('number') or aim.key}"
        told = done(proposal) if proposal is not None and proposal.edits else ""
        self.change(aim, proposal, words, nothing=nothing, done=told, forward=forward)

    # Many at once

    def _change_marked(self, aim: Aim, make: Make, verb: str, note: str) -> None:
        proposals, skipped = self.proposals_for(aim.marked, make)
        count = sum(len(each) for each in proposals.values())
        if not count:
            why = f": {skipped[0]}" if skipped else ""
            self.say(f"Nothing that is marked would change{why}.")
            return
        lines = [*self._preview(proposals), *(Block(Content.styled(clean(s), "muted"), indent=2) for s in skipped)]
        records = f" in {len(proposals)} records" if len(proposals) > 1 else ""
        question = f"{verb.capitalize()} {count} recommendations{records}?"

        def answered(yes: bool | None) -> None:
            if yes:
                self.workspace.propose_many(
                    {r: _joined(each) for r, each in proposals.items()}, f"{verb} {count}", note
                )
                self.marked = frozenset()
                self.show_rows()

        self.curate.ask(Confirm(question, lines, yes=verb), answered)

    def proposals_for(self, marked: Iterable[Place], make: Make) -> tuple[dict[str, dict[str, Proposal]], list[str]]:
        """The change of each marked recommendation by record and key, and why some are left out."""
        by_record: dict[str, list[str]] = {}
        for record_id, key in sorted(marked):
            by_record.setdefault(record_id, []).append(key)
        proposals: dict[str, dict[str, Proposal]] = {}
        skipped: list[str] = []
        for record_id, keys in by_record.items():
            state = self.workspace.record(record_id)
            if not state.readable or state.signed_off:
                skipped.append(f"{record_id} is {'signed off' if state.readable else 'unreadable'} and left out")
            elif each := _each_of(make, state.data, record_id, keys, skipped):
                proposals[record_id] = each
        return proposals, skipped

    def _preview(self, proposals: Mapping[str, Mapping[str, Proposal]]) -> Iterator[Block]:
        count = sum(map(len, proposals.values()))
        left = _PREVIEWED
        for record_id, each in proposals.items():
            state = self.workspace.record(record_id)
            title = str(edit.get(state.data, "/review/title") or record_id)
            yield Block(Content.styled(clean(title), "strong"), wrap=False)
            recs = {str(rec.get("key")): rec for rec in state.recommendations}
            for key, proposal in islice(each.items(), left):
                row = row_of(record_id, recs.get(key, {}))
                line = Content.assemble(Content.styled(clean(row.number) or "–", "key"), " ", clean(row.label))
                yield Block(line, indent=2, wrap=False)
                yield from (Block(words, indent=4) for words in changes_in_words(proposal, key))
            left -= min(left, len(each))
            if not left:
                break
        if count > _PREVIEWED:
            yield Block(Content.styled(f"and {count - _PREVIEWED:,} more", "muted"), indent=2)


def _each_of(make: Make, data: Data, record_id: str, keys: Iterable[str], skipped: list[str]) -> dict[str, Proposal]:
    """The change of each recommendation that would change."""
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
    """The changes of several recommendations of a record as one."""
    proposals = list(each.values())
    return replace(proposals[0], edits=tuple(e for proposal in proposals for e in proposal.edits))


def changes_in_words(proposal: Proposal, key: str) -> list[Content]:
    """What a change does to one recommendation, a line a field: before, after."""
    root = edit.pointer("recommendations", key) + "/"
    return [change_in_words(e.path.removeprefix(root), e) for e in proposal.edits if e.path.startswith(root)]


def change_in_words(label: str, change: edit.Edit) -> Content:
    """What a change does to one field: its name, before, after."""
    name = Content.styled(f"{label}  ", "muted")
    if isinstance(change.old, str) and isinstance(change.new, str):
        return Content.assemble(name, difference_of(change.old, change.new))
    old, new = Content.styled(in_words(change.old), "removed"), Content.styled(in_words(change.new), "added")
    return Content.assemble(name, old, " → ", new)
