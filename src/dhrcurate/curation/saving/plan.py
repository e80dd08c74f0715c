"""The plan of a bulk change, and what the opening of a library found; values that an interface loads quickly."""

from __future__ import annotations

import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """A bulk change that was begun; it holds none of its edits.

    Attributes:
        id: The `batch` of its events.
        by: Who signs.
        records: The ids of the records that it changes.
    """

    id: str
    by: str
    records: tuple[str, ...]

    @classmethod
    def new(cls, by: str, records: tuple[str, ...]) -> Plan:
        """A plan with a new id."""
        return cls(secrets.token_hex(8), by, records)


@dataclass(frozen=True, slots=True)
class Opening:
    """What recovering a library brought to light, at its opening or at a session's first write.

    Attributes:
        settled: Whether it was recovered.
        notices: Notices for the curator.
        cut_short: The bulk changes that were cut short.
    """

    settled: bool = False
    notices: tuple[str, ...] = ()
    cut_short: tuple[Plan, ...] = ()
