"""Rows of a pipe table that a program broke to fill lines: two blanks at its end show where each row really ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = "  "
_DELIMITER = re.compile(r"\s*:?-{3,}:?(?:\|:?-{3,}:?)+  ")


def with_rows_joined(lines: Sequence[str]) -> list[str]:
    """The lines, each row of such a table on one; a table of which a row has not as many bars stays as it is.

    Args:
        lines: The lines of a page in Markdown.
    """
    result: list[str] = []
    at = 0
    while at < len(lines):
        result.append(lines[at])
        at += 1
        if not _DELIMITER.fullmatch(lines[at - 1]):
            continue
        end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
        rows = _joined(lines[at:end])
        if all(row.count("|") == lines[at - 1].count("|") for row in rows):
            result += rows
            at = end
    return result


def _joined(lines: Sequence[str]) -> list[str]:
    rows = [""]
    for line in lines:
        rows[-1] = f"{rows[-1]} {line.strip()}".strip()
        if line.endswith(_END):
            rows.append("")
    return list(filter(None, rows))
