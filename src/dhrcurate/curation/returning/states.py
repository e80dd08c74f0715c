"""What a record said when it was exported: the base of what comes back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import ValidationError

from dhrcurate.curation.checking.documents import Documents
from dhrcurate.curation.exported import decisions, entries
from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.returning.columns import EDITABLE
from dhrcurate.domain.agency import Names
from dhrcurate.domain.columns import EXTRA
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, pointer
from dhrcurate.domain.errors import DhrcurateError, RefusedError
from dhrcurate.domain.evidence import Located
from dhrcurate.domain.fields import COLUMNS_BEHIND
from dhrcurate.domain.printed_place import located_by_key
from dhrcurate.domain.record import Record
from dhrcurate.exporters.model import Decided, Export, Review
from dhrcurate.exporters.rows import in_cell, rows
from dhrcurate.rules.disclosure.masking import mask, masked_columns
from dhrcurate.trail.event import Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import replay

OF_AGENCIES = COLUMNS_BEHIND["agencies"]
OF_DECISIONS = ("decided_by", "decided_at")
OF_DOCUMENTS = ("page", "document_status")


@dataclass(frozen=True)
class BaseRow:
    """A recommendation as it was exported.

    Attributes:
        values: Its fields.
        shown: What an export shows of it, by column; a column of which that is not known is not in it.
        unknown: The fields of which nothing is known, as they were taken out of the trail since.
    """

    values: Data
    shown: Mapping[str, str]
    unknown: Collection[str] = ()
    _masked: dict[str, str] = field(default_factory=dict, repr=False)

    def hidden(self, column: str) -> str:
        """What a masked export shows of it in a column."""
        if column not in self._masked:
            if column == EXTRA:
                columns = masked_columns(self.values.get(EXTRA) or {})
                self._masked[column] = json.dumps(columns, ensure_ascii=False) if columns else ""
            else:
                self._masked[column] = mask(self.shown[column])
        return self._masked[column]


Base = Mapping[str, BaseRow]
"""The recommendations of a record as they were exported, by key."""


class States:
    """The states of one record that rows of an export are of.

    Args:
        library: Its library.
        loaded: The record as it is.
        trail: Its trail.
        columns: The columns that are compared.
    """

    def __init__(self, library: Library, loaded: Loaded, trail: Trail, columns: Collection[str]) -> None:
        self._library, self._loaded, self._trail, self._columns = library, loaded, trail, columns
        self._known: dict[tuple[str, str], Base] = {}
        self._events = {event.id: event for event in trail.events}

    def of(self, head: str, digest: str) -> Base:
        """The state that a row is of.

        Args:
            head: What its `trail_head` says.
            digest: What its `record_digest` says, empty if the column is not there.

        Raises:
            RefusedError: If that state is not known.
        """
        if (head, digest) not in self._known:
            self._known[head, digest] = self._found(head, digest)
        return self._known[head, digest]

    def _found(self, head: str, digest: str) -> Base:
        if digest and digest == self._loaded.digest:
            return self._base(self._loaded.data, None, Gone())
        if (event := self._events.get(head)) is None:
            told = f"no state {head[:12]}" if head else "nothing of the state that was exported"
            raise RefusedError(f"its trail has {told}: export it again")
        if digest and event.state_salt is not None and not event.leads_to(digest):
            raise RefusedError(
                "it had been changed outside of its trail when it was exported, and not so since: export it again"
            )
        state = replay(self._trail, event)
        return self._base(state.data, event, Gone(dict.fromkeys(state.redacted, False)))

    def _base(self, data: Data, event: Event | None, gone: Gone) -> Base:
        shown = self._shown(data, event)
        found = {}
        for row in data.get(RECOMMENDATIONS, ()):
            key = str(row["key"])
            said = {column: in_cell(row.get(one.name)) for column, one in EDITABLE.items()}
            unknown = {n for n in EDITABLE if gone.touches(pointer(RECOMMENDATIONS, key, n))}
            also = {} if gone else shown.get(key, {})  # what was taken out may stand in other columns, too
            found[key] = BaseRow(row, {**also, **said}, unknown)
        return found

    def _shown(self, data: Data, event: Event | None) -> dict[str, dict[str, str]]:
        """What an export shows of each recommendation in the columns that nobody may change, by key.

        Args:
            data: The content of the record.
            event: The event that led to it; `None` for the record as it is.
        """
        try:
            record = Record.model_validate(data)
        except ValidationError:
            return {}
        decided: dict[str, Decided] = {}
        left_out = set(OF_AGENCIES) if self._names is None else set()
        if any(column in self._columns for column in OF_DECISIONS):
            try:
                decided = decisions(self._trail, data, event) if self._trail.events else {}
            except (DhrcurateError, KeyError):
                left_out.update(OF_DECISIONS)
        told = entries(record.recommendations, self._names, decided, self._printed)
        review = Review(record, "", None, tuple(told))
        shown = {}
        for row in rows(Export((review,), "", "", extra=True)):
            texts = {column: in_cell(value) for column, value in row.items() if column not in left_out}
            for column in OF_DOCUMENTS:
                if not texts[column]:
                    del texts[column]  # its documents were read elsewhere, perhaps
            shown[str(row["key"])] = texts
        return shown

    @cached_property
    def _names(self) -> Names | None:
        return self._library.names if any(column in self._columns for column in OF_AGENCIES) else None

    @cached_property
    def _printed(self) -> Mapping[str, Located]:
        if not any(column in self._columns for column in OF_DOCUMENTS):
            return {}
        with suppress(DhrcurateError):
            return located_by_key(Documents(self._library.folder, "cached").evidence(self._loaded.document))
        return {}
