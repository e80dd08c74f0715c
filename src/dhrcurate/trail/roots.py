"""The first event of a trail: a record as one change per field, so that one redacted value blanks no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.domain.edit import KEYED, NAMES, ORDER, RECOMMENDATIONS, Edit, identity, parts, pointer
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import ROWS, Event

_WITHIN = 3
"""The parts of the path of an entry's field."""


def root_edits(data: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that make a record of nothing: one per field of each entry and of each table, then the order.

    A list whose entries have no names of their own is one value.
    """
    return tuple(_root_edits(data))


def _root_edits(data: Mapping[str, Any]) -> Iterator[Edit]:
    for name, value in data.items():
        if name in KEYED and (keys := _keys(value)):
            for key, row in zip(keys, value, strict=True):
                first = next(field for field in NAMES if row.get(field))
                for field in dict.fromkeys((first, *row)):
                    yield Edit(pointer(name, key, field), None, row[field])
            yield Edit(pointer(name, ORDER), None, keys)
        elif isinstance(value, Mapping) and value:
            for field, inner in value.items():
                yield Edit(pointer(name, field), None, inner)
        else:
            yield Edit(pointer(name), None, value)


def _keys(rows: Any) -> list[str]:
    """The names of a list's entries; none if it is empty or counts as one value."""
    if not isinstance(rows, Sequence) or not all(isinstance(row, Mapping) for row in rows):
        return []
    keys = [key for row in rows if isinstance(key := identity(row), str) and key != ORDER]
    return keys if len(set(keys)) == len(rows) else []


class Built:
    """A record that the changes of a first event make of nothing, in linear time."""

    def __init__(self) -> None:
        self._data: dict[str, Any] = {}
        self._rows: dict[str, dict[str, dict[str, Any]]] = {}
        self._orders: dict[str, list[str]] = {}

    def add(self, path: str, value: Any) -> None:
        """Sets a value.

        Raises:
            KeyError: If the path leads into an entry that has no name yet.
            TypeError: If it leads through something that is not a table.
        """
        where = parts(path)
        if not where:
            self._data = dict(value)
        elif where[0] in KEYED and where[1:] == [ORDER]:
            self._orders[where[0]] = list(value)
        elif where[0] in KEYED and len(where) > 1:
            self._add_to_entry(where, value)
        elif value is not None:
            table = self._data
            for part in where[:-1]:
                table = table.setdefault(part, {})
            table[where[-1]] = value

    def _add_to_entry(self, where: list[str], value: Any) -> None:
        name, key = where[:2]
        rows = self._rows.setdefault(name, {})
        self._data.setdefault(name, [])
        if key not in rows:
            if len(where) != _WITHIN or where[2] not in NAMES or value != key:
                raise KeyError(f"{pointer(name, key)} is not named by its first field")
            rows[key] = {}
        table = rows[key]
        for part in where[2:-1]:
            table = table.setdefault(part, {})
        if value is not None:
            table[where[-1]] = value

    def data(self) -> dict[str, Any]:
        """The record.

        Raises:
            KeyError: If an order does not name every entry once.
        """
        for name, rows in self._rows.items():
            order = self._orders.pop(name, list(rows))
            if len(order) != len(rows):
                raise KeyError(f"{pointer(name, ORDER)} does not name every entry once")
            self._data[name] = [rows[key] for key in order]
        if self._orders:
            raise KeyError(f"{pointer(next(iter(self._orders)), ORDER)} orders entries that there are not")
        return self._data


def whole_record(event: Event) -> dict[str, Any]:
    """The record that a first event made, without what was taken out; empty if it makes none."""
    built = Built()
    try:
        for change in event.changes:
            built.add(change.path, change.new)
        return built.data()
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}


def ids_of(events: Sequence[Event]) -> tuple[str, ...]:
    """The ids that the record of a trail ever had, the first one first; none if it has no id, as a register."""
    if not events or (begun := whole_record(events[0]).get("id")) is None:
        return ()
    later = (change.new for event in events[1:] for change in event.changes if change.path == "/id")
    return tuple(dict.fromkeys([begun, *(each for each in later if isinstance(each, str))]))


def id_after(events: Sequence[Event]) -> str | None:
    """The id that the record of a trail has after some events; `None` if it has no id, as a register."""
    if not events:
        return None
    begun = whole_record(events[0]).get("id")
    later = (change.new for event in reversed(events[1:]) for change in event.changes if change.path == "/id")
    last = next((each for each in later if isinstance(each, str)), begun)
    return last if isinstance(last, str) else None


def of_another(events: Sequence[Event], name: str) -> str | None:
    """Says that a trail is another record's, where no event ever gave its record this id; `None` if all is well.

    Args:
        events: The events of the trail.
        name: The id that the file's name gives; a register has none, and no trail of a record is its.
    """
    ids = ids_of(events)
    return f"this is the trail of another record: {ids[0]}" if ids and name not in ids else None


def renamed_with_heads(events: Sequence[Event], name: str) -> str | None:
    """Says of a trail with several heads how they are joined, where its record was given another name before that.

    `None` if it was not. The arguments are those of `of_another`.
    """
    if (another := of_another(events, name)) is None:
        return None
    return (
        f"{another}; if the record was renamed, give it and its files the name {id_after(events)} again, merge the"
        " heads, then rename it and `dhrcurate audit adopt` that"
    )


def made_keys(changes: Sequence[Change]) -> list[str]:
    """The keys of the recommendations that a first event's changes make, in their order."""
    order = pointer(RECOMMENDATIONS, ORDER)
    for change in changes:
        if change.path == order and isinstance(change.new, list):
            return list(map(str, change.new))
        if not change.path and isinstance(change.new, Mapping):
            return [str(row.get("key")) for row in rows_of(change.new)]
    return []


def extracted_count(update: Event) -> int:
    """How many recommendations the extraction of an update had, without those that it carries on from before."""
    order = pointer(ROWS, RECOMMENDATIONS, ORDER)
    keys = next((change.new for change in update.rows if change.path == order), None)
    gone = (update.because or {}).get("gone")
    return len(keys if isinstance(keys, list) else ()) - len(gone if isinstance(gone, list) else ())


def rows_of(record: Any) -> list[Mapping[str, Any]]:
    """The recommendations of a whole record, whatever stands there: a record by hand, and so its trail, may be odd."""
    rows = record.get(RECOMMENDATIONS) if isinstance(record, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
