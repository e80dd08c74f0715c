"""Recommendations as rows of a table: the columns of CSV and the members of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.fields import (
    AGENCY_OF,
    COLUMNS_BEHIND,
    CURATION,
    RECOMMENDATION,
    RECORD,
    RECORD_DIGEST,
    REVIEW,
    SOURCE,
    TRAIL_HEAD,
    Field,
    Kind,
    Table,
)
from dhrcurate.exporters.model import Entry, Export, Review

JOIN = " | "
"""Separates several agencies in one cell, as in the published tables."""


def in_cell(value: Any) -> str:
    """A value of a row as the text of one cell."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return JOIN.join(value)
    return "" if value is None else str(value)


def rows(export: Export) -> Iterator[dict[str, Any]]:
    """Yield the rows of an export, values by column; fields with several values give lists.

    There is a row per recommendation or, if the export says so, per agency of it; a recommendation without agencies
    has one row all the same.
    """
    for own, about in rows_by_review(export):
        for row in own:
            yield {**row, **about}


def rows_by_review(export: Export) -> Iterator[tuple[Iterator[dict[str, Any]], dict[str, Any]]]:
    """Yield the rows of each review, and the columns behind them all, which are the same in each."""
    front = dict.fromkeys(columns(export)[: -len(_BEHIND)])
    for review in export.each():
        about = dict(zip(_OF_REVIEW, _review_values(review), strict=True))
        _convert(about, _CONVERTED_OF_REVIEW)
        own = front | {column: about[column] for column in _IN_REVIEW["record."]}
        yield _rows_of(review, own, export), {column: about[column] for column in _BEHIND}


def _rows_of(review: Review, front: Mapping[str, Any], export: Export) -> Iterator[dict[str, Any]]:
    for entry in review.entries:
        names, known = entry.recommendation.agencies, entry.agencies
        if not export.per_agency:
            yield _row(front, entry, names, known)
            continue
        for i in range(max(1, len(names))):
            row = _row(front, entry, names[i : i + 1], known[i : i + 1])
            yield row | {AGENCY_OF: f"{i + 1} of {len(names)}" if names else None}


def columns(export: Export) -> list[str]:
    """Return the names of an export's columns, in order."""
    front = [column for column in _FRONT if export.extra or column not in _HELD_BACK]
    return [*front, *([AGENCY_OF] if export.per_agency else []), *_BEHIND]


def _row(
    front: Mapping[str, Any], entry: Entry, names: Sequence[str], known: Sequence[Agency | None]
) -> dict[str, Any]:
    row = {**front}
    row.update(zip(_OF_RECOMMENDATION, _recommendation_values(entry.recommendation), strict=True))
    _convert(row, _CONVERTED_OF_RECOMMENDATION)
    row["agencies"] = list(names)
    row["agency_ids"] = [a.id if a else "" for a in known]
    row["agency_kinds"] = [a.kind if a else "" for a in known]
    row["agency_classes"] = [(a.class_ or "") if a else "" for a in known]
    row["decided_by"] = entry.decided.by if entry.decided else None
    row["decided_at"] = entry.decided.at if entry.decided else None
    row["page"], row["document_status"] = entry.page, entry.document_status
    for column in row.keys() - front.keys():
        del row[column]
    return row


def _convert(row: dict[str, Any], conversions: Iterable[tuple[str, Callable[[Any], Any]]]) -> None:
    """Give values of the models the types that JSON has."""
    for column, convert in conversions:
        if row[column] is not None:
            row[column] = convert(row[column])


_TO_JSON: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.LIST: list, Kind.MAP: dict, Kind.CHOICE: str, Kind.MOMENT: to_json,
}  # fmt: skip


def _fields(table: Table) -> dict[str, Field]:
    return {field.column: field for field in table if field.column}


_OF_RECOMMENDATION = _fields(RECOMMENDATION)
_HELD_BACK = frozenset(column for column, field in _OF_RECOMMENDATION.items() if field.held_back)
_IN_REVIEW = {
    "record.": _fields(RECORD),
    # The partnership has always come before the title.
    "record.review.": dict(sorted(_fields(REVIEW).items(), key=lambda row: row[0] != "csp")),
    "record.curation.": _fields(CURATION),
    "record.source.": _fields(SOURCE),
}
_PROVENANCE = {RECORD_DIGEST: "digest", TRAIL_HEAD: "head"}
_OF_REVIEW = {
    **{column: path + field.name for path, table in _IN_REVIEW.items() for column, field in table.items()},
    **_PROVENANCE,
}
"""Columns that are the same for every recommendation of a review, with the path of each value in the review."""

_recommendation_values = attrgetter(*(field.name for field in _OF_RECOMMENDATION.values()))
_review_values = attrgetter(*_OF_REVIEW.values())


def _conversions(*tables: Mapping[str, Field]) -> list[tuple[str, Callable[[Any], Any]]]:
    return [(column, _TO_JSON[f.kind]) for table in tables for column, f in table.items() if f.kind in _TO_JSON]


_CONVERTED_OF_RECOMMENDATION = _conversions(_OF_RECOMMENDATION)
_CONVERTED_OF_REVIEW = _conversions(*_IN_REVIEW.values())

_BEHIND = tuple(column for column in _OF_REVIEW if column not in _IN_REVIEW["record."])
_FRONT = (
    *_IN_REVIEW["record."],
    *(column for field in _OF_RECOMMENDATION for column in (field, *COLUMNS_BEHIND.get(field, ()))),
)
EVERY_COLUMN = frozenset((*_FRONT, AGENCY_OF, *_BEHIND))
"""The names of all columns that an export can have."""
