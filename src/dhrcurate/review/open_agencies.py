"""Whether it matters which agencies a recommendation has, and which names of its cell they do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.open_names import OpenNames, asks_somebody, names_still_open

Rec = Mapping[str, Any]


def needs_agencies(rec: Rec) -> bool:
    """True if it matters which agencies a recommendation has."""
    return asks_somebody(rec.get("status"))


def open_names(rec: Rec, left: Mapping[str, OpenNames]) -> tuple[str, ...]:
    """Return the names of the cell of a recommendation that its agencies do not hold; none where that is not known.

    Args:
        rec: The recommendation.
        left: What was found to be open, by key; what has changed since does not count.
    """
    return names_still_open(left.get(str(rec.get("key"))), rec.get("addressed_to"), rec.get("agencies"))
