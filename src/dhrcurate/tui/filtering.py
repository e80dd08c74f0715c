"""The filter language over the rows of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.curation.filter import Filter, searchable
from dhrcurate.curation.filter import Row as Looked
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding
from dhrcurate.tui.model import Rec, Row


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


def packed_look(look: Looked) -> tuple[Any, ...]:
    """It as plain values, without the record's id."""
    severities = tuple(look.severities)
    return (look.text, look.number, look.status, look.agencies, look.csp, look.year, look.note, look.rules, severities)


def unpacked_look(record_id: str, packed: Sequence[Any]) -> Looked:
    """It from plain values again."""
    text, number, status, agencies, csp, year, note, rules, severities = packed
    return Looked(text, number, status, agencies, csp, year, note, record_id, tuple(rules), frozenset(severities))


Source = tuple[Callable[[], Sequence[Row]], Callable[[], Mapping[str, Looked]], Callable[[Iterable[str]], bool]]
"""A record to filter: its rows, what a filter looks at by key, and a quick first look for words."""


def fits(sources: Iterable[Source], wanted: Filter, *, at_most: int | None = None) -> list[Row]:
    """The rows that a filter holds for, each record's own row before them.

    Args:
        sources: The records.
        wanted: The filter.
        at_most: After how many rows to stop, at the end of a record; `None` for all.
    """
    shown: list[Row] = []
    for rows, looks, holds in sources:
        if wanted.words and not holds(wanted.words):
            continue
        looked = looks()
        keys = {key for key, look in looked.items() if wanted.matches(look)}
        if keys:
            shown += [row for row in rows() if not row.key or row.key in keys]
            if at_most is not None and len(shown) >= at_most:
                break
    return shown
