"""Cells of an export that were changed, merged into the record as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dhrcurate.curation.operations.common import changed
from dhrcurate.curation.operations.signoff import reopen
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.returning.changes import Change
from dhrcurate.curation.updating.three_way import conflict, stands
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, pointer
from dhrcurate.domain.extraction import CONFLICTS, agree, is_open
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.domain.words import field_in_words
from dhrcurate.exporters.rows import in_cell
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import Trail

EXPORT = "export"
"""What the reason of an event names the file by that it came from."""
_WORDS = frozenset(field.name for field in RECOMMENDATION if field.free_text or field.kind is Kind.PRINTED_NUMBER)
"""Fields that a conflict can stand beside: both sides are texts."""


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

    def merge(self, changes: Iterable[Change], keys: Sequence[str]) -> None:
        """Merges the changes of a file into it.

        Args:
            changes: The changes.
            keys: The recommendations that the file has rows of, changed or not.
        """
        for change in changes:
            self._merge(change)
        raised = {(one.key, one.field) for one in self.told if one.what is What.CONFLICT}
        for key in dict.fromkeys(keys):
            row = {**self._here.get(key, {}), **self.values.get(key, {})}
            for one in row.get(CONFLICTS) or ():
                if is_open(row, one) and (key, one["field"]) not in raised:
                    self._tell(What.OPEN, key, str(one["field"]), None, one.get("theirs"))

    def _merge(self, change: Change) -> None:
        row, name = self._here[change.key], change.field
        now = row.get(name)
        if now == change.value:
            return
        if agree(now, change.base):
            self.values.setdefault(change.key, {})[name] = change.value
            self._tell(What.TAKEN, change.key, name, change.base, change.value)
        elif agree(now, change.value) or stands(self._disputed(row).get(name), change.value):
            return  # it is there already, or the conflict about it is
        elif name not in _WORDS or name in self._disputed(row):
            why = "an open conflict is about it: decide that first" if name in _WORDS else "it was changed here since"
            self.lost.append(
                f"row {change.line}, {change.key}, {field_in_words(name)}: stays as it is, and is not"
                f" “{in_cell(change.value)}”, as {why}"
            )
        elif self._was_decided(change.key):
            self._tell(What.KEPT, change.key, name, change.base, change.value)
        else:
            self._dispute(change)

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
        undone = reversed_events(self.trail)
        own = (e for e in self.trail.events if (e.because or {}).get(EXPORT) == self.by and e.id not in undone)
        return any(change.path == path for event in own for change in event.changes)

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
