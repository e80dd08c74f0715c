"""Bulk changes of one session: made, cut short, made to the end and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from dhrcurate.curation.proposal import Batch, Changed, Proposal
from dhrcurate.curation.saving.changes import Changes
from dhrcurate.curation.saving.plan import Plan
from dhrcurate.curation.saving.plans import Plans
from dhrcurate.domain.errors import DhrcurateError, NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural
from dhrcurate.storage.files import is_there, read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, REGISTER_ID, trail_beside
from dhrcurate.trail.event import Event

Progress = Callable[[int, int], object]
"""Called with how many records of a bulk change are done, and the total."""

Propose = Callable[[Event], Proposal]
"""Proposes to undo or redo an event."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A bulk change that was begun in this process: it holds the edits, which no plan on disk does.

    Attributes:
        plan: Its plan.
        proposals: What to change, by record id.
    """

    plan: Plan
    proposals: Mapping[str, Proposal]

    @classmethod
    def of(cls, plan: Plan, proposals: Mapping[str, Proposal]) -> Begun:
        """A bulk change whose events carry the plan's id."""
        return cls(plan, {i: replace(p, batch=plan.id) for i, p in proposals.items()})

    def makes(self, proposals: Mapping[str, Proposal]) -> bool:
        """True if it makes the same changes, whatever its id."""
        return _without_batch(self.proposals) == _without_batch(proposals)

    def is_all(self, action: str) -> bool:
        """True if every change in it is of one kind, such as `undo`."""
        return all(p.action == action for p in self.proposals.values())


def _without_batch(proposals: Mapping[str, Proposal]) -> list[tuple[str, Proposal]]:
    return [(i, replace(p, batch=None)) for i, p in proposals.items()]


