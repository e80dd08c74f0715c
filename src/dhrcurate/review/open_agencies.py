"""Whether it matters which agencies a recommendation has, and which names of its cell they do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.open_names import OpenNames

Rec = Mapping[str, Any]


def needs_agencies(rec: Rec) -> bool:
    """True if it matters which agencies a recommendation has: one that was rejected asks nobody."""
    return rec.get("status") != "rejected"


def open_names(rec: Rec, left: Mapping[str, OpenNames]) -> tuple[str, ...]:
    """Return the names of the cell of a recommendation that its agencies do not hold; none where that is not known.

    Args:
        rec: The recommendation.
        left: What was found to be open, by key; what has changed since does not count.
    """
    known = left.get(str(rec.get("key")))
    now = str(rec.get("addressed_to") or ""), tuple(rec.get("agencies") or ())
    return known.names if known is not None and known[:2] == now else ()
