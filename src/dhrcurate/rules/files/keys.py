"""Keys that the record format does not know."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.fields import RECOMMENDATION, RECORD, TABLES, Kind, Table
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.registry import file_rule

_RECORD = frozenset(RECORD.names)
_RECOMMENDATION = frozenset(RECOMMENDATION.names)


def _within(table: Table, kind: Kind) -> dict[str, frozenset[str]]:
    """The names that the tables in a table know, by the name of the field that holds them."""
    inner = (field for field in table if field.kind is kind and field.table != RECOMMENDATION.name)
    return {field.name: frozenset(TABLES[field.table].names) for field in inner}


_TABLES, _LISTS = _within(RECORD, Kind.TABLE), _within(RECORD, Kind.TABLES)
_OF_ROW, _LISTS_OF_ROW = _within(RECOMMENDATION, Kind.TABLE), _within(RECOMMENDATION, Kind.TABLES)


@file_rule("DHR004", "unknown-key", Severity.WARNING, fix=Safety.UNSAFE)
def unknown_key(context: FileContext) -> Iterator[Finding]:
    """The record has a key that the format does not know.

    Why: no program sees the value of a misspelt key, although everyone believes that it is there. Unknown keys are kept
    when a record is saved, so nothing is lost, but they have no effect.

    Before: `adressed_to = "Exampleshire Police"`

    After: `addressed_to = "Exampleshire Police"`
    """
    data = context.data
    if data is None:
        return
    yield from _unknown(context, data, _RECORD, ())
    for name, known in _TABLES.items():
        if isinstance(table := data.get(name), Mapping):
            yield from _unknown(context, table, known, (name,))
    yield from _in_lists(context, data, _LISTS, ())
    for name, row in context.rows:
        at = (RECOMMENDATIONS, name)
        if not row.keys() <= _RECOMMENDATION:
            yield from _unknown(context, row, _RECOMMENDATION, at, row)
        for field, known in _OF_ROW.items():
            if isinstance(inner := row.get(field), Mapping):
                yield from _unknown(context, inner, known, (*at, field), row, fixable=False)
        yield from _in_lists(context, row, _LISTS_OF_ROW, at, row)


def _in_lists(
    context: FileContext,
    table: Mapping[str, Any],
    lists: Mapping[str, frozenset[str]],
    at: tuple[str, ...],
    row: Mapping[str, Any] | None = None,
) -> Iterator[Finding]:
    for name, known in lists.items():
        entries = table.get(name)
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Mapping):
                yield from _unknown(context, entry, known, (*at, name, str(i)), row, fixable=False)


def _unknown(
    context: FileContext,
    table: Mapping[str, Any],
    known: frozenset[str],
    at: tuple[str, ...],
    row: Mapping[str, Any] | None = None,
    *,
    fixable: bool = True,
) -> Iterator[Finding]:
    if table.keys() <= known:
        return
    for name in table:
        if name in known:
            continue
        near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.75)
        meant = near[0] if near and near[0] not in table else None
        fix = None
        if meant and fixable and context.record is not None and (row is None or row.get("key") in at):
            path = pointer(*at, name)
            edits = (Edit(path, table[name], None), Edit(pointer(*at, meant), None, table[name]))
            fix = Fix(Safety.UNSAFE, f"rename the key to {meant}", edits)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        key, number = (row or {}).get("key"), (row or {}).get("number")
        yield unknown_key.finding(
            f"the record format knows no key {visible(name, one_line=True)!r} here{hint}",
            path=pointer(*at, name),
            fix=fix,
            key=key if isinstance(key, str) else None,
            number=number if isinstance(number, str) else None,
        )
