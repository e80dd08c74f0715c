"""Canonical JSON (RFC 8785) and the digests that are made of it."""

from __future__ import annotations

import hashlib
import math
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from typing import Any

import orjson
import rfc8785

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 8785, section 3.2.2.3)."""


class NotCanonicalError(ValueError):
    """A value has no canonical form: not a number, infinite, or an integer beyond 2^53."""


def to_json(value: Any) -> Any:
    """Turns a value as TOML gives it into what canonical JSON can hold.

    CRLF in strings becomes LF; date-times become RFC 3339 in UTC with `Z` (without an offset they stay as
    they are, without `Z`); dates and times become their ISO form.

    Args:
        value: A dict, list, tuple, string, number, boolean, `None`, date-time, date or time.

    Returns:
        The value as dicts, lists, strings, numbers, booleans and `None` only; nothing is shared with the argument.

    Raises:
        NotCanonicalError: If a number or a moment has no canonical form.
    """
    match value:
        case str():
            return value.replace("\r\n", "\n")
        case bool() | None:
            return value
        case int():
            if abs(value) > MAX_SAFE_INTEGER:
                raise NotCanonicalError("an integer is beyond 2^53")
            return value
        case float():
            if not math.isfinite(value):
                raise NotCanonicalError("a number is not finite")
            return value
        case dict():
            return {str(k): to_json(v) for k, v in value.items()}
        case list() | tuple():
            return [to_json(v) for v in value]
        case datetime():
            return rfc3339(value)
        case date() | time():
            return value.isoformat()
        case _:
            raise NotCanonicalError(f"a {type(value).__name__} has no form in JSON")


def rfc3339(moment: datetime) -> str:
    """Writes a moment as RFC 3339, in UTC with `Z` if it has an offset, without trailing zeros.

    Raises:
        NotCanonicalError: If its year in UTC is not between 1 and 9999.
    """
    if moment.tzinfo is not None:
        if is_out_of_range(moment):
            raise NotCanonicalError(f"{moment.isoformat()} is before the year 1 or after the year 9999 in UTC")
        moment = moment.astimezone(UTC).replace(tzinfo=None)
        zone = "Z"
    else:
        zone = ""
    text = moment.isoformat(timespec="seconds")
    if moment.microsecond:
        text += f".{moment.microsecond:06d}".rstrip("0")
    return text + zone


def is_out_of_range(moment: datetime) -> bool:
    """True if a moment is before the year 1 or after the year 9999 in UTC, so that it cannot be written."""
    if moment.tzinfo is None or MINYEAR < moment.year < MAXYEAR:
        return False
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return True
    return False


def canonical(value: Any) -> bytes:
    """The canonical JSON of a value, after `to_json`.

    Raises:
        NotCanonicalError: If a number has no canonical form, a string holds half of a surrogate pair, or the value is
            nested too deeply.
    """
    try:
        if _is_common(value):
            try:
                written = orjson.dumps(value, option=_AS_TOML, default=_as_text)
            except TypeError:
                written = b""  # the error is raised below
            if written and b"\\r\\n" not in written:
                return written
        return canonical_json(to_json(value))
    except RecursionError as error:
        raise NotCanonicalError(_TOO_DEEP) from error


_TOO_DEEP = "it is nested too deeply"
_AS_TOML = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATETIME
_COMMON = frozenset({str, int, bool, datetime, date, time, type(None)})


def _is_common(value: Any) -> bool:
    """True if a value holds only the usual types, which orjson writes correctly: no floats, ASCII keys."""
    kind = type(value)
    if kind is dict:
        for key, inner in value.items():
            if type(key) is not str or not key.isascii() or (type(inner) not in _COMMON and not _is_common(inner)):
                return False
        return True
    if kind is list:
        return all(type(inner) in _COMMON or _is_common(inner) for inner in value)
    return kind in _COMMON


def _as_text(value: Any) -> str:
    return rfc3339(value) if isinstance(value, datetime) else str(value.isoformat())


def canonical_json(value: Any, *, plain: bool = False) -> bytes:
    """The canonical JSON of a value that is JSON already: dicts, lists, strings, numbers, booleans and `None`.

    Args:
        value: The value.
        plain: Whether the caller knows that all keys are ASCII and no number has a fraction.

    Raises:
        NotCanonicalError: If a number has no canonical form or a string holds half of a surrogate pair.
    """
    try:
        if plain or is_plain(value):
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, TypeError, UnicodeEncodeError) as error:
        raise NotCanonicalError(str(error)) from error
    except RecursionError as error:
        raise NotCanonicalError(_TOO_DEEP) from error


def is_plain(value: Any) -> bool:
    """True if orjson, thirty times as fast, writes the value exactly as RFC 8785 requires.

    The two differ in the order of keys beyond ASCII and in how some numbers with a fraction are written.
    """
    kind = type(value)
    if kind is str or value is None or kind is int or kind is bool:
        return True
    if kind is dict:
        return all(k.isascii() and is_plain(v) for k, v in value.items())
    if kind is list:
        return all(map(is_plain, value))
    # Both write fractions of a common size alike.
    return kind is float and not value.is_integer() and 1e-3 <= abs(value) < 1e15


def digest(value: Any) -> str:
    """`sha256:` and the hexadecimal SHA-256 of a value's canonical JSON."""
    return digest_of(canonical(value))


def digest_of(form: bytes) -> str:
    """The same of canonical JSON."""
    return "sha256:" + hashlib.sha256(form).hexdigest()
