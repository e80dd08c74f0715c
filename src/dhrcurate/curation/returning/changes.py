"""What the rows of an export that came back change in a record, cell by cell beside what was exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dhrcurate.curation.operations.rejections import chosen
from dhrcurate.curation.returning.cells import Unread, damage, entries_in, said, same
from dhrcurate.curation.returning.columns import EDITABLE, Columns
from dhrcurate.curation.returning.rewriting import rewritings, rewritten
from dhrcurate.curation.returning.sheet import Sheet
from dhrcurate.curation.returning.states import OF_AGENCIES, BaseRow, States
from dhrcurate.domain.edit import RECOMMENDATIONS, Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import RECORD_DIGEST, TRAIL_HEAD, Field, Kind
from dhrcurate.domain.record import Status
from dhrcurate.domain.words import field_in_words, plural
from dhrcurate.exporters.rows import in_cell

WITH_STATUS = "was left out, as it came with a decision that was not taken"
"""Why the note of a decision stays as it is."""
NumberedRow = tuple[int, Sequence[str]]
"""The number of a row in its file, and its cells."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says something else than what was exported.

    Attributes:
        line: The number of its row.
        key: The recommendation.
        field: The field.
        exported: The cell as it was exported.
        cell: The cell as it came back.
        base: The field's value as it was exported.
        value: Its value now in the file.
        rewritten: In which way a spreadsheet makes just this of what was exported; empty if none does.
        of: The recommendation as it was exported.
    """

    line: int
    key: str
    field: str
    exported: str
    cell: str
    base: Any
    value: Any
    rewritten: str
    of: Data


@dataclass
class Compared:
    """What the rows of one record say.

    Attributes:
        changes: The cells that were changed.
        keys: The recommendations whose rows were read.
        lost: What is told of cells and rows of which nothing can be taken, a sentence each.
        fixed: How many cells were changed in each column that nobody may change.
        intact: How many cells a spreadsheet would have written anew, and did not, by field and way.
    """

    changes: list[Change] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    fixed: Counter[str] = field(default_factory=Counter)
    intact: Counter[tuple[str, str]] = field(default_factory=Counter)


def _once(changes: Sequence[Change]) -> tuple[list[Change], list[str]]:
    """Changes of which no two are of one field, and what is told of those that were, of rows of several states."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.key, change.field), []).append(change)
    kept, told = [], []
    for (key, name), own in found.items():
        if all(one.value == own[0].value for one in own):
            kept.append(own[0])
        else:
            lines = ", ".join(str(one.line) for one in own)
            told.append(f"rows {lines}, {key}, {field_in_words(name)}: say different things: left out")
    return kept, told


