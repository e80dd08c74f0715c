"""JSON as text, strictly: each value once and as it is written, or a clear error."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from dhrcurate.domain.errors import UnusableError

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""The escape of half of a character, which is none without its other half."""


def parsed(text: str, name: str, line: int) -> Any:
    """The value of a JSON text, its numbers as they are written.

    Args:
        text: The text.
        name: The file's name, for messages.
        line: The line that the text begins with.

    Raises:
        UnusableError: If it is no JSON, has a member twice or half of a character, or is nested beyond reason.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
            raise UnusableError(f"{name}:{line}:1: an object has the member “{twice[:60]}” twice")
        return members

    def refuse(constant: str) -> Any:
        raise UnusableError(f"{name}:{line}:1: {constant} is not JSON")

    try:
        value = json.loads(text, parse_float=str, parse_int=str, parse_constant=refuse, object_pairs_hook=unique)
        if _HALF.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise UnusableError(
            f"{name}:{line}:1: has half of a character, such as {half}; write characters whole, as UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        place = f"{line + error.lineno - 1}:{error.colno}"
        raise UnusableError(f"{name}:{place}: not JSON: {error.msg[0].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise UnusableError(f"{name}:{line}:1: is nested too deeply") from None
    return value


def mended(line: str) -> Any:
    """An object that breaks off in a value, with its end put to it; `None` where there is no telling how."""
    closers: list[str] = []
    quoted = escaped = False
    for char in line:
        if quoted:
            quoted = escaped or char != '"'
            escaped = not escaped and char == "\\"
        elif char == '"':
            quoted = True
        elif char in "{[":
            closers.append("}" if char == "{" else "]")
        elif char in "}]" and closers:
            closers.pop()
    end = "".join(reversed(closers))
    whole = line[:-1] if escaped else line
    for attempt in (whole + '"' + end,) if quoted else (whole + end, whole.rstrip(", \t") + end):
        try:
            return parsed(attempt, "", 1)
        except UnusableError:
            continue
    return None
