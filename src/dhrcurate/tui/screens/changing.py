"""How a command of Review becomes a change: of the focused recommendation, or of all marked ones after a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data, EditError
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.tui.differences import difference_of, in_words
from dhrcurate.tui.glyphs import clean, sentence
from dhrcurate.tui.model import row_of
from dhrcurate.tui.screens.moving import Moving
from dhrcurate.tui.screens.prompts import Confirm
from dhrcurate.tui.screens.review import Place
from dhrcurate.tui.widgets.sheet import Block

Make = Callable[[Data, str], "Proposal | None"]
"""Makes a change of one recommendation from a record's content and a key; `None` where there is nothing to change."""


_FRAME = 0.015
"""Seconds in which the list and the text answer, a frame each; a timer that is due while one is drawn comes after."""


class Changing(Moving):
    """Review's way to the session."""

    def may_change(self) -> bool:
        """Whether the record takes changes; says why not."""
        if not self.state.readable:
            self.say("This record cannot be read, so it is not written either.", severity="warning")
        elif self.state.signed_off:
            self.say(f"The record is signed off. {self.curate.keys.first('sign-off')} reopens it.", severity="warning")
        else:
            return True
        return False

    def change(
        self, proposal: Proposal | None, words: str, *, key: str = "", nothing: str = "", forward: bool = False
    ) -> bool:
        """Shows one change at once and sends it to disk; says whether there was one to make.

        Args:
            proposal: The change.
            words: What it does, for messages.
            key: The recommendation that it is about, empty for none or several.
            nothing: What to say where nothing would change.
            forward: Whether to go on to the next undecided recommendation.
        """
        if proposal is None or not proposal.edits:
            self.say(nothing or "There is nothing to change: it stands so already.")
            return False
        try:
            self.desk.propose(self.record_id, proposal, words, key=key)
        except EditError as error:
            self.say(f"This does not fit what is shown: {error}", severity="error")
            return False
        self.curate.changed([self.record_id], shown_by=self)
        if forward:
            self.fill_list()  # what was decided is not read again, so its text is not painted again either
            self.action_next_undecided()
        else:
            self.show_rows()
        self.set_timer(_FRAME, self.desk.writer.shown)
        return True

    def change_each(self, make: Make, verb: str, *, note: str = "", forward: bool = False, nothing: str = "") -> None:
        """Changes the focused recommendation, or all marked ones after a look.

        Args:
            make: Makes the change of one recommendation.
            verb: What it does, as in "accept".
            note: Why, for a bulk change.
            forward: Whether to go on to the next undecided recommendation.
            nothing: What to say where nothing would change.
        """
        if self.marked:
            self.curate.when_signed(lambda: self._change_marked(make, verb, note))
        elif not self.key:
            self.perform("next-undecided")
        elif self.may_change():
            self.curate.when_signed(lambda: self._change_one(make, verb, forward=forward, nothing=nothing))

    def _change_one(self, make: Make, verb: str, *, forward: bool, nothing: str) -> None:
        rec, key = self.rec, self.key
        if rec is None:
            return
        try:
            proposal = make(self.state.data, key)
        except (DhrcurateError, ValueError) as error:
            self.say(sentence(error), severity="warning")
            return
        if forward and proposal is not None and not proposal.edits:
            self.perform("next-undecided")  # it is decided so already
        else:
            self.change(proposal, f"{verb} {rec.get('number') or key}", key=key, nothing=nothing, forward=forward)

    # Many at once

    def _change_marked(self, make: Make, verb: str, note: str) -> None:
        proposals, skipped = self.proposals_for_marked(make)
        count = sum(len(places) for _, places in proposals.values())
        if not count:
            why = f": {skipped[0]}" if skipped else ""
            self.say(f"Nothing that is marked would change{why}.")
            return
        lines = [*self._preview(proposals), *(Block(Content.styled(clean(s), "muted"), indent=2) for s in skipped)]
        records = f" in {len(proposals)} records" if len(proposals) > 1 else ""
        question = f"{verb.capitalize()} {count} recommendations{records}?"

        def answered(yes: bool | None) -> None:
            if yes:
                self.desk.propose_many({r: p for r, (p, _) in proposals.items()}, f"{verb} {count}", note)
                self.marked = frozenset()
                self.show_rows()

        self.app.push_screen(Confirm(question, lines, yes=verb), answered)

    def proposals_for_marked(self, make: Make) -> tuple[dict[str, tuple[Proposal, list[Place]]], list[str]]:
        """One change a record for all that is marked in it, and why some are left out."""
        by_record: dict[str, list[str]] = {}
        for record_id, key in sorted(self.marked):
            by_record.setdefault(record_id, []).append(key)
        proposals: dict[str, tuple[Proposal, list[Place]]] = {}
        skipped: list[str] = []
        for record_id, keys in by_record.items():
            state = self.desk.record(record_id)
            if not state.readable or state.signed_off:
                skipped.append(f"{record_id} is {'signed off' if state.readable else 'unreadable'} and left out")
                continue
            joined, places = _joined(make, state.data, record_id, keys, skipped)
            if joined is not None:
                proposals[record_id] = (joined, places)
        return proposals, skipped

    def _preview(self, proposals: Mapping[str, tuple[Proposal, list[Place]]]) -> list[Block]:
        blocks: list[Block] = []
        for record_id, (proposal, places) in proposals.items():
            state = self.desk.record(record_id)
            title = str(edit.get(state.data, "/review/title") or record_id)
            blocks.append(Block(Content.styled(clean(title), "strong"), wrap=False))
            for _, key in places:
                rec = state.by_key(key) or {}
                row = row_of(record_id, rec)
                line = Content.assemble(Content.styled(clean(row.number) or "–", "key"), " ", clean(row.label))
                blocks.append(Block(line, indent=2, wrap=False))
                blocks += [Block(c, indent=4) for c in changes_in_words(proposal, key)]
        return blocks


def _joined(
    make: Make, data: Data, record_id: str, keys: list[str], skipped: list[str]
) -> tuple[Proposal | None, list[Place]]:
    joined: Proposal | None = None
    places: list[Place] = []
    for key in keys:
        try:
            proposal = make(data, key)
        except (DhrcurateError, ValueError) as error:
            skipped.append(f"{record_id} {key}: {error}")
            continue
        if proposal is None or not proposal.edits:
            continue
        data = edit.apply(data, proposal.edits)
        places.append((record_id, key))
        joined = proposal if joined is None else replace(joined, edits=(*joined.edits, *proposal.edits))
    return joined, places


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
