"""Rows of a table that have words in the place of a number and no recommendation: of a body, a source or a total."""

from __future__ import annotations

import re

from dhrcurate.importers.columns.names import ROW_FIELDS
from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.wording.numbers import is_number

_WORD = re.compile(r"[^\W\d_]{2}")


def is_label(row: TableRow) -> bool:
    """True if a row says something in the place of its number only, at most with a figure as its text."""
    number = row.values.get("number", "")
    if _WORD.search(number) is None or is_number(number):
        return False
    others = [row.values.get(kind, "") for kind in ROW_FIELDS if kind not in {"number", "text"}]
    return not any(others) and _WORD.search(row.values.get("text", "")) is None
