"""What the addressed-to cell of a recommendation names and its agencies do not hold."""

from __future__ import annotations

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
