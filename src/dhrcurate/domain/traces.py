"""Traces of work in a record, which only a trail can account for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Data


def trace_of_work(data: Data) -> str | None:
    """What in a record's content shows that there was a trail, in words; `None` if it may never have had one.

    An import, a waiver, a decision and a sign-off are each written together with an event.
    """
    return next(_traces(data), None)


def _traces(data: Data) -> Iterator[str]:
    if _table(data, "source").get("imported") is not None:
        yield "it was imported"
    state = _table(data, "curation").get("state", "open")
    if state != "open":
        yield f"it is {state}"
    rows = data.get(RECOMMENDATIONS)
    waived = bool(data.get("waivers"))
    for row in rows if isinstance(rows, list | tuple) else ():
        if type(row) is not dict and not isinstance(row, Mapping):
            continue
        if (status := row.get("status", "pending")) != "pending":
            yield f"{row.get('key')} is {status}"
        waived = waived or bool(row.get("waivers"))
    if waived:
        yield "a finding was waived"


def _table(data: Data, name: str) -> Mapping[str, Any]:
    table = data.get(name)
    return table if isinstance(table, Mapping) else {}
