"""The rows that the event of an update carries: the base of the next one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dhrcurate.curation.operations.structure import next_key
from dhrcurate.curation.updating.base import BaseRow
from dhrcurate.curation.updating.three_way import FIELDS
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit
from dhrcurate.trail.rows import edits_of_rows

_CARRIED = (*FIELDS, "note", "extracted", "extra")
"""The fields of a row, beside its key."""


class Carrying:
    """The rows of an update, each with a key of its own and the recommendations that hold it.

    Args:
        record: The record.
        used: The keys that recommendations and rows have ever had.
    """

    def __init__(self, record: Data, used: Collection[str]) -> None:
        self._record = record
        self._used = set(used)
        self._rows: dict[str, tuple[int | None, Data]] = {}
        self._fates: dict[str, list[str]] = {}
        self._gone: list[str] = []

    def fresh_key(self) -> str:
        """The next key that nothing ever had."""
        key = next_key(self._record, self._used)
        self._used.add(key)
        return key

    def add(self, at: int, row: Data, keys: Sequence[str], preferred: str | None = None) -> None:
        """Adds a row of the later extraction.

        Args:
            at: Its place there.
            row: The row, with what was said before of what the extraction says nothing of.
            keys: The recommendations that hold it; none where it was removed.
            preferred: The key to give it, if no other row has it.
        """
        key = preferred if preferred is not None and preferred not in self._rows else self.fresh_key()
        self._put(key, at, row, keys)

    def add_gone(self, row: BaseRow) -> None:
        """Adds a row that the later extraction does not have; it may come back."""
        if row.key not in self._rows:
            self._put(row.key, None, row.fields, row.keys)
            self._gone.append(row.key)

    def _put(self, key: str, at: int | None, row: Data, keys: Sequence[str]) -> None:
        self._rows[key] = at, {"key": key, **{name: row[name] for name in _CARRIED if row.get(name) is not None}}
        if list(keys) != [key]:
            self._fates[key] = list(keys)

    def edits(self, facts: Data) -> tuple[Edit, ...]:
        """The edits by which the event carries the rows, in the order of the later extraction, with other facts."""
        ordered = sorted(self._rows.values(), key=lambda one: (one[0] is None, one[0] or 0))
        return edits_of_rows({**facts, RECOMMENDATIONS: [row for _, row in ordered]})

    def because(self, extraction: str, unsaid: Collection[str]) -> dict[str, Any]:
        """What the event says of the rows in clear: their keys, and of what the extraction itself said nothing.

        Of that the rows have what was said before. An event that names nothing is of an extraction that spoke of all.
        """
        told: dict[str, Any] = {"extraction": extraction}
        if unsaid:
            told["unsaid"] = sorted(unsaid)
        if self._fates:
            told["rows"] = self._fates
        if self._gone:
            told["gone"] = self._gone
        return told