class Comparing:
    """Compares rows of one record with what was exported.

    Args:
        columns: Their columns.
        states: The states that the record was exported in.
        ours: What it says now.
        sheet: The file that they are in.

    Attributes:
        found: What they say, so far.
    """

    def __init__(self, columns: Columns, states: States, ours: Data, sheet: Sheet) -> None:
        self.found = Compared()
        self._columns, self._states, self._sheet = columns, states, sheet
        self._here = {str(row["key"]): row for row in ours.get(RECOMMENDATIONS, ())}

    def compare(self, rows: Iterable[NumberedRow]) -> Compared:
        """Compares all rows of the record."""
        found, columns = self.found, self._columns
        unknown: Counter[str] = Counter()
        for line, cells in rows:
            key = columns.cell(cells, "key").strip()
            head, digest = (columns.cell(cells, name).strip() for name in (TRAIL_HEAD, RECORD_DIGEST))
            try:
                base = self._states.of(head, digest)
            except RefusedError as error:
                unknown[str(error)] += 1
                continue
            if key not in base:
                found.lost.append(f"row {line}: there was no {key} when it was exported")
                continue
            found.keys.append(key)
            changed = list(self._changed(line, cells, base[key]))
            if changed and key not in self._here:
                found.lost.append(f"row {line}: {key} was changed there, and was removed or joined here since")
                continue
            found.changes += changed
        found.changes, twice = _once(found.changes)
        found.lost += twice
        for why, count in unknown.items():
            found.lost.append(f"{plural(count, 'row was', 'rows were')} left out: {why}")
        return found

    def _changed(self, line: int, cells: Sequence[str], base: BaseRow) -> Iterator[Change]:
        """The changes of a row; what cannot be taken of it is told."""
        key = str(base.values["key"])
        skipped: Sequence[str] = ()
        refused: set[str] = set()
        for column, one in EDITABLE.items():
            if not self._columns.holds(cells, column):
                continue
            cell, exported = self._columns.cell(cells, column), base.shown[column]
            if isinstance(cell, Unread):
                if exported:
                    self._lose(line, key, one, cell.why)
                continue
            if same(cell, exported, partial(base.hidden, column)):
                self.found.intact.update((one.name, way) for way in rewritings(exported))
                continue
            if one.kind is Kind.LIST:
                skipped = OF_AGENCIES  # they go with what was changed beside them
            try:
                value = self._value(line, cell, one, base)
            except RefusedError as error:
                refused.add(one.name)
                self._lose(line, key, one, str(error))
                continue
            if one.name == "note" and "status" in refused:
                self._lose(line, key, one, WITH_STATUS)
                continue
            if one.name == "note" and isinstance(value, str) and self._rejects(cells):
                value = chosen(value)[1]  # as whoever rejects on screen says the kind of the reason
            if value != (before := base.values.get(one.name)):
                anew = rewritten(cell, exported)
                yield Change(line, key, one.name, exported, cell, before, value, anew, base.values)
        self._look_at_fixed(cells, base, skipped)

    def _rejects(self, cells: Sequence[str]) -> bool:
        return self._columns.cell(cells, "status").strip().lower() == Status.REJECTED.value

    def _lose(self, line: int, key: str, one: Field, why: str) -> None:
        self.found.lost.append(f"row {line}, {key}, {field_in_words(one.name)}: {why}")

    def _look_at_fixed(self, cells: Sequence[str], base: BaseRow, skipped: Sequence[str]) -> None:
        """Counts the cells of a row that were changed though nobody may change them, but for some columns."""
        for column in self._columns.fixed:
            exported = base.shown.get(column)
            if exported is None or column in skipped or not self._columns.holds(cells, column):
                continue
            cell = self._columns.cell(cells, column)
            if not (same(cell, exported, partial(base.hidden, column)) or rewritten(cell, exported)):
                self.found.fixed[column] += 1

    def _value(self, line: int, cell: str, one: Field, base: BaseRow) -> Any:
        """The value of a field in a cell that was changed.

        Raises:
            RefusedError: If it cannot be taken, with the reason.
        """
        exported, before = base.shown[one.column], base.values.get(one.name)
        if one.name in base.unknown:
            now = self._here.get(str(base.values["key"]), {}).get(one.name)
            if same(cell, in_cell(now), str):
                return before
            raise RefusedError("was taken out of the trail since it was exported, so it stays as it is")
        if line == self._sheet.unended and exported.startswith(cell):
            raise RefusedError("the file may break off there: end its last line, if it does not")
        if why := damage(cell, exported, partial(base.hidden, one.column)):
            raise RefusedError(why)
        text = said(cell, exported, typed=self._sheet.typed)
        if one.kind is Kind.LIST:
            return entries_in(text, before or ())
        if one.choices:
            chosen = text.strip().lower()
            if chosen not in one.choices:
                raise RefusedError(f"“{text}” is none of {', '.join(one.choices)}")
            return chosen
        if one.filled and not text.strip():
            raise RefusedError("cannot be empty; what is no recommendation can be rejected")
        if one.kind is Kind.PRINTED_NUMBER:
            text = text.strip()
        return text if text.strip() or one.required else None
