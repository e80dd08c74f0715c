"""Edits: values that can be printed, compared, applied and reversed.

A record's content is plain data: dicts, lists, strings, numbers, booleans and date-times, as TOML gives them. A path
is a JSON Pointer (RFC 6901) in which a recommendation is named by its key and not by its position:
`/recommendations/r014/agencies`. The order of the recommendations is `/recommendations/@order`, the list of their
keys; `/recommendations/r014` is a whole recommendation; the empty path is the whole record. The entries of a register
are named likewise by their ids, or by their names where they have none: `/agencies/kent-police/aliases`. `None` stands
for an absent value on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import to_json

Data = Mapping[str, Any]
"""A record's content."""

RECOMMENDATIONS = "recommendations"
AGENCIES = "agencies"
ORDER = "@order"

_A_ROW = 2
"""How many parts a path to a whole recommendation has."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one value.

    Attributes:
        path: Which value, as a JSON Pointer with keys.
        old: The value before, `None` where it was absent.
        new: The value after, `None` where it is to be absent.
    """

    path: str
    old: Any
    new: Any

    def reversed(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.path, self.new, self.old)


class EditError(ValueError):
    """An edit does not fit the content: the path leads nowhere, or the old value is not what stands there.

    Attributes:
        path: The path of the edit that did not fit.
    """

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def pointer(*parts: str) -> str:
    """Joins parts to a JSON Pointer, escaping `~` and `/`."""
    return "".join("/" + p.replace("~", "~0").replace("/", "~1") for p in parts)


def parts(path: str) -> list[str]:
    """The parts of a JSON Pointer, unescaped; none for the empty path.

    Raises:
        EditError: Where it neither is empty nor starts with `/`.
    """
    if not path:
        return []
    if not path.startswith("/"):
        raise EditError(f"the path {path!r} does not start with '/'", path)
    return [p.replace("~1", "/").replace("~0", "~") for p in path[1:].split("/")]


def get(data: Data, path: str) -> Any:
    """The value at a path, `None` where there is none; a record without content counts as none."""
    here: Any = data or None
    for depth, part in enumerate(parts(path)):
        if depth == 1 and isinstance(here, list):
            by_key = {identity(row): row for row in here}
            here = list(by_key) if part == ORDER else by_key.get(part)
        elif isinstance(here, Mapping):
            here = here.get(part)
        else:
            return None
        if here is None:
            return None
    return here


def identity(row: Mapping[str, Any]) -> str | None:
    """What a path calls a recommendation or an entry of a register: its key, else its id, else its name."""
    return row.get("key") or row.get("id") or row.get("name")


def apply(data: Data, edits: Iterable[Edit], *, check: bool = True) -> dict[str, Any]:
    """The content after some edits, in order; the argument is left as it is and shares what did not change.

    Args:
        data: The content before.
        edits: What to change. Adding a recommendation puts it last; an edit of the order then moves it.
        check: Whether each `old` must be what stands there (compared in canonical form).

    Raises:
        EditError: Where an edit does not fit.
    """
    working = Working(data)
    for edit in edits:
        if check and to_json(working.get(edit.path)) != to_json(edit.old):
            raise EditError(f"{edit.path or 'the record'} is not what the edit expects to change", edit.path)
        working.apply(edit)
    return working.data


class Working:
    """Content that takes one edit after the other; what it began with is left as it is.

    Most edits are of a recommendation's field, and a bulk change has one for each: where each recommendation stands is
    kept between two of them, else thousands would be looked for among thousands.

    Attributes:
        data: The content with the edits made so far.
    """

    def __init__(self, data: Data) -> None:
        self.data: dict[str, Any] = dict(data)
        self._places: dict[str, dict[str | None, int]] = {}

    def get(self, path: str) -> Any:
        """The value at a path, as `get` has it."""
        where = parts(path)
        places = self._places_in(where)
        if places is None:
            return get(self.data, path)
        at = places.get(where[1])
        return None if at is None else _within(self.data[where[0]][at], where[2:])

    def apply(self, edit: Edit) -> None:
        """Makes an edit, whatever stood there.

        Raises:
            EditError: Where its path leads nowhere.
        """
        where = parts(edit.path)
        places = self._places_in(where)
        if places is None or where[1] not in places:
            self._places.clear()
            self.data = _applied(self.data, edit)
            return
        rows, at = self.data[where[0]], places[where[1]]
        row = dict(rows[at])
        _set(row, where[2:], edit)
        rows[at] = row
        if identity(row) != where[1]:
            del self._places[where[0]]

    def _places_in(self, where: list[str]) -> dict[str | None, int] | None:
        """Where each entry of the list that a path leads into stands; `None` where it is no entry's field."""
        if len(where) <= _A_ROW or where[0] not in {RECOMMENDATIONS, AGENCIES}:
            return None
        if (places := self._places.get(where[0])) is None:
            rows = list(self.data.get(where[0], ()))
            places = {identity(row): at for at, row in enumerate(rows)}
            if len(places) < len(rows):  # two of one key: the slow way tells which is meant
                return None
            self.data[where[0]] = rows
            self._places[where[0]] = places
        return places


def _within(row: Any, where: Iterable[str]) -> Any:
    for part in where:
        if not isinstance(row, Mapping):
            return None
        row = row.get(part)
    return row


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that take others back, in the order in which they are to be applied."""
    return tuple(edit.reversed() for edit in reversed(tuple(edits)))


def _applied(data: dict[str, Any], edit: Edit) -> dict[str, Any]:
    path = parts(edit.path)
    if not path:
        if not isinstance(edit.new, Mapping):
            raise EditError("a whole record can only be replaced by another", edit.path)
        return dict(edit.new)
    result = dict(data)
    if len(path) > 1 and path[0] in {RECOMMENDATIONS, AGENCIES}:
        result[path[0]] = _edited_list(list(data.get(path[0], ())), path[1:], edit)
        if path[0] == AGENCIES and not result[AGENCIES]:
            del result[AGENCIES]  # so that taking the first entry back leaves what was there before it
        return result
    _set(result, path, edit)
    return result


def _edited_list(rows: list[Any], path: list[str], edit: Edit) -> list[Any]:
    if path == [ORDER]:
        by_key = {identity(r): r for r in rows}
        if sorted(edit.new or ()) != sorted(key for key in by_key if key is not None) or len(by_key) != len(rows):
            raise EditError("the new order does not name every entry once", edit.path)
        return [by_key[k] for k in edit.new]
    at = next((i for i, r in enumerate(rows) if identity(r) == path[0]), None)
    if len(path) == 1:
        if edit.new is None:
            return [r for i, r in enumerate(rows) if i != at]
        if at is None:
            return [*rows, dict(edit.new)]
        return [dict(edit.new) if i == at else r for i, r in enumerate(rows)]
    if at is None:
        raise EditError(f"there is no {path[0]} in {edit.path}", edit.path)
    row = dict(rows[at])
    _set(row, path[1:], edit)
    return [row if i == at else r for i, r in enumerate(rows)]


def _set(table: dict[str, Any], path: list[str], edit: Edit) -> None:
    for part in path[:-1]:
        inner = table.get(part)
        if inner is None:
            if edit.new is None:
                return
            inner = {}
        if not isinstance(inner, Mapping):
            raise EditError(f"{edit.path} leads through something that is not a table", edit.path)
        table[part] = dict(inner)
        table = table[part]
    if edit.new is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = edit.new
