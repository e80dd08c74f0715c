"""What the addressed-to cell of a recommendation names and its agencies do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class OpenNames(NamedTuple):
    """The names of a cell that are undecided, with what they were worked out from.

    Attributes:
        cell: The cell.
        agencies: The agencies so far.
        names: The names that these do not hold, as written; all of them where there are no agencies.
    """

    cell: str
    agencies: tuple[str, ...]
    names: tuple[str, ...]


def asks_somebody(status: object) -> bool:
    """True if it matters which agencies a recommendation of some status has: one that was rejected asks nobody."""
    return status != "rejected"


def names_still_open(known: OpenNames | None, cell: str | None, agencies: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of a cell that its agencies do not hold; none where that is not known.

    Args:
        known: What was found to be open; what has changed since does not count.
        cell: The cell as it is now.
        agencies: The agencies as they are now.
    """
    now = cell or "", tuple(agencies or ())
    return known.names if known is not None and known[:2] == now else ()
