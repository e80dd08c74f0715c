"""Edits: values that can be printed, compared, applied and reversed.

A record's content is plain data: dicts, lists, strings, numbers, booleans and date-times, as read from TOML. A path
is a JSON Pointer (RFC 6901) that names a recommendation by its key, not by its position:
`/recommendations/r014/agencies`. `/recommendations/@order` is the list of the keys in order; `/recommendations/r014`
is a whole recommendation; the empty path is the whole record. Entries of a register are named in the same way by id,
or by name if they have no id: `/agencies/kent-police/aliases`; documents by their SHA-256, extractions by their id.
`None` means absent, on either side of an edit.
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
DOCUMENTS = "documents"
EXTRACTIONS = "extractions"
SAMPLES = "samples"
KEYED = (RECOMMENDATIONS, AGENCIES, DOCUMENTS, EXTRACTIONS, SAMPLES)
"""Lists whose entries are named in paths: recommendations by key, agencies, extractions and samples by id, an agency
without one by name, documents by digest."""
_LEFT_OUT = frozenset({AGENCIES, DOCUMENTS, EXTRACTIONS, SAMPLES})
"""Lists that are left out once they are empty, so that undoing the first entry restores what was there before it."""
MAX_PARTS = 32
"""How many parts a path has at most; what is nested deeper is one value. No field of a record is half as deep."""
WHOLE = frozenset({"passage", "extracted", "extra"})
"""Tables of a recommendation that change as one value: their members mean something together, or have names from
outside that must not stand in a path."""
NAMES = ("key", "sha256", "id", "name")
"""The fields that name an entry, the first that it has."""
ORDER = "@order"

_ENTRY_PARTS = 2
"""The number of parts in the path of a whole recommendation."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one value.

    Attributes:
        path: The path of the value, a JSON Pointer with keys.
        old: The value before, `None` if it was absent.
        new: The value after, `None` to remove it.
    """

    path: str
    old: Any
    new: Any

    def reversed(self) -> Edit:
        """Return the edit that undoes this one."""
        return Edit(self.path, self.new, self.old)


class EditError(ValueError):
    """An edit does not fit the content: its path does not exist, or the old value differs.

    Attributes:
        path: The path of the edit that did not fit.
    """

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def pointer(*parts: str) -> str:
    """Join parts to a JSON Pointer, escaping `~` and `/`."""
    return "".join("/" + p.replace("~", "~0").replace("/", "~1") for p in parts)


def parts(path: str) -> list[str]:
    """Return the parts of a JSON Pointer, unescaped; none for the empty path.

    Raises:
        EditError: If it is neither empty nor starts with `/`.
    """
    if not path:
        return []
    if not path.startswith("/"):
        raise EditError(f"the path {path!r} does not start with '/'", path)
    found = path[1:].split("/")
    return [p.replace("~1", "/").replace("~0", "~") for p in found] if "~" in path else found


def get(data: Data, path: str) -> Any:
    """Return the value at a path, `None` if there is none; empty content counts as none."""
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
    """Return how a path names an entry of a list: by the first of `NAMES` that it has; `None` if it has none."""
    try:
        name = row.get("key") or row.get("sha256") or row.get("id") or row.get("name")
    except AttributeError:  # it is no table, as in a record or a trail by hand
        return None
    return name if isinstance(name, str) else None


def apply(data: Data, edits: Iterable[Edit], *, check: bool = True) -> dict[str, Any]:
    """Return the content after some edits, made in order; the argument is not changed, and unchanged parts are shared.

    Args:
        data: The content before.
        edits: The edits. An added recommendation comes last; an edit of the order then moves it.
        check: Require each `old` to equal the current value (compared in canonical form).

    Raises:
        EditError: If an edit does not fit.
    """
    working = Working(data)
    for edit in edits:
        if check:
            working.apply_expecting(edit)
        else:
            working.apply(edit)
    return working.data


class Working:
    """Content that takes one edit after the other; the content it started from is not changed.

    Most edits are of a field of a recommendation, and a bulk change has one per recommendation. Their positions are
    kept between edits; otherwise the cost would grow with the square of their number.

    Attributes:
        data: The content with the edits made so far.
    """

    def __init__(self, data: Data) -> None:
        self.data: dict[str, Any] = dict(data)
        self._positions: dict[str, dict[str | None, int]] = {}

    def get(self, path: str) -> Any:
        """Return the value at a path, as the function `get` does."""
        where = parts(path)
        positions = self._positions_in(where)
        if positions is None:
            return get(self.data, path)
        at = positions.get(where[1])
        return None if at is None else _within(self.data[where[0]][at], where[2:])

    def apply_expecting(self, edit: Edit) -> None:
        """Make an edit if the value before is the one that it changes, in canonical form.

        Raises:
            EditError: If it is another, or the path does not exist.
        """
        if to_json(self.get(edit.path)) != to_json(edit.old):
            raise EditError(f"{edit.path or 'the record'} is not what the edit expects to change", edit.path)
        self.apply(edit)

    def apply(self, edit: Edit) -> None:
        """Make an edit, whatever the value before.

        Raises:
            EditError: If its path does not exist.
        """
        where = parts(edit.path)
        positions = self._positions_in(where)
        if positions is None or where[1] not in positions:
            self._positions.clear()
            self.data = _applied(self.data, edit)
            return
        rows, at = self.data[where[0]], positions[where[1]]
        row = dict(rows[at])
        _set(row, where[2:], edit)
        rows[at] = row
        if identity(row) != where[1]:
            del self._positions[where[0]]

    def _positions_in(self, where: list[str]) -> dict[str | None, int] | None:
        """Return the position of each entry of the list on a path; `None` if the path is not of an entry's field."""
        if len(where) <= _ENTRY_PARTS or where[0] not in KEYED:
            return None
        if (positions := self._positions.get(where[0])) is None:
            rows = list(self.data.get(where[0], ()))
            positions = {identity(row): at for at, row in enumerate(rows)}
            if len(positions) < len(rows):  # two have the same key: the slow way finds the right one
                return None
            self.data[where[0]] = rows
            self._positions[where[0]] = positions
        return positions


def _within(row: Any, where: Iterable[str]) -> Any:
    for part in where:
        if not isinstance(row, Mapping):
            return None
        row = row.get(part)
    return row


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that undo others, in the order in which to apply them."""
    return tuple(edit.reversed() for edit in reversed(tuple(edits)))


def _applied(data: dict[str, Any], edit: Edit) -> dict[str, Any]:
    path = parts(edit.path)
    if not path:
        if not isinstance(edit.new, Mapping):
            raise EditError("a whole record can only be replaced by another", edit.path)
        return dict(edit.new)
    result = dict(data)
    if len(path) > 1 and path[0] in KEYED:
        result[path[0]] = _edited_list(list(data.get(path[0], ())), path[1:], edit)
        if path[0] in _LEFT_OUT and not result[path[0]]:
            del result[path[0]]
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
        if not isinstance(edit.new, Mapping):
            raise EditError(f"{edit.path} would not be an entry", edit.path)
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
