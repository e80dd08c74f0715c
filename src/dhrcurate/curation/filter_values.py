"""What a term of a filter asks of a value, by the kind of its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.fields import Field, Kind
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.number import natural_key, normalised


class FilterError(UnusableError):
    """A filter cannot be parsed.

    Attributes:
        column: The column, in code points from 1.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"filter, column {column}: {message}")
        self.column = column


def searchable(*texts: str | None) -> str:
    """Return texts as they are searched: case folded, blanks joined, one text per line."""
    return "\n".join(" ".join(text.split()).casefold() for text in texts if text)


def value_test(field: Field, value: str, column: int, *, exact: bool = False) -> Callable[[Any], bool]:
    """Return the test of a field's value: by its kind, that it is this value, in this range, or holds these words.

    Args:
        field: The field.
        value: What is asked for.
        column: The column in the filter.
        exact: Whether words are to be all of the value, or of one of several values.
    """
    folded = searchable(value)
    match field.kind:
        case Kind.PRINTED_NUMBER:
            return number_test(value)
        case Kind.YEAR:
            return _year_test(value, column)
        case Kind.SHARE:
            return _share_test(value, column)
        case Kind.MAP:
            return _column_test(f"={folded}" if exact else folded)
        case Kind.CHOICE:
            check_choice(field.filter, folded, field.choices, column)
            return lambda held: held == folded
        case _ if exact:
            return lambda held: folded in held.split("\n")
        case _:
            return lambda held: folded in held


def check_choice(field: str, value: str, choices: Sequence[str], column: int) -> None:
    """Check that a value is one of those that there are.

    Raises:
        FilterError: If it is none, with those that there are.
    """
    if value not in choices:
        hint = did_you_mean(value, choices) or f"; it is one of {', '.join(choices)}"
        raise FilterError(f"'{value}' is not a {field}{hint}", column)


def number_test(value: str) -> Callable[[Any], bool]:
    """Return the test of a number as printed: that it is this one, or in this range as people count."""
    low, dots, high = value.partition("..")
    if not dots:
        wanted = normalised(value)
        return lambda number: number is not None and normalised(number) == wanted
    first = natural_key(low) if low else ()
    last = natural_key(high) if high else ((3, ""),)
    return lambda number: number is not None and first <= natural_key(number) <= last


def _year_test(value: str, column: int) -> Callable[[Any], bool]:
    match = re.fullmatch(r"(\d{4})|(\d{4})?\.\.(\d{4})?", value)
    if match is None or value == "..":
        raise FilterError(f"'{value}' is not a year; write 2012, 2012..2015, 2012.. or ..2015", column)
    if match[1]:
        low = high = int(match[1])
    else:
        low, high = int(match[2] or 0), int(match[3] or 9999)
    if low > high:
        raise FilterError(f"'{value}' is an empty range; the earlier year comes first", column)
    return lambda year: year is not None and low <= year <= high


_SHARE = r"\d*\.?\d+"


def _share_test(value: str, column: int) -> Callable[[Any], bool]:
    match = re.fullmatch(rf"(?P<one>{_SHARE})|(?P<low>{_SHARE})?\.\.(?P<high>{_SHARE})?", value)
    if match is None or value == "..":
        raise FilterError(f"'{value}' is not from 0 to 1; write 0.5..0.8, ..0.5 or 0.9..", column)
    low = float(match["one"] or match["low"] or 0)
    high = float(match["one"] or match["high"] or 1)
    if low > high:
        raise FilterError(f"'{value}' is an empty range; the lower figure comes first", column)
    return lambda share: share is not None and low <= share <= high


def _column_test(wanted: str) -> Callable[[str], bool]:
    """The test of columns, a line each: `name=words` asks for words in the column of that name, `words` for them."""
    places = [at for at, char in enumerate(wanted) if char == "="]  # the name of a column may have one too
    asked = [(wanted[:at].strip() + "=", wanted[at + 1 :].strip()) for at in places]
    if not asked:
        return lambda held: wanted in held
    return lambda held: any(
        line.startswith(name) and words in line[len(name) :] for line in held.split("\n") for name, words in asked
    )
