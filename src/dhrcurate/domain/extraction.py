"""What names an extraction, and how its values are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.canonical import digest

CONFLICTS = "conflicts"
"""The field that holds what a later extraction and a curator changed differently."""


OF_UPDATES = frozenset({"DHR610", "DHR611"})
"""The rules that find what a later extraction left to be decided."""


def extraction_id(source: str, run: str | None = None) -> str:
    """Return the id of an extraction: the same bytes of the same run are the same extraction.

    Args:
        source: The digest of what was imported, `sha256:` and hexadecimal digits.
        run: What the program calls the run; `None` if that is not known.
    """
    return "x-" + digest([source, run or ""]).removeprefix("sha256:")[:8]


def squeezed(value: Any) -> Any:
    """A value as it is compared: how a text is broken into lines says nothing, and an empty one is none."""
    return " ".join(value.split()) or None if isinstance(value, str) else value


def agree(one: Any, other: Any) -> bool:
    """True if two values of a field say the same."""
    return bool(squeezed(one) == squeezed(other))


def open_conflicts(record: Mapping[str, Any]) -> int:
    """Return how many conflicts of a record wait for somebody to decide."""
    rows = (row for row in record.get("recommendations") or () if row.get(CONFLICTS))
    return sum(is_open(row, one) for row in rows for one in row[CONFLICTS])


def is_open(row: Mapping[str, Any], conflict: Mapping[str, Any]) -> bool:
    """True unless a recommendation says by now what the other side of a conflict says."""
    return not agree(row.get(conflict["field"]), conflict.get("theirs"))
