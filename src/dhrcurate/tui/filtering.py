"""The filter language over the rows of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dhrcurate.curation.filter import Filter, searchable
from dhrcurate.curation.filter import Row as Looked
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding
from dhrcurate.tui.model import Rec, Row

_NOTHING: Mapping[str, Looked] = {}


def looked_at(record_id: str, data: Data, rec: Rec, findings: Sequence[Finding] = ()) -> Looked:
    """What a filter looks at of one recommendation."""
    year = edit.get(data, "/review/year_of_death")
    names: Any = rec.get("agencies") or (rec.get("addressed_to"),)
    return Looked(
        text=searchable(rec.get("title"), rec.get("text"), rec.get("addressed_to")),
        number=rec.get("number"),
        status=str(rec.get("status", "")),
        agencies=searchable(*names),
        csp=searchable(edit.get(data, "/review/csp")),
        year=year if isinstance(year, int) else None,
        note=searchable(rec.get("note")),
        record=record_id,
        rules=tuple(name for f in findings for name in (f.rule, f.name)),
        severities=frozenset(f.severity.value for f in findings),
    )


def fits(rows: Sequence[Row], wanted: Filter, looked_at_record: Callable[[str], Mapping[str, Looked]]) -> list[Row]:
    """The rows that a filter holds for, with the headings of their records."""
    shown: list[Row] = []
    heading: Row | None = None
    record_id, looked = "", _NOTHING
    for row in rows:
        if row.is_heading:
            heading = row
            continue
        if row.record != record_id:
            record_id = row.record
            looked = looked_at_record(record_id)
        if (found := looked.get(row.key)) is not None and wanted.matches(found):
            if heading is not None:
                shown.append(heading)
                heading = None
            shown.append(row)
    return shown
