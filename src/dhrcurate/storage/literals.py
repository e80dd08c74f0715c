"""Single values written in TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Literal

from dhrcurate.domain.canonical import NotCanonicalError, rfc3339
from dhrcurate.domain.columns import EXTRA

Quotes = Literal['"', "'", '"""', "'''"]
"""The four ways of writing a string."""

LONG = 72
"""A string of more code points is written over several lines if possible."""

_WIDTH = 100
_INDENT = "    "
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
# Besides what TOML forbids raw: C1 controls, Unicode's line separators, and the byte order mark, which editors drop.
_ESCAPED = re.compile('[\\x00-\\x1f\\x7f-\\x9f"\\\\\u2028\u2029\ufeff]')
_ESCAPED_LONG = re.compile('[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\\\\u2028\u2029\ufeff]|"(?="")|"\\Z')
_NOT_LITERAL = re.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f'\u2028\u2029\ufeff]")
_NOT_LITERAL_LONG = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\ufeff]|''|'\\Z")


def key_literal(key: str) -> str:
    """A key as written before `=` or in a header: bare if possible."""
    return key if _BARE.fullmatch(key) else string_literal(key, '"')


def escaped(text: str, quotes: Quotes) -> str:
    """The inside of a string in basic quotes (`"` or `\"\"\"`)."""
    return (_ESCAPED_LONG if quotes == '"""' else _ESCAPED).sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _SHORT.get(char) or f"\\u{ord(char):04x}"


def can_stand_in(text: str, quotes: Quotes) -> bool:
    """True if a text can be written in these quotes at all; with double quotes every text can."""
    if quotes == "'":
        return not _NOT_LITERAL.search(text)
    return quotes != "'''" or not _NOT_LITERAL_LONG.search(text)


def string_literal(text: str, quotes: Quotes, *, eol: str = "\n", opening_line: bool = True) -> str:
    """A string in given quotes; if the text cannot be written in single ones, in the double ones of that kind.

    Args:
        text: The value. CRLF in it becomes LF, which is the same value to a record.
        quotes: The quotes.
        eol: The file's line end, for quotes that allow lines.
        opening_line: Whether a text in `\"\"\"` or `'''` begins on a line of its own.
    """
    text = text.replace("\r\n", "\n")
    if not can_stand_in(text, quotes):
        quotes = '"' if quotes == "'" else '"""'
    inside = text if quotes.startswith("'") else escaped(text, quotes)
    if len(quotes) == 1:
        return quotes + inside + quotes
    # A line end right after the opening quotes is not part of the value; a text that begins with one needs another.
    start = "\n" if opening_line or inside.startswith("\n") else ""
    return quotes + (start + inside).replace("\n", eol) + quotes


def best_quotes(text: str) -> Quotes:
    """The quotes for a new string: multi-line ones for a long text or one with line ends."""
    return '"""' if len(text) > LONG or "\n" in text else '"'


def literal(value: Any, *, eol: str = "\n", within: bool = False) -> str:
    """A value as TOML.

    Args:
        value: A string, number, boolean, date-time, date, time, list or dict of such.
        eol: The file's line end.
        within: Whether it is within an array or inline table, where strings stay on one line.

    Raises:
        NotCanonicalError: If it cannot be written in TOML, such as `None` within a list.
    """
    match value:
        case str():
            return string_literal(value, '"' if within else best_quotes(value), eol=eol)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime():
            return rfc3339(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            pairs = ", ".join(f"{key_literal(k)} = {literal(v, eol=eol, within=True)}" for k, v in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case Sequence():
            return array_literal([literal(v, eol=eol, within=True) for v in value], eol=eol, within=within)
        case _:
            raise NotCanonicalError(f"TOML has no form for a value of type {type(value).__name__}")


def array_literal(items: Sequence[str], *, eol: str = "\n", within: bool = False) -> str:
    """An array of written values: on one line if that is short enough or required."""
    line = f"[{', '.join(items)}]"
    if within or len(line) <= _WIDTH:
        return line
    return "[" + eol + "".join(f"{_INDENT}{item},{eol}" for item in items) + "]"


def moment_of(key: str, value: Any) -> Any:
    """The value for a key of a moment (`at`, `imported`): a date-time if the trail gave its RFC 3339 form."""
    if key in ("at", "imported") and isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value


def with_moments(value: Any) -> Any:
    """A table, list or other value with `moment_of` applied to every pair within.

    The columns beside a recommendation have names from outside: none of them is a moment, whatever it is called.
    """
    match value:
        case Mapping():
            return {k: v if k == EXTRA else moment_of(k, with_moments(v)) for k, v in value.items()}
        case list() | tuple():
            return [with_moments(v) for v in value]
        case _:
            return value


def as_written(table: str, key: str, value: Any) -> Any:
    """A value as written under a key of a table: moments from the trail become date-times, also within it."""
    return value if EXTRA in (table, key) else moment_of(key, with_moments(value))
