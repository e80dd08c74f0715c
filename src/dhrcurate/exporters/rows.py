"""Recommendations as rows of a table: the columns of CSV and the members of JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.fields import CURATION, RECOMMENDATION, RECORD, REVIEW, SOURCE, Field, Kind, Table
from dhrcurate.exporters.model import Entry, Export, Review

JOIN = " | "
"""Separates several agencies in one cell, as in the published tables."""


class _Line(NamedTuple):
    """A row before it has columns; `names` and `known` are the agencies that it is about."""

    review: Review
    entry: Entry
    names: Sequence[str]
    known: Sequence[Agency | None]


def rows(export: Export) -> Iterator[dict[str, Any]]:
    """Yield the rows of an export, values by column; fields with several values give lists.

    There is a row per recommendation or, if the export says so, per agency of it; a recommendation without agencies
    has one row all the same.
    """
    for review, entry in export:
        names, known = entry.recommendation.agencies, entry.agencies
        if not export.per_agency:
            yield _row(_Line(review, entry, names, known))
            continue
        for i in range(max(1, len(names))):
            yield _row(_Line(review, entry, names[i : i + 1], known[i : i + 1]))


def columns() -> list[str]:
    """Return the names of the columns, in order."""
    return list(_COLUMNS)


def _row(line: _Line) -> dict[str, Any]:
    return {column: value_of(line) for column, value_of in _COLUMNS.items()}


_Value = Callable[[_Line], Any]

_BESIDE: Mapping[str, Mapping[str, _Value]] = {
    "agencies": {
        "agency_ids": lambda line: [a.id if a else "" for a in line.known],
        "agency_kinds": lambda line: [a.kind if a else "" for a in line.known],
        "agency_classes": lambda line: [(a.class_ or "") if a else "" for a in line.known],
    },
    "note": {
        "decided_by": lambda line: line.entry.decided.by if line.entry.decided else None,
        "decided_at": lambda line: line.entry.decided.at if line.entry.decided else None,
    },
}
"""Columns that are no field of the record, by the column that they follow."""

_OWN: Mapping[str, _Value] = {"agencies": lambda line: list(line.names)}
"""Columns whose value is not the field's alone."""


def _value(field: Field, path: str) -> _Value:
    """The value of a field, read at a path of attributes from the line."""
    value_of = attrgetter(f"{path}.{field.name}")
    match field.kind:
        case Kind.LIST:
            return lambda line: list(value_of(line))
        case Kind.MOMENT:
            return lambda line: to_json(value_of(line))
        case Kind.CHOICE:
            return lambda line: None if (value := value_of(line)) is None else str(value)
        case _:
            return value_of


def _columns(table: Table, path: str) -> Iterator[tuple[str, _Value]]:
    for field in table:
        if field.column:
            yield field.column, _OWN.get(field.column) or _value(field, path)
            yield from _BESIDE.get(field.column, {}).items()


def _all_columns() -> Iterator[tuple[str, _Value]]:
    yield from _columns(RECORD, "review.record")
    yield from _columns(RECOMMENDATION, "entry.recommendation")
    # The partnership has always come before the title.
    yield from sorted(_columns(REVIEW, "review.record.review"), key=lambda column: column[0] != "csp")
    yield from _columns(CURATION, "review.record.curation")
    yield from _columns(SOURCE, "review.record.source")
    yield "record_digest", attrgetter("review.digest")
    yield "trail_head", attrgetter("review.head")


_COLUMNS: Mapping[str, _Value] = dict(_all_columns())