class BulkChanges:
    """Makes bulk changes. The caller holds the library's lock.

    Args:
        changes: Changes single records.
        curator: Who signs.
        cut_short: The bulk changes that a crash cut short, as the library's opening found them.
        tell: Called with a notice for the curator.

    Attributes:
        cut_short: The bulk changes that were cut short and that an undo may still mean.
    """

    def __init__(
        self, changes: Changes, curator: str, cut_short: Iterable[Plan], tell: Callable[[str], object]
    ) -> None:
        self._changes = changes
        self._curator = curator
        self._tell = tell
        self._plans = Plans(changes.transactions.ops, changes.library.root)
        self._interrupted: Begun | None = None
        self.cut_short = list(cut_short)

    def settle(self) -> None:
        """Finds the bulk changes that a crash cut short, tells them, and removes their plans."""
        for plan in self._plans.unfinished(self._is_of_here, self._tell):
            done = self._done(plan)
            if len(done) < len(plan.records):
                self._tell(_cut_short_in_words(plan, len(done)))
                self.cut_short.append(plan)
            elif any(self._changes.transactions.settled(self._changes.path(i))[0].completed for i in done):
                self.cut_short.append(plan)  # its curator does not know yet that all of it was made
            self._end(plan)

    def begin(self, proposals: Mapping[str, Proposal]) -> Begun:
        """A bulk change: the one that was interrupted or cut short, if this is the same or its rest; else a new one."""
        if self._interrupted is not None and self._interrupted.makes(proposals):
            return self._interrupted
        return Begun.of(self._goes_on(proposals) or Plan.new(self._curator, tuple(proposals)), proposals)

    def _goes_on(self, proposals: Mapping[str, Proposal]) -> Plan | None:
        """The bulk change that was cut short and of which the curator now asks for the rest, `None` if there is none.

        A plan holds no edits: it is known by its records, which are all that is left, and by the kind of the change.
        """
        kinds = {proposal.action for i, proposal in proposals.items() if i != REGISTER_ID}
        for plan in reversed(self.cut_short):
            done = self._done(plan) if plan.by == self._curator else {}
            left = set(plan.records) - done.keys()
            if done and left == proposals.keys() and kinds <= {event.action for event in done.values()}:
                return plan
        return None

    def make(self, begun: Begun, progress: Progress) -> Batch:
        """Makes a bulk change, or the rest of one that was begun; what was made before is in its outcome.

        Raises:
            NotSavedError: If not all of it could be written to disk.
        """
        plan, count = begun.plan, len(begun.plan.records)
        if not count:
            return Batch(plan.id)
        done = self._done(plan) if begun is self._interrupted or plan in self.cut_short else {}
        self._interrupted = begun  # until it is made
        if not self._plans.is_begun(plan):
            self._plans.begin(plan)
        saved: list[Changed] = []
        skipped: dict[str, str] = {}
        for record_id in plan.records:
            try:
                if record_id in done:
                    saved.append(self._confirmed(record_id, done[record_id]))
                elif (proposal := begun.proposals.get(record_id)) is not None:
                    made = self._changes.make(record_id, proposal)
                    saved.append(Changed(record_id, made.digest, made.event, made.merged, made.notices))
            except NotSavedError as error:
                changed = sum(s.event is not None for s in saved)
                raise NotSavedError(
                    f"{error}; {changed} of {count} records were changed: the same command makes the rest, and undo"
                    " takes them back as one step"
                ) from error
            except DhrcurateError as error:
                skipped[record_id] = str(error)
            progress(len(saved) + len(skipped), count)
        self._interrupted = None
        self._end(plan)
        unchanged = tuple(notice for s in saved if not s.event for notice in s.notices)
        return Batch(plan.id, tuple(s for s in saved if s.event), skipped, unchanged)

    def reversal(self, batch: str, propose: Propose, *, undone: bool) -> Begun:
        """The bulk change that undoes (or, if it is `undone`, redoes) another."""
        proposals = {i: propose(e) for i, e in self._changes.events_of(batch, undone=undone).items()}
        return Begun.of(Plan.new(self._curator, tuple(proposals)), proposals)

    def interrupted_reversal(
        self, action: str, record_id: str | None, propose: Propose, *, undone: bool
    ) -> Begun | None:
        """What an undo (or redo) means first: one that the session could not finish, or a change that was cut short.

        Other bulk changes that were cut short are meant no more.

        Args:
            action: `undo` or `redo`.
            record_id: The record that is named, `None` for the whole library.
            propose: Proposes the reversal of one event.
            undone: Whether it is a redo.
        """
        begun = self._interrupted
        if begun is None or not begun.is_all(action) or record_id not in (None, *begun.plan.records):
            begun = self._of_cut_short(action, record_id, propose, undone=undone)
        self.cut_short = [plan for plan in self.cut_short if begun is not None and plan == begun.plan]
        return begun

    def _of_cut_short(self, action: str, record_id: str | None, propose: Propose, *, undone: bool) -> Begun | None:
        """A change that was cut short is taken back as far as it was made; an undo that was cut short is finished."""
        for plan in reversed(self.cut_short):
            done = self._done(plan) if plan.by == self._curator else {}
            if not done:
                continue
            actions = {event.action for event in done.values()}
            if actions.isdisjoint({"undo", "redo"}):
                if undone:
                    continue
                return self.reversal(plan.id, propose, undone=False)
            if actions == {action} and record_id in (None, *plan.records):
                batches = {self._batch_reversed(i, event) for i, event in done.items()} - {None}
                rest = {i: e for b in batches for i, e in self._changes.events_of(b or "", undone=undone).items()}
                left = {i: propose(e) for i, e in rest.items() if i in plan.records and i not in done}
                return Begun.of(plan, left)
        return None

    def _batch_reversed(self, record_id: str, event: Event) -> str | None:
        """The bulk change that the event that an undo (or redo) answers was part of."""
        events = self._changes.transactions.trail(self._changes.path(record_id)).events
        return next((e.batch for e in events if e.id == event.reverses), None)

    def _confirmed(self, record_id: str, event: Event) -> Changed:
        """The change that an interrupted bulk change made to a record, safely on disk."""
        transactions = self._changes.transactions
        on_disk, notices = transactions.settled(self._changes.path(record_id))
        transactions.confirm(on_disk.document)
        return Changed(record_id, on_disk.document.digest, event, notices=notices)

    def _done(self, plan: Plan) -> dict[str, Event]:
        """The events of a bulk change, by record id; a trail that cannot be read has none."""
        found: dict[str, Event] = {}
        for record_id in plan.records:
            with suppress(DhrcurateError):
                path = self._changes.path(record_id)
                if plan.id.encode() in (read_or_none(trail_beside(path), MAX_TRAIL_BYTES) or b""):
                    events = reversed(self._changes.transactions.trail(path).events)
                    if (event := next((e for e in events if e.batch == plan.id), None)) is not None:
                        found[record_id] = event
        return found

    def _is_of_here(self, plan: Plan) -> bool:
        """True if the library has a record that a plan names."""
        for record_id in plan.records:
            with suppress(DhrcurateError):
                path = self._changes.path(record_id)
                if is_there(path) or is_there(trail_beside(path)):
                    return True
        return False

    def _end(self, plan: Plan) -> None:
        try:
            self._plans.end(plan)
        except NotSavedError as error:
            self._tell(str(error))


def _cut_short_in_words(plan: Plan, done: int) -> str:
    by = visible(plan.by, one_line=True)
    what = f"a bulk change by {by} was cut short: {done} of {plural(len(plan.records), 'record')}"
    if not done:
        return f"{what}; the same command makes it"
    return f"{what}; {by}'s undo takes it back as one step, the same command makes the rest"
