"""Cells of an export that were changed, merged into the record as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dhrcurate.curation.operations.common import changed
from dhrcurate.curation.operations.signoff import reopen
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.returning.changes import WITH_STATUS, Change
from dhrcurate.curation.updating.three_way import conflict, same_words, stands
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, pointer
from dhrcurate.domain.extraction import CONFLICTS, agree, is_open
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.domain.wording import words_of
from dhrcurate.domain.words import field_in_words
from dhrcurate.exporters.rows import in_cell
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail

EXPORT = "export"
"""What the reason of an event names the file by that it came from."""
_WORDS = frozenset(field.name for field in RECOMMENDATION if field.free_text or field.kind is Kind.PRINTED_NUMBER)
"""Fields that a conflict can stand beside: both sides are texts."""
_ABOUT = {"agencies": ("addressed_to",), "status": ("title", "text", "addressed_to"), "note": ()}
"""What is decided about which words: about others nobody decided."""


def _say_other_things(one: Data, other: Data, names: Sequence[str]) -> bool:
    """True if two states of a recommendation differ in words in some fields; a heading that is set apart does not."""
    cell = "addressed_to"
    if cell in names and words_of(str(one.get(cell) or "")) != words_of(str(other.get(cell) or "")):
        return True
    return "text" in names and not same_words(one, other)


@dataclass
class Merging:
    """A record under way from what it says to what a file changed of it.

    Attributes:
        ours: What it says.
        by: What the file is called in the trail and in conflicts.
        trail: Its trail.
        told: What is done, a line at a time.
        lost: What is told of changes that cannot be made, a sentence each.
        values: The new values of each recommendation, by key.
    """

    ours: Data
    by: str
    trail: Trail
    told: list[Told] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._here = {str(row["key"]): row for row in self.ours.get(RECOMMENDATIONS, ())}
        self._refused: set[str] = set()

    def merge(self, changes: Iterable[Change], keys: Sequence[str]) -> None:
        """Merges the changes of a file into it.

        Args:
            changes: The changes.
            keys: The recommendations that the file has rows of, changed or not.
        """
        changes = list(changes)
        said: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for change in changes:
            said[change.key][change.field] = change.value
        for change in sorted(changes, key=lambda one: one.field in _ABOUT):  # what was decided comes after the words
            self._merge(change, {**change.of, **said[change.key]})
        raised = {(one.key, one.field) for one in self.told if one.what is What.CONFLICT}
        for key in dict.fromkeys(keys):
            row = {**self._here.get(key, {}), **self.values.get(key, {})}
            for one in row.get(CONFLICTS) or ():
                if is_open(row, one) and (key, one["field"]) not in raised:
                    self._tell(What.OPEN, key, str(one["field"]), None, one.get("theirs"))

    def _merge(self, change: Change, seen: Data) -> None:
        """Merges one change of a recommendation that whoever made it saw as it is in the file."""
        row, name = self._here[change.key], change.field
        now = row.get(name)
        if now == change.value:
            return
        if self._was_taken(change):
            self._tell(What.KEPT, change.key, name, change.base, change.value)
        elif name == "note" and change.key in self._refused:
            self._lose(change, WITH_STATUS)
        elif agree(now, change.base):
            if _say_other_things(seen, {**row, **self.values.get(change.key, {})}, _ABOUT.get(name, ())):
                why = "the words that it is about were changed here since"
                self._lose(change, f"stays as it is, and is not “{in_cell(change.value)}”, as {why}")
                return
            self.values.setdefault(change.key, {})[name] = change.value
            self._tell(What.TAKEN, change.key, name, change.base, change.value)
        elif agree(now, change.value) or stands(self._disputed(row).get(name), change.value):
            return  # it is there already, or the conflict about it is
        elif name not in _WORDS or name in self._disputed(row):
            why = "an open conflict is about it: decide that first" if name in _WORDS else "it was changed here since"
            self._lose(change, f"stays as it is, and is not “{in_cell(change.value)}”, as {why}")
        elif self._was_decided(change.key):
            self._tell(What.KEPT, change.key, name, change.base, change.value)
        else:
            self._dispute(change)

    def _lose(self, change: Change, why: str) -> None:
        if change.field == "status":
            self._refused.add(change.key)
        self.lost.append(f"row {change.line}, {change.key}, {field_in_words(change.field)}: {why}")

    def _was_taken(self, change: Change) -> bool:
        """True if the same file came in before and this was taken: what somebody changed since is not set back."""
        path = pointer(RECOMMENDATIONS, change.key, change.field)
        return any(one.path == path and one.new == change.value for event in self._earlier for one in event.changes)

    @cached_property
    def _earlier(self) -> list[Event]:
        """The events by which the same file came in before, and that still stand."""
        undone = reversed_events(self.trail)
        return [e for e in self.trail.events if (e.because or {}).get(EXPORT) == self.by and e.id not in undone]

    def _dispute(self, change: Change) -> None:
        values = self.values.setdefault(change.key, {})
        before = values.get(CONFLICTS) or list(self._here[change.key].get(CONFLICTS, ()))
        left = [one for one in before if one["field"] != change.field]
        values[CONFLICTS] = [*left, conflict(change.field, change.value, self.by)]
        self._tell(What.CONFLICT, change.key, change.field, change.base, change.value)

    @staticmethod
    def _disputed(row: Data) -> dict[str, Data]:
        """The open conflicts about a recommendation, by field."""
        return {str(one["field"]): one for one in row.get(CONFLICTS) or () if is_open(row, one)}

    def _was_decided(self, key: str) -> bool:
        """True if the same file came in before and raised a conflict, about which somebody has decided since."""
        path = pointer(RECOMMENDATIONS, key, CONFLICTS)
        return any(change.path == path for event in self._earlier for change in event.changes)

    def _tell(self, what: What, key: str, name: str, old: Any, new: Any) -> None:
        row = self._here[key]
        before, after, yours = (None if value is None else in_cell(value) for value in (old, new, row.get(name)))
        self.told.append(Told(what, key, str(row.get("number") or ""), name, before, after, yours))

    def proposal(self) -> Proposal | None:
        """The change; `None` if there is none."""
        edits: tuple[Edit, ...] = ()
        for key, values in self.values.items():
            edits += changed(self.ours, key, values)
        if not edits:
            return None
        if self.ours["curation"]["state"] != "open":
            edits = (*reopen(self.ours).edits, *edits)
        return Proposal("edit", edits, because={EXPORT: self.by})
