"""Recommendations with what stood in another column in the midst of them, as nothing told the columns apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.model import Row

_GAP = re.compile(r"\S(?: {3,200}|\t\s*)\S")


def torn(rows: Sequence[Row]) -> str:
    """The first of rows that lines of several columns have run into, empty if most have none of their gaps.

    Args:
        rows: Rows that were read of lines.
    """
    gaps = [row.text for row in rows if _GAP.search(row.text)]
    return gaps[0] if gaps and 2 * len(gaps) >= len(rows) else ""
