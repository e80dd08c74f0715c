"""A fast reader of TOML, for the files that it is known to read as TOML 1.0 requires.

It takes a quarter of the time of the strict reader, but also accepts forms of TOML 1.1, and reads some rare forms
differently. It is never the last authority: whatever it refuses, and whatever could be one of those forms, is left to
the strict reader, whose values and errors count.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from math import isfinite
from typing import Any

import rtoml

_INTEGERS = range(-(2**63), 2**63)
# A time of day without seconds is TOML 1.1; how more digits than a clock has are cut off differs among readers.
_ODD_TIME = re.compile(r"[^-+0-9:][0-9]{2}:[0-9]{2}(?!:[0-9]{2}(?!\.))")
_CERTAIN = frozenset({str, bool, date})
_KEY = r'(?:[A-Za-z0-9_-]++|"[^"\\\n]*+")'
_PLAIN = r'(?:"[^"\\\n]*+(?:\\[btnfr"\\][^"\\\n]*+)*+"|[0-9]++(?:\.[0-9]++)?+|true|false)'
_INLINE = re.compile(rf"^[A-Za-z]++ = \{{ {_KEY} = {_PLAIN}(?:, {_KEY} = {_PLAIN})*+ \}}$", re.MULTILINE)
"""An inline table on a line of its own as this program writes it, which both readers read alike."""


class _InDoubtError(Exception):
    """A value whose written form this reader may read differently."""


def read(text: str) -> dict[str, Any] | None:
    """Reads a file's text; `None` if only the strict reader can tell its content, or that it is not TOML.

    Args:
        text: The text, without a BOM, in which each carriage return is part of a line end.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # strings have LF, whatever the file's line ends are
    if _may_differ(text):
        return None
    try:
        data = rtoml.loads(text)
        has_times = _settle(data)
    except (ValueError, OverflowError, RecursionError, _InDoubtError):
        return None
    return None if has_times and _ODD_TIME.search(text) else data


def _may_differ(text: str) -> bool:
    """True if a text may contain a form that the two readers read differently; prose rarely looks like one.

    These are inline tables (which in TOML 1.1 run over lines) but for those of one plain line, two escapes of TOML 1.1,
    a second BOM, and the names by which the fast reader marks values of its own.
    """
    escapes = "\\" in text and ("\\e" in text or "\\x" in text)
    braces = "{" in text and _has_odd_braces(text)
    return escapes or braces or ("$" in text and "$__" in text) or text.startswith("\ufeff")


def _has_odd_braces(text: str) -> bool:
    """True if a brace stands anywhere but in an inline table of one plain line."""
    return text.count("{") > sum(found[0].count("{") for found in _INLINE.finditer(text))


def _settle(table: dict[str, Any]) -> bool:
    """Gives moments the time zones that the strict reader gives them.

    Returns:
        Whether there are any moments.

    Raises:
        _InDoubtError: For a value of another kind than records hold.
    """
    found = False
    for key, value in table.items():
        kind = type(value)
        if not key.isascii():
            raise _InDoubtError
        if kind in _CERTAIN:
            continue
        if kind is dict:
            found |= _settle(value)
        elif kind is list:
            found |= _settle_all(value)
        elif kind is datetime:
            found = True
            if (offset := value.utcoffset()) is not None:
                table[key] = value.replace(tzinfo=timezone(offset))
        elif kind is float and isfinite(value):
            continue
        elif kind is not int or value not in _INTEGERS:
            raise _InDoubtError
    return found


def _settle_all(values: list[Any]) -> bool:
    found = False
    for value in values:
        kind = type(value)
        if kind is dict:
            found |= _settle(value)
        elif kind is list:
            found |= _settle_all(value)
        elif kind not in _CERTAIN and (kind is not int or value not in _INTEGERS):
            raise _InDoubtError
    return found
