"""Values that no record should hold, found in one walk over its content."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dhrcurate.domain.canonical import MAX_SAFE_INTEGER, is_out_of_range
from dhrcurate.domain.edit import RECOMMENDATIONS, WHOLE, pointer

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""Characters that a terminal would obey or that a page break leaves behind: control characters other than tab and line
end, the line and paragraph separators, and the marks that change the direction of text."""

_PLAIN = b"\t\n" + bytes(range(0x20, 0x7F))
_LONG = 100
_TEXT = frozenset({str})
_FIGURES = frozenset({bool, int, float})


@dataclass(frozen=True, slots=True)
class OddValue:
    """A value with a control character, or a number or moment without a canonical form.

    Attributes:
        path: JSON Pointer of the string, of the number, or of the list or the table with one that changes as a whole.
        value: The value at that path.
        key: Key of the recommendation that it belongs to, if any.
        number: Number of that recommendation.
        numeric: Whether the odd part is a number or a moment.
    """

    path: str
    value: Any
    key: str | None
    number: str | None
    numeric: bool


def rows_of(rows: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The recommendations as plain data, each with its name in a path: its key, or its position if the key is unusable.

    A key is unusable if it is missing, is not a string, or belongs to an earlier recommendation.
    """
    seen: set[str] = set()
    for i, row in enumerate(rows):
        if type(row) is dict or isinstance(row, Mapping):
            key = row.get("key")
            yield (key if isinstance(key, str) and key not in seen else str(i)), row
            if isinstance(key, str):
                seen.add(key)


def odd_values(
    data: Mapping[str, Any], rows: Iterable[tuple[str, Mapping[str, Any]]], *, plain_text: bool = False
) -> Iterator[OddValue]:
    """Every odd value of a record's content, in file order.

    Args:
        data: The content.
        rows: Its recommendations, as `rows_of` gives them.
        plain_text: Whether it is known that no string holds a control character.
    """
    for name, value in data.items():
        if name == RECOMMENDATIONS and isinstance(value, list):
            if plain_text and all(map(_is_plain, [v for _, row in rows for v in row.values() if type(v) is not str])):
                continue
            for at, row in rows:
                if all(map(_is_plain, row.values())):
                    continue
                key, number = row.get("key"), row.get("number")
                key = key if isinstance(key, str) else None
                number = number if isinstance(number, str) else None
                yield from _odd_in(row, (RECOMMENDATIONS, at), key, number)
        else:
            yield from _odd_in({name: value}, (), None, None)


def _is_plain(value: Any) -> bool:
    """True if a value is plainly one with nothing odd, as nearly all are: a string, a figure, a list or a table."""
    if type(value) is str:
        if value.isascii() and len(value) > _LONG:  # deleting bytes is then faster than checking each character
            return not value.encode().translate(None, _PLAIN)
        return value.isprintable() or not CONTROL.search(value)
    if type(value) is list:
        return _TEXT.issuperset(map(type, value)) and all(map(str.isprintable, value))
    if type(value) is dict:
        return all(map(_is_plain, value.values()))
    return type(value) in _FIGURES and not _is_odd_number(value)


def _odd_in(table: Mapping[str, Any], at: tuple[str, ...], key: str | None, number: str | None) -> Iterator[OddValue]:
    for name, value in table.items():
        # The most common case first: a single call clears nearly every string.
        if type(value) is str:
            if not value.isprintable() and CONTROL.search(value):
                yield OddValue(pointer(*at, name), value, key, number, numeric=False)
        elif isinstance(value, Mapping) and not (name in WHOLE and key is not None):
            yield from _odd_in(value, (*at, name), key, number)
        elif isinstance(value, list | Mapping):
            if value and (kinds := _kinds(value)):
                for numeric in sorted(kinds):
                    yield OddValue(pointer(*at, name), value, key, number, numeric=numeric)
        elif _is_odd_number(value):
            yield OddValue(pointer(*at, name), value, key, number, numeric=True)


def _kinds(value: Any) -> set[bool]:
    """The kinds of odd values anywhere in a list: `False` for text, `True` for a number or a moment."""
    if type(value) is str:
        return {False} if not value.isprintable() and CONTROL.search(value) else set()
    if isinstance(value, Mapping):
        return set().union(*(_kinds(v) for v in value.values()))
    if isinstance(value, list):
        return set().union(*(_kinds(v) for v in value))
    return {True} if _is_odd_number(value) else set()


def _is_odd_number(value: Any) -> bool:
    if type(value) is int:
        return abs(value) > MAX_SAFE_INTEGER
    if type(value) is datetime:
        return is_out_of_range(value)
    return type(value) is float and not math.isfinite(value)
