"""The fields of a record that are listed as a label and a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from dhrcurate.domain.edit import Data
from dhrcurate.domain.fields import Field, Kind, Table
from dhrcurate.domain.words import columns_told, extracted_told
from dhrcurate.review.history_text import said


def listed(data: Data, *tables: Table) -> Iterator[tuple[Field, Any]]:
    """The fields of some tables that are listed as a label and a value, with their values where they have one.

    What the extraction says is told in words, and the columns that came beside a recommendation a line each.
    """
    for table in tables:
        values = data.get(table.name) or {}
        for row in table:
            if row.listed and (value := _told(row, values.get(row.name))) not in (None, "", []):
                yield row, value


def _told(field: Field, value: Any) -> Any:
    if isinstance(value, Mapping):
        return columns_told(value) if field.kind is Kind.MAP else extracted_told(value)
    return value


def joined(value: object) -> str:
    """A listed value as text, several values with commas between them, a time as it is said."""
    if isinstance(value, datetime):
        return said(value.isoformat())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
