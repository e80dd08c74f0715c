"""Recommendations as rows of a table: the columns of CSV and the members of JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.canonical import to_json
from dhrcurate.exporters.model import Entry, Export, Review

JOIN = " | "
"""What stands between several agencies in one cell, as in the published tables."""


def rows(export: Export) -> Iterator[dict[str, Any]]:
    """The rows of an export, values by column; the columns about agencies hold lists.

    There is a row for each recommendation or, where the export says so, for each of its agencies; a recommendation
    without any has one row all the same.
    """
    for review, entry in export:
        if not export.per_agency:
            yield _row(review, entry, entry.recommendation.agencies, entry.agencies)
            continue
        names, known = entry.recommendation.agencies, entry.agencies
        for i in range(max(1, len(names))):
            yield _row(review, entry, names[i : i + 1], known[i : i + 1])


def columns() -> list[str]:
    """The names of the columns, in order."""
    return [*_RECOMMENDATION, *_AGENCY, *_DECISION, *_REVIEW, *_PROVENANCE]


_RECOMMENDATION = ("record", "key", "number", "title", "text", "addressed_to")
_AGENCY = ("agencies", "agency_ids", "agency_kinds", "agency_classes")
_DECISION = ("status", "note", "decided_by", "decided_at")
_REVIEW = ("csp", "review_title", "published", "report_date", "year_of_death", "wording", "state")
_PROVENANCE = (
    "publisher",
    "url",
    "library_id",
    "source_page",
    "source_sha256",
    "imported",
    "record_digest",
    "trail_head",
)


def _row(review: Review, entry: Entry, names: Sequence[str], known: Sequence[Agency | None]) -> dict[str, Any]:
    r, about, source = entry.recommendation, review.record.review, review.record.source
    return {
        "record": review.record.id,
        "key": r.key,
        "number": r.number,
        "title": r.title,
        "text": r.text,
        "addressed_to": r.addressed_to,
        "agencies": list(names),
        "agency_ids": [a.id if a else "" for a in known],
        "agency_kinds": [a.kind if a else "" for a in known],
        "agency_classes": [(a.class_ or "") if a else "" for a in known],
        "status": r.status.value,
        "note": r.note,
        "decided_by": entry.decided.by if entry.decided else None,
        "decided_at": entry.decided.at if entry.decided else None,
        "csp": about.csp,
        "review_title": about.title,
        "published": about.published,
        "report_date": about.report_date,
        "year_of_death": about.year_of_death,
        "wording": about.wording,
        "state": review.record.curation.state,
        "publisher": source.publisher,
        "url": source.url,
        "library_id": source.library_id,
        "source_page": source.page,
        "source_sha256": source.sha256,
        "imported": to_json(source.imported),
        "record_digest": review.digest,
        "trail_head": review.head,
    }
