"""An export that comes back into its library: what differs becomes edits of its records, made as one change."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.returning.changes import Change, Compared, Comparing, NumberedRow
from dhrcurate.curation.returning.columns import EDITABLE, Columns
from dhrcurate.curation.returning.merging import Merging
from dhrcurate.curation.returning.rows import apart
from dhrcurate.curation.returning.sheet import Sheet
from dhrcurate.curation.returning.states import States
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.updater import Updated
from dhrcurate.domain.edit import RECOMMENDATIONS
from dhrcurate.domain.errors import DhrcurateError, RefusedError
from dhrcurate.domain.extraction import extraction_id
from dhrcurate.domain.record import Status
from dhrcurate.domain.words import field_in_words, plural
from dhrcurate.exporters.rows import JOIN

_NEED_A_NOTE = frozenset({Status.REJECTED.value, Status.QUERIED.value})
_SHOWN = 5
_OTHER_JOIN = re.compile(r"[;,/\n]")
"""What people write between agencies."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of an export that came back, as a whole.

    Attributes:
        records: How many records it has rows of.
        changed: How many of them it changed.
        warnings: What is told of the file, a sentence each.
        lost: Those of them that tell of something in it that is not in the library.
        outcomes: What became of each record of which something is told.
    """

    records: int
    changed: int
    warnings: tuple[str, ...]
    lost: tuple[str, ...]
    outcomes: tuple[Updated, ...]

    @property
    def settled(self) -> bool:
        """Whether nobody has to look at it."""
        return not self.lost and all(one.settled for one in self.outcomes)


@dataclass
class _Read:
    """A record that a file has rows of, and what these say."""

    loaded: Loaded
    on_disk: OnDisk
    compared: Compared
    outcome: Updated | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Returner:
    """Takes exports back into a library.

    Attributes:
        session: The curator's session.
        reopens: Whether records that are signed off are reopened.
        record: The only record that is meant; `None` for all that the file has rows of.
        mapping: The columns of fields that have another name in the file.
        drop_columns: Whether columns that no export has are passed over in silence.
        dry_run: Whether nothing is written.
    """

    session: Session
    reopens: bool
    record: str | None = None
    mapping: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    drop_columns: bool = False
    dry_run: bool = False

    def take_back(self, sheet: Sheet) -> Returned:
        """Takes an export back.

        Args:
            sheet: The export.

        Raises:
            RefusedError: If it is an export of a kind that cannot come back.
            UnusableError: If a column that the caller gave is not there.
            NotSavedError: If it cannot be written to disk.
        """
        columns = Columns.of(sheet, self.mapping)
        by = extraction_id(f"sha256:{sheet.digest}")
        rows, notices, lost = apart(sheet, columns)
        if not self.drop_columns:
            lost += [f"the column “{name[:60]}” is in no export, so nothing of it was read" for name in columns.unknown]
        if columns.lacking:
            named = ", ".join(field_in_words(EDITABLE[column].name) for column in columns.lacking)
            notices.append(f"has no column for {named}: these stay as they are")
        read = list(self._read_all(rows, columns, sheet, lost))
        lost += _fixed_in_words(read)
        lost += _without_rewritten(read)
        for one in read:
            self._merge(one, by)
        self._make(read)
        outcomes = tuple(o for one in read if (o := one.outcome) and (o.told or o.warnings or o.signed_off))
        changed = sum(one.proposal is not None for one in read)
        return Returned(len(rows), changed, (*notices, *lost), tuple(lost), outcomes)

    def _read_all(
        self, rows: Mapping[str, Sequence[NumberedRow]], columns: Columns, sheet: Sheet, lost: list[str]
    ) -> Iterator[_Read]:
        library = self.session.library
        ids, reader = set(library.ids()), CachingReader()
        for record_id, own in rows.items():
            left_out = f"{record_id}: its {plural(len(own), 'row')} left out"
            if self.record not in (None, record_id):
                lost.append(f"{left_out}, as --record names another one")
            elif record_id not in ids:
                lost.append(f"{left_out}: there is no such record in {library.root}")
            else:
                try:
                    yield self._read(library, record_id, own, columns, reader, sheet)
                except DhrcurateError as error:
                    lost.append(f"{left_out}: {error}")

    @staticmethod
    def _read(
        library: Library,
        record_id: str,
        rows: Sequence[NumberedRow],
        columns: Columns,
        reader: CachingReader,
        sheet: Sheet,
    ) -> _Read:
        loaded = library.load(record_id)
        if loaded.record is None or not loaded.document.writable:
            raise RefusedError("it is not sound; `dhrcurate check` tells why")
        on_disk = reader.read(loaded.document.path)
        states = States(library, loaded, on_disk.trail, columns.at)
        return _Read(loaded, on_disk, Comparing(columns, states, loaded.data, sheet).compare(rows))

    def _merge(self, one: _Read, by: str) -> None:
        loaded, found = one.loaded, one.compared
        path = loaded.document.path
        assert loaded.record is not None  # as it is sound
        if loaded.record.signed_off and found.changes and not self.reopens:
            one.outcome = Updated(loaded.id, path, signed_off=True, warnings=tuple(found.lost), lost=tuple(found.lost))
            return
        merging = Merging(loaded.data, by, one.on_disk.trail)
        merging.merge(found.changes, found.keys)
        lost = tuple(f"{loaded.id}: {words}" for words in (*found.lost, *merging.lost))
        beside = (*self._not_in_register(found.changes), *_without_reason(merging))
        told = tuple(f"{loaded.id}: {words}" for words in beside)
        one.outcome = Updated(loaded.id, path, tuple(merging.told), warnings=(*lost, *told), lost=lost)
        one.proposal = merging.proposal()

    def _not_in_register(self, changes: Sequence[Change]) -> Iterator[str]:
        """What is told of agencies that a file names and the register does not: they are taken all the same."""
        for change in changes:
            new = set(change.value) - set(change.base or ()) if change.field == "agencies" else ()
            for name in change.value if new else ():
                if name in new and self.session.library.names.entry(name) is None:
                    how = f"; several agencies have “{JOIN}” between them" if _OTHER_JOIN.search(name) else ""
                    yield f"row {change.line}, {change.key}, agencies: the register has no “{name}”{how}"

    def _make(self, read: Sequence[_Read]) -> None:
        """Makes all changes as one; a record that cannot be changed is told."""
        proposals = {one.loaded.id: one.proposal for one in read if one.proposal is not None}
        if not proposals:
            return
        skipped = self._tried(read) if self.dry_run else self.session.apply_many(proposals).skipped
        for one in read:
            if (why := skipped.get(one.loaded.id)) is not None and one.outcome is not None:
                told = (*one.outcome.lost, f"{one.loaded.id}: nothing was changed: {why}")
                one.outcome = replace(one.outcome, told=(), warnings=told, lost=told)
                one.proposal = None

    def _tried(self, read: Sequence[_Read]) -> dict[str, str]:
        """Why some records cannot be changed, with nothing written."""
        skipped = {}
        for one in read:
            if one.proposal is not None:
                try:
                    self.session.tried(one.on_disk, one.proposal)
                except DhrcurateError as error:
                    skipped[one.loaded.id] = str(error)
        return skipped


def _without_reason(merging: Merging) -> Iterator[str]:
    """What is told of recommendations that a file rejects or queries without a word: on screen nobody can."""
    here = {str(row["key"]): row for row in merging.ours.get(RECOMMENDATIONS, ())}
    silent = [
        key
        for key, values in merging.values.items()
        if values.get("status") in _NEED_A_NOTE and not values.get("note", here[key].get("note"))
    ]
    if silent:
        named = ", ".join(silent[:_SHOWN]) + (f" and {len(silent) - _SHOWN} more" if len(silent) > _SHOWN else "")
        yield f"{named}: rejected or queried without a note that says why"


def _fixed_in_words(read: Sequence[_Read]) -> Iterator[str]:
    """What is told of the columns that nobody may change, and in which cells differ."""
    fixed: Counter[str] = sum((one.compared.fixed for one in read), Counter())
    for column, count in fixed.items():
        yield (
            f"{column}: {plural(count, 'cell differs', 'cells differ')} from what is exported, and this column cannot"
            f" be changed in an export; these can: {', '.join(EDITABLE)}"
        )


def _without_rewritten(read: Sequence[_Read]) -> Iterator[str]:
    """Takes out the changes that are a spreadsheet's own, and yields what is told of them, a sentence for each field.

    A spreadsheet rewrites all cells that it takes for numbers or dates of one kind. Where one of them is as it was, it
    did not, and the others are a curator's.
    """
    intact: Counter[tuple[str, str]] = sum((one.compared.intact for one in read), Counter())
    found: defaultdict[str, list[tuple[_Read, Change]]] = defaultdict(list)
    for one in read:
        kept: list[Change] = []
        for change in one.compared.changes:
            if change.rewritten and not intact[change.field, change.rewritten]:
                found[change.field].append((one, change))
            else:
                kept.append(change)
        one.compared.changes = kept
    for name, changes in found.items():
        one, change = changes[0]
        yield (
            f"{field_in_words(name)}: {plural(len(changes), 'cell was', 'cells were')} left out, as a spreadsheet"
            f" wrote them anew: “{change.cell}” for “{change.exported}” in {one.loaded.id}, {change.key}; in an export"
            " as XLSX they stay as they are"
        )
