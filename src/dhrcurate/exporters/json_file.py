"""Export as JSON (reviews with their recommendations) and as JSON lines (a recommendation on each)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.exporters.model import Entry, Export, Review
from dhrcurate.exporters.rows import rows

_NESTED = tuple(field.name for field in RECOMMENDATION if field.kind is Kind.TABLES)
"""Fields that an export omits from a recommendation: its waivers and the like, which are about the curation."""
_HELD_BACK = tuple(field.name for field in RECOMMENDATION if field.held_back)
"""Fields that it omits unless it is told to have them."""


def render(export: Export) -> Iterator[str]:
    """The file, a review at a time."""
    head = {"format": 1, "tool": export.tool, "at": export.at, "personal_data_masked": export.masked}
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "reviews": ['
    for i, review in enumerate(export.each()):
        yield ("," if i else "") + "\n" + json.dumps(_review(review, export), ensure_ascii=False, indent=1)
    yield "\n ]\n}\n"


def render_lines(export: Export) -> Iterator[str]:
    """The file, a line at a time; its members are the columns of the CSV file."""
    for row in rows(export):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _review(review: Review, export: Export) -> dict[str, Any]:
    record = review.record
    return {
        "record": record.id,
        "review": _plain(record.review),
        "source": _plain(record.source),
        "curation": _plain(record.curation),
        "documents": [_plain(document) for document in record.documents],
        "extractions": [_plain(extraction) for extraction in record.extractions],
        "record_digest": review.digest,
        "trail_head": review.head,
        "recommendations": [_recommendation(entry, export) for entry in review.entries],
    }


def _recommendation(entry: Entry, export: Export) -> dict[str, Any]:
    r = entry.recommendation
    plain = _plain(r)
    for name in _NESTED if export.extra and r.extra else (*_NESTED, *_HELD_BACK):
        plain.pop(name, None)
    plain["agencies"] = [_agency(name, known) for name, known in zip(r.agencies, entry.agencies, strict=True)]
    if entry.decided:
        plain |= {"decided_by": entry.decided.by, "decided_at": entry.decided.at}
    if entry.document_status:
        plain |= {"page": entry.page, "document_status": entry.document_status}
    return plain


def _agency(name: str, known: Agency | None) -> dict[str, Any]:
    if known is None:
        return {"name": name}
    return {"name": name, "id": known.id, "kind": known.kind, "class": known.class_, "codes": dict(known.codes)}


def _plain(model: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = to_json(model.model_dump(exclude_none=True))
    return dumped
